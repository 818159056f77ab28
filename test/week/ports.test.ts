import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { platform } from 'node:os';
import { freePorts } from '../../harness/ports';

/** The ports that Linux gives to whoever asks for any, for connections, too. */
const givenOut = (): [number, number] => {
	if (platform() !== 'linux') return [49_152, 65_535];
	const [first = 0, last = 0] = readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8')
		.split(/\s+/)
		.map(Number);
	return [first, last];
};

test('a free port is one that nobody is given before n8n, which takes seconds to start, listens there', async () => {
	const [first, last] = givenOut();
	const ports = await freePorts(200);
	expect(new Set(ports).size).toBe(200);
	expect(ports.filter((port) => port >= first && port <= last)).toEqual([]);
});

test('nobody listens there, and it can be listened on at once', async () => {
	for (const port of await freePorts(20)) {
		await expect(once(connect(port, '127.0.0.1'), 'connect')).rejects.toThrow('ECONNREFUSED');
		const server = createServer();
		await once(server.listen(port), 'listening');
		await once(server.close(), 'close');
	}
});
