import type { BodyPart } from './bodyPart';
import { phoneFrame } from './chat';
import { escapeHtml } from '../core/escape';
import type { Slices } from '../core/time';
import type { Draw } from './drawing';
import { box, el, icon, write, type Html } from './html';
import { assign, type Assignment, type PreviewProblem } from './problems';
import { requestPanel, type PreviewRequest } from './request';
import { STYLE, STYLE_HASH } from './style';

export type { PreviewProblem } from './problems';

export interface PreviewInput {
	/** The finished API body, possibly faulty, incomplete or of wrong types. */
	body: Record<string, unknown>;
	/** Marked at the place where they are; those about something that is not shown are listed on top. */
	problems: readonly PreviewProblem[];
	/** Shown beside the message, with the body as JSON. */
	request?: PreviewRequest;
	/** Draws the message of a body. */
	drawMessage: Draw;
	/** Heading of the page; the kind of message if absent. */
	title?: string;
}

// Nothing may run and nothing be fetched but the media of the message; the one style sheet is known by its hash.
const POLICY = [
	"default-src 'none'",
	'img-src http: https:',
	'media-src http: https:',
	`style-src '${STYLE_HASH}'`,
	"base-uri 'none'",
	"form-action 'none'",
].join('; ');

/**
 * The message of a finished API body as a phone shows it. Never throws, whatever the body holds.
 *
 * @returns one self-contained HTML document without scripts; the same input always gives the same text
 */
export function renderPreview({ body, problems, request, drawMessage, title }: PreviewInput): string {
	const { label, shownPhone, assignment } = draw(body, problems, drawMessage);
	const heading = title ?? label;
	const page = el(
		'main',
		{ class: request === undefined ? 'page page-alone' : 'page' },
		el('h1', { dir: 'auto' }, heading),
		summary(assignment, problems.length),
		box('phones', shownPhone),
		request === undefined ? undefined : requestPanel(request, body, problems),
	);
	return document(heading, write(page, assignment.placed));
}

export interface OverviewMessage {
	/** Heading of the message, e.g. which item it is and who gets it. */
	title: string;
	body: Record<string, unknown>;
	problems: readonly PreviewProblem[];
}

/** More phones on one page are slow to open, and nobody looks at them. */
export const MOST_IN_OVERVIEW = 200;

/**
 * Many messages on one page, those with problems first, at most `MOST_IN_OVERVIEW`; the page says how many it leaves out.
 * Never throws, whatever the bodies hold.
 *
 * @param notes sentences below the heading
 * @returns one self-contained HTML document without scripts; the same input always gives the same text
 */
export async function renderOverview(
	messages: readonly OverviewMessage[],
	{
		notes,
		drawMessage,
		slices,
	}: { readonly notes: readonly string[]; readonly drawMessage: Draw; readonly slices: Slices },
): Promise<string> {
	const faulty = messages.filter(({ problems }) => problems.length > 0);
	const ordered = [...faulty, ...messages.filter(({ problems }) => problems.length === 0)];
	const drawn = ordered.slice(0, MOST_IN_OVERVIEW);
	const heading = `${messages.length} messages, ${faulty.length === 0 ? 'none' : faulty.length} with problems`;
	const left = messages.length - drawn.length;
	const sections = await slices.map(drawn, ({ title, body, problems }) => {
		const { shownPhone, assignment } = draw(body, problems, drawMessage);
		const section = el(
			'section',
			{ class: 'page page-alone' },
			el('h2', { dir: 'auto' }, title),
			summary(assignment, problems.length),
			box('phones', shownPhone),
		);
		return write(section, assignment.placed);
	});
	return document(
		heading,
		write(
			el(
				'section',
				{ class: 'overview' },
				el('h1', { dir: 'auto' }, heading),
				...notes.map((note) => el('p', {}, note)),
			),
		),
		...sections,
		left === 0
			? ''
			: write(
					el(
						'section',
						{ class: 'overview' },
						`${left} more messages are not shown here; each has a file of its own.`,
					),
				),
	);
}

function draw(body: Record<string, unknown>, problems: readonly PreviewProblem[], drawMessage: Draw) {
	const root: BodyPart = { value: body, path: [] };
	const drawing = drawMessage(root);
	const shownPhone = phoneFrame(root, drawing);
	return { label: drawing.label, shownPhone, assignment: assign(shownPhone, problems) };
}

function document(heading: string, ...parts: readonly string[]): string {
	return [
		'<!DOCTYPE html>',
		'<html lang="en">',
		'<head>',
		'<meta charset="utf-8">',
		`<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
		'<meta name="referrer" content="no-referrer">',
		'<meta name="viewport" content="width=device-width, initial-scale=1">',
		'<meta name="color-scheme" content="light dark">',
		`<title>${escapeHtml(heading)}</title>`,
		`<style>${STYLE}</style>`,
		'</head>',
		`<body>${parts.join('')}</body>`,
		'</html>',
		'',
	].join('\n');
}

function summary({ placed, unplaced }: Assignment, count: number): Html {
	if (count === 0) return undefined;
	const marked = [...placed.values()].flat();
	return el(
		'section',
		{ class: 'problems' },
		box('problems-title', icon('warn'), count === 1 ? '1 problem' : `${count} problems`),
		unplaced.length > 0
			? el('ul', {}, ...unplaced.map((sentence) => el('li', { dir: 'auto' }, sentence)))
			: undefined,
		// A card further on in a carousel is out of sight, so what is marked can be read here as well.
		marked.length > 0
			? el(
					'details',
					{},
					el('summary', {}, `${marked.length} marked in the message`),
					el('ul', {}, ...marked.map((sentence) => el('li', { dir: 'auto' }, sentence))),
				)
			: undefined,
	);
}
