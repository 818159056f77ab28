/** The tables of the benchmark in the guide, made from what `npm run bench` wrote. */
import { burstSeconds, evenSeconds } from '../bench/limits';
import {
	executionsCells,
	latencyTable,
	markdownTable,
	messagesCells,
	tasksOf,
	type Naming,
} from '../bench/report';
import {
	readResults,
	type Growth,
	type OnceCost,
	type Origin,
	type PushCost,
	type Results,
} from '../bench/results';
import {
	HTTP_REQUEST,
	HTTP_REQUEST_RETRYING,
	HTTP_REQUEST_TUNED,
	PLAIN_NODE,
	THIS_NODE,
} from '../bench/ways';
import type { Language } from './pages';

type Work = NonNullable<Results['work']>;

/** Milliseconds of CPU for each push, in words. */
interface PushMs {
	report: { none: string; many: string };
	message: { none: string; many: string };
	/** What n8n reads more with each push. */
	reading: string;
}

interface Words {
	/** How a group was measured: behind its title. */
	measured: (origin: Origin) => string;
	named: Naming;
	messages: (task: { rate: number; latencyMs: number }) => string;
	messagesHead: readonly string[];
	/** What the last columns mean, with an example: messages, seconds evenly, seconds in bursts. */
	legend: (examples: ReadonlyArray<readonly [messages: string, even: string, bursts: string]>) => string;
	latency: (messages: number) => string;
	latencyWords: { lost: Naming; even: string; bursts: string };
	milliseconds: (latencyMs: number) => string;
	executions: (rounds: number) => string;
	executionsHead: readonly string[];
	once: (costs: readonly OnceCost[]) => string;
	work: (work: Work) => string;
	pushes: (cost: PushCost, ms: PushMs) => string;
	/** The picture, from the folder of the page. */
	picture: string;
	alt: string;
}

function pushMs({ rows }: PushCost): PushMs {
	const cost = (what: 'report' | 'message', part: 'own' | 'whole') =>
		rows.find((row) => row.what === what && row.part === part) ?? { none: NaN, many: NaN };
	const [report, message, whole] = [cost('report', 'own'), cost('message', 'own'), cost('report', 'whole')];
	const told = ({ none, many }: typeof report) => ({ none: none.toFixed(2), many: many.toFixed(2) });
	const reading = whole.many - report.many - (whole.none - report.none);
	return { report: told(report), message: told(message), reading: reading.toFixed(1) };
}

const mb = (megabytes: number): string => String(Math.round(megabytes));

const standing = ({ standstillMs, collectingMs, workingMs }: Growth): string =>
	standstillMs === undefined
		? ''
		: ` others held up for ${Math.round(standstillMs)} ms at most,${
				collectingMs === undefined || workingMs === undefined
					? ''
					: ` ${Math.round(collectingMs)} ms of them while V8 collected garbage (the longest standstill without that: ${Math.round(workingMs)} ms),`
			}`;

const standingInChinese = ({ standstillMs, collectingMs, workingMs }: Growth): string =>
	standstillMs === undefined
		? ''
		: `其他执行最长停顿 ${Math.round(standstillMs)} 毫秒，${
				collectingMs === undefined || workingMs === undefined
					? ''
					: `其中 V8 垃圾回收 ${Math.round(collectingMs)} 毫秒（不计垃圾回收，最长停顿 ${Math.round(workingMs)} 毫秒），`
			}`;

const ENGLISH: Words = {
	measured: ({ command, machine }) => ` (\`${command}\`, ${machine})`,
	named: (name) => name,
	messages: ({ rate, latencyMs }) =>
		`**One run with many messages**, at a service that takes ${rate} messages a second, answers after ${latencyMs} ms and refuses what comes faster`,
	messagesHead: [
		'',
		'Messages',
		'Accepted',
		'Lost',
		'Doubled',
		'Seconds',
		'÷ this node',
		'÷ even',
		'÷ bursts',
	],
	legend: (examples) =>
		[
			'÷ this node: the time as a multiple of this node\'s in the same run. Two more measures, because "as fast as possible" is said of both:',
			'÷ even is as a multiple of sending evenly at the limit, (n − 1) / rate + latency;',
			"÷ bursts of the least that the limit allows at all, with a whole second's messages at once at the start of each second, ⌈n / rate⌉ − 1 + latency",
			`(${examples.map(([n, even, bursts]) => `for ${n} messages ${even} and ${bursts} s`).join(', ')}).`,
		].join(' '),
	latency: (messages) =>
		`**Slow answers**: seconds for ${messages} messages when an answer takes so long; in brackets as a multiple of this node's time`,
	latencyWords: {
		lost: (count) => `${count} lost`,
		even: 'sending evenly at the limit',
		bursts: 'in bursts, the least the limit allows',
	},
	milliseconds: (latencyMs) => `${latencyMs} ms`,
	executions: (rounds) =>
		`**Many executions of one message each**, as of a form: all called at once in a real n8n, at a service with a bucket of one second's worth; the middle one of ${rounds} runs`,
	executionsHead: [
		'',
		'Executions',
		'Limit a second',
		'Accepted',
		'Lost',
		'Refusals',
		'Seconds',
		'÷ this node',
		'÷ even',
		'÷ bursts',
	],
	once: (costs) =>
		`**Send Once**: ${costs
			.map(
				({ messages, keys, rounds, without, withOnce, ratio }) =>
					`${messages} messages with ${keys.toLocaleString('en')} remembered keys take ${withOnce.toFixed(1)} s, without the option ${without.toFixed(1)} s (${ratio.toFixed(2)} times, median of ${rounds} rounds)`,
			)
			.join('; ')}`,
	work: ({ share, growth }) => {
		const most = growth.at(-1);
		return [
			`**Processor and memory**: a message costs ${share.toFormLoop.toFixed(2)} times as much processor time as in a loop that only reads recipient and text and calls n8n's own HTTP helper, and ${share.ratio.toFixed(2)} times as much as in one that does not even read the form.`,
			...(most
				? [
						`${most.messages.toLocaleString('en')} messages in one run, without latency and limit: ${most.seconds.toFixed(0)} s, ${mb(most.peakMemory)} MB at the peak,${standing(most)} ${most.lost} lost, ${most.doubled} doubled`,
					]
				: []),
		].join(' ');
	},
	pushes: ({ waiting }, { report, message, reading }) =>
		`**Pushes at the trigger**: while ${waiting.toLocaleString('en')} people are waited for, a report that nobody chose costs the trigger ${report.many} ms of processor time (with nobody ${report.none} ms), and a message that starts the workflow ${message.many} ms (${message.none} ms). n8n reads the list with the workflow, ${reading} ms more for each push`,
	picture: 'bench/results.svg',
	alt: 'Bars: the seconds that each way to send takes, and what it loses',
};

const CHINESE_NAMES: Readonly<Record<string, string>> = {
	[THIS_NODE]: 'ITNIO WhatsApp，默认设置',
	[HTTP_REQUEST]: 'HTTP Request，默认设置',
	[HTTP_REQUEST_RETRYING]: 'HTTP Request，Retry On Fail（5 次，间隔 5 秒）',
	[HTTP_REQUEST_TUNED]: 'HTTP Request，手工调优（每 1000 毫秒 80 条）',
	[PLAIN_NODE]: '简单节点，逐条发送',
};

const CHINESE: Words = {
	measured: ({ command, machine }) => `（\`${command}\`，${machine}）`,
	named: (name) => CHINESE_NAMES[name] ?? name,
	messages: ({ rate, latencyMs }) =>
		`**一次运行发送多条消息**：服务每秒接受 ${rate} 条，${latencyMs} 毫秒后响应，超出的一律拒绝`,
	messagesHead: ['', '消息数', '已受理', '丢失', '重复', '秒', '÷ 本节点', '÷ 均匀', '÷ 突发'],
	legend: (examples) =>
		[
			'÷ 本节点：与同一次测试中本节点用时之比。"尽可能快"有两种说法，因此另列两项：',
			'÷ 均匀：与按限速均匀发送的用时之比，即 (n − 1) / 限速 + 延迟；',
			'÷ 突发：与限速所允许的最短用时之比，即每一秒开始时一次发出整秒的量，⌈n / 限速⌉ − 1 + 延迟',
			`（${examples.map(([n, even, bursts]) => `${n} 条消息分别为 ${even} 秒和 ${bursts} 秒`).join('，')}）。`,
		].join(''),
	latency: (messages) =>
		`**响应缓慢**：不同响应时间下发送 ${messages} 条消息所用的秒数；括号内为与本节点用时之比`,
	latencyWords: {
		lost: (count) => `丢失 ${count}`,
		even: '按限速均匀发送',
		bursts: '突发，限速所允许的最短用时',
	},
	milliseconds: (latencyMs) => `${latencyMs} 毫秒`,
	executions: (rounds) =>
		`**多次执行，每次一条消息**（例如表单）：在真实的 n8n 中同时触发，服务的令牌桶容量为一秒的量；取 ${rounds} 次运行的居中结果`,
	executionsHead: [
		'',
		'执行数',
		'每秒限速',
		'已受理',
		'丢失',
		'被拒次数',
		'秒',
		'÷ 本节点',
		'÷ 均匀',
		'÷ 突发',
	],
	once: (costs) =>
		`**Send Once**：${costs
			.map(
				({ messages, keys, rounds, without, withOnce, ratio }) =>
					`已记住 ${keys.toLocaleString('en')} 个键时，发送 ${messages} 条消息用时 ${withOnce.toFixed(1)} 秒，不用此选项为 ${without.toFixed(1)} 秒（${ratio.toFixed(2)} 倍，${rounds} 轮的中位数）`,
			)
			.join('；')}`,
	work: ({ share, growth }) => {
		const most = growth.at(-1);
		return [
			`**处理器与内存**：每条消息的处理器时间，是只读取号码和文本并调用 n8n 自身 HTTP 辅助函数的循环的 ${share.toFormLoop.toFixed(2)} 倍，是连表单都不读取的循环的 ${share.ratio.toFixed(2)} 倍。`,
			...(most
				? [
						`一次运行 ${most.messages.toLocaleString('en')} 条消息，无延迟无限速：${most.seconds.toFixed(0)} 秒，内存峰值 ${mb(most.peakMemory)} MB，${standingInChinese(most)}丢失 ${most.lost}，重复 ${most.doubled}`,
					]
				: []),
		].join('');
	},
	pushes: ({ waiting }, { report, message, reading }) =>
		`**触发器收到的推送**：在等待 ${waiting.toLocaleString('en')} 人回答时，一个未选择的报告占用触发器处理器时间 ${report.many} 毫秒（无人等待时 ${report.none} 毫秒），一条启动工作流的消息 ${message.many} 毫秒（${message.none} 毫秒）。n8n 随工作流读取该列表，每次推送多 ${reading} 毫秒`,
	picture: '../bench/results.svg',
	alt: '条形图：各种发送方式所用的秒数，以及丢失的消息',
};

/** A title, how it was measured, and a table. */
function* group(title: string, measured: string, table: readonly string[] = []): Generator<string> {
	yield* [`${title}${measured}${table.length > 0 ? ':' : '.'}`, ''];
	if (table.length > 0) yield* [...table, ''];
}

function* linesOf(results: Results, words: Words): Generator<string> {
	const { messages, latency, executions, once, work, pushes } = results;
	const { measured, named } = words;
	if (messages) {
		const tasks = tasksOf(messages.rows);
		const [first] = tasks;
		const table = markdownTable(words.messagesHead, messagesCells(messages.rows, named));
		if (first) yield* group(words.messages(first), measured(messages), table);
		const examples = tasks.map(
			(task) => [String(task.messages), evenSeconds(task).toFixed(1), burstSeconds(task).toFixed(1)] as const,
		);
		yield* [words.legend(examples), ''];
	}
	if (latency) {
		const { latencies, rows } = latencyTable(latency.rows, { named, ...words.latencyWords });
		const table = markdownTable(['', ...latencies.map(words.milliseconds)], rows);
		yield* group(words.latency(latency.rows[0]?.messages ?? 0), measured(latency), table);
	}
	if (executions) {
		const table = markdownTable(words.executionsHead, executionsCells(executions.rows, named));
		yield* group(words.executions(executions.rounds), measured(executions), table);
	}
	if (messages || executions) yield* [`<img src="${words.picture}" width="800" alt="${words.alt}">`, ''];
	if (once) yield* group(words.once(once.costs), measured(once));
	if (work) yield* group(words.work(work), measured(work));
	if (pushes) yield* group(words.pushes(pushes.cost, pushMs(pushes.cost)), measured(pushes));
}

/** @returns the sections of the page `benchmarks`, by the name of their marks; none before the benchmark was run */
export function benchmarkSections(language: Language): Readonly<Record<string, string>> {
	const lines = [...linesOf(readResults(), language === 'en' ? ENGLISH : CHINESE)];
	return lines.length === 0 ? {} : { benchmark: lines.join('\n').trimEnd() };
}
