/** The address by which the world knows n8n: one in front of it, which may move. */
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

export interface PublicAddress {
	readonly url: string;
	/** Nobody is there any more. */
	close(): Promise<void>;
}

/** @param target where n8n itself listens */
export async function publicAddress(target: string): Promise<PublicAddress> {
	const port = Number(new URL(target).port);
	const open = new Set<Socket>();
	const server = createServer((outside) => {
		const inside = connect(port, '127.0.0.1');
		for (const socket of [outside, inside]) {
			open.add(socket);
			// n8n may be away.
			socket.on('error', () => socket.destroy());
			socket.on('close', () => {
				open.delete(socket);
				outside.destroy();
				inside.destroy();
			});
		}
		outside.pipe(inside).pipe(outside);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
		close: async () => {
			const closed = new Promise<void>((resolve) => server.close(() => resolve()));
			for (const socket of open) socket.destroy();
			await closed;
		},
	};
}
