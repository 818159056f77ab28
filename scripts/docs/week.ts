/** The weeks on the page "How it is tested", made from what `npm run e2e -- week --write` wrote. */
import { markdownTable } from '../bench/report';
import { isJudged, nameOf, readWeeks, type Kept, type Week } from '../week/results';
import { FIGURES, MISHAPS, PROMISES } from '../week/words';
import type { Language } from './pages';

interface Words {
	head: readonly string[];
	place: (week: Week) => string;
	promises: readonly string[];
	title: (week: Week) => string;
	wrong: string;
	times: (what: string, count: number) => string;
	kept: string;
	broken: string;
	notJudged: string;
	alt: string;
	picture: string;
	separator: string;
	end: string;
}

const place = ({ queue }: Week) => (queue ? 'queue mode' : 'one process');

const ENGLISH: Words = {
	head: ['Set-up', 'n8n', 'Seed', 'Minutes', 'People', 'Accepted', 'Pushed to n8n', 'Load', 'Promises kept'],
	place,
	promises: ['Promise', 'Kept', 'Figures'],
	title: (week) =>
		`**n8n ${week.version}, ${place(week)}, seed ${week.seed}** (\`${week.command}\`, ${week.machine.cores} cores, Node ${week.machine.node})`,
	wrong: 'What went wrong: ',
	times: (what, count) => (count > 1 ? `${what} (${count} times)` : what),
	kept: 'yes',
	broken: '**no**',
	notJudged: 'not judged',
	alt: 'Accepted and refused messages, memory, standstills and waiting people over the week',
	picture: 'week/',
	separator: ', ',
	end: '.',
};

const CHINESE: Words = {
	head: ['部署', 'n8n', '种子', '分钟', '人数', '已受理', '推送给 n8n', '负载', '兑现的承诺'],
	place: ({ queue }) => (queue ? '队列模式' : '单进程'),
	promises: ['承诺', '兑现', '数字'],
	title: (week) =>
		`**n8n ${week.version}，${week.queue ? '队列模式' : '单进程'}，种子 ${week.seed}**（\`${week.command}\`，${week.machine.cores} 核，Node ${week.machine.node}）`,
	wrong: '出错的事：',
	times: (what, count) => (count > 1 ? `${what}（${count} 次）` : what),
	kept: '是',
	broken: '**否**',
	notJudged: '未评判',
	alt: '一周内受理与拒绝的消息、内存、停顿和等待的人数',
	picture: '../week/',
	separator: '，',
	end: '。',
};

function* linesOf(weeks: readonly Week[], language: Language): Generator<string> {
	const words = language === 'en' ? ENGLISH : CHINESE;
	const number = (value: number) => value.toLocaleString('en', { maximumFractionDigits: 1 });
	const figures = ({ figures: all }: Kept) =>
		Object.entries(all)
			.map(([name, value]) => `${FIGURES[name]?.[language] ?? name} ${number(value)}`)
			.join(words.separator);
	const tallyOf = (week: Week) => {
		const judged = week.promises.filter((kept) => isJudged(week, kept));
		return `${judged.filter(({ holds }) => holds).length} / ${judged.length}`;
	};
	const verdictOf = (week: Week, kept: Kept) => [
		...(kept.holds ? [] : [words.broken]),
		...(isJudged(week, kept) ? [] : [words.notJudged]),
	];
	yield* markdownTable(
		words.head,
		weeks.map((week) => [
			words.place(week),
			week.version,
			week.seed,
			week.minutes,
			number(week.people),
			number(week.accepted),
			number(week.pushed),
			number(week.machine.load),
			tallyOf(week),
		]),
	);
	for (const week of weeks) {
		const mishaps = Object.entries(week.mishaps).map(([what, count]) =>
			words.times(language === 'en' ? what : (MISHAPS[what] ?? what), count),
		);
		yield* ['', words.title(week), ''];
		if (mishaps.length > 0) yield* [`${words.wrong}${mishaps.join(words.separator)}${words.end}`, ''];
		const rows = week.promises.map((kept) => [
			PROMISES[kept.key]?.[language] ?? kept.key,
			verdictOf(week, kept).join(words.separator) || words.kept,
			figures(kept),
		]);
		yield* markdownTable(words.promises, rows);
		yield* ['', `<img src="${words.picture}${nameOf(week)}.svg" width="800" alt="${words.alt}">`];
	}
}

/** @returns the section of the page `how-it-is-tested`, by the name of its marks; none before a week was lived */
export function weekSections(
	language: Language,
	weeks: readonly Week[] = readWeeks(),
): Readonly<Record<string, string>> {
	return weeks.length === 0 ? {} : { weeks: [...linesOf(weeks, language)].join('\n') };
}
