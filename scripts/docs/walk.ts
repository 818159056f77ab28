/** The walk on the page "How it is tested", made from what `npm run e2e -- walk --write` wrote. */
import { markdownTable } from '../bench/report';
import { readWalks, type Walk, type Walked } from '../walk/results';
import { TASKS } from '../walk/words';
import type { Language } from './pages';

interface Words {
	task: string;
	head: readonly string[];
	passed: string;
	failed: string;
	sum: string;
	wrongTurns: string;
	colon: string;
}

const WORDS: Readonly<Record<Language, Words>> = {
	en: {
		task: 'Task',
		head: ['Clicks', 'Characters', 'Messages', 'Wrong turns', 'Surprise messages'],
		passed: 'yes',
		failed: '**no**',
		sum: 'All',
		wrongTurns: 'The wrong turns:',
		colon: ': ',
	},
	'zh-CN': {
		task: '任务',
		head: ['点击', '字符', '消息', '走错的地方', '意外消息'],
		passed: '是',
		failed: '**否**',
		sum: '合计',
		wrongTurns: '走错的地方：',
		colon: '：',
	},
};

const NONE = '–';

/** One value where all versions have the same, otherwise one for each. */
function inAll(
	values: ReadonlyArray<number | undefined>,
	shown = (value: number) => value.toLocaleString('en'),
): string {
	const cells = values.map((value) => (value === undefined ? NONE : shown(value)));
	return new Set(cells).size === 1 ? (cells[0] ?? NONE) : cells.join(' / ');
}

const sumOf = (tasks: readonly Walked[], figure: (walked: Walked) => number | undefined): number =>
	tasks.reduce((sum, walked) => sum + (figure(walked) ?? 0), 0);

function* linesOf(walks: readonly Walk[], language: Language): Generator<string> {
	const words = WORDS[language];
	const rows = Object.entries(TASKS).map(([task, { name, wrongTurns }]) => {
		const found = walks.map(({ tasks }) => tasks.find((walked) => walked.task === task));
		return [
			name[language],
			...found.map((walked) => {
				if (walked === undefined) return NONE;
				return walked.passed ? words.passed : words.failed;
			}),
			inAll(found.map((walked) => walked?.clicks)),
			inAll(found.map((walked) => walked?.characters)),
			inAll(found.map((walked) => walked?.wanted)),
			wrongTurns.length,
			inAll(found.map((walked) => walked?.surprises)),
		];
	});
	const totals = (figure: (walked: Walked) => number | undefined) =>
		inAll(walks.map(({ tasks }) => sumOf(tasks, figure)));
	const all = Object.values(TASKS);
	yield* markdownTable(
		[words.task, ...walks.map(({ version }) => `n8n ${version}`), ...words.head],
		[
			...rows,
			[
				words.sum,
				...walks.map(({ tasks }) => `${tasks.filter(({ passed }) => passed).length} / ${all.length}`),
				totals(({ clicks }) => clicks),
				totals(({ characters }) => characters),
				totals(({ wanted }) => wanted),
				all.reduce((sum, { wrongTurns }) => sum + wrongTurns.length, 0),
				totals(({ surprises }) => surprises),
			],
		],
	);
	const stumbled = all.flatMap(({ name, wrongTurns }) =>
		wrongTurns.map((turn) => `- ${name[language]}${words.colon}${turn[language]}`),
	);
	if (stumbled.length > 0) yield* ['', words.wrongTurns, '', ...stumbled];
}

/** @returns the section of the page `how-it-is-tested`, by the name of its marks; none before anybody walked */
export function walkSections(language: Language): Readonly<Record<string, string>> {
	const walks = readWalks();
	return walks.length === 0 ? {} : { walk: [...linesOf(walks, language)].join('\n') };
}
