/** The weeks on the page "How it is tested". */
import { weekSections } from '../../scripts/docs/week';
import type { Kept, Week } from '../../scripts/week/results';

const kept = (key: string, holds: boolean, figures: Kept['figures'] = {}): Kept => ({
	...{ key, holds },
	figures: { ...figures, broken: holds ? 0 : 1 },
});

const week = (minutes: number, ...promises: Kept[]): Week => ({
	...{ command: 'npm run e2e -- week', version: '2.8.4', queue: true, seed: 1, minutes, people: 5 },
	...{
		messages: 1,
		accepted: 1,
		pushed: 1,
		machine: { cores: 2, node: '20', load: 1 },
		mishaps: {},
		promises,
	},
});

const PROMISES = [
	kept('once', true),
	kept('end', false),
	kept('memory', true, { processes: 2 }),
	kept('standstill', false),
];

/** The tally of a week, and whether each promise was kept. */
function shown(lived: Week, language: 'en' | 'zh-CN' = 'en') {
	const { weeks = '' } = weekSections(language, [lived]);
	const rows = weeks
		.split('\n')
		.filter((line) => line.startsWith('|'))
		.map((line) => line.split(' | ').map((cell) => cell.replace(/ \|$/, '')));
	return { tally: rows[2]?.at(-1), kept: rows.slice(5).map(([, verdict]) => verdict) };
}

it('a week of an hour is judged by all promises', () => {
	expect(shown(week(60, ...PROMISES))).toEqual({ tally: '2 / 4', kept: ['yes', '**no**', 'yes', '**no**'] });
});

it('a shorter week is judged by neither memory nor standstills, and shows what was found', () => {
	expect(shown(week(59, ...PROMISES))).toEqual({
		tally: '1 / 2',
		kept: ['yes', '**no**', 'not judged', '**no**, not judged'],
	});
	expect(shown(week(59, ...PROMISES), 'zh-CN')).toEqual({
		tally: '1 / 2',
		kept: ['是', '**否**', '未评判', '**否**，未评判'],
	});
});

it('where no process lived long enough, memory was not judged, however long the week is', () => {
	expect(shown(week(60, kept('once', true), kept('memory', true, { processes: 0 })))).toEqual({
		tally: '1 / 1',
		kept: ['yes', 'not judged'],
	});
});
