/** What a process still holds of its calls when executions have gone on with their reports. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Deliveries } from '../../nodes/ItnioWhatsApp/conversation/deliveries';
import { nameOfMessage } from '../../nodes/ItnioWhatsApp/conversation/deliveryReport';
import { deliverySharing, deliveryWatch } from '../../nodes/ItnioWhatsApp/conversation/handingReports';
import { messageStatusEvent } from '../../sandbox';
import { until } from '../../harness/until';
import { listen, type Listener } from '../trigger/listener';

const MB = 1024 * 1024;
const GO_ON = 60;
const STAY = 1_440;
const DAY_MS = 86_400_000;

let taken = 0;
let n8n: Server;
let trigger: Listener;

beforeAll(async () => {
	n8n = createServer((request, response) => {
		let text = '';
		request.on('data', (chunk: Buffer) => (text += chunk.toString()));
		request.on('end', () => {
			const isLook = (JSON.parse(text) as { look?: true }).look === true;
			if (!isLook) taken += 1;
			response.writeHead(200, { 'Content-Type': 'application/json' });
			response.end(JSON.stringify(isLook ? { answer: 'fits', used: [] } : { answer: 'taken' }));
		});
	});
	await new Promise<void>((resolve) => n8n.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
	deliveryWatch.stop();
	deliverySharing.stop();
	await trigger.close();
	n8n.closeAllConnections();
	n8n.close();
});

test('of 1,500 executions that wait for a message each, 60 go on: the list is not held once for each of them', async () => {
	const now = Date.now();
	const before = new Deliveries();
	for (let n = 0; n < GO_ON + STAY; n++) {
		before.add(
			{
				...{ executionId: String(n), nodeId: '861af60c-a53d-4e51-aa16-fe4a3b683c95', nonce: `nonce${n}` },
				...{ signature: 'c5'.repeat(32), recipient: '', businessPhone: '', until: now + DAY_MS },
				awaited: { goal: 'delivered', names: [nameOfMessage(`m${n}`)] },
			},
			now,
			now,
		);
	}
	trigger = await listen({
		credential: { appId: 'sandboxApp', apiSecret: 'the-secret-of-tests' },
		waitingUrl: `http://127.0.0.1:${(n8n.address() as AddressInfo).port}/webhook-waiting`,
		stored: { 'node:Trigger': { deliveries: before.stored(now) } },
	});
	setFlagsFromString('--expose_gc');
	const collect = runInNewContext('gc') as () => void;
	const used = () => {
		collect();
		return process.memoryUsage().heapUsed;
	};
	const origin = { appId: 'sandboxApp', businessPhone: '628111000111', nowMs: now };
	const report = async (n: number) =>
		await trigger.post(
			messageStatusEvent({ messageId: `m${n}`, recipient: '6281234567890' }, 'delivered', origin),
		);
	await report(0);
	await until('the first to go on', () => taken === 1);
	const atFirst = used();
	for (let n = 1; n < GO_ON; n++) {
		void report(n);
		await until('it to go on', () => taken > n);
	}
	await until('all of them to go on', () => taken === GO_ON);
	expect((used() - atFirst) / MB).toBeLessThan(5);
});
