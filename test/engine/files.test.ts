/** Files of n8n in the real engine: its own links, memory mode, addresses that nobody reaches, retries, executions that go. */
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { IBinaryData, IBinaryKeyData, IDataObject, INodeParameters, IRun } from 'n8n-workflow';
import { recipientFor } from '../../sandbox';
import { resumable, runInEngine, type EngineOptions } from './engine';
import { filesForTests } from './filesStore';
import { serviceForTests } from './service';

const service = serviceForTests();

const { storage, api: N8N } = filesForTests();

async function store(path: string, text: string): Promise<void> {
	await mkdir(dirname(join(storage, path)), { recursive: true });
	await writeFile(join(storage, path), text);
}

/** As n8n keeps a file outside of memory. */
const kept = (fileName: string, mimeType: string, more: Partial<IBinaryData> = {}): IBinaryData => ({
	id: `filesystem-v2:workflows/1/executions/2/binary_data/${fileName}`,
	data: 'filesystem-v2',
	fileName,
	mimeType,
	bytes: 20_000,
	...more,
});
const pdf = (more: Partial<IBinaryData> = {}): IBinaryKeyData => ({
	data: kept('Invoice 7.pdf', 'application/pdf', more),
});

const run = async (parameters: INodeParameters, options: Partial<EngineOptions> = {}) =>
	await runInEngine({
		credential: service.credential(),
		files: [pdf()],
		restApiUrl: N8N,
		...options,
		parameters: {
			operation: 'sendDocument',
			businessPhone: service.businessPhone,
			recipient: '6281234567890',
			mediaSource: 'file',
			...parameters,
		},
	});

/** Of which file of n8n a link is. */
function idOf(link: string): string {
	const [, payload = ''] = (new URL(link).searchParams.get('token') ?? '').split('.');
	return String((JSON.parse(Buffer.from(payload, 'base64url').toString()) as IDataObject).id);
}

const documents = () => service.received().map(({ document }) => document as IDataObject);

it('sends the link that n8n signs for the file, under the name of the file', async () => {
	const { error, outputs } = await run({});
	expect(error).toBeUndefined();
	expect(outputs[0]).toHaveLength(1);
	const [sent] = documents();
	expect(sent?.filename).toBe('Invoice 7.pdf');
	const link = new URL(String(sent?.link));
	expect(link.origin + link.pathname).toBe(`${N8N}/binary-data/signed`);
	const [, payload = ''] = (link.searchParams.get('token') ?? '').split('.');
	const { id, iat, exp } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, number>;
	expect(id).toBe(pdf().data?.id);
	expect(Number(exp) - Number(iat)).toBe(24 * 60 * 60);
});

it('takes its own file for each item, even one that an expression gives', async () => {
	const photo = kept('photo.jpg', 'image/jpeg');
	await run(
		{ operation: 'sendImage', binaryProperty: '={{ $json.file }}' },
		{
			items: [{ file: 'front' }, { file: 'back' }],
			files: [{ front: photo }, { back: kept('back.png', 'image/png') }],
		},
	);
	await run(
		{ operation: 'sendImage', binaryProperty: '={{ $binary.front }}' },
		{ items: [{}], files: [{ front: photo, data: kept('not.gif', 'image/gif') }] },
	);
	const ids = service.received().map(({ image }) => idOf(String((image as IDataObject).link)));
	expect(ids.map((id) => id.split('/').pop()).sort()).toEqual(['back.png', 'photo.jpg', 'photo.jpg']);
});

it('takes its own file for each card of several items, and says which item lacks one', async () => {
	const parameters = {
		operation: 'sendCarousel',
		bodyText: 'New',
		inputMode: 'items',
		card: {
			entry: { mediaSource: 'file', binaryProperty: 'data', urlText: 'Look', url: 'https://shop.com' },
		},
	};
	const items = [{}, {}, {}];
	const photos = ['a.jpg', 'b.jpg', 'c.jpg'].map((name) => ({ data: kept(name, 'image/jpeg') }));
	const { error } = await run(parameters, { items, files: photos });
	expect(error).toBeUndefined();
	const { action } = service.received()[0]?.interactive as { action: { cards: IDataObject[] } };
	const links = action.cards.map(({ header }) => (header as { image: { link: string } }).image.link);
	expect(links.map((link) => idOf(link).split('/').pop())).toEqual(['a.jpg', 'b.jpg', 'c.jpg']);

	const { error: lacking } = await run(parameters, { items, files: [photos[0], undefined, photos[2]] });
	expect(lacking?.message).toContain(
		'Card 2 (2nd item) › Input Data Field Name is "data", but this item has no file of that name.',
	);
	expect(service.received()).toHaveLength(1);
});

describe('a file that came with a form lies at a place that goes when the execution is over', () => {
	const id = 'filesystem-v2:workflows/test/executions/temp/binary_data/0b0c7c3e';
	const fromForm = () => [{ data: kept('Invoice 7.pdf', 'application/pdf', { id }) }];

	it('so its link leads to a copy that stays', async () => {
		await store('workflows/test/executions/temp/binary_data/0b0c7c3e', 'an invoice');
		const items = [{}, {}];
		const { error } = await run({}, { items, files: [...fromForm(), ...fromForm()] });
		expect(error).toBeUndefined();
		const ids = documents().map(({ link }) => idOf(String(link)));
		expect(new Set(ids).size).toBe(1);
		expect(ids[0]).toMatch(/^filesystem-v2:workflows\/test\/executions\/1\/binary_data\/[\w-]+$/);
		expect(readFileSync(join(storage, String(ids[0]).replace(/^[^:]*:/, '')), 'utf8')).toBe('an invoice');
		expect(documents()[0]?.filename).toBe('Invoice 7.pdf');
	});

	it('and a Retry, for which n8n has moved it, knows it again', async () => {
		await store('workflows/test/executions/temp/binary_data/0b0c7c3e', 'an invoice');
		const items = ['6281200000001', `+${recipientFor(-68)}`].map((phone) => ({ phone }));
		const parameters = { recipient: '={{ $json.phone }}', options: { parallel: 1 } };
		const first = await run(parameters, { items, files: [...fromForm(), ...fromForm()] });
		expect(documents()).toHaveLength(1);
		const moved = JSON.parse(
			JSON.stringify(first.run).replaceAll('executions/temp/', 'executions/9/'),
		) as IRun;
		const second = await run(parameters, { items, resume: resumable({ ...first.run, data: moved.data }) });
		expect(second.error?.description).toContain('Messages already accepted: 1 (1st)');
		expect(documents()).toHaveLength(1);
	});

	it('and one that is gone is a problem', async () => {
		const files = [{ data: kept('a.pdf', 'application/pdf', { id: id.replace('0b0c7c3e', 'gone') }) }];
		const { error } = await run({}, { files });
		expect(error?.message).toContain('Input Data Field Name holds "a.pdf", which n8n could not read or keep');
		expect(service.sandbox.requests).toBe(0);
	});
});

describe('refuses before anything is sent, and says what to do:', () => {
	const refused = async (parameters: INodeParameters, options: Partial<EngineOptions> = {}) => {
		const { error } = await run(parameters, options);
		expect(service.sandbox.requests).toBe(0);
		return error?.message ?? '';
	};

	it('another name', async () => {
		expect(await refused({ binaryProperty: 'invoice' })).toContain(
			'Input Data Field Name is "invoice", but this item has no file of that name. It has "data": enter that',
		);
	});

	it.each([
		['#REF!', 'is only "#REF!", an error of a spreadsheet: correct it there'],
		['undefined', 'is only "undefined", so the expression finds no value'],
		['null', 'is only "null", so the expression finds no value'],
	])('no name but %s, also in the gap of a template', async (name, said) => {
		expect(await refused({ binaryProperty: name })).toContain(`Input Data Field Name ${said}`);
		const gap = { id: 'headerImageLink', displayName: 'Image: link or field' };
		const template = {
			...{ operation: 'sendTemplate', templateName: 'parcel', templateLanguage: 'en' },
			templateValues: { value: { [gap.id]: name }, schema: [gap] },
		};
		expect(await refused(template)).toContain(`Gaps in the Text › Image: link or field ${said}`);
	});

	it('no file at all', async () => {
		expect(await refused({}, { files: [] })).toContain(
			'It has none at all: connect the node that makes the file right before this one, or drag the file in from an earlier node',
		);
	});

	it('no name', async () => {
		expect(await refused({ binaryProperty: '={{ "" }}' })).toContain(
			'Input Data Field Name is empty: enter the name of the file. It has "data": enter that',
		);
	});

	it('an object that is not a file', async () => {
		expect(await refused({ binaryProperty: '={{ { a: 1 } }}' })).toContain(
			'Input Data Field Name must be the name of a file, but the expression gives an object that is not a file.',
		);
	});

	it('memory mode', async () => {
		const files = [{ data: { data: 'SGVsbG8=', mimeType: 'application/pdf', fileName: 'a.pdf', bytes: 5 } }];
		expect(await refused({}, { files })).toContain(
			'holds "a.pdf", but n8n keeps it in memory only, where WhatsApp cannot fetch it. Start n8n with N8N_DEFAULT_BINARY_DATA_MODE=filesystem',
		);
	});

	it.each(['http://localhost:5678', 'http://n8n:5678', 'http://192.168.1.7:5678', 'https://n8n.local'])(
		'an n8n at %s',
		async (address) => {
			const message = await refused({}, { restApiUrl: `${address}/rest` });
			expect(message).toContain(
				`holds "Invoice 7.pdf", but WhatsApp cannot fetch it from this n8n, whose address is ${address}. Set WEBHOOK_URL`,
			);
			expect(message).not.toContain('token');
		},
	);

	it('once by message, which does not know a file again in another execution', async () => {
		expect(await refused({ options: { sendOnceBy: 'message' } })).toContain(
			'Send Once cannot tell By Message whether a file from the workflow was sent before: choose By Key',
		);
	});

	it('type and size', async () => {
		const files = [{ data: kept('photo.webp', 'image/webp', { bytes: 6 * 1024 * 1024 }) }];
		expect(await refused({ operation: 'sendImage' }, { files })).toContain(
			'holds "photo.webp", which is image/webp, but an image must be JPEG or PNG',
		);
		expect(await refused({}, { files: [pdf({ bytes: 101 * 1024 * 1024 })] })).toContain(
			'which has 101 MB, but a document may have at most 100 MB',
		);
		// As n8n told it before it told bytes.
		expect(await refused({}, { files: [pdf({ bytes: undefined, fileSize: '120 MB' })] })).toContain(
			'which has 114.5 MB',
		);
	});
});

it('the Retry of an execution does not send a file again, although its link is another one', async () => {
	const items = ['6281200000001', `+${recipientFor(-68)}`].map((phone) => ({ phone }));
	const parameters = { recipient: '={{ $json.phone }}', options: { parallel: 1 } };
	const first = await run(parameters, { items, files: [pdf(), pdf()] });
	expect(first.error).toBeDefined();
	expect(documents()).toHaveLength(1);
	const second = await run(parameters, {
		items,
		resume: resumable(first.run),
		restApiUrl: 'https://other.lucky-shrub.com/rest',
	});
	expect(second.error).toBeDefined();
	expect(documents()).toHaveLength(1);
	expect(second.error?.description).toContain('Messages already accepted: 1 (1st)');
});

describe('a workflow that does not keep its executions', () => {
	const gone = expect.stringContaining('in production n8n deletes the files when the workflow is over');
	const workflowSettings = { saveDataSuccessExecution: 'none' } as const;

	it('is told where files go with it', async () => {
		expect((await run({}, { workflowSettings })).hints).toEqual([gone]);
	});

	it('is told nothing where it sends none, or keeps them', async () => {
		const link = { mediaSource: 'link', mediaLink: 'https://shop.com/a.pdf', filename: 'a.pdf' };
		expect((await run(link, { workflowSettings })).hints).toEqual([]);
		expect((await run({})).hints).toEqual([]);
		expect((await run({}, { workflowSettings: { saveDataSuccessExecution: 'all' } })).hints).toEqual([]);
	});
});
