/** Stands before the sandbox and refuses connections now and then, which a server that is up cannot do itself. */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export interface Gate {
	url: string;
	/** How often it was closed so far. */
	readonly closures: number;
	close(): void;
}

/** @param every closes after so many connections, @param closedMs for so long */
export async function startGate(port: number, every: number, closedMs: number): Promise<Gate> {
	const sockets = new Set<Socket>();
	let connections = 0;
	let closures = 0;
	let over = false;
	let ownPort = 0;
	let server: Server;

	const open = async () => {
		server = createServer(pass);
		await new Promise<void>((resolve) => server.listen(ownPort, '127.0.0.1', 1024, resolve));
		ownPort = (server.address() as AddressInfo).port;
	};
	function pass(socket: Socket): void {
		const onward = connect(port, '127.0.0.1');
		for (const [one, other] of [
			[socket, onward],
			[onward, socket],
		] as const) {
			sockets.add(one);
			// A reset on one side is a reset on the other, not a friendly end; Node cannot reset what is ending already.
			one.on('error', () => (other.writableEnded ? other.destroy() : other.resetAndDestroy()));
			one.on('close', () => {
				sockets.delete(one);
				other.destroy();
			});
		}
		socket.pipe(onward).pipe(socket);
		connections++;
		if (connections % every !== 0) return;
		closures++;
		server.close();
		setTimeout(() => void (over || open()), closedMs);
	}

	await open();
	return {
		url: `http://127.0.0.1:${ownPort}`,
		get closures() {
			return closures;
		},
		close() {
			over = true;
			server.close();
			sockets.forEach((socket) => socket.destroy());
		},
	};
}
