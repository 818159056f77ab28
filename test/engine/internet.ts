/** An internet of this machine's own: every public host name leads to one local server, over real HTTP. */
import dns from 'node:dns';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Visit {
	readonly url: string;
	readonly headers: IncomingMessage['headers'];
}

/**
 * For all tests of a file.
 *
 * @param answer what the hosts answer; the address is the whole one, e.g. `http://shop.com/a.jpg`
 */
export function internetForTests(answer: (address: URL, res: ServerResponse) => void) {
	let port = 0;
	const visits: Visit[] = [];
	const server = createServer((req, res) => {
		const url = `http://${String(req.headers.host).replace(/:\d+$/, '')}${req.url ?? '/'}`;
		visits.push({ url, headers: req.headers });
		answer(new URL(url), res);
	});
	const lookup = dns.lookup;
	beforeAll(async () => {
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		({ port } = server.address() as AddressInfo);
		const home = (name: string, options: unknown, done: (...found: unknown[]) => void) => {
			if (typeof options === 'function') return (options as typeof done)(null, '127.0.0.1', 4);
			const wantsAll = (options as { all?: boolean }).all === true;
			return name === 'nowhere.shop.com'
				? done(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }))
				: wantsAll
					? done(null, [{ address: '127.0.0.1', family: 4 }])
					: done(null, '127.0.0.1', 4);
		};
		dns.lookup = home as unknown as typeof lookup;
	});
	beforeEach(() => visits.splice(0));
	afterAll(async () => {
		dns.lookup = lookup;
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	});
	return {
		visits,
		/** An address of this internet, e.g. of `shop.com/a.jpg`. */
		at: (place: string) => {
			const [host, ...path] = place.split('/');
			return `http://${host}:${port}/${path.join('/')}`;
		},
	};
}
