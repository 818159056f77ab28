/**
 * The address by which the world knows n8n: one in front of it, which may move. While n8n starts it answers 200 to everything
 * for a moment, and who is told 200 does not come again. So nobody gets through before n8n says that it is ready.
 */
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

export interface PublicAddress {
	/** Without a slash at its end. */
	readonly url: string;
	/** Nobody is there any more. */
	close(): Promise<void>;
}

const isReady = async (target: string): Promise<boolean> =>
	await fetch(new URL('/healthz/readiness', target)).then(
		({ ok }) => ok,
		() => false,
	);

/** @param target where n8n itself listens */
export async function publicAddress(target: string): Promise<PublicAddress> {
	const port = Number(new URL(target).port);
	const open = new Set<Socket>();
	/** n8n may be away, and so may whoever calls. */
	const watch = (socket: Socket, other?: Socket) => {
		open.add(socket);
		socket.on('error', () => socket.destroy());
		socket.on('close', () => {
			open.delete(socket);
			other?.destroy();
		});
	};
	const letThrough = async (outside: Socket) => {
		watch(outside);
		// A connection does not outlive the process that it leads to.
		if (!(await isReady(target))) outside.destroy();
		if (outside.destroyed) return;
		const inside = connect(port, '127.0.0.1');
		watch(inside, outside);
		outside.on('close', () => inside.destroy());
		outside.pipe(inside).pipe(outside);
	};
	const server = createServer((outside) => void letThrough(outside));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	// Nothing has to wait for it.
	server.unref();
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		close: async () => {
			const closed = new Promise<void>((resolve) => server.close(() => resolve()));
			for (const socket of open) socket.destroy();
			await closed;
		},
	};
}
