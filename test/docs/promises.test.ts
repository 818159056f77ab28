/** What the READMEs and the guide promise in examples: each of them is tried here, as it stands on the page. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { repairPhone } from '../../nodes/ItnioWhatsApp/core/phone';
import { itemOf } from '../../nodes/ItnioWhatsApp/trigger/inbound';
import { split } from '../../scripts/docs/markdown';
import { fileOf, LANGUAGES } from '../../scripts/docs/pages';
import { runInEngine } from '../engine/engine';
import { serviceForTests } from '../engine/service';

const service = serviceForTests();

const send = async (parameters: INodeParameters, items: IDataObject[] = [{}], settings = {}) =>
	await runInEngine({
		credential: service.credential(),
		items,
		settings,
		parameters: { businessPhone: '6285574670498', recipient: '6281234567890', ...parameters },
	});

const product = (number: number) => ({
	name: `Plant ${number}`,
	about: `In a pot, $${number}`,
	code: `plant-${number}`,
	picture: `https://images.example.com/${number}.jpg`,
	page: `https://shop.example.com/${number}`,
});
const products = Array.from({ length: 12 }, (_, index) => product(index));

describe.each(LANGUAGES)('%s', (language) => {
	const textOf = (page: string): string =>
		readFileSync(join(__dirname, '..', '..', fileOf(page, language)), 'utf8');
	const blocksOf = (page: string) => split(textOf(page)).blocks;
	const codeOf = (page: string, wanted: string): string[] =>
		blocksOf(page)
			.filter((block) => block.language === wanted)
			.map(({ lines }) => lines.join('\n'));
	const expressions = codeOf('carousel', 'js');

	const phones = textOf('messages').split('<!-- phones -->')[1]?.split('<!-- /phones -->')[0] ?? '';
	const rows = phones
		.split('\n')
		.filter((line) => /^\|.*`/.test(line))
		.map((line) => line.split('|').map((cell) => cell.trim()));

	it('shows numbers', () => expect(rows).toHaveLength(25));

	it.each(rows)('%s%s becomes %s', async (_, given = '', result = '') => {
		const [number = '', countryCode = ''] = [...given.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
		const sent = /`([^`]+)`/.exec(result)?.[1] ?? '';
		if (/^`\d+`$/.test(result)) {
			expect(repairPhone(number, { countryCode })).toBe(sent);
			return;
		}
		const options = countryCode === '' ? {} : { defaultCountryCode: countryCode };
		const { error } = await send({ operation: 'sendText', recipient: number, text: 'Hello', options });
		// In Chinese the node's own English words stand between backticks.
		const words = result.replace(/^refused: /, '').trim();
		expect(error?.message).toContain(`Recipient ${language === 'en' ? words : sent}`);
	});

	it('shows two expressions for carousels', () => expect(expressions).toHaveLength(2));

	it('builds a carousel with links from one item with a list', async () => {
		await send(
			{
				operation: 'sendCarousel',
				bodyText: 'New',
				inputMode: 'json',
				cardsJson: `=${expressions[0]}`,
			},
			[{ products }],
		);
		expect(service.received()).toEqual([
			{
				appId: 'sandboxApp',
				businessPhone: '6285574670498',
				recipient: '6281234567890',
				channelType: 0,
				type: 'interactive',
				interactive: {
					type: 'carousel',
					body: { text: 'New' },
					action: {
						cards: products.slice(0, 10).map(({ name, picture, page }, index) => ({
							card_index: index,
							type: 'cta_url',
							header: { type: 'image', image: { link: picture } },
							body: { text: name },
							action: { name: 'cta_url', parameters: { display_text: 'Buy it', url: page } },
						})),
					},
				},
			},
		]);
	});

	it('builds the same without code, from a list and from one item for each product', async () => {
		const filledIn = new Map(
			(textOf('carousel').split('<!-- repeat -->')[1]?.split('<!-- /repeat -->')[0] ?? '')
				.split('\n')
				.map((line) => /^\| \*(.+?)\* \| `(.+)` \|$/.exec(line))
				.map((row) => [row?.[1], row?.[2] ?? '']),
		);
		const field = (label: string) => {
			const text = filledIn.get(label) ?? '';
			return text.includes('{{') ? `=${text}` : text;
		};
		const entry = {
			headerLink: field('Image or Video Link'),
			bodyText: field('Card Text'),
			urlText: field('Button Text'),
			url: field('Button Link'),
		};
		const ofAnItem = Object.fromEntries(
			Object.entries(entry).map(([name, text]) => [name, text.replaceAll('$json.products[0]', '$json')]),
		);
		const form = { operation: 'sendCarousel', bodyText: 'New' };
		await send({ ...form, inputMode: 'json', cardsJson: `=${expressions[0]}` }, [{ products }]);
		const repeat = {
			...form,
			inputMode: 'repeat',
			repeatFor: field('Repeat for Each'),
			whenTooMany: 'first',
		};
		await send({ ...repeat, card: { entry } }, [{ products }]);
		const items = { ...form, inputMode: 'items', whenTooMany: 'first' };
		await send({ ...items, card: { entry: ofAnItem } }, products);
		const [one, ...others] = service.received();
		expect(others).toEqual([one, one]);
	});

	it('shows what is said of an element', async () => {
		const { error } = await send(
			{
				operation: 'sendCarousel',
				bodyText: 'New',
				inputMode: 'repeat',
				repeatFor: '={{ $json.products }}',
				card: {
					entry: {
						headerLink: '={{ $json.products[0].picture }}',
						urlText: 'Buy it',
						url: '={{ $json.products[0].page }}',
					},
				},
			},
			[{ products: [product(0), product(1), { ...product(2), picture: '' }] }],
		);
		expect(codeOf('carousel', 'text').some((said) => error?.message.includes(said))).toBe(true);
	});

	it('builds a carousel with quick replies', async () => {
		const form = { bodyText: 'New', inputMode: 'json' };
		await send({ operation: 'sendCarousel', ...form, cardsJson: `=${expressions[1]}` }, [{ products }]);
		const body = service.received()[0] as { interactive: { action: { cards: object[] } } };
		expect(body.interactive.action.cards).toHaveLength(10);
		expect(body.interactive.action.cards[9]).toMatchObject({
			action: {
				buttons: [{ type: 'quick_reply', quick_reply: { id: 'plant-9', title: 'Keep it for me' } }],
			},
		});
	});

	it('shows the error of a title that is too long', async () => {
		const card = (title: string) => ({
			headerType: 'image',
			headerLink: 'https://shop.example.com/a.jpg',
			quickReplies: { reply: [{ title }] },
		});
		const { error } = await send({
			operation: 'sendCarousel',
			bodyText: 'New',
			carouselButtonType: 'quickReply',
			cards: { card: [card('More'), card('Tell me more about this pla')] },
		});
		const said = /Card 2 .*…"/.exec(error?.message ?? '')?.[0];
		expect(said).toBeDefined();
		expect(blocksOf('messages').flatMap(({ lines }) => lines)).toContain(said);
	});

	it('shows a failed item as it is', async () => {
		const items = [0, 1, 2, 3].map((number) => ({ phone: `628123456789${number}` }));
		service.sandbox.configure({
			faults: [{ kind: 'status', status: -68, match: { recipient: '6281234567893' } }],
		});
		const { outputs } = await send(
			{ operation: 'sendText', recipient: '={{ $json.phone }}', text: 'Hello' },
			items,
			{
				onError: 'continueRegularOutput',
			},
		);
		const shown = codeOf('errors', 'json');
		expect(shown.map((json) => JSON.parse(json) as unknown)).toContainEqual({
			...outputs[0]?.[3]?.json,
			details: { ...(outputs[0]?.[3]?.json.details as IDataObject), recipient: '6281234567890' },
		});
		expect(
			Object.keys(
				JSON.parse(codeOf('messages', 'json').find((json) => json.includes('"messageId"')) ?? '{}') as object,
			),
		).toEqual(Object.keys(outputs[0]?.[0]?.json ?? {}));
	});

	it('shows what the trigger gives as it is', () => {
		const shown = codeOf('trigger', 'json')
			.map((json) => JSON.parse(json) as IDataObject)
			.find(({ eventType }) => eventType !== undefined);
		const { replyTo, sender, text: words, ...pushed } = shown as IDataObject & { eventType: string };
		expect(itemOf(pushed as Parameters<typeof itemOf>[0])).toEqual({
			...pushed,
			replyTo,
			sender,
			text: words,
		});
	});
});
