/** What the page "How it is tested" says of each promise, in both languages. */
import type { Language } from '../docs/pages';

type Words = Readonly<Record<Language, string>>;

/** In the order of the table. */
export const PROMISES: Readonly<Record<string, Words>> = {
	once: {
		en: 'With *Send Once*, nobody gets a message twice',
		'zh-CN': '启用 *Send Once* 时，没有人重复收到消息',
	},
	told: {
		en: 'Without it, no message goes more often than executions were told to send it',
		'zh-CN': '不启用时，一条消息的发送次数不超过被要求发送它的执行次数',
	},
	lost: {
		en: 'What was handed to n8n was accepted, was left out on purpose, or stands in its list of executions with what became of it',
		'zh-CN': '交给 n8n 的每条消息要么已受理，要么被有意略过，要么在其执行列表中注明了结果',
	},
	true: {
		en: 'What an execution calls accepted, the service has',
		'zh-CN': '执行中标为已受理的消息，服务端确实都有',
	},
	order: {
		en: 'Messages of one execution to one person arrive in their order',
		'zh-CN': '同一次执行发给同一人的消息按顺序到达',
	},
	pace: {
		en: 'At most 80 messages are accepted within any second, for each business number',
		'zh-CN': '每个企业号码在任意一秒内最多受理 80 条消息',
	},
	answers: {
		en: 'What a person says arrives at exactly one place: at the question that waits for it, or in the workflow of the trigger',
		'zh-CN': '一个人说的话恰好到达一处：等待它的提问，或触发器的工作流',
	},
	deliveries: {
		en: '*Wait for Delivery* goes on with what was reported of its own messages',
		'zh-CN': '*Wait for Delivery* 只以其自身消息的报告继续',
	},
	optedOut: {
		en: 'Who opted out gets nothing from an execution that began later',
		'zh-CN': '退订者不会再收到此后开始的执行所发的任何消息',
	},
	window: {
		en: 'With *Last Wrote At*, no free message leaves outside the window of 24 hours',
		'zh-CN': '使用 *Last Wrote At* 时，24 小时窗口之外不发送自由消息',
	},
	secrets: {
		en: 'No API key, API secret or secret token in the database or in the logs',
		'zh-CN': '数据库和日志中没有 API 密钥、API 密码或令牌',
	},
	memory: {
		en: 'Memory stays flat over the last half of the life of each process',
		'zh-CN': '每个进程后半段的内存保持平稳',
	},
	stores: {
		en: 'What n8n keeps for the node stays bounded',
		'zh-CN': 'n8n 为节点保存的数据有上限',
	},
	standstill: {
		en: 'The node never holds a process up for more than 300 ms',
		'zh-CN': '节点从不让进程停顿超过 300 毫秒',
	},
	end: {
		en: 'Executions end',
		'zh-CN': '每次执行都会结束',
	},
	keptUp: {
		en: 'n8n was not overrun: half of the events were taken within 10 seconds',
		'zh-CN': 'n8n 没有过载：一半的事件在 10 秒内被接收',
	},
};

export const FIGURES: Readonly<Record<string, Words>> = {
	messages: { en: 'messages', 'zh-CN': '消息' },
	accepted: { en: 'accepted', 'zh-CN': '已受理' },
	leftOut: { en: 'left out', 'zh-CN': '略过' },
	listedAsFailed: { en: 'listed as failed', 'zh-CN': '列为失败' },
	crashed: { en: 'in an execution listed as crashed', 'zh-CN': '所在执行列为崩溃' },
	neverHeard: { en: 'never taken by n8n', 'zh-CN': 'n8n 从未接受' },
	lostByN8n: { en: 'answered by n8n but not noted', 'zh-CN': 'n8n 已应答但未记录' },
	neverBegun: { en: 'noted by n8n, which never began with it', 'zh-CN': 'n8n 已记录但从未开始' },
	unsure: { en: 'calls cut off', 'zh-CN': '中断的调用' },
	claims: { en: 'claims', 'zh-CN': '声明' },
	pairs: { en: 'pairs', 'zh-CN': '对' },
	most: { en: 'most', 'zh-CN': '最多' },
	refusedAsTooMany: { en: 'refused as too many', 'zh-CN': '因过多被拒' },
	answers: { en: 'answers', 'zh-CN': '回答' },
	starts: { en: 'workflows started', 'zh-CN': '启动的工作流' },
	startedAgain: { en: 'started again after n8n had ended', 'zh-CN': 'n8n 中断后再次启动' },
	secondTaps: { en: 'second taps', 'zh-CN': '再次点击' },
	inACrash: { en: 'in an execution that n8n gave up', 'zh-CN': '在 n8n 放弃的执行中' },
	neverDelivered: { en: 'given up by the service', 'zh-CN': '服务端放弃推送' },
	reported: { en: 'reported', 'zh-CN': '已报告' },
	timeUp: { en: 'time up without a report', 'zh-CN': '超时无报告' },
	asked: { en: 'opted out', 'zh-CN': '退订' },
	noted: { en: 'noted', 'zh-CN': '已记录' },
	left: { en: 'left', 'zh-CN': '已退出' },
	free: { en: 'free messages', 'zh-CN': '自由消息' },
	templates: { en: 'templates', 'zh-CN': '模板' },
	columns: { en: 'columns', 'zh-CN': '列' },
	logs: { en: 'logs', 'zh-CN': '日志' },
	processes: { en: 'processes', 'zh-CN': '进程' },
	steepest: { en: 'steepest slope, MB a minute', 'zh-CN': '最大斜率（MB/分钟）' },
	peak: { en: 'peak, MB', 'zh-CN': '峰值（MB）' },
	deduplicationEntries: { en: 'entries of Send Once at one node', 'zh-CN': '单个节点的 Send Once 条目' },
	staticData: { en: 'bytes of static data', 'zh-CN': '静态数据字节数' },
	longestOurs: { en: 'longest because of the node, ms', 'zh-CN': '因节点最长（毫秒）' },
	longestOfAll: { en: 'longest of all, ms', 'zh-CN': '总体最长（毫秒）' },
	longerThan100: { en: 'longer than 100 ms', 'zh-CN': '超过 100 毫秒' },
	executions: { en: 'executions', 'zh-CN': '执行' },
	success: { en: 'successful', 'zh-CN': '成功' },
	error: { en: 'failed', 'zh-CN': '失败' },
	canceled: { en: 'cancelled', 'zh-CN': '已取消' },
	events: { en: 'events', 'zh-CN': '事件' },
	halfWithin: { en: 'half within, ms', 'zh-CN': '一半之内（毫秒）' },
	nineInTenWithin: { en: 'nine in ten within, ms', 'zh-CN': '九成之内（毫秒）' },
	broken: { en: 'broken', 'zh-CN': '违反' },
};

/** What goes wrong, in English as it happens. */
export const MISHAPS: Readonly<Record<string, string>> = {
	'429 now and then, Retry-After 1': '偶发 429，Retry-After 1',
	'429 to everything, Retry-After 3': '全部 429，Retry-After 3',
	'429 with a date as Retry-After': '429，Retry-After 为日期',
	'429 without Retry-After': '429，无 Retry-After',
	'500, and 502 though accepted': '500，以及已受理的 502',
	'503 with Retry-After': '503，带 Retry-After',
	'503 without Retry-After': '503，无 Retry-After',
	'shut: every connection reset': '关闭：所有连接被重置',
	'timeouts before acceptance': '受理前超时',
	'answers lost after acceptance': '受理后应答丢失',
	'resets before anything is read': '读取前连接重置',
	'slow: two seconds more': '缓慢：多两秒',
	'unreadable answers': '无法读取的应答',
	'n8n killed': 'n8n 被强行终止',
	'n8n restarted': 'n8n 重启',
	'n8n ended by itself and was started again': 'n8n 自行退出并重新启动',
	'package installed again, n8n restarted': '重新安装软件包并重启 n8n',
	'workflow edited and published': '编辑并发布工作流',
	'clock 7 minutes ahead, then 90 seconds behind': '时钟快 7 分钟，然后慢 90 秒',
	'disk full': '磁盘已满',
	'disk full, then n8n restarted': '磁盘已满，随后 n8n 重启',
	'n8n at another address': 'n8n 更换地址',
	'worker killed': 'worker 被强行终止',
	'worker restarted': 'worker 重启',
	'webhook process killed': 'webhook 进程被强行终止',
	'Redis restarted': 'Redis 重启',
};
