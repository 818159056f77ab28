import { Slices } from '../../nodes/ItnioWhatsApp/core/time';

/** Every piece of work takes longer than a slice. */
function slowWork() {
	let now = 0;
	let gaveWay = 0;
	const clock = {
		now: () => now,
		sleep: async () => {
			gaveWay += 1;
		},
	};
	const work = async (pieces: number) =>
		await new Slices(clock).map(Array.from({ length: pieces }), (_, index) => {
			now += 60;
			return index;
		});
	return { work, gaveWay: () => gaveWay };
}

it('others go on between two pieces of work', async () => {
	const { work, gaveWay } = slowWork();
	expect(await work(3)).toEqual([0, 1, 2]);
	expect(gaveWay()).toBe(2);
});

it('a single piece of work lets nobody overtake it', async () => {
	const { work, gaveWay } = slowWork();
	await work(1);
	expect(gaveWay()).toBe(0);
});

it('nothing more is made once it is over, also where it is over while others go on', async () => {
	let isOver = false;
	let now = 0;
	const clock = {
		now: () => now,
		sleep: async () => {
			isOver = true;
		},
	};
	const made = await new Slices(clock, () => isOver).map([1, 2, 3], (entry) => {
		now += 60;
		return entry;
	});
	expect(made).toEqual([1]);
});
