/** The query for the templates, as odd answers have them, over real HTTP. */
import { queryTemplates, type TemplateFilters } from '../../../nodes/ItnioWhatsApp/service/templates/query';
import { helperContext } from '../../engine/helperContext';
import { oddService } from '../oddService';

const odd = oddService();

const query = async (filters?: TemplateFilters) => {
	const credential = { apiKey: 'k', apiSecret: 's', appId: 'a', baseUrl: odd.url };
	const connection = { baseUrl: odd.url, appId: 'a', businessPhone: '', defaultCountryCode: '' };
	const reply = await queryTemplates(helperContext(credential), connection, filters);
	return 'failure' in reply
		? reply.failure.why
		: reply.templates.map(
				({ templateName, languageCode, body }) => `${templateName}/${languageCode} ${body}`,
			);
};

const answering = (data: unknown, beside: object = {}) => {
	odd.answer = () => ({ body: { status: '0', reason: 'success', data, ...beside } });
};

const version = (code: string) => ({ status: 'APPROVED', language: { code }, body: { text: 'Halo' } });
const template = (templateName: string, templateLanList: unknown = [version('id')]) => ({
	templateName,
	templateLanList,
});
const HALO = ['halo/id Halo'];
const WITHOUT =
	'ITNIO answered, but without the templates. Look at the Base URL of the credential; if it is right, ask ITNIO support.';

it('reads 2,000 long templates, in one question', async () => {
	const text = '您好，您的订单已发货。'.repeat(90);
	answering(
		Array.from({ length: 2000 }, (_, index) =>
			template(`t${index}`, [{ ...version('zh_CN'), body: { text: text + index } }]),
		),
	);
	const found = await query();
	expect(found).toHaveLength(2000);
	expect(found[1999]).toBe(`t1999/zh_CN ${text}1999`);
	expect(odd.asked).toEqual([{ url: '/wa/template/query', body: { appId: 'a' } }]);
});

it('reads no answer that never ends', async () => {
	odd.answer = () => ({ body: `{"status":"0","data":"${' '.repeat(33_000_000)}"}` });
	expect(await query()).toBe('ITNIO gave no usable answer about the templates: the answer is far too long.');
});

it.each<[string, unknown]>([
	['a list', [template('halo')]],
	['one template', template('halo')],
	['records, as of the account', { records: [template('halo')], total: 1, size: 25, current: 1 }],
	['one record', { records: template('halo') }],
	['JSON in a text', JSON.stringify([template('halo')])],
	['languages as JSON in a text', [template('halo', JSON.stringify([version('id')]))]],
	['one language', template('halo', version('id'))],
	['a list of JSON texts', [JSON.stringify(template('halo', [JSON.stringify(version('id'))]))]],
	['a language that is its code', template('halo', [{ ...version('id'), language: 'id' }])],
	['a language in a JSON text', template('halo', [{ ...version('id'), language: '{"code":"id"}' }])],
	['a text by itself', template('halo', [{ ...version('id'), body: 'Halo' }])],
	['something between the templates', [null, 'odd', template('halo'), { id: 1 }]],
])('reads %s', async (_, data) => {
	answering(data);
	expect(await query()).toEqual(HALO);
	expect(odd.asked).toHaveLength(1);
});

it.each<[string, unknown]>([
	['not there', undefined],
	['null', null],
	['an empty text', ''],
	['an empty list', []],
	['an empty object', {}],
	['no records', { records: [], total: 0 }],
	['records that are null', { records: null, total: 0 }],
	['a template without languages', [template('halo', [])]],
])('there are none where the data is %s', async (_, data) => {
	answering(data);
	expect(await query()).toEqual([]);
});

it('there are none in a language that no template has', async () => {
	answering([template('halo')]);
	expect(await query({ languageCode: 'de' })).toEqual([]);
	expect(odd.asked[0]?.body).toEqual({ appId: 'a', languageCode: 'de' });
});

it('says so where something else stands in the place of the data', async () => {
	answering(undefined, { templates: [template('halo')] });
	expect(await query()).toBe(WITHOUT);
});

it.each<[string, unknown]>([
	['a word', 'x'],
	['a number', 5],
	['words', ['halo', 'welcome']],
	['records that are a word', { records: 'x', total: 1 }],
	['records that are counted, but not there', { records: null, total: 3 }],
	['under another name', { templates: [template('halo')] }],
	['templates whose languages have another name', [{ templateName: 'halo', languages: [version('id')] }]],
	['templates whose languages are words', [template('halo', ['id', 'en'])]],
	['templates whose languages have no code', [template('halo', [{ lang: 'id' }])]],
	['templates whose name has another name', [{ name: 'halo', templateLanList: [version('id')] }]],
])('says so where the data is %s', async (_, data) => {
	answering(data);
	expect(await query()).toBe(WITHOUT);
});

it('reads records of several pages, and goes on as the service counts them', async () => {
	const all = Array.from({ length: 25 }, (_, index) => template(`t${index}`));
	odd.answer = ({ page }) => ({
		body: {
			status: '0',
			data: { records: all.slice((page - 1) * 10, page * 10), total: 25, size: 10, current: page },
		},
	});
	expect(await query({ languageCode: 'id' })).toEqual(
		all.map(({ templateName }) => `${templateName}/id Halo`),
	);
	expect(odd.asked.map(({ body }) => body)).toEqual([
		{ appId: 'a', languageCode: 'id' },
		{ appId: 'a', languageCode: 'id', current: 2 },
		{ appId: 'a', languageCode: 'id', current: 3 },
	]);
});
