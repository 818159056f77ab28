/** What is said of the templates of a run beside the account's list. */
import { warningsOfTemplates } from '../../nodes/ItnioWhatsApp/run/templates';
import { slicesOf } from '../../nodes/ItnioWhatsApp/run/slices';
import { readTemplates } from '../../nodes/ItnioWhatsApp/service/templates/model';

const version = (status: string, text?: string) =>
	readTemplates({
		templateName: 'order',
		templateLanList: [{ status, language: { code: 'en' }, body: { text } }],
	});
const TWO = version('APPROVED', 'Hi {{1}}, your order {{2}}. Bye {{1}}');
const ONE = version('APPROVED', 'Hi {{1}}');

const message = (values: number) => ({
	body: {
		template: {
			name: 'order',
			language: { code: 'en' },
			components: [
				{ type: 'header', parameters: [{ type: 'text', text: 'a' }] },
				{ type: 'body', parameters: Array(values).fill({ type: 'text', text: 'a' }) },
			],
		},
	},
});
const WITHOUT_VALUES = { body: { template: { name: 'order', language: { code: 'en' } } } };

const said = async (versions: ReturnType<typeof version>, ...messages: Array<{ body: object }>) =>
	await warningsOfTemplates(messages as never, () => versions, slicesOf());
const counted = (gaps: string, values: string) =>
	`Template order (en) has ${gaps} in its text in ITNIO's list of templates, but ${values} filled in, so its messages may never arrive. Choose the template again and fill in its gaps`;

it('another number of values than the text has gaps, each once', async () => {
	expect(await said(TWO, message(1), message(2), message(1), message(3), WITHOUT_VALUES)).toEqual([
		counted('2 gaps', '1 value is'),
		counted('2 gaps', '3 values are'),
		counted('2 gaps', '0 values are'),
	]);
	expect(await said(ONE, message(2))).toEqual([counted('1 gap', '2 values are')]);
});

it.each(['PENDING', 'REJECTED', 'DELETED', 'DISABLED', 'PAUSED'])('one that is %s', async (status) => {
	expect(await said(version(status, 'Hi {{1}}'), message(1), message(1))).toEqual([
		`Template order (en) is ${status} in ITNIO's list of templates, so its messages may be refused or never arrive. Choose an approved one`,
	]);
});

it('nothing is said where all is well, or where the list is not clear', async () => {
	expect(await said(TWO, message(2))).toEqual([]);
	expect(await said(version('APPROVED', 'Hi'), WITHOUT_VALUES)).toEqual([]);
	for (const unclear of [
		[],
		version('APPROVED'),
		version('2', 'Hi {{1}}'),
		version('FLAGGED', 'Hi {{1}}'),
		[...TWO, ...ONE],
	]) {
		expect(await said(unclear, message(7))).toEqual([]);
	}
	expect(await said([...TWO, ...version('DELETED', 'Hi')], message(2))).toEqual([]);
	expect(await said(version('PAUSED', 'Hi'), { body: { type: 'text', text: { body: 'Hi' } } })).toEqual([]);
});
