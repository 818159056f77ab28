import { ringAfter } from '../../nodes/ItnioWhatsApp/core/alarms';

const heard: string[] = [];
beforeEach(() => heard.splice(0));

/** Resolves when an alarm of that many milliseconds has rung. */
const rung = async (milliseconds: number, name = String(milliseconds)): Promise<void> =>
	await new Promise((resolve) => {
		ringAfter(milliseconds, () => {
			heard.push(name);
			resolve();
		});
	});

test('alarms ring in the order of their times, also where a later one was set before', async () => {
	await Promise.all([rung(900), rung(300), rung(600), rung(0)]);
	expect(heard).toEqual(['0', '300', '600', '900']);
});

test('one that was taken back does not ring, and those beside it do', async () => {
	const takeBack = ringAfter(20, () => heard.push('taken back'));
	const last = rung(60);
	const first = rung(20);
	takeBack();
	await Promise.all([first, last]);
	expect(heard).toEqual(['20', '60']);
	takeBack();
});

test('an alarm may set the next one, and take another back that is due with it', async () => {
	await new Promise<void>((resolve) => {
		let takeBack: () => void = () => undefined;
		ringAfter(10, () => {
			heard.push('first');
			takeBack();
			ringAfter(10, () => {
				heard.push('next');
				resolve();
			});
		});
		takeBack = ringAfter(10, () => heard.push('taken back'));
	});
	expect(heard).toEqual(['first', 'next']);
});

test('of ten thousand each rings once, none before its time', async () => {
	const startedAt = performance.now();
	const early: number[] = [];
	await Promise.all(
		Array.from({ length: 10_000 }, async (_, index) => {
			await rung(index % 100, 'one');
			if (performance.now() - startedAt < index % 100) early.push(index);
		}),
	);
	expect(heard).toHaveLength(10_000);
	expect(early).toEqual([]);
});
