/** The examples that send once: executed again, corrected and executed again. */
import type { IDataObject } from 'n8n-workflow';
import { processedDataForTests } from '../engine/processed';
import { serviceForTests } from '../engine/service';
import { exampleNames, exampleOf } from './files';
import { runExample } from './workflow';

const service = serviceForTests();
processedDataForTests();

const SARI = '6281234567890';
const BUDI = '6281345678901';
const recipients = () => service.received().map(({ recipient }) => recipient);

describe('campaign-once.json', () => {
	const rows: IDataObject[] = [];
	const tables = new Map([['whatsapp_campaign', rows]]);
	const run = async () => await runExample(exampleOf('campaign-once.json'), service.credential(), {}, tables);
	const state = () => rows.map(({ name, sent, problem }) => [name, sent, problem]);
	const WENT = expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d$/);

	it('makes the table, sends, and after a correction sends what is missing and nothing else', async () => {
		await run();
		expect(service.sandbox.requests).toBe(0);
		expect(state()).toEqual(['Sari', 'Budi', 'Citra'].map((name) => [name, '', '']));

		await run();
		expect(recipients()).toEqual([SARI, BUDI]);
		const problem =
			'Recipient contains letters: enter the number alone: "call her". This message was not sent.';
		const went = [
			['Sari', WENT, ''],
			['Budi', WENT, ''],
		];
		expect(state()).toEqual([...went, ['Citra', '', problem]]);

		Object.assign(rows[0] ?? {}, { sent: 'as noted' });
		Object.assign(rows[1] ?? {}, { sent: '' });
		Object.assign(rows[2] ?? {}, { phone: '0812 9999 0000' });
		await run();
		expect(recipients()).toEqual([SARI, '6281299990000', BUDI]);
		expect(state()).toEqual([
			['Sari', 'as noted', ''],
			['Budi', 'before', ''],
			['Citra', WENT, ''],
		]);

		await run();
		expect(recipients()).toHaveLength(3);
	});
});

describe('form-to-text.json', () => {
	const fill = async (wish: string) =>
		await runExample(exampleOf('form-to-text.json'), service.credential(), {
			Name: 'Sari',
			'WhatsApp number': '0812 3456-7890',
			'Your wish': wish,
		});

	it('thanks once for a form that is sent twice, and again for another wish', async () => {
		await fill('Ten tulips');
		const { output } = await fill('Ten tulips');
		expect(output('Accepted')).toEqual([
			{ skipped: true, alreadySent: true, recipient: SARI, messageType: 'text' },
		]);
		expect(recipients()).toEqual([SARI]);
		await fill('Ten roses');
		expect(recipients()).toEqual([SARI, SARI]);
	});
});

describe('crm-rows-to-list.json', () => {
	it('sends what was corrected and nothing else', async () => {
		const example = exampleOf('crm-rows-to-list.json');
		await runExample(example, service.credential());
		expect(recipients()).toEqual([SARI, BUDI]);
		const nodes = JSON.parse(
			JSON.stringify(example.nodes).replace('call her', '0812 9999 0000'),
		) as typeof example.nodes;
		const { output } = await runExample({ ...example, nodes }, service.credential());
		expect(recipients()).toEqual([SARI, '6281299990000', BUDI]);
		expect(output('Not accepted')).toEqual([]);
	});
});

describe('order-update-with-template.json', () => {
	it('sends nothing again for an order that is reported twice, whatever its text', async () => {
		service.sandbox.configure({ enforceWindow: true });
		await service.sandbox.inbound({ from: SARI, name: 'Sari', to: '6285574670498', text: 'Where is it?' });
		const example = exampleOf('order-update-with-template.json');
		await runExample(example, service.credential());
		expect(recipients()).toEqual([SARI, BUDI]);
		const nodes = JSON.parse(
			JSON.stringify(example.nodes).replace('is on its way', 'has left our shop'),
		) as typeof example.nodes;
		const { output } = await runExample({ ...example, nodes }, service.credential());
		expect(recipients()).toEqual([SARI, BUDI]);
		expect(output('Answered')).toEqual([expect.objectContaining({ alreadySent: true, key: 'A-1024' })]);
		expect(output('Informed')).toEqual([expect.objectContaining({ alreadySent: true, key: 'A-1025' })]);
	});
});

describe('remind-appointment.json', () => {
	it('reminds nobody twice, by text or by template', async () => {
		for (let times = 0; times < 2; times += 1)
			await runExample(exampleOf('remind-appointment.json'), service.credential());
		expect(recipients()).toEqual([SARI, BUDI]);
	});

	it('reminds of both appointments of one phone', async () => {
		const example = exampleOf('remind-appointment.json');
		const nodes = JSON.parse(
			JSON.stringify(example.nodes)
				.replace('0813 4567 8901', '+62 812-3456-7890')
				.replace('$now.minus({ days: 9 })', '$now.minus({ hours: 2 })'),
		) as typeof example.nodes;
		await runExample({ ...example, nodes }, service.credential());
		expect(service.received().map(({ text }) => (text as IDataObject).body)).toEqual([
			'Hello Sari, we see you tomorrow at 10:30 🌷',
			'Hello Budi, we see you tomorrow at 14:00 🌷',
		]);
	});
});

describe('every example', () => {
	it.each(exampleNames)('in which one node sends once does so in all: %s', (name) => {
		const ways = exampleOf(name)
			.nodes.filter(({ type, parameters }) => {
				const operation = String(parameters.operation ?? 'sendText');
				return type.endsWith('.itnioWhatsApp') && /^send(?!AndWait)/.test(operation);
			})
			.map(({ parameters }) => {
				const { sendOnceBy, sendOnceKey } = (parameters.options ?? {}) as IDataObject;
				return JSON.stringify({ sendOnceBy, sendOnceKey });
			});
		expect(new Set(ways).size).toBeLessThanOrEqual(1);
	});
});
