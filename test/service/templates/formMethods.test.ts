/** What the form asks for, of accounts whose list holds more than one version of a template, over real HTTP. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { getTemplateValues, searchTemplates } from '../../../nodes/ItnioWhatsApp/service/templates';
import { listedTemplates } from '../../../nodes/ItnioWhatsApp/service/templates/listed';
import { helperContext } from '../../engine/helperContext';

/** What the account has, as the service describes it. */
let data: object[];
let server: Server;
let accounts = 0;
beforeAll(async () => {
	server = createServer((request, response) => {
		request.resume().on('end', () => response.end(JSON.stringify({ status: '0', data })));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
	server.closeAllConnections();
	server.close();
});

interface Version {
	readonly status: unknown;
	readonly text: string;
	readonly code?: string;
	readonly category?: unknown;
	readonly more?: object;
}

const list = (...versions: Version[]): object[] =>
	versions.map(({ status, text, code = 'en', category = 2, more }) => ({
		templateName: 'order',
		templateCategory: category,
		templateLanList: [{ status, language: { code, nameEn: 'any' }, body: { text }, ...more }],
	}));

/** An app of each test's own: what an account answered is remembered. */
function credential() {
	const { port } = server.address() as AddressInfo;
	accounts += 1;
	return {
		...{ apiKey: 'key', apiSecret: 'secret', appId: `app${accounts}` },
		baseUrl: `http://127.0.0.1:${port}`,
	};
}

const asForm = (parameters: Readonly<Record<string, string>> = {}): ILoadOptionsFunctions =>
	({
		...helperContext(credential()),
		getCurrentNodeParameter: (name: string) => parameters[name],
	}) as unknown as ILoadOptionsFunctions;

const gapsOf = async (templateName: string, templateLanguage = 'same as chosen above') => {
	const { fields, emptyFieldsNotice } = await getTemplateValues.call(
		asForm({ templateName, templateLanguage }),
	);
	return { gaps: fields.map(({ id }) => id), notice: emptyFieldsNotice };
};

describe('of several versions of a template', () => {
	const DELETED = { status: 'DELETED', text: 'Hi {{1}}' };
	const APPROVED = { status: 'APPROVED', text: 'Hi {{1}}, {{2}} and {{3}}' };

	it.each([
		['DELETED', 'first'],
		['DELETED', 'last'],
		['REJECTED', 'first'],
		['PENDING', 'first'],
	])('the gaps are those of the approved one, where one that is %s stands %s', async (status, place) => {
		const other = { ...DELETED, status };
		data = place === 'first' ? list(other, APPROVED) : list(APPROVED, other);
		expect((await gapsOf('order/en')).gaps).toEqual(['body1', 'body2', 'body3']);
	});

	it('the price is that of the approved one, in whatever order they stand', async () => {
		const versions = [
			{ ...DELETED, category: 1 },
			{ ...APPROVED, category: 2 },
		];
		for (const ordered of [versions, [...versions].reverse()]) {
			data = list(...ordered);
			const { baseUrl, appId, ...secrets } = credential();
			const connection = { baseUrl, appId, businessPhone: '', defaultCountryCode: '' };
			const listed = await listedTemplates(helperContext({ ...secrets, appId, baseUrl }), connection);
			expect(listed({ name: 'order', languageCode: 'en' })[0]?.category).toBe('UTILITY');
			expect(listed({ name: 'order', languageCode: 'id' })).toEqual([]);
		}
	});

	it('without a language, an approved one tells the gaps', async () => {
		data = list({ status: 'REJECTED', text: 'Hi' }, { status: 'APPROVED', text: 'Halo {{1}}', code: 'id' });
		expect((await gapsOf('order')).gaps).toEqual(['body1']);
	});

	it('where none is approved, the one that is not deleted tells the gaps', async () => {
		data = list(DELETED, { ...APPROVED, status: 'PAUSED' });
		expect((await gapsOf('order/en')).gaps).toEqual(['body1', 'body2', 'body3']);
	});

	it('one that is not approved says so where it has no gaps', async () => {
		data = list({ status: 'REJECTED', text: 'Hi' });
		expect(await gapsOf('order/en')).toEqual({
			gaps: [],
			notice:
				"This template has no values to fill in here. Its state in ITNIO's list is REJECTED: only an approved one can be sent.",
		});
		data = list({ status: 'APPROVED', text: 'Hi' });
		expect((await gapsOf('order/en')).notice).toBe('This template has no values to fill in here.');
	});

	it('each language is named once, with its state where it is not approved', async () => {
		data = list(DELETED, APPROVED, APPROVED, { status: 'PAUSED', text: 'Halo', code: 'id' });
		await expect(gapsOf('order', 'fr')).rejects.toThrow(
			'The template "order" does not exist in the language "fr", only in: en, id (PAUSED), en (DELETED)',
		);
	});
});

it.each([
	['zh-CN', 'zh_CN'],
	['ZH_cn', 'zh-CN'],
	['"zh_CN"', 'zh_CN'],
	['zh-hant', 'zh_hant'],
])('the language %s is the one that the list calls %s, as in a message', async (written, code) => {
	data = list({ status: 'APPROVED', text: '您好 {{1}}', code });
	expect((await gapsOf('order', written)).gaps).toEqual(['body1']);
	expect((await gapsOf(`order/${written}`)).gaps).toEqual(['body1']);
});

describe('the list of templates', () => {
	const rows = async (filter?: string) =>
		(await searchTemplates.call(asForm(), filter)).results.map(({ value }) => value);

	it.each(['APPROVED', 'approved', ' Approved', 'REINSTATED'])('has what is %s', async (status) => {
		data = list({ status, text: 'Hi' }, { status: 'PAUSED', text: 'Halo', code: 'id' });
		expect(await rows()).toEqual(['order/en']);
	});

	it('says why it is empty where none is approved, and is only empty where nothing is found', async () => {
		data = list(
			...['PAUSED', 'REJECTED', 7, '', 'PENDING', 'DELETED'].map((status) => ({ status, text: 'Hi' })),
		);
		await expect(rows()).rejects.toThrow(
			"No template in ITNIO's list is approved, and only approved ones can be sent: order – en (PAUSED), order – en (REJECTED), order – en (7), order – en, order – en (PENDING) and 1 more. Look at them in the ITNIO console",
		);
		expect(await rows('order')).toEqual([]);
		data = [];
		expect(await rows()).toEqual([]);
	});
});

it.each<[unknown, string[]]>([
	[{ type: 1 }, ['headerImageLink']],
	[{ type: '2' }, ['headerVideoLink']],
	[{ type: 'HEADER', format: 'DOCUMENT' }, ['headerDocumentLink', 'headerFilename']],
	[{ type: 'HEADER', format: 3 }, ['headerDocumentLink', 'headerFilename']],
	[{ format: 'Image' }, ['headerImageLink']],
	['IMAGE', ['headerImageLink']],
	[1, ['headerImageLink']],
	['{ "type": "image" }', ['headerImageLink']],
	[{ type: 0, text: 'Hi {{1}}' }, ['headerText']],
	[{ text: 'Hi {{1}}' }, ['headerText']],
	['Hi {{1}}', ['headerText']],
	['Hi', []],
	[{ type: 'text', text: 'Image' }, []],
	[7, []],
	[null, []],
])('the header %j has the gaps %j', async (header, gaps) => {
	data = list({ status: 'APPROVED', text: 'Thanks', more: { header } });
	expect((await gapsOf('order/en')).gaps).toEqual(gaps);
});

it('a text of the template that stands alone has its gaps', async () => {
	data = list({ status: 'APPROVED', text: '', more: { body: 'Hi {{1}}' } });
	expect((await gapsOf('order/en')).gaps).toEqual(['body1']);
});
