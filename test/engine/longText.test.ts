/** From Markdown and Long Text: what arrives at the service, in which order, and never twice. */
import type { INodeParameters } from 'n8n-workflow';
import { resumable, runInEngine } from './engine';
import { processedDataForTests } from './processed';
import { serviceForTests } from './service';

const service = serviceForTests();
processedDataForTests();

const SARI = '+6281234567890';
const BUDI = '+6281234567891';
const PARAGRAPH = `${'All is well. '.repeat(200).trim()}`;
const LONG = [PARAGRAPH, PARAGRAPH, PARAGRAPH].join('\n\n');

const run = async (
	options: INodeParameters,
	parameters: INodeParameters = { text: '={{ $json.text }}' },
	more: object = {},
) =>
	await runInEngine({
		credential: service.credential(),
		items: [
			{ text: LONG, recipient: SARI },
			{ text: 'Short', recipient: BUDI },
		],
		parameters: {
			operation: 'sendText',
			businessPhone: service.businessPhone,
			recipient: '={{ $json.recipient }}',
			options,
			...parameters,
		},
		...more,
	});
const texts = () =>
	service.received().map(({ recipient, text }) => [recipient, (text as { body: string }).body]);
const DIGITS = [SARI.slice(1), BUDI.slice(1)] as const;

it('a long text is a problem unless it is to be split', async () => {
	for (const options of [{}, { longText: 'stop' }]) {
		const { error } = await run(options);
		expect(error?.message).toContain('characters long, the limit is 4096');
	}
	expect(service.sandbox.requests).toBe(0);
});

it('is split into messages in order, one output item each, and only the first one quotes', async () => {
	const { error, outputs } = await run({ longText: 'split', replyToMessageId: 'wamid.1' });
	expect(error).toBeUndefined();
	expect(texts()).toEqual([
		[DIGITS[0], PARAGRAPH],
		[DIGITS[0], PARAGRAPH],
		[DIGITS[0], PARAGRAPH],
		[DIGITS[1], 'Short'],
	]);
	expect(service.received().map(({ context }) => context)).toEqual([
		{ refMessageId: 'wamid.1' },
		undefined,
		undefined,
		{ refMessageId: 'wamid.1' },
	]);
	expect(outputs[0]?.map(({ json, pairedItem }) => [json.status, json.recipient, pairedItem])).toEqual([
		...[0, 0, 0].map((item) => ['0', DIGITS[0], { item }]),
		['0', DIGITS[1], { item: 1 }],
	]);
});

it('equal pieces are messages of their own for Send Once and Skip Duplicates, and go once all the same', async () => {
	const options = { longText: 'split', sendOnceBy: 'message', skipDuplicates: true };
	const { outputs } = await run(options);
	expect(outputs[0]?.map(({ json }) => json.status)).toEqual(Array(4).fill('0'));
	const again = await run(options);
	expect(again.outputs[0]?.map(({ json }) => json.alreadySent)).toEqual(Array(4).fill(true));
	expect(texts()).toHaveLength(4);
});

it('a retry of the execution sends only the pieces that did not go', async () => {
	service.sandbox.configure({
		faults: [{ kind: 'status', status: -5, times: 1, match: { recipient: DIGITS[1] } }],
	});
	const failed = await run({ longText: 'split' });
	expect(failed.error).toBeDefined();
	const { outputs } = await run({ longText: 'split' }, undefined, { resume: resumable(failed.run) });
	expect(outputs[0]).toHaveLength(4);
	expect(texts()).toEqual([...[1, 2, 3].map(() => [DIGITS[0], PARAGRAPH]), [DIGITS[1], 'Short']]);
});

it('a wrong number is told for each piece, and nothing is sent', async () => {
	const { error, outputs } = await run(
		{ longText: 'split' },
		{ text: LONG, recipient: 'nobody' },
		{ settings: { onError: 'continueRegularOutput' } },
	);
	expect(error).toBeUndefined();
	expect(outputs[0]).toHaveLength(6);
	expect(service.sandbox.requests).toBe(0);
});

it.each([{ longText: 'split' }, { skipChecks: true }, { longText: 'split', skipChecks: true }])(
	'of nothing but what a model thought nothing is sent, and the error says so, with %j',
	async (options) => {
		const { error } = await run(
			{ ...options, fromMarkdown: true },
			{ text: '<think>Rude.</think>', recipient: SARI },
		);
		expect(error?.message).toContain('holds only what a model thought');
		expect(service.sandbox.requests).toBe(0);
	},
);

describe('From Markdown', () => {
	const MARKDOWN = '# Hi\n**bold** and *it*, 2*3*4';
	const MARKS = '*Hi*\n*bold* and _it_, 2*3*4';
	const send = async (parameters: INodeParameters, options: INodeParameters = { fromMarkdown: true }) => {
		const { error } = await run(options, parameters, { items: [{ recipient: SARI }] });
		expect(error).toBeUndefined();
		return service.received()[0];
	};

	it('changes the texts that show marks', async () => {
		expect((await send({ text: MARKDOWN }))?.text).toEqual({ body: MARKS });
	});

	it('changes captions', async () => {
		const mediaLink = 'https://shop.example.com/a.png';
		const body = await send({ operation: 'sendImage', mediaLink, caption: MARKDOWN });
		expect(body?.image).toEqual({ link: mediaLink, caption: MARKS });
	});

	it('takes a caption that begins with a link to "Think"', async () => {
		const mediaLink = 'https://shop.example.com/a.png';
		const caption = '[Think](https://think.example.com) is our new magazine';
		const body = await send({ operation: 'sendImage', mediaLink, caption });
		expect((body?.image as { caption?: string }).caption).toMatch(/is our new magazine$/);
	});

	it('changes the text of buttons and leaves header, footer and titles', async () => {
		const title = '**No**';
		const body = await send({
			operation: 'sendButtons',
			bodyText: MARKDOWN,
			footerText: title,
			buttons: { button: [{ id: '', title }] },
		});
		expect(body?.interactive).toEqual({
			type: 'button',
			body: { text: MARKS },
			footer: { text: title },
			action: { buttons: [{ type: 'reply', reply: { id: title, title } }] },
		});
	});

	it('without the option nothing is changed', async () => {
		expect((await send({ text: MARKDOWN }, {}))?.text).toEqual({ body: MARKDOWN });
	});
});
