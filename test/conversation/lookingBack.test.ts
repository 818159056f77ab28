/** An execution that n8n lets wait again after it had gone on is told once more. */
import { LookingBack } from '../../nodes/ItnioWhatsApp/conversation/lookingBack';

/** @param waits whether it waits again, each time that somebody looks */
function world(waits: readonly boolean[], goesOn = true) {
	const happened: string[] = [];
	const looking = [...waits];
	const lookingBack = new LookingBack(async (milliseconds) => {
		happened.push(`${milliseconds / 1000} s`);
		await Promise.resolve();
	});
	const at = async () =>
		await lookingBack.at({
			waitsAgain: async () => {
				happened.push('looks');
				return looking.shift() ?? false;
			},
			tellAgain: async () => {
				happened.push('tells');
				return goesOn;
			},
		});
	return { at, happened };
}

it('looks once where nothing was undone', async () => {
	const { at, happened } = world([]);
	await at();
	expect(happened).toEqual(['30 s', 'looks']);
});

it('tells again what was undone, and looks at that, too', async () => {
	const { at, happened } = world([true]);
	await at();
	expect(happened).toEqual(['30 s', 'looks', 'tells', '30 s', 'looks']);
});

it('ends where it is undone each time, and where it cannot be told', async () => {
	const always = world([true, true, true, true]);
	await always.at();
	expect(always.happened.filter((what) => what === 'tells')).toHaveLength(3);
	const never = world([true, true], false);
	await never.at();
	expect(never.happened).toEqual(['30 s', 'looks', 'tells']);
});

it('looks after a thousand at a time', async () => {
	const { at, happened } = world([]);
	await Promise.all(Array.from({ length: 1_500 }, at));
	expect(happened.filter((what) => what === 'looks')).toHaveLength(1_000);
	await at();
	expect(happened.filter((what) => what === 'looks')).toHaveLength(1_001);
});
