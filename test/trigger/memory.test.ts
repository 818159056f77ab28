/** What a trigger takes in of the texts that other processes of n8n stored. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Deliveries } from '../../nodes/ItnioWhatsApp/conversation/deliveries';
import { Waiting } from '../../nodes/ItnioWhatsApp/conversation/waiting';
import type { Kept } from '../../nodes/ItnioWhatsApp/trigger/memory';
import { Repeats } from '../../nodes/ItnioWhatsApp/trigger/repeats';

const NOW = 1_790_000_000_000;
const MB = 1024 * 1024;
const TEXTS = 40;

const wait = (index: number) => ({
	...{ executionId: String(index), nonce: `nonce${index}`, nodeId: '861af60c-a53d-4e51-aa16-fe4a3b683c95' },
	...{ signature: 'c5'.repeat(32), recipient: '6281234567890', businessPhone: '628111000111', until: 0 },
});

/** A part of the memory, and what another process stores when it has met one thing more. */
const PARTS: ReadonlyArray<readonly [string, () => Kept, (index: number) => string]> = [
	[
		'who waits for an answer',
		() => new Waiting(),
		(index) => {
			const other = new Waiting();
			other.add(wait(index), NOW);
			return `${other.stored(NOW)}\n`;
		},
	],
	[
		'reports, and who waits for them',
		() => new Deliveries(),
		(index) => {
			const other = new Deliveries();
			const awaited = { goal: 'read', names: [`message${index}`] } as const;
			other.add({ ...wait(index), until: NOW + 60_000, awaited }, NOW, NOW);
			const failure = JSON.stringify('a reason that nobody knows');
			other.report(`message${index}`, { status: 'failed', at: 1, failure }, NOW);
			return `${other.stored(NOW)}\n`;
		},
	],
	[
		'pushes that came before',
		() => new Repeats(),
		(index) => {
			const other = new Repeats();
			other.meet(`a-push-${index}`.padEnd(16, '0'), NOW);
			return `${other.stored()} `;
		},
	],
];

it.each(PARTS)('%s: of many texts it keeps what is new, not the texts', (_, create, storedBy) => {
	setFlagsFromString('--expose_gc');
	const collect = runInNewContext('gc') as () => void;
	const used = () => {
		collect();
		return process.memoryUsage().heapUsed;
	};
	const part = create();
	const before = used();
	for (let index = 0; index < TEXTS; index++) {
		// As n8n reads it from its database: one text of its own each time.
		part.merge(JSON.parse(JSON.stringify(storedBy(index) + 'x'.repeat(MB))) as string, NOW);
	}
	expect(used() - before).toBeLessThan((TEXTS / 4) * MB);
	expect(part.isSpent(NOW)).toBe(false);
});
