import { optedOutOf } from '../../nodes/ItnioWhatsApp/run/optedOut';

/** The share of its time in which nothing else of n8n got its turn at a stretch. */
async function longestStretch(work: () => Promise<unknown>): Promise<number> {
	let last = performance.now();
	let longest = 0;
	const turn = () => {
		const now = performance.now();
		longest = Math.max(longest, now - last);
		last = now;
	};
	const timer = setInterval(turn, 1);
	const startedAt = performance.now();
	await work();
	turn();
	clearInterval(timer);
	return longest / (performance.now() - startedAt);
}

test.each([
	['numbers alone', ''],
	['numbers and names, with commas', ', Sari'],
	['numbers and names, with commas of Arabic keyboards', '، Sari'],
])('100,000 people who opted out do not hold up everybody else, as %s', async (_, behind) => {
	const lines = Array.from({ length: 100_000 }, (_, n) => `+62 812 ${String(n).padStart(7, '0')}${behind}`);
	// The first time costs more.
	await optedOutOf(lines.slice(0, 1_000).join('\n'), '62');
	expect(await longestStretch(async () => await optedOutOf(lines.join('\n'), '62'))).toBeLessThan(0.3);
});
