import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/** Below what Linux (32768) and macOS (49152) give out by themselves, for connections, too: nobody takes one while n8n starts. */
const FIRST = 11_000;
const LAST = 31_999;

async function listening(): Promise<{ port: number; server: Server }> {
	for (;;) {
		const port = randomInt(FIRST, LAST + 1);
		const server = createServer();
		try {
			// As n8n: at every address of this machine.
			await once(server.listen(port), 'listening');
			return { port, server };
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
		}
	}
}

/** Ports of this machine that nobody listens on: all at once, so that no two are the same. Throws what `listen` throws. */
export async function freePorts(count: number): Promise<number[]> {
	const taken = await Promise.all(Array.from({ length: count }, listening));
	await Promise.all(taken.map(async ({ server }) => await once(server.close(), 'close')));
	return taken.map(({ port }) => port);
}
