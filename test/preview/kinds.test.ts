import { renderPreview } from './render';
import type { Essentials } from '../kinds/examples';
import { BODIES, essentialsOfExamples, REQUEST } from './bodies';
import { STYLE } from '../../nodes/ItnioWhatsApp/preview/style';
import { expectHarmless, startTags, visible } from './html';

const render = (kind: string): string => renderPreview({ body: BODIES[kind] ?? {}, problems: [] });

/** What a person must be able to read, and which addresses the page shows, per kind. */
const ESSENTIALS: Readonly<Record<string, Essentials>> = {
	text: {
		reads: [
			'Hi Sari, your order #4821',
			'2 × Blue Echeveria',
			'1.',
			'Unpack',
			'Keep out of direct sun',
			'ECH-10',
		],
	},
	reply: { reads: ['Reply to message', 'wamid.HBgNNjI4MTIzNDU2Nzg5MBUCABIYFj', 'Yes, we are open'] },
	emoji: { reads: ['👍🏽🎉'] },
	rightToLeft: { reads: ['مرحبا سارة', 'See you soon'] },
	monospace: { reads: ['A   10.00\nB    2.50'] },
	image: {
		reads: ['Our newest arrival', 'media.example'],
		media: [['img', 'https://media.example/plant.png']],
	},
	imageAlone: { reads: ['Photo'], media: [['img', 'https://media.example/broken.png']] },
	video: { reads: ['How to repot'], media: [['video', 'https://media.example/film.mp4']], icons: ['play'] },
	audio: { reads: [], media: [['audio', 'https://media.example/voice.ogg']], icons: ['mic'] },
	document: { reads: ['PDF', 'Invoice 2026-001.pdf', 'media.example', 'Your invoice'] },
	sticker: { reads: ['Sticker'], media: [['img', 'https://media.example/hello.webp']] },
	location: { reads: ['Lucky Shrub', 'Jl. Jend. Sudirman 1, Jakarta', '-6.2088, 106.8456'], icons: ['pin'] },
	contacts: {
		reads: [
			'Dewi Lestari',
			'Advisor',
			'Care',
			'Lucky Shrub',
			'+62 812 3456 789',
			'dewi@shop.example',
			'https://shop.example',
			'Jl. Melati 5',
			'Jakarta',
			'10110',
			'Indonesia',
			'1995-01-11',
			'Budi Santoso',
			'+62 811 222 333',
			'Save contact',
		],
	},
	list: {
		reads: [
			'Plant care',
			'about your new plant?',
			'Lucky Shrub, since 1998',
			'Choose a topic',
			'First days',
			'Unpacking',
			'How to take it out of the box without harm',
			'The right place',
			'Later',
			'Watering',
			'Repotting',
			'Once a year, in spring',
		],
		icons: ['list'],
	},
	button: {
		reads: [
			'Delivery tomorrow',
			'between 9 and 12?',
			'Answer until 8 pm',
			'Yes, please',
			'Another day',
			'Call me',
		],
		icons: ['reply'],
	},
	location_request_message: { reads: ['Where shall the driver', 'Send location'], icons: ['pin'] },
	carouselUrl: {
		reads: ['Here are three', 'Blue Echeveria', 'Zebra Haworthia', 'Panda Plant', 'Buy now'],
		media: [
			['img', 'https://media.example/0.png'],
			['video', 'https://media.example/1.mp4'],
			['img', 'https://media.example/2.png'],
		],
		icons: ['open'],
	},
	carouselQuickReply: {
		reads: ['Which one is yours?', 'Plant 1', 'Plant 2', 'Tell me more', 'Not for me'],
		media: [
			['img', 'https://media.example/0.png'],
			['img', 'https://media.example/1.png'],
		],
		icons: ['reply'],
	},
	template: {
		reads: [
			'order_update',
			'en_US',
			'{{1}}Sari',
			'{{2}}$24.90',
			'{{3}}12 March',
			'Button 1track/4821',
			'Button 2stop',
		],
		media: [['img', 'https://media.example/header.png']],
	},
	unknown: { reads: ['"type": "poll"', '"Tea or coffee?"'] },
	...essentialsOfExamples(),
};

test('every kind has its essentials named', () => {
	const missing = Object.keys(BODIES).filter((name) => !Object.hasOwn(ESSENTIALS, name));
	expect(
		missing.map((name) => `test/kinds/examples.ts: say in "preview" what the preview of ${name} must show`),
	).toEqual([]);
	expect(Object.keys(ESSENTIALS).sort()).toEqual(Object.keys(BODIES).sort());
});

describe.each(Object.keys(BODIES))('%s', (kind) => {
	const html = render(kind);
	const expected = ESSENTIALS[kind] ?? { reads: [] };

	test('everything that the recipient reads is there, with both numbers', () => {
		const text = visible(html);
		for (const words of ['6281234567890', '12026693133', ...expected.reads]) expect(text).toContain(words);
	});

	test('the media come from their own links, and only when they are asked for', () => {
		const media = startTags(html).filter(({ name }) => ['img', 'video', 'audio'].includes(name));
		expect(media.map(({ name, attributes }) => [name, attributes.src])).toEqual(expected.media ?? []);
		for (const { name, attributes } of media) {
			if (name === 'img') expect(attributes.alt).toBe('');
			else expect(attributes).toMatchObject({ controls: '', preload: 'none' });
		}
	});

	test('the buttons carry their signs', () => {
		for (const name of expected.icons ?? []) expect(html).toContain(`<i class="ic ic-${name}"`);
	});

	test('nothing is marked, and the page is harmless', () => {
		expect(html).not.toContain('class="faulty"');
		expectHarmless(html);
	});

	test('the same body gives the same page', () => {
		expect(render(kind)).toBe(html);
	});
});

test('a list shows its rows in the order and under the section they have', () => {
	const sheet = visible(render('list').split('class="sheet"')[1] ?? '');
	const order = ['First days', 'Unpacking', 'The right place', 'Later', 'Watering', 'Repotting'].map((word) =>
		sheet.indexOf(word),
	);
	expect(order).toEqual([...order].sort((a, b) => a - b));
	expect(order[0]).toBeGreaterThan(-1);
});

test('each card has its own buttons', () => {
	const cards = render('carouselQuickReply').split('<div class="card">').slice(1);
	expect(cards).toHaveLength(2);
	for (const card of cards) expect(card.match(/<div class="button">/g)).toHaveLength(2);
});

test('the type decides, not what else the body holds', () => {
	const html = renderPreview({
		body: { ...BODIES.text, image: { link: 'https://media.example/no.png' }, template: { name: 'no' } },
		problems: [],
	});
	expect(html).not.toContain('no.png');
	expect(visible(html)).toContain('Hi Sari');
});

test.each(['constructor', '__proto__', 'toString', 'interactive'])('a type named %s is unknown', (type) => {
	const body = JSON.parse(`{"type":"${type}","interactive":{"type":"${type}"}}`) as Record<string, unknown>;
	expect(visible(renderPreview({ body, problems: [] }))).toContain('Message of an unknown kind');
});

describe('the request', () => {
	test('shows method, address, headers and the body', () => {
		const html = renderPreview({ body: BODIES.text ?? {}, problems: [], request: REQUEST });
		const lines = [...html.matchAll(/<div class="line[^"]*">(.*?)<\/div>/g)].map(([, line]) =>
			visible(line ?? ''),
		);
		expect(JSON.parse(lines.join('\n'))).toEqual(BODIES.text);
		expect(lines.join('\n')).toBe(JSON.stringify(BODIES.text, null, 2));
		for (const words of [
			'POST',
			REQUEST.url,
			...Object.keys(REQUEST.headers),
			...Object.values(REQUEST.headers),
		]) {
			expect(visible(html)).toContain(words);
		}
	});

	test('is absent when it is not given', () => {
		expect(render('text')).not.toContain('class="request"');
	});

	test('writes out characters that one cannot see', () => {
		const html = renderPreview({
			body: { type: 'text', text: { body: 'a\u202eb\u200bc' } },
			problems: [],
			request: REQUEST,
		});
		expect(visible(html)).toContain('"a\\u202eb\\u200bc"');
	});
});

test('the title is the given one, or names the kind', () => {
	expect(renderPreview({ body: {}, problems: [], title: '3rd <1>' })).toContain(
		'<title>3rd &lt;1&gt;</title>',
	);
	expect(render('carouselUrl')).toContain('<title>Carousel of 3 cards</title>');
});

it.each(Object.keys(BODIES))('every class in the drawing of %s has a style', (kind) => {
	const classes = startTags(render(kind)).flatMap(({ attributes }) => (attributes.class ?? '').split(' '));
	const styled = new Set(STYLE.match(/(?<=\.)[a-z][a-z0-9-]*/g));
	expect([...new Set(classes)].filter((name) => name !== '' && !styled.has(name))).toEqual([]);
});
