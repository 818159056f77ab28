/** What the page "How it is tested" says of each task of the walk, in both languages. */
import type { Language } from '../docs/pages';

type Words = Readonly<Record<Language, string>>;

export interface TaskWords {
	readonly name: Words;
	/**
	 * Where a person goes wrong who reads only the screen. Nobody but a person can judge that: look at the pictures of each
	 * step (`npm run e2e -- walk --pictures=<folder>`) and write down here what you find.
	 */
	readonly wrongTurns: readonly Words[];
}

/** In the order of the table. */
export const TASKS: Readonly<Record<string, TaskWords>> = {
	credential: { name: { en: 'Credential', 'zh-CN': '凭证' }, wrongTurns: [] },
	text: { name: { en: 'A text', 'zh-CN': '一条文本' }, wrongTurns: [] },
	form: {
		name: { en: 'A text with the values of a form', 'zh-CN': '带表单值的文本' },
		wrongTurns: [],
	},
	'carousel by hand': {
		name: { en: 'A carousel by hand', 'zh-CN': '手工填写轮播' },
		wrongTurns: [
			{
				en: 'The checks speak of card 2, but n8n shows no number on a card: one has to count.',
				'zh-CN': '检查会说第 2 张卡片，而 n8n 的卡片上没有编号，只能自己数。',
			},
		],
	},
	list: { name: { en: 'A list by dragging', 'zh-CN': '拖拽填写列表' }, wrongTurns: [] },
	'thirty customers': {
		name: { en: 'Thirty customers by dragging', 'zh-CN': '拖拽发给三十位顾客' },
		wrongTurns: [],
	},
	'seven corrected': {
		name: { en: 'Seven of thirty numbers corrected', 'zh-CN': '更正三十个号码中的七个' },
		wrongTurns: [],
	},
	'PDF of the workflow': {
		name: { en: 'A PDF of the workflow', 'zh-CN': '工作流生成的 PDF' },
		wrongTurns: [
			{
				en: 'WhatsApp fetches the file from n8n. Where the address of n8n is not set, the error names the setting, which only those who run n8n can change.',
				'zh-CN':
					'WhatsApp 从 n8n 获取文件。未设置 n8n 的地址时，错误会指出该设置，但只有运行 n8n 的人才能修改。',
			},
		],
	},
	'template to people who have not written': {
		name: { en: 'A template to people who have not written', 'zh-CN': '给未来信的人发模板' },
		wrongTurns: [],
	},
	'CRM fires twice': { name: { en: 'The CRM fires twice', 'zh-CN': 'CRM 触发两次' }, wrongTurns: [] },
	'people who said STOP': {
		name: { en: 'People who said STOP are left out', 'zh-CN': '略过回复 STOP 的人' },
		wrongTurns: [
			{
				en: 'A person who was left out has no status, and n8n writes “undefined” in red there. The line above the table says what it is.',
				'zh-CN': '被略过的人没有状态，n8n 在那里用红字显示“undefined”。表格上方的一行说明了原因。',
			},
		],
	},
	'4,000 people': {
		name: { en: '4,000 people, stopped in the middle', 'zh-CN': '4,000 人，中途停止' },
		wrongTurns: [
			{
				en: 'n8n 2.41 keeps nothing of an execution that somebody stopped, so nobody sees who was reached. Send Once, added now, knows them.',
				'zh-CN':
					'n8n 2.41 不保留被停止的执行的任何数据，所以看不到已发给谁。此时添加 Send Once，它知道这些人。',
			},
		],
	},
	'what went wrong last night': {
		name: { en: 'What went wrong last night', 'zh-CN': '昨晚哪里出错了' },
		wrongTurns: [],
	},
	'tap and answer': { name: { en: 'A tap and its answer', 'zh-CN': '点击与回复' }, wrongTurns: [] },
	'ask and wait, a tap': {
		name: { en: 'Ask and wait: a tap', 'zh-CN': '提问并等待：点击' },
		wrongTurns: [],
	},
	'ask and wait, silence': {
		name: { en: 'Ask and wait: silence', 'zh-CN': '提问并等待：无人回答' },
		wrongTurns: [],
	},
	'delivered and read of yesterday': {
		name: { en: 'Delivered and read of yesterday', 'zh-CN': '昨天的送达与已读' },
		wrongTurns: [],
	},
	'STOP is heard': { name: { en: 'STOP is heard', 'zh-CN': '识别 STOP' }, wrongTurns: [] },
	'tomorrow at 9': { name: { en: 'Tomorrow at 9', 'zh-CN': '明天 9 点' }, wrongTurns: [] },
	agent: {
		name: { en: 'The agent that answers', 'zh-CN': '会回复的智能体' },
		wrongTurns: [
			{
				en: 'The list of tools shows the approval first, under the plain name. The one that sends is below.',
				'zh-CN': '工具列表先显示审批，而且用的是普通名称；负责发送的工具在它下面。',
			},
		],
	},
	'voice message to an agent that remembers': {
		name: {
			en: 'From an empty n8n to an agent that hears a voice message and remembers',
			'zh-CN': '从空的 n8n 到听懂语音、有记忆的智能体',
		},
		wrongTurns: [
			{
				en: 'n8n hides the token as it is typed, and the address that it shows does not have it: note it down, and put it at the end of the address.',
				'zh-CN': '输入令牌时 n8n 会将其隐藏，显示的地址中也没有它：请记下令牌，并加在地址末尾。',
			},
			{
				en: 'Escape closes the credential and the form of the node behind it.',
				'zh-CN': '按 Esc 会同时关闭凭证和它后面的节点表单。',
			},
		],
	},
};
