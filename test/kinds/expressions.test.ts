/** What expressions give in JSON mode: real values of n8n and databases, and nothing at all. */
import type { INodeParameters } from 'n8n-workflow';
import { sentenceOf } from '../../nodes/ItnioWhatsApp/core/problem';
import { draftMessage } from '../../nodes/ItnioWhatsApp/run/draft';
import { formOf, kindOf, noFiles, phones } from './form';

const account = { appId: 'app', businessPhone: '', defaultCountryCode: '' };
/** With the values themselves: a form that is resolved has copies. */
const draft = (operation: string, parameters: INodeParameters) => {
	const values: INodeParameters = { ...phones, ...parameters };
	const form = formOf((name, field) => (name in values ? values[name] : field.default));
	return draftMessage(kindOf(operation), form, account, noFiles);
};

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

describe('Components (JSON) of a template', () => {
	const templateOf = (componentsJson: unknown) =>
		draft('sendTemplate', {
			templateName: { __rl: true, mode: 'name', value: 'order_shipped' },
			templateLanguage: 'en_US',
			inputMode: 'json',
			componentsJson: componentsJson as never,
		});
	const said = (componentsJson: unknown) => templateOf(componentsJson).problems.map(sentenceOf);

	it.each([undefined, null, '', ' '])('that are empty are no template without values: %j', (found) => {
		expect(said(found)).toEqual(['Components (JSON) is empty: [] for a template without values']);
	});

	it('that are an object are no list', () => {
		expect(said({})).toEqual(['Components (JSON) must be a list, not an object']);
	});

	it.each(['[]', []])('may have no values where that is said: %j', (found) => {
		const { body, problems } = templateOf(found);
		expect([body.template, problems]).toEqual([{ name: 'order_shipped', language: { code: 'en_US' } }, []]);
	});

	it.each([
		['currency', undefined, 'empty'],
		['currency', {}, 'empty'],
		['currency', { fallback_value: null, code: 'USD', amount_1000: 1 }, 'empty'],
		['currency', '$1', 'wrongType'],
		['date_time', { fallback_value: 'a\nb' }, 'custom'],
		['date_time', { fallback_value: '2026-11-30T10:00:00.000Z' }, 'custom'],
	])('has words for a %s that are a text like any other: %j', (type, value, code) => {
		const { problems } = templateOf([{ type: 'body', parameters: [{ type, [type]: value }] }]);
		expect(problems.map((problem) => problem.code)).toEqual([code]);
	});
});
