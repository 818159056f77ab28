/** What "Preview Only" gives instead of sending. */
import type { IBinaryData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Slices } from '../core/time';
import { pairedWith } from './failed';
import { drawMessage } from '../kinds/drawMessage';
import { renderOverview, renderPreview } from '../preview';
import { sentenceOf, type Problem } from '../core/problem';
import { ordinal, textOf } from '../core/text';
import type { Draft } from './draft';
import { messageTypeOf } from './results';

const MASKED = '••••••••';

/** The request exactly as it would go, key and signature masked. */
function requestOf(baseUrl: string, { path, body }: Draft) {
	return {
		method: 'POST',
		url: baseUrl + path,
		headers: {
			'Content-Type': 'application/json;charset=UTF-8',
			'Api-Key': MASKED,
			Timestamp: 'set when the message is sent',
			Sign: MASKED,
		},
		body,
	};
}

/** As much of a number as a file name can hold. */
const digitsOf = (recipient: unknown): string => textOf(recipient).replace(/\D/g, '').slice(0, 20);

/** n8n offers "View" by the MIME type, and not for text/html; how it then shows the file goes by `fileType`. */
async function htmlFile({ helpers }: Helpers, html: string, name: string): Promise<IBinaryData> {
	return {
		...(await helpers.prepareBinaryData(Buffer.from(html, 'utf8'), name, 'text/plain')),
		fileType: 'html',
	};
}

type Helpers = Pick<IExecuteFunctions, 'helpers'>;

const inWords = (problems: readonly Problem[]) =>
	problems.map((problem) => ({ path: problem.path, message: sentenceOf(problem) }));

/** An item with the request, the problems of the message and a picture of it. */
export async function previewItem(
	context: Helpers,
	baseUrl: string,
	draft: Draft,
): Promise<INodeExecutionData> {
	const { body, itemIndex, itemIndexes, problems } = draft;
	const request = requestOf(baseUrl, draft);
	const sentences = problems.map(sentenceOf);
	const html = renderPreview({ body: { ...body }, problems: inWords(problems), request, drawMessage });
	const name = digitsOf(body.recipient) || ordinal(itemIndex);
	return {
		json: {
			recipient: textOf(body.recipient),
			messageType: messageTypeOf(body),
			// For reading: n8n's table shows an empty list in red.
			check: problems.length === 0 ? 'no problems' : sentences.join('\n'),
			preview: true,
			problems: sentences,
			request: { ...request, body: { ...body } as never },
		},
		binary: { preview: await htmlFile(context, html, `preview ${name}.html`) },
		pairedItem: pairedWith(itemIndexes),
	};
}

/**
 * Where there are several previews: one file with all of them, beside the first one.
 *
 * @param notes sentences about all of them
 */
export async function withOverview(
	context: Helpers,
	drafts: readonly Draft[],
	outputs: readonly INodeExecutionData[],
	{ notes, slices }: { readonly notes: readonly string[]; readonly slices: Slices },
): Promise<INodeExecutionData[]> {
	const previews = drafts.filter(({ options }) => options.previewOnly);
	const first = drafts.findIndex(({ options }) => options.previewOnly);
	if (previews.length < 2) return [...outputs];
	const messages = await slices.map(previews, ({ body, itemIndex, problems }) => ({
		title: `${ordinal(itemIndex)} · ${textOf(body.recipient) || 'no recipient'}`,
		body: { ...body },
		problems: inWords(problems),
	}));
	const html = await renderOverview(messages, { notes, drawMessage, slices });
	const all = await htmlFile(context, html, `preview of ${previews.length} messages.html`);
	return outputs.map((output, index) =>
		index === first ? { ...output, binary: { allMessages: all, ...output.binary } } : output,
	);
}
