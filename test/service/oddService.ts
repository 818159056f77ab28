/** A service whose answers a test makes up, over real HTTP. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Asked {
	readonly url?: string;
	readonly body: { readonly current?: number; readonly params?: object };
}

type AnswerOf = (request: { url?: string; page: number }) => { http?: number; body: unknown };

const read = async (request: IncomingMessage): Promise<string> => {
	let text = '';
	for await (const chunk of request) text += String(chunk);
	return text;
};

/** One for all tests of a file or a block; `asked` is empty before each. */
export function oddService() {
	let server: Server;
	const odd = {
		asked: [] as Asked[],
		answer: (() => ({ body: '' })) as AnswerOf,
		get url() {
			return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		},
	};
	beforeAll(async () => {
		server = createServer((request, response) => {
			void read(request).then((text) => {
				const body = JSON.parse(text) as Asked['body'];
				odd.asked.push({ url: request.url, body });
				const { http = 200, body: reply } = odd.answer({ url: request.url, page: body.current ?? 1 });
				response.writeHead(http).end(typeof reply === 'string' ? reply : JSON.stringify(reply));
			});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	});
	beforeEach(() => {
		odd.asked = [];
	});
	afterAll(() => {
		server.closeAllConnections();
		server.close();
	});
	return odd;
}
