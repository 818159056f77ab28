/** What expressions give in JSON mode: real values of n8n and databases, and nothing at all. */
import type { INodeParameters } from 'n8n-workflow';
import { draftMessage } from '../../nodes/ItnioWhatsApp/run/draft';
import { formOf, kindOf, noFiles, phones } from './form';

const account = { appId: 'app', businessPhone: '', defaultCountryCode: '' };
/** With the values themselves: a form that is resolved has copies. */
const draft = (operation: string, values: INodeParameters) =>
	draftMessage(
		kindOf(operation),
		formOf((name, field) => ({ ...phones, ...values })[name] ?? field.default),
		account,
		noFiles,
	);

describe('a date of a database in JSON', () => {
	const date = new Date('1990-01-02') as never;
	const card = (index: number) => ({
		header: { image: { link: `https://a.com/${index}.jpg` } },
		body: { text: date },
		action: { parameters: { display_text: 'Go', url: 'https://a.com' } },
	});

	it.each<[string, INodeParameters, string]>([
		['sendContacts', { contactsJson: [{ name: { formatted_name: 'A' }, birthday: date }] }, 'birthday'],
		[
			'sendList',
			{ sectionsJson: [{ title: 'S', rows: [{ title: 'A', description: date }] }] },
			'description',
		],
		['sendCarousel', { cardsJson: [card(1), card(2)] }, 'body.text'],
		['sendButtons', { buttonsJson: [{ title: 'A', id: date }] }, '1990-01-02'],
	])('of %s is sent or refused, never left out', (operation, json, trace) => {
		const form = { bodyText: 'x', listButtonText: 'y', inputMode: 'json', ...json };
		const { body, problems } = draft(operation, form);
		const said = problems.length > 0 ? problems.map(({ at }) => at.map(({ label }) => label)) : body;
		expect(JSON.stringify(said)).toContain(trace);
	});
});
