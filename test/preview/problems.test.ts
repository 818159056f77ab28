import type { PreviewProblem } from '../../nodes/ItnioWhatsApp/preview';
import { renderPreview } from './render';
import { BODIES, FAULTY, REQUEST } from './bodies';
import { marks, visible } from './html';

const marked = (kind: string, ...path: PreviewProblem['path']): Array<[string, string]> =>
	marks(renderPreview({ body: BODIES[kind] ?? {}, problems: [{ path, message: 'Wrong' }] }));

describe('a problem is marked where it is', () => {
	test.each<[string, PreviewProblem['path'], string]>([
		['text', ['text', 'body'], 'Hi Sari'],
		['text', ['recipient'], '6281234567890'],
		['text', ['businessPhone'], '12026693133'],
		['reply', ['context', 'refMessageId'], 'wamid.'],
		['image', ['image', 'link'], 'media.example'],
		['image', ['image', 'caption'], 'Our newest'],
		['document', ['document', 'filename'], 'Invoice 2026-001.pdf'],
		['audio', ['audio', 'link'], ''],
		['sticker', ['sticker', 'link'], 'Sticker'],
		['location', ['location', 'latitude'], '-6.2088'],
		['location', ['location', 'longitude'], '106.8456'],
		['location', ['location', 'name'], 'Lucky Shrub'],
		['contacts', ['contacts', 1, 'name', 'formatted_name'], 'Budi Santoso'],
		['contacts', ['contacts', 0, 'phones', 0, 'phone'], '+62 812'],
		['contacts', ['contacts', 0, 'birthday'], '1995-01-11'],
		['contacts', ['contacts', 0, 'addresses', 0, 'city'], 'Jakarta'],
		['list', ['interactive', 'header', 'text'], 'Plant care'],
		['list', ['interactive', 'footer', 'text'], 'Lucky Shrub, since 1998'],
		['list', ['interactive', 'action', 'button'], 'Choose a topic'],
		['list', ['interactive', 'action', 'sections', 1, 'title'], 'Later'],
		['list', ['interactive', 'action', 'sections', 0, 'rows', 1, 'description'], 'Light, warmth and draught'],
		['button', ['interactive', 'action', 'buttons', 2, 'reply', 'title'], 'Call me'],
		['carouselUrl', ['interactive', 'action', 'cards', 1, 'action', 'parameters', 'display_text'], 'Buy now'],
		['carouselUrl', ['interactive', 'action', 'cards', 0, 'header', 'image', 'link'], 'media.example'],
		[
			'carouselQuickReply',
			['interactive', 'action', 'cards', 1, 'action', 'buttons', 0, 'quick_reply', 'title'],
			'Tell me more',
		],
		['template', ['template', 'name'], 'order_update'],
		['template', ['template', 'language', 'code'], 'en_US'],
		['template', ['template', 'components', 1, 'parameters', 0, 'text'], 'Sari'],
		['unknown', ['type'], '"poll"'],
	])('%s %j', (kind, path, part) => {
		const found = marked(kind, ...path);
		expect(found).toHaveLength(1);
		expect(found[0]?.[0]).toContain(part);
		expect(found[0]?.[1]).toBe('Wrong');
	});

	test('of what cannot be seen, at the part that holds it', () => {
		expect(
			marked(
				'carouselQuickReply',
				'interactive',
				'action',
				'cards',
				1,
				'action',
				'buttons',
				1,
				'quick_reply',
				'id',
			)[0]?.[0],
		).toBe('Not for me');
		expect(marked('list', 'interactive', 'action', 'sections', 0, 'rows', 0, 'id')[0]?.[0]).toContain(
			'Unpacking',
		);
		expect(marked('carouselUrl', 'interactive', 'action', 'cards', 2, 'card_index')[0]?.[0]).toContain(
			'Panda Plant',
		);
		expect(marked('carouselUrl', 'interactive', 'header')[0]?.[0]).toContain('Here are three');
	});

	test('only at that card', () => {
		const cards = renderPreview(FAULTY).split('<div class="card">').slice(1);
		expect(marks(cards[0] ?? '').map(([, sentence]) => sentence)).toEqual([
			'Card 1 › Image or Video Link is not a web address',
		]);
		expect(marks(cards[1] ?? '').map(([, sentence]) => sentence)).toEqual([FAULTY.problems[0]?.message]);
	});

	test('even when the value is missing', () => {
		for (const [body, path, part] of [
			[{ type: 'text' }, ['text', 'body'], 'No text'],
			[{ type: 'image', image: {} }, ['image', 'link'], 'No link'],
			[
				{ type: 'interactive', interactive: { type: 'carousel' } },
				['interactive', 'action', 'cards'],
				'No cards',
			],
			[
				{ type: 'interactive', interactive: { type: 'list' } },
				['interactive', 'action', 'sections'],
				'No sections',
			],
			[{ type: 'contacts' }, ['contacts'], 'No contact'],
			[{}, ['recipient'], 'No recipient'],
		] as const) {
			const found = marks(renderPreview({ body, problems: [{ path, message: 'Missing' }] }));
			expect(found.map(([shown]) => shown).join()).toContain(part);
		}
	});

	test('several at one place all say what they are', () => {
		const html = renderPreview({
			body: BODIES.text ?? {},
			problems: ['One', 'Two'].map((message) => ({ path: ['text', 'body'], message })),
		});
		expect(html.match(/<div class="fault" role="note"/g)).toHaveLength(2);
	});
});

test('a problem of something that the phone does not show is listed on top', () => {
	const html = renderPreview(FAULTY);
	const top = html.slice(html.indexOf('class="problems"'), html.indexOf('<details>'));
	expect(visible(`<body><div ${top}`)).toContain('4 problems');
	expect(top).toContain('App ID is empty');
	expect(top).not.toContain('Card 2');
	expect(marks(html).map(([, sentence]) => sentence)).not.toContain('App ID is empty');
});

test('every sentence is on the page, whatever its path', () => {
	const paths: Array<PreviewProblem['path']> = [
		[],
		['nowhere'],
		[0],
		['text', 'body', 'too', 'deep'],
		['__proto__'],
		['text', 5],
	];
	const html = renderPreview({
		body: BODIES.text ?? {},
		problems: paths.map((path, index) => ({ path, message: `Sentence ${index} <b>` })),
	});
	paths.forEach((_, index) => expect(visible(html)).toContain(`Sentence ${index} <b>`));
});

test('the lines of the request with a problem are tinted', () => {
	const html = renderPreview({ ...FAULTY, request: REQUEST });
	const tinted = [...html.matchAll(/<div class="line [^"]*line-faulty">(.*?)<\/div>/g)].map(([, line]) =>
		visible(line ?? '').trim(),
	);
	expect(tinted).toEqual([
		'"appId": "DGziZf5u",',
		'"recipient": "6281234567890",',
		'"link": "https://media.example/0.png"',
		'"title": "Tell me more about this plant"',
	]);
});
