import { Settling } from '../../nodes/ItnioWhatsApp/trigger/settling';

test('after a start, answers wait until n8n has looked through what was left open', () => {
	const settling = new Settling(120_000, 10_000);
	expect(settling.wait(30_000)).toBe(10_000);
	expect(settling.wait(34_000)).toBe(6_000);
	expect(settling.wait(40_000)).toBe(0);
	expect(settling.wait(50_000)).toBe(0);
});

test('nobody waits when n8n has been up for a while, also for the first call', () => {
	expect(new Settling(120_000, 10_000).wait(120_000)).toBe(0);
});
