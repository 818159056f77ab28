/** Expressions in fields that are set to Fixed, as n8n's engine hands them over. */
import type { INodeParameters } from 'n8n-workflow';
import { runInEngine } from './engine';
import { serviceForTests } from './service';

const service = serviceForTests();

const SAID = 'holds an expression, but is set to Fixed: choose Expression above the field';
const WORDS = 'My note: {{ $json.x }}';
const items = [1, 2].map((number) => ({ title: `Plant ${number}`, phone: '+6281234567890', words: WORDS }));
const list = [{ products: items, phone: '+6281234567890' }];

const run = async (parameters: INodeParameters, given: object[] = items) =>
	await runInEngine({
		credential: service.credential(),
		items: given as never,
		parameters: { businessPhone: service.businessPhone, recipient: '={{ $json.phone }}', ...parameters },
	});

it('the words of a customer are sent as they were written', async () => {
	const { error } = await run({ operation: 'sendText', text: '={{ $json.words }}' });
	expect(error?.message).toBeUndefined();
	expect(service.received().map(({ text }) => text)).toEqual([{ body: WORDS }, { body: WORDS }]);
});

it('a text that is left Fixed goes to nobody, and the preview says so', async () => {
	const text = 'Hello {{ $json.title }}';
	const { error } = await run({ operation: 'sendText', text });
	expect(error?.message).toBe(`1st of 2 (+6281234567890): Text ${SAID}. This message was not sent.`);
	const { outputs } = await run({ operation: 'sendText', text, options: { previewOnly: true } });
	expect(outputs[0]?.map(({ json }) => json.problems)).toEqual([[`Text ${SAID}`], [`Text ${SAID}`]]);
	expect(service.sandbox.requests).toBe(0);
});

it.each<[string, INodeParameters, object[]]>([
	['an element', { inputMode: 'repeat', repeatFor: '={{ $json.products }}' }, list],
	['an input item', { inputMode: 'items' }, items],
])('one entry for each %s says it once', async (_, mode, given) => {
	const { outputs } = await run(
		{
			operation: 'sendButtons',
			bodyText: 'Choose',
			options: { previewOnly: true },
			...mode,
			button: { entry: { title: 'Buy {{ $json.products[0].title }}' } },
		},
		given,
	);
	const said = outputs[0]?.[0]?.json.problems as string[];
	expect(said.filter((one) => one.includes('Fixed'))).toEqual([`Button › Title ${SAID}`]);
});

it.each([
	['{{ $now }}', /^Text is a date as computers write it: ".*toFormat\(/],
	['{{ new Date() }}', /^Text is a date as computers write it: ".*toFormat\(/],
	['{{ $json }}', /^Text must be text, but the expression gives an object: choose one value in it/],
	['Price: {{ $json }}', /^Text holds "\[object Object\]", which stands for a value that has parts/],
	['Hi {{ $json.title.trim }}', /^Text holds the code of a function/],
	['{{ $json.title * 2 }}', /^Text is only "NaN", so the expression finds no value/],
])('what n8n makes of %s goes to nobody', async (text, said) => {
	const { error } = await run({ operation: 'sendText', text: `=${text}` }, [items[0] ?? {}]);
	expect(error?.message).toMatch(said);
	expect(service.sandbox.requests).toBe(0);
});
