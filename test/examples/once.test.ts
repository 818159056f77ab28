/** The examples that send once: executed again, corrected and executed again. */
import type { IDataObject } from 'n8n-workflow';
import { processedDataForTests } from '../engine/processed';
import { serviceForTests } from '../engine/service';
import { exampleOf } from './files';
import { runExample } from './workflow';

const service = serviceForTests();
processedDataForTests();

const SARI = '6281234567890';
const BUDI = '6281345678901';
const recipients = () => service.received().map(({ recipient }) => recipient);

describe('campaign-once.json', () => {
	const rows: IDataObject[] = [];
	const run = async () => await runExample(exampleOf('campaign-once.json'), service.credential(), {}, rows);
	const state = () => rows.map(({ name, sent, problem }) => [name, sent, problem]);
	const WENT = expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d$/);

	it('makes the table, sends, and after a correction sends what is missing and nothing else', async () => {
		await run();
		expect(service.sandbox.requests).toBe(0);
		expect(state()).toEqual(['Sari', 'Budi', 'Citra'].map((name) => [name, '', '']));

		await run();
		expect(recipients()).toEqual([SARI, BUDI]);
		const problem = 'Recipient contains letters: "call her". This message was not sent.';
		const went = [
			['Sari', WENT, ''],
			['Budi', WENT, ''],
		];
		expect(state()).toEqual([...went, ['Citra', '', problem]]);

		Object.assign(rows[0] ?? {}, { sent: 'as noted' });
		Object.assign(rows[1] ?? {}, { sent: '' });
		Object.assign(rows[2] ?? {}, { phone: '0812 9999 0000' });
		await run();
		expect(recipients()).toEqual([SARI, BUDI, '6281299990000']);
		expect(state()).toEqual([
			['Sari', 'as noted', ''],
			['Budi', 'before', ''],
			['Citra', WENT, ''],
		]);

		await run();
		expect(recipients()).toHaveLength(3);
	});
});
