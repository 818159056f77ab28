import { grouped } from '../core/text';
import { box, el, type Html } from './html';
import { jsonLines } from './jsonLines';
import { enclosing, pathName, type PreviewProblem } from './problems';

export interface PreviewRequest {
	method: string;
	url: string;
	/** As they go, with secrets already masked by the caller. */
	headers: Record<string, string>;
}

/** Method, address, headers and the JSON body; the lines with a problem are tinted. */
export function requestPanel(
	request: PreviewRequest,
	body: unknown,
	problems: readonly PreviewProblem[],
): Html {
	return el(
		'section',
		{ class: 'request' },
		el('h2', {}, 'Request'),
		el(
			'p',
			{ class: 'address', dir: 'ltr' },
			el('span', { class: 'method' }, request.method),
			' ',
			request.url,
		),
		el(
			'dl',
			{ class: 'headers', dir: 'ltr' },
			...Object.entries(request.headers).map(([name, value]) =>
				box('header-line', el('dt', {}, name), el('dd', {}, String(value))),
			),
		),
		json(body, problems),
	);
}

const DEEPEST_INDENT = 14;
/** Stays in one line, so that it can be read and compared. */
const PHONE_NUMBER = /^"[+\d][\d ()-]{5,22}"$/;

function json(body: unknown, problems: readonly PreviewProblem[]): Html {
	const lines = jsonLines(body);
	const byPath = new Map(
		lines.flatMap((line) => (line.path === undefined ? [] : [[pathName(line.path), line] as const])),
	);
	const marked = new Set(problems.map(({ path }) => enclosing(byPath, path)));
	return el(
		'div',
		{
			class: 'json',
			dir: 'ltr',
			role: 'group',
			'aria-label': `Body, ${grouped(lines.length)} lines of JSON`,
		},
		...lines.map((line) =>
			box(
				`line d${Math.min(line.depth, DEEPEST_INDENT)}${marked.has(line) ? ' line-faulty' : ''}`,
				// Real spaces, so that a copied body keeps its indentation.
				'  '.repeat(Math.min(line.depth, DEEPEST_INDENT)),
				...line.tokens.map(([type, token]) =>
					type === 'plain'
						? token
						: el('span', { class: PHONE_NUMBER.test(token) ? `j-${type} whole` : `j-${type}` }, token),
				),
			),
		),
	);
}
