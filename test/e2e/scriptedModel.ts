/**
 * A stand-in for a language model, in the form of OpenAI's chat completions: it does as it is told, once. It also hears: of
 * every recording it gives the same words.
 */
import { createServer } from 'node:http';
import type { JsonObject } from '../../harness';

interface ChatMessage {
	role: string;
	content: unknown;
	tool_calls?: unknown[];
}

interface Tool {
	function: { name: string; description: string; parameters: JsonObject };
}

interface ChatRequest {
	messages: ChatMessage[];
	tools?: Tool[];
}

export interface ScriptedModel {
	/** For the `Base URL` of n8n's OpenAI credential. */
	url: string;
	/** The next conversation calls the first tool with these arguments, then ends. */
	willCall(args: JsonObject): void;
	/** The tools that the model was offered last. */
	tools(): Tool[];
	/** What the model read as the answer of the tool. */
	read(): string[];
	close(): Promise<void>;
}

/** What a voice message says. */
export const HEARD = 'Do you have a jade plant?';

const textOf = (content: unknown): string =>
	typeof content === 'string' ? content : JSON.stringify(content);

export async function startScriptedModel(): Promise<ScriptedModel> {
	let args: JsonObject = {};
	let last: ChatRequest = { messages: [] };
	const answersOf = ({ messages }: ChatRequest) =>
		messages.filter(({ role }) => role === 'tool').map(({ content }) => textOf(content));

	/** All that the person said, also before: what a memory brings along. */
	const saidIn = ({ messages }: ChatRequest) =>
		messages
			.filter(({ role }) => role === 'user')
			.map(({ content }) => textOf(content))
			.join(' / ');

	function reply(request: ChatRequest): object {
		const answers = answersOf(request);
		const tool = request.tools?.[0];
		if (tool === undefined) return { role: 'assistant', content: `## Heard\n**${saidIn(request)}**` };
		if (answers.length > 0) {
			return { role: 'assistant', content: `The tool says: ${answers.join(' | ')}` };
		}
		const call = { name: tool.function.name, arguments: JSON.stringify(args) };
		return {
			role: 'assistant',
			content: null,
			tool_calls: [{ id: 'call_1', type: 'function', function: call }],
		};
	}

	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			response.setHeader('Content-Type', 'application/json');
			if (request.method !== 'POST') {
				response.end(JSON.stringify({ object: 'list', data: [{ id: 'scripted', object: 'model' }] }));
				return;
			}
			if (request.url?.endsWith('/audio/transcriptions')) {
				response.end(JSON.stringify({ text: HEARD }));
				return;
			}
			last = JSON.parse(Buffer.concat(chunks).toString('utf8')) as ChatRequest;
			const message = reply(last);
			response.end(
				JSON.stringify({
					id: 'chatcmpl-1',
					object: 'chat.completion',
					created: 1,
					model: 'scripted',
					choices: [{ index: 0, message, finish_reason: 'tool_calls' in message ? 'tool_calls' : 'stop' }],
					usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
				}),
			);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('The scripted model has no port');
	return {
		url: `http://127.0.0.1:${address.port}/v1`,
		willCall: (next) => {
			args = next;
			last = { messages: [] };
		},
		tools: () => last.tools ?? [],
		read: () => answersOf(last),
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
