import fc from 'fast-check';
import { Pace } from '../../nodes/ItnioWhatsApp/sending/pace';
import { mostInOneSecond } from './virtualTime';

/** Takes starts as soon as they are allowed, after idling or stalling for the given times. */
function startsOf(maxPerSecond: number, pauses: readonly number[], clock = { time: 0 }): number[] {
	const pace = new Pace({ maxPerSecond, now: () => clock.time });
	return pauses.map((pause) => {
		clock.time += pause;
		clock.time += pace.delay();
		if (pace.delay() > 1e-6) throw new Error('After its delay the next start is still not allowed');
		pace.take();
		return clock.time;
	});
}

const eager = (count: number) => new Array<number>(count).fill(0);
const limits = fc.oneof(fc.integer({ min: 1, max: 200 }), fc.double({ min: 0.2, max: 200, noNaN: true }));

it('never starts more than the limit within any second, whatever the demand and the stalls', () => {
	const pauses = fc.array(
		fc.oneof(
			{ weight: 6, arbitrary: fc.constant(0) },
			fc.integer({ min: 0, max: 40 }),
			fc.integer({ min: 0, max: 5_000 }),
		),
		{ minLength: 1, maxLength: 700 },
	);
	fc.assert(
		fc.property(limits, pauses, (limit, demand) => {
			expect(mostInOneSecond(startsOf(limit, demand))).toBeLessThanOrEqual(Math.max(1, Math.floor(limit)));
		}),
		{ numRuns: 100 },
	);
});

it('spreads the starts evenly from the first one on', () => {
	const starts = startsOf(80, eager(200));
	const gaps = starts.slice(1).map((start, index) => start - (starts[index] as number));
	expect(starts[0]).toBe(0);
	expect(Math.min(...gaps)).toBeGreaterThan(1000 / 80);
	expect(Math.max(...gaps)).toBeLessThan((1000 / 80) * 1.06);
});

it('uses the limit up to a few percent', () => {
	fc.assert(
		fc.property(limits, (limit) => {
			const count = Math.ceil(limit * 20) + 1;
			const seconds = (startsOf(limit, eager(count)).at(-1) as number) / 1000;
			const allowed = limit < 1 ? limit : Math.floor(limit);
			expect((count - 1) / seconds).toBeGreaterThan(allowed * 0.94);
			expect((count - 1) / seconds).toBeLessThanOrEqual(limit);
		}),
		{ numRuns: 60 },
	);
});

it('catches up a short stall, but not a long one', () => {
	const stalled = (milliseconds: number) => {
		const starts = startsOf(80, [...eager(40), milliseconds, ...eager(40)]);
		return starts.filter((start) => start === starts[40]).length;
	};
	expect(stalled(100)).toBeGreaterThan(5);
	expect(stalled(10_000)).toBeLessThanOrEqual(22);
});

it('copes with any number that the form lets through', () => {
	for (const limit of [1, 1e5, 1e9, Number.MAX_SAFE_INTEGER]) {
		const clock = { time: 0 };
		expect(startsOf(limit, eager(50), clock)).toHaveLength(50);
		expect(clock.time).toBeLessThan(50_000 * 1.05);
	}
});

describe('after "too many"', () => {
	function paced(maxPerSecond = 80) {
		const clock = { time: 1_000 };
		const pace = new Pace({ maxPerSecond, now: () => clock.time });
		return { clock, pace };
	}

	it('pauses all starts for as long as asked', () => {
		fc.assert(
			fc.property(fc.integer({ min: 20, max: 120_000 }), fc.integer({ min: 0, max: 2_000 }), (pause, age) => {
				const { clock, pace } = paced();
				pace.take();
				clock.time += age;
				pace.tooMany(1_000, pause);
				expect(pace.delay()).toBe(pause);
				clock.time += pause - 1;
				expect(pace.delay()).toBeGreaterThan(0);
				clock.time += 1;
				expect(pace.delay()).toBe(0);
			}),
		);
	});

	it('a shorter pause never ends a longer one', () => {
		const { clock, pace } = paced();
		pace.tooMany(1_000, 5_000);
		clock.time += 10;
		pace.tooMany(1_000, 100);
		expect(pace.delay()).toBe(4_990);
	});

	/** Refusals of requests that were under way together, as many as are taken for more than bad luck. */
	function wave(pace: Pace, startedAt: number, pause: number): void {
		for (let answer = 0; answer < 20; answer++) pace.tooMany(startedAt, pause);
	}

	it('lowers the pace a little for one refusal', () => {
		const { pace } = paced();
		pace.tooMany(1_000, 1_000);
		expect(pace.perSecond).toBeCloseTo(72);
	});

	describe('a few of many', () => {
		function busy() {
			const { clock, pace } = paced();
			for (let answers = 0; answers < 60; answers++) {
				clock.time += 12;
				pace.accepted();
			}
			return { clock, pace };
		}

		it('wait themselves: the others go on, first at the same pace, the next time at a tenth less', () => {
			const { clock, pace } = busy();
			expect(pace.tooMany(clock.time - 100, 1_000)).toBe('itself');
			expect(pace.perSecond).toBe(80);
			expect(pace.delay()).toBeLessThan(20);
			clock.time += 500;
			expect(pace.tooMany(clock.time - 100, 1_000)).toBe('itself');
			expect(pace.perSecond).toBeCloseTo(72);
			expect(pace.delay()).toBeLessThan(20);
		});

		it('are too many as soon as they are more than a tenth of what was answered within the last second', () => {
			const { clock, pace } = busy();
			const waits = Array.from({ length: 8 }, () => pace.tooMany(clock.time - 100, 1_000));
			expect(waits).toEqual([...new Array<string>(6).fill('itself'), 'all', 'all']);
			expect(pace.delay()).toBe(1_000);
			expect(pace.perSecond).toBeLessThan(50);
		});

		it('apply to all messages when the service asks for more than a second', () => {
			const { clock, pace } = busy();
			expect(pace.tooMany(clock.time - 100, 2_000)).toBe('all');
			expect(pace.delay()).toBe(2_000);
		});
	});

	it('halves the pace once for all requests that were under way together', () => {
		const { clock, pace } = paced();
		for (let answer = 0; answer < 20; answer++) {
			clock.time += 5;
			pace.tooMany(999, 1_000);
		}
		expect(pace.perSecond).toBe(40);
	});

	it('halves it again for a request that started at the lower pace, and never stops entirely', () => {
		const { clock, pace } = paced();
		for (let waves = 1; waves <= 3; waves++) {
			clock.time += 1;
			wave(pace, clock.time, 0);
			expect(pace.perSecond).toBeCloseTo(80 / 2 ** waves, 1);
		}
		for (let waves = 0; waves < 50; waves++) {
			clock.time += 1;
			wave(pace, clock.time, 0);
		}
		expect(pace.perSecond).toBeGreaterThan(0.5);
	});

	it('starts at the lower pace and comes back step by step, never above the limit', () => {
		const { clock, pace } = paced();
		wave(pace, 1_000, 500);
		const perSecond: number[] = [];
		for (let second = 0; second < 15; second++) {
			const until = 1_500 + (second + 1) * 1_000;
			let count = 0;
			for (;;) {
				const start = clock.time + pace.delay();
				if (start >= until) break;
				clock.time = start;
				pace.take();
				count++;
			}
			clock.time = until;
			perSecond.push(count);
		}
		expect(perSecond[0]).toBeGreaterThanOrEqual(36);
		expect(perSecond[0]).toBeLessThanOrEqual(45);
		expect(
			perSecond.every((count, second) => second === 0 || count >= (perSecond[second - 1] as number) - 1),
		).toBe(true);
		expect(perSecond.at(-1)).toBeGreaterThanOrEqual(75);
		expect(Math.max(...perSecond)).toBeLessThanOrEqual(80);
	});

	it('a late refusal does not take back what was recovered', () => {
		const { clock, pace } = paced();
		wave(pace, 1_000, 0);
		clock.time += 4_000;
		const recovered = pace.perSecond;
		expect(recovered).toBeGreaterThan(50);
		pace.tooMany(1_000, 0);
		expect(pace.perSecond).toBe(recovered);
	});
});
