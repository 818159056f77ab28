/** The shop's desk: its four workflows over the same two tables. */
import type { IDataObject } from 'n8n-workflow';
import { ItnioWhatsAppTrigger } from '../../nodes/ItnioWhatsApp/ItnioWhatsAppTrigger.node';
import { processedDataForTests } from '../engine/processed';
import { serviceForTests } from '../engine/service';
import type { Tables } from './dataTable';
import { exampleOf } from './files';
import { runExample } from './workflow';

const service = serviceForTests();
processedDataForTests();

const [SARI, BUDI, CITRA, DEWI] = ['6281234567890', '6281345678901', '6281456789012', '6281567890123'];
const HOUR_MS = 3_600_000;
const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR_MS).toISOString();

/** A desk of its own for each test. */
function desk() {
	const tables: Tables = new Map();
	const run = async (
		name: string,
		trigger: IDataObject = {},
		from?: string,
		change: (example: ReturnType<typeof exampleOf>) => void = () => undefined,
	) => {
		const example = exampleOf(`desk-${name}.json`);
		change(example);
		return await runExample(example, service.credential(), trigger, tables, from);
	};
	const reports = async (push: IDataObject) =>
		await run('people-and-reports', push, 'When something happens');
	return {
		run,
		people: (rows: IDataObject[]) => tables.set('whatsapp_people', rows).get('whatsapp_people') ?? [],
		rows: (table: string) => tables.get(`whatsapp_${table}`) ?? [],
		writes: async (person: string, more: IDataObject = {}) =>
			await reports({ eventType: 'up-message-event', person, from: { name: 'A name' }, ...more }),
		reports: async (messageId: string, recipient: string, status: string, more: IDataObject = {}) =>
			await reports({ eventType: 'message-status-event', messageId, recipient, status, ...more }),
	};
}

/** Enters a country in the node Campaign. */
const inCountry =
	(country: string) =>
	({ nodes }: ReturnType<typeof exampleOf>): void => {
		const { assignments } = nodes.find(({ name }) => name === 'Campaign')?.parameters.assignments as {
			assignments: IDataObject[];
		};
		Object.assign(assignments.find(({ name }) => name === 'country') ?? {}, { value: country });
	};

const seconds = (iso: string) => Math.floor(Date.parse(iso) / 1000);
const got = () =>
	service
		.received()
		.map(({ recipient, type }) => [recipient, type ?? 'template'])
		.sort();

describe('desk-people-and-reports.json', () => {
	it('keeps one row for each person, and the words of the shop', async () => {
		const { writes, people, rows } = desk();
		people([{ id: 1, person: SARI, name: 'Mrs Sari', language: 'id' }]);
		await writes(SARI, { timestamp: 1_693_813_991 });
		await writes(BUDI, { timestamp: 1_693_813_991, optedOut: true });
		const at = expect.stringMatching(/^2023-09-04T/) as unknown;
		expect(rows('people')).toEqual([
			{ id: 1, person: SARI, name: 'Mrs Sari', language: 'id', whatsAppName: 'A name', lastWroteAt: at },
			{ id: 2, person: BUDI, whatsAppName: 'A name', lastWroteAt: at, optedOut: at },
		]);
		await writes(BUDI, { timestamp: 1_693_813_999, optedIn: true });
		expect(rows('people')[1]?.optedOut).toBeNull();
	});

	it.each([
		['+62 812-3456-7890'],
		[6281234567890],
		[null],
		[undefined],
		[''],
		['unknown'],
		['ID.13491208655302741918'],
	])('leaves the row of a message with its person where the report names %j', async (written) => {
		const { run, people, reports, rows } = desk();
		people([{ id: 1, person: SARI, name: 'Sari' }]);
		await run('campaign');
		const [row] = rows('messages');
		await reports(String(row?.messageId), written as string, 'read', { timestamp: 1_693_813_999 });
		expect(rows('messages')).toEqual([
			{ ...row, recipient: SARI, read: expect.stringMatching(/^2023-09-04T/) as unknown },
		]);
	});

	it('writes each report into its own column, whatever the order', async () => {
		const { reports, rows } = desk();
		const reason = { code: 131026, explanation: 'No WhatsApp', advice: 'Look', tryAgain: 'never' };
		for (const [status, timestamp] of [
			['read', 1_693_813_999],
			['delivered', 1_693_813_995],
			['delivered', 1_693_813_995],
		] as const)
			await reports('m1', SARI, status, { timestamp });
		await reports('m2', BUDI, 'failed', { timestamp: 1_693_813_991, reason });
		const at = (second: string) => expect.stringContaining(`:${second}`) as unknown;
		expect(rows('messages')).toEqual([
			{ id: 1, messageId: 'm1', recipient: SARI, read: at('19'), delivered: at('15') },
			{
				id: 2,
				messageId: 'm2',
				recipient: BUDI,
				failed: at('11'),
				reason: '131026 No WhatsApp',
				tryAgain: 'never',
			},
		]);
	});

	it.each([['1693813991'], [1_693_813_991_000], [null], ['2023-09-04T07:53:11Z'], [undefined]])(
		'notes who opted out and what was delivered, whatever the time looks like: %j',
		async (timestamp) => {
			const { writes, reports, rows } = desk();
			await writes(SARI, { timestamp, optedOut: true });
			await reports('m1', SARI, 'DELIVERED', { timestamp });
			const at = (date: unknown) => new Date(String(date)).getTime();
			const isKnown = Number(timestamp) > 0;
			for (const date of [rows('people')[0]?.optedOut, rows('messages')[0]?.delivered]) {
				expect(at(date)).toBeGreaterThanOrEqual(1_693_813_991_000);
				expect(at(date)).toBeLessThanOrEqual(isKnown ? 1_693_813_991_000 : Date.now());
			}
		},
	);

	it.each([
		[{ code: 500001, title: '号码无效' }, '{"code":500001,"title":"号码无效"}'],
		['<b>Invalid</b>', '<b>Invalid</b>'],
		[500001, '500001'],
		[null, 'No reason given'],
	])('keeps a reason that nobody knows as it came: %j', async (failure, reason) => {
		const { reports, rows } = desk();
		await reports('m1', SARI, 'failed', { timestamp: 1_693_813_991, failure });
		expect(rows('messages')).toMatchObject([{ reason }]);
	});

	it('takes the statuses that the table has columns for', () => {
		const { nodes } = exampleOf('desk-people-and-reports.json');
		const trigger = nodes.find(({ type }) => type.endsWith('Trigger') && type.includes('itnio'));
		const { statuses } = trigger?.parameters.options as { statuses: string[] };
		const table = nodes.find(({ name }) => name === 'Table of messages');
		const { column } = table?.parameters.columns as { column: Array<{ name: string }> };
		expect(column.map(({ name }) => name)).toEqual(expect.arrayContaining([...statuses, 'sent']));
		expect(new ItnioWhatsAppTrigger().description.version).toBe(trigger?.typeVersion);
	});
});

describe('desk-campaign.json', () => {
	it('makes samples and sends nothing at first', async () => {
		const { run, rows } = desk();
		await run('campaign');
		expect(service.sandbox.requests).toBe(0);
		expect(rows('people').map(({ name }) => name)).toEqual(['Sari', 'Budi', 'Citra']);
	});

	it('sends each person what is right, once', async () => {
		const { run, people, rows } = desk();
		const list = people([
			{ id: 1, person: '+62 812-3456-7890', name: 'Sari', language: '' },
			{ id: 2, person: SARI, name: '', whatsAppName: 'Sari K', lastWroteAt: hoursAgo(2) },
			{ id: 3, person: BUDI, name: 'Budi', lastWroteAt: hoursAgo(30) },
			{ id: 4, person: CITRA, name: 'Citra', lastWroteAt: hoursAgo(1), optedOut: hoursAgo(1) },
			{ id: 5, person: 'call her', name: 'Dewi' },
		]);
		await run('campaign');
		const first = [
			[SARI, 'text'],
			[BUDI, 'template'],
		];
		expect(got()).toEqual(first);
		const outcomes = () => rows('messages').map(({ recipient, outcome, kind }) => [recipient, outcome, kind]);
		const rest = [
			[CITRA, 'opted out', 'text'],
			['call her', 'not sent', ''],
		];
		expect(outcomes()).toEqual(
			expect.arrayContaining([[SARI, 'accepted', 'text'], [BUDI, 'accepted', 'template'], ...rest]),
		);
		expect(outcomes()).toHaveLength(4);

		// Whoever has the template and wrote since must not get the text, too; a corrected number goes.
		Object.assign(list[2] ?? {}, { lastWroteAt: hoursAgo(1) });
		Object.assign(list[4] ?? {}, { person: DEWI });
		await run('campaign');
		expect(got()).toEqual([...first, [DEWI, 'template']]);
		expect(outcomes()).toContainEqual([DEWI, 'accepted', 'template']);
		expect(outcomes()).not.toContainEqual(['call her', 'not sent', '']);
		await run('campaign');
		expect(got()).toHaveLength(3);
		expect(outcomes()).toHaveLength(4);
	});
});

describe('desk-campaign.json with a list as sheets and tools write it', () => {
	it.each([
		['a number as a decimal', ['6281234567890.0', SARI], [SARI]],
		['commas between thousands', ['6,281,234,567,890', SARI], [SARI]],
		['a 0 in brackets', ['+62 (0)812-3456-7890', SARI], [SARI]],
		['the country in brackets', ['(62) 812-3456-7890', SARI], [SARI]],
		['invisible marks', ['\u202a+6281234567890\u202c', SARI], [SARI]],
		['a link', ['https://wa.me/6281234567890', SARI], [SARI]],
		['Arabic digits', ['٦٢٨١٢٣٤٥٦٧٨٩٠', SARI], [SARI]],
		['an apostrophe', ["'+6281234567890", SARI], [SARI]],
		['other dashes', ['+62\u2011812\u20113456\u20117890', SARI], [SARI]],
		['two numbers', ['6281234567890 / 6281345678901'], []],
		['a word behind the number', ['6281234567890 (Mum)', SARI], [SARI]],
		['two numbers with words', ['6281234567890 & 6281345678901', SARI, BUDI], [SARI, BUDI]],
		['a mail address', ['6281234567890@example.com', SARI], [SARI]],
		['a place in a list', ['1. 0812 3456 7890'], []],
		['digits lost', ['6.28123E+12', SARI], [SARI]],
		['zeros behind a point', ['6281234567890.000', SARI], [SARI]],
		['an exact power of ten', ['6.281234567890E+12', SARI], [SARI]],
		['Hindi digits', ['६२८१२३४५६७८९०', SARI], [SARI]],
		['a link with words', ['https://wa.me/6281234567890?text=Table%2012', SARI], [SARI]],
		['an address with more', ['https://api.whatsapp.com/send?phone=6281234567890&app=1', SARI], [SARI]],
		['a + as in addresses', ['%2B6281234567890', SARI], [SARI]],
		['a device of a person', ['6281234567890:12@s.whatsapp.net', SARI], [SARI]],
		['two ways of Brazil', ['5511987654321', '551187654321'], ['5511987654321']],
		['two ways of Mexico', ['5215512345678', '525512345678'], ['5215512345678']],
	])('one message to one person: %s', async (_, persons, recipients) => {
		const { run, people } = desk();
		people(persons.map((person, index) => ({ id: index + 1, person, name: 'Sari' })));
		await run('campaign');
		expect(got()).toEqual(recipients.map((recipient) => [recipient, 'template']));
		await run('campaign');
		expect(got()).toHaveLength(recipients.length);
	});

	it.each([
		['62', ['0812-3456-7890', SARI, '+62 0812 3456 7890', '(0812) 34567890'], [SARI]],
		['+62', ['081234567890', '0812 3456 7890'], [SARI]],
		['55', ['011 98765-4321', '5511987654321', '551187654321'], ['5511987654321']],
		['225', ['07 12 34 56 78', '2250712345678'], ['2250712345678']],
		['62', ['81234567890', '812-3456-7890', '81234567890.0', SARI], ['6281234567890']],
		['55', ['11987654321', '(11) 98765-4321', '5511987654321'], ['5511987654321']],
		['52', ['5512345678', '525512345678', '+52 1 55 1234 5678'], ['525512345678']],
		['91', ['9112345678', '919112345678', '+91 91123 45678'], ['919112345678']],
		['7', ['8 (912) 123-45-67', '9121234567', '+79121234567'], ['79121234567']],
		['36', ['06 30 123 4567', '+36 30 123 4567'], ['36301234567']],
		['375', ['8 029 491-19-11', '294911911', '+375 29 491 19 11'], ['375294911911']],
		['54', ['011 15-2345-6789', '1123456789', '+54 9 11 2345-6789'], ['5491123456789']],
		['65', ['91234567', '6591234567'], ['6591234567']],
		['0062', ['081234567890', SARI], [SARI]],
		['６２', ['081234567890', SARI], [SARI]],
		['62.0', ['081234567890', SARI], [SARI]],
		['880', ['০১৭১২৩৪৫৬৭৮', '8801712345678'], ['8801712345678']],
		['1-809', ['8095551234', '(809) 555-1234', '555-1234', '+1 809 555 1234'], ['18095551234']],
		['39', ['333 123456', '39333123456', '+39 333 123456'], ['39333123456']],
		['55', ['0 15 11 98765-4321', '5511987654321'], ['5511987654321']],
		['52', ['044 55 1234 5678', '01 55 1234 5678', '525512345678'], ['525512345678']],
		['36', ['+36 06 30 123 4567', '36301234567'], ['36301234567']],
		['375', ['+375 8 029 491 19 11', '375294911911'], ['375294911911']],
		['1', ['011 62 812 3456 7890', '+62 812 3456 7890'], [SARI]],
		['62', ['6591234567'], ['6591234567']],
	])(
		'one message to one person, also as people of country %s write it: %j',
		async (country, persons, recipients) => {
			const { run, people, rows } = desk();
			people(persons.map((person, index) => ({ id: index + 1, person, name: 'Sari' })));
			const campaign = async () => await run('campaign', {}, undefined, inCountry(country));
			await campaign();
			expect(got()).toEqual(recipients.map((recipient) => [recipient, 'template']));
			expect(rows('messages')).toHaveLength(recipients.length);
			await campaign();
			expect(got()).toHaveLength(recipients.length);
		},
	);

	it('writes to nobody abroad where a sheet took the 0 away and no country is entered', async () => {
		const { run, people, rows } = desk();
		people(['81234567890', '8123456789', '11987654321', '5512345678'].map((person, id) => ({ id, person })));
		await run('campaign');
		expect(got()).toEqual([]);
		expect(rows('messages').map(({ problem }) => problem)).toEqual(
			new Array(4).fill(expect.stringContaining('Recipient may lack its country code: write it with +')),
		);
	});

	it('knows who wrote by the number that ITNIO gave, whatever the country of the shop', async () => {
		const { run, people } = desk();
		people([
			{ id: 1, person: '819012345678', whatsAppName: 'Yuki', lastWroteAt: hoursAgo(1) },
			{ id: 2, person: '551187654321', whatsAppName: 'Ana', lastWroteAt: hoursAgo(1), optedOut: hoursAgo(1) },
			{ id: 3, person: '818012345678', whatsAppName: 'Ken', lastWroteAt: hoursAgo(1), optedOut: hoursAgo(1) },
			{ id: 4, person: SARI, name: 'Sari' },
		]);
		await run('campaign', {}, undefined, inCountry('62'));
		expect(got()).toEqual([
			[SARI, 'template'],
			['819012345678', 'text'],
		]);
	});

	it('takes a number for one that ITNIO gave only where somebody wrote, with or without a name', async () => {
		const { run, people, writes } = desk();
		const list = people([
			{ id: 1, person: '81234567890', whatsAppName: 'Sari', optedOut: hoursAgo(1) },
			{ id: 2, person: '+62 812 3456 7890', name: 'Sari' },
			{ id: 3, person: '81345678901', whatsAppName: ' Budi\n\tK' },
			{ id: 4, person: '+81 80 1234 5678', name: 'Ken' },
		]);
		const timestamp = seconds(hoursAgo(1));
		await writes('819012345678', { timestamp, from: { name: '' } });
		await writes('818012345678', { timestamp, from: {}, optedOut: true });
		list.slice(-2).forEach((row) => Object.assign(row, { name: 'A name' }));
		await run('campaign', {}, undefined, inCountry('62'));
		expect(got()).toEqual([
			[BUDI, 'template'],
			['819012345678', 'text'],
		]);
		expect(JSON.stringify(service.received())).toContain('"Budi K"');
	});

	it('writes to nobody again whom WhatsApp knows under the other way', async () => {
		const { run, people, writes, reports, rows } = desk();
		people([{ id: 1, person: '5511987654321', name: 'Ana' }]);
		await run('campaign');
		const [{ messageId }] = rows('messages') as [{ messageId: string }];
		await reports(messageId, '5511987654321', 'delivered', { timestamp: 1_693_813_991 });
		await writes('551187654321', { timestamp: seconds(hoursAgo(1)) });
		await run('campaign');
		expect(got()).toEqual([['5511987654321', 'template']]);
	});

	it('keeps a name in one line, and a row with a date as Excel writes it behind a better one', async () => {
		const { run, people } = desk();
		people([
			{ id: 1, person: SARI, name: 'Sari', lastWroteAt: '28/11/2026' },
			{ id: 2, person: SARI, name: ' ', whatsAppName: 'Sari K', lastWroteAt: hoursAgo(1) },
			{ id: 3, person: BUDI, name: ' Budi\n<b>"Santoso"</b>', language: ' ' },
		]);
		await run('campaign');
		expect(got()).toEqual([
			[SARI, 'text'],
			[BUDI, 'template'],
		]);
		const sent = JSON.stringify(service.received());
		expect(sent).toContain('Hello Sari K, on');
		expect(sent).toContain(JSON.stringify('Budi <b>"Santoso"</b>'));
	});
});

describe('desk-try-again.json', () => {
	it('sends what was held back a day later, twice at most, and not to who left', async () => {
		const { run, people, rows, reports } = desk();
		people([{ id: 1, person: CITRA, optedOut: hoursAgo(1) }]);
		const held = { campaign: 'Spring opening', name: 'A name', tryAgain: 'later', again: 0 };
		await run('try-again');
		const messages = rows('messages');
		messages.push(
			{ ...held, id: 1, messageId: 'old 1', recipient: SARI, failed: hoursAgo(25) },
			{ ...held, id: 2, messageId: 'old 2', recipient: BUDI, failed: hoursAgo(3) },
			{ ...held, id: 3, messageId: 'old 3', recipient: CITRA, failed: hoursAgo(25) },
			{ ...held, id: 4, messageId: 'old 4', recipient: DEWI, failed: hoursAgo(200) },
		);
		for (const count of [1, 2, 2]) {
			await run('try-again');
			expect(got()).toEqual(new Array(count).fill([SARI, 'template']));
			const last = messages.at(-1);
			expect(last).toMatchObject({ recipient: SARI, again: count, outcome: 'accepted' });
			const reason = { code: 131049, explanation: 'Held back', tryAgain: 'later' };
			await reports(String(last?.messageId), SARI, 'failed', { timestamp: seconds(hoursAgo(25)), reason });
		}
		expect(messages).toHaveLength(6);
	});
});

describe('desk-try-again.json with opt-outs as a shop marks them', () => {
	it('reads numbers that begin with 0, and those of people who wrote from abroad', async () => {
		const { run, people, rows } = desk();
		people([
			{ id: 1, person: `0${CITRA?.slice(2)}`, optedOut: hoursAgo(1) },
			{
				id: 2,
				person: '819012345678',
				whatsAppName: 'Yuki',
				lastWroteAt: hoursAgo(1),
				optedOut: hoursAgo(1),
			},
		]);
		const again = async () => await run('try-again', {}, undefined, inCountry('62'));
		await again();
		const held = { campaign: 'Spring opening', name: 'A name', tryAgain: 'later', again: 0 };
		for (const [id, recipient] of [SARI, CITRA, '819012345678'].entries())
			rows('messages').push({ ...held, id, messageId: `old ${id}`, recipient, failed: hoursAgo(25) });
		await again();
		expect(got()).toEqual([[SARI, 'template']]);
	});
});

describe('desk-report.json', () => {
	const filled = () => {
		const { run, people, rows } = desk();
		people([
			{ id: 1, person: SARI, lastWroteAt: hoursAgo(1) },
			{ id: 2, person: BUDI, lastWroteAt: hoursAgo(1), optedOut: hoursAgo(1) },
			{ id: 3, person: CITRA, lastWroteAt: hoursAgo(40) },
		]);
		return { run, rows };
	};
	const sent = { campaign: 'Spring <b>', outcome: 'accepted' };
	const messages = [
		{ ...sent, recipient: SARI, accepted: hoursAgo(50), failed: hoursAgo(49), reason: '131049 Held back' },
		{ ...sent, recipient: SARI, accepted: hoursAgo(5), delivered: hoursAgo(4) },
		{ ...sent, recipient: BUDI, accepted: hoursAgo(5), read: hoursAgo(4) },
		{ ...sent, recipient: CITRA, accepted: hoursAgo(5), failed: hoursAgo(4), reason: '131026 No WhatsApp' },
		{ ...sent, recipient: 'call her', outcome: 'not sent', problem: 'Letters' },
		{ campaign: 'Before', outcome: 'accepted', recipient: DEWI, accepted: hoursAgo(90) },
	].map((row, index) => ({ id: index + 1, messageId: `m${index}`, ...row }));

	it('counts the people of the latest campaign, and tells the owner', async () => {
		const { run, rows } = filled();
		await run('report');
		rows('messages').push(...messages);
		service.sandbox.reset();
		const { output } = await run('report');
		expect(output('Count')).toEqual([
			{
				campaign: 'Spring <b>',
				people: 4,
				accepted: 3,
				delivered: 2,
				read: 1,
				failed: 1,
				noReport: 0,
				answered: 1,
				optedOut: 1,
				reasons: [{ words: '131026 No WhatsApp', count: 1 }],
				notSent: [{ words: 'Letters', count: 1 }],
			},
		]);
		const [{ text }] = service.received() as [{ text: { body: string } }];
		expect(text.body).toBe(
			'📊 *Spring <b>*\n3 of 4 accepted\n2 delivered, 1 read\n1 answered, 1 opted out\n1 failed, 0 without a report yet\n- 1: 131026 No WhatsApp\n1 not accepted\n- 1: Letters',
		);
	});

	it('names reasons, not the people behind them', async () => {
		const { run, rows } = filled();
		await run('report');
		const notSent = (quoted: string) =>
			`Recipient contains letters: enter the number alone: "${quoted}". This message was not sent.`;
		rows('messages').push(
			{ ...messages[1], id: 1 },
			{ id: 2, campaign: 'Spring <b>', outcome: 'not sent', recipient: 'a', problem: notSent('62812 "Mum"') },
			{ id: 3, campaign: 'Spring <b>', outcome: 'not sent', recipient: 'b', problem: notSent('62813 Dad') },
		);
		const { output } = await run('report');
		expect(output('Count')[0]?.notSent).toEqual([
			{ words: 'Recipient contains letters: enter the number alone', count: 2 },
		]);
	});

	it('shows a page with bars, in which nothing is markup that was not meant so', async () => {
		const { run, rows } = filled();
		await run('report');
		rows('messages').push(...messages);
		service.sandbox.reset();
		const { output } = await run('report', {}, 'Report page');
		const [{ body }] = output('Show the page') as [{ body: string }];
		expect(body).toContain('<h1>Spring &#60;b&#62;</h1>');
		expect(body).toContain('<span>Delivered</span><div class="track"><div class="bar" style="width:66.7%">');
		expect(body).toContain('<span class="number">2 · 67%</span>');
		expect(service.sandbox.requests).toBe(0);
	});
});
