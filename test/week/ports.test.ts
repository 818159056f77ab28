import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { freePorts } from '../../harness/ports';

/** From here on Linux gives them to whoever asks for any, for connections, too. */
const GIVEN_OUT = 32_768;

test('a free port is one that nobody is given before n8n, which takes seconds to start, listens there', async () => {
	const ports = await freePorts(200);
	expect(new Set(ports).size).toBe(200);
	expect(ports.filter((port) => port >= GIVEN_OUT || port < 1_024)).toEqual([]);
});

test('nobody listens there, and it can be listened on at once', async () => {
	for (const port of await freePorts(20)) {
		await expect(once(connect(port, '127.0.0.1'), 'connect')).rejects.toThrow('ECONNREFUSED');
		const server = createServer();
		await once(server.listen(port), 'listening');
		await once(server.close(), 'close');
	}
});
