/** The tables of status codes in the guide, made from the node's own catalogue. */
import {
	ACCOUNT_STATUSES,
	WHATSAPP_STATUSES,
	type StatusTable,
} from '../../nodes/ItnioWhatsApp/service/statuses';
import { FAILURE_REASONS } from '../../nodes/ItnioWhatsApp/core/failureReasons';
import type { Language } from './pages';
import { ACCOUNT_STATUSES_ZH, FAILURE_REASONS_ZH, WHATSAPP_STATUSES_ZH } from './statuses.zh-CN';

const cell = (text: string): string => text.replace(/\|/g, '\\|');

const table = (head: readonly string[], rows: readonly string[][]): string =>
	[head, head.map(() => '---'), ...rows.map((row) => row.map(cell))]
		.map((row) => `| ${row.join(' | ')} |`)
		.join('\n');

/** From -1 downwards, as people look a code up. */
const inOrder = (statuses: StatusTable) => Object.entries(statuses).sort(([a], [b]) => Number(b) - Number(a));

function english(statuses: StatusTable): string {
	const rows = inOrder(statuses).map(([status, { title, remedy }]) => [status, title, remedy]);
	return table(['Status', 'What happened', 'What to do'], rows);
}

function chinese(statuses: StatusTable, words: Readonly<Record<string, readonly [string, string]>>): string {
	const rows = inOrder(statuses).map(([status, { title }]) => [
		status,
		title,
		...(words[status] ?? ['', '']),
	]);
	return table(['状态码', '节点中的英文提示', '含义', '处理方法'], rows);
}

const code = (word: string): string => `\`${word}\``;

function englishReasons(): string {
	const rows = Object.entries(FAILURE_REASONS).map(([number, { explanation, advice, tryAgain }]) => [
		number,
		explanation,
		advice,
		code(tryAgain),
	]);
	return table(['Code', 'What happened', 'What to do', '`tryAgain`'], rows);
}

function chineseReasons(): string {
	const words: Readonly<Record<string, readonly [string, string]>> = FAILURE_REASONS_ZH;
	const rows = Object.entries(FAILURE_REASONS).map(([number, { explanation, tryAgain }]) => [
		number,
		explanation,
		...(words[number] ?? ['', '']),
		code(tryAgain),
	]);
	return table(['代码', '节点中的英文说明', '含义', '处理方法', '`tryAgain`'], rows);
}

const SECTIONS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
	en: {
		'message statuses': english(WHATSAPP_STATUSES),
		'account statuses': english(ACCOUNT_STATUSES),
		'failure reasons': englishReasons(),
	},
	'zh-CN': {
		'message statuses': chinese(WHATSAPP_STATUSES, WHATSAPP_STATUSES_ZH),
		'account statuses': chinese(ACCOUNT_STATUSES, ACCOUNT_STATUSES_ZH),
		'failure reasons': chineseReasons(),
	},
};

/** @returns the sections of the page `errors`, by the name of their marks */
export const statusSections = (language: Language): Readonly<Record<string, string>> => SECTIONS[language];
