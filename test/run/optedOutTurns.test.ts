import { optedOutOf } from '../../nodes/ItnioWhatsApp/run/optedOut';

/** Microseconds of work: what others do on the machine is not in them. */
function worked(): number {
	const { user, system } = process.cpuUsage();
	return user + system;
}

/** The share of its work in which nothing else of n8n got its turn at a stretch. */
async function longestStretch(work: () => Promise<unknown>): Promise<number> {
	const begin = worked();
	let [last, longest] = [begin, 0];
	const turn = () => {
		const now = worked();
		longest = Math.max(longest, now - last);
		last = now;
	};
	const timer = setInterval(turn, 1);
	await work();
	turn();
	clearInterval(timer);
	return longest / (worked() - begin);
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
