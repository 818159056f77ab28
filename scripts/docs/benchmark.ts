/** The table of the benchmark in the guide, made from what `npm run bench` wrote. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { markdownTable, resultCells, type Results } from '../bench/report';
import type { Language } from './pages';

const file = join(__dirname, '..', '..', 'docs', 'bench', 'results.json');

interface Words {
	intro: (results: Results) => string;
	head: readonly string[];
	/** The picture, from the folder of the page. */
	picture: string;
	alt: string;
	outro: (results: Results) => string;
}

const largest = ({ growth }: Results) => growth[growth.length - 1];
const mb = (megabytes: number): string => String(Math.round(megabytes));

const ENGLISH: Words = {
	intro: ({ command, rate, latencyMs, machine }) =>
		`\`${command}\`, at a service that takes ${rate} messages a second, answers after ${latencyMs} ms and refuses what comes faster (${machine}):`,
	head: [
		'',
		'Messages',
		'Accepted',
		'Lost',
		'Doubled',
		'Seconds',
		'Times the least possible',
		'Peak MB',
		'CPU ms each',
	],
	picture: 'bench/results.svg',
	alt: 'Bars: the seconds that each way to send takes, and what it loses',
	outro: (results) => {
		const { share } = results;
		const most = largest(results);
		return [
			`"Least possible" is perfectly even sending at the limit. Of processor time a message costs ${share.toFormLoop.toFixed(2)} times as much as in a loop that only reads recipient and text and calls n8n's own HTTP helper, and ${share.ratio.toFixed(2)} times as much as in one that does not even read the form.`,
			...(most
				? [
						`${most.messages.toLocaleString('en')} messages in one run, without latency and limit: ${most.seconds.toFixed(0)} s, ${mb(most.peakMemory)} MB at the peak, ${most.lost} lost, ${most.doubled} doubled.`,
					]
				: []),
		].join(' ');
	},
};

const CHINESE: Words = {
	intro: ({ command, rate, latencyMs, machine }) =>
		`\`${command}\`：服务每秒接受 ${rate} 条消息，${latencyMs} 毫秒后响应，超出的一律拒绝（${machine}）：`,
	head: ['', '消息数', '已受理', '丢失', '重复', '秒', '与最短时间之比', '内存峰值 MB', '每条 CPU 毫秒'],
	picture: '../bench/results.svg',
	alt: '条形图：各种发送方式所用的秒数，以及丢失的消息',
	outro: (results) => {
		const { share } = results;
		const most = largest(results);
		return [
			`"最短时间"指按限速完全均匀地发送。每条消息的处理器时间，是只读取号码和文本并调用 n8n 自身 HTTP 辅助函数的循环的 ${share.toFormLoop.toFixed(2)} 倍，是连表单都不读取的循环的 ${share.ratio.toFixed(2)} 倍。`,
			...(most
				? [
						`一次运行 ${most.messages.toLocaleString('en')} 条消息，无延迟无限速：${most.seconds.toFixed(0)} 秒，内存峰值 ${mb(most.peakMemory)} MB，丢失 ${most.lost}，重复 ${most.doubled}。`,
					]
				: []),
		].join('');
	},
};

function table(results: Results, { intro, head, picture, alt, outro }: Words): string {
	return [
		intro(results),
		'',
		...markdownTable(head, results.rows.map(resultCells)),
		'',
		`<img src="${picture}" width="800" alt="${alt}">`,
		'',
		outro(results),
	].join('\n');
}

/** @returns the sections of the page `sending-many`, by the name of their marks; none before the benchmark was run */
export function benchmarkSections(language: Language): Readonly<Record<string, string>> {
	if (!existsSync(file)) return {};
	const results = JSON.parse(readFileSync(file, 'utf8')) as Results;
	return { benchmark: table(results, language === 'en' ? ENGLISH : CHINESE) };
}
