/** What "Preview Only" gives instead of sending. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { pairedWith } from '../items/failed';
import { renderPreview } from '../preview';
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

/** An item with the request, the problems of the message and a picture of it. */
export async function previewItem(
	{ helpers }: Pick<IExecuteFunctions, 'helpers'>,
	baseUrl: string,
	draft: Draft,
): Promise<INodeExecutionData> {
	const { body, itemIndexes, problems } = draft;
	const request = requestOf(baseUrl, draft);
	const html = Buffer.from(renderPreview({ body: { ...body }, problems, request }), 'utf8');
	return {
		json: {
			preview: true,
			recipient: String(body.recipient ?? ''),
			messageType: messageTypeOf(body),
			problems: problems.map(({ message }) => message),
			request: { ...request, body: { ...body } as never },
		},
		// n8n offers "View" by the MIME type, and not for text/html; how it then shows the file goes by `fileType`.
		binary: {
			preview: {
				...(await helpers.prepareBinaryData(html, 'preview.html', 'text/plain')),
				fileType: 'html',
			},
		},
		pairedItem: pairedWith(itemIndexes),
	};
}
