import { linkHints } from '../../../nodes/ItnioWhatsApp/run/hints/linkHints';
import { ItnioWhatsApp } from '../../../nodes/ItnioWhatsApp/ItnioWhatsApp.node';
import { collectWords, type Shown } from '../../browser/words';

const at = (kind: string, link: unknown) => linkHints({ type: kind, [kind]: { link } });

it.each([
	['sticker', 'https://example.com/smile.png', '.png'],
	['sticker', 'https://example.com/smile.PNG?size=3', '.png'],
	['image', 'https://example.com/a/b.c/photo.webp#top', '.webp'],
	['image', 'https://example.com/photo.pdf', '.pdf'],
	['video', 'https://example.com/clip.mov', '.mov'],
	['audio', 'https://example.com/song.wav', '.wav'],
])('%s %s', (kind, link, ending) => {
	expect(at(kind, link)).toEqual([expect.stringContaining(`${kind} ends in ${ending}.`)]);
});

it.each([
	['sticker', 'https://example.com/smile.webp'],
	['image', 'https://example.com/photo.JPG?x=.pdf'],
	['video', 'https://example.com/clip.mp4'],
	['audio', 'https://example.com/voice.ogg'],
	['document', 'https://example.com/list.png'],
	['image', 'https://example.com/photo.php'],
	['image', 'https://example.png'],
	['image', 'https://example.com/'],
	['image', 'nonsense'],
	['image', 7],
])('says nothing about %s %s', (kind, link) => {
	expect(at(kind, link)).toEqual([]);
});

it('looks into carousel cards and says the same thing once', () => {
	const card = (link: string) => ({ header: { type: 'image', image: { link } } });
	const hints = linkHints({
		interactive: {
			action: {
				cards: [card('https://a.com/1.gif'), card('https://a.com/2.gif'), card('https://a.com/3.png')],
			},
		},
	});
	expect(hints).toEqual([
		'A link for an image ends in .gif. WhatsApp may not show it: an image is usually .jpg, .jpeg, .png.',
	]);
});

it('copes with anything', () => {
	for (const body of [
		undefined,
		null,
		'text',
		7,
		[],
		{ image: null },
		{ image: 'x' },
		{ image: { link: null } },
	]) {
		expect(linkHints(body)).toEqual([]);
	}
});

it('a document whose name has no ending is worth a hint, wherever it stands', () => {
	const hints = (filename: unknown) => linkHints([{ document: { link: 'https://shop.com/1', filename } }]);
	expect(hints('Invoice <1042>')).toEqual([
		'A document is called "Invoice &lt;1042&gt;", which has no ending, so a phone may not know how to open it: add one to its File Name, such as .pdf.',
	]);
	for (const name of ['Invoice No. 7', 'v1.2 final']) expect(hints(name)).toHaveLength(1);
	for (const name of ['a.pdf', 'A.DOCX ', '', undefined, 7]) expect(hints(name)).toEqual([]);
});

it('a whole address behind the one of a template is said of the value of its button', () => {
	const of = (text: string, sub_type = 'url') =>
		linkHints({
			template: {
				components: [{ type: 'button', sub_type, index: '0', parameters: [{ type: 'text', text }] }],
			},
		});
	expect(of('https://shop.example.com/track/A-1')).toEqual([
		'Button › Value is a whole address, "https://shop.example.com/track/A-1". It is put behind the one in the template, and the link may lead nowhere: enter what is different for each person, such as A-1024.',
	]);
	for (const address of ['www.shop.com/track/A-1', 'shop.com/A-1', 'Track.Shop.co.id/A-1', 'www.shop.com']) {
		expect(of(address)).toEqual([
			expect.stringMatching(new RegExp(`^Button › Value is a whole address, "${address}"`)),
		]);
	}
	expect(of('track/A-1?from=https://shop.example.com')).toEqual([]);
	for (const ending of [
		'A-1024',
		'invoice.pdf',
		'v1.2/a',
		'a/shop.com/b',
		'?to=www.shop.com',
		'2026.05/1',
		'INV.CO/0012',
		'PO.ABC/2026/12',
		'budi.santoso/2024',
		'index.php/order/5',
		'files.pdf/view',
	]) {
		expect(of(ending)).toEqual([]);
	}
	expect(of('https://shop.example.com', 'quick_reply')).toEqual([]);
});

it('the hint of a link in a template names a field that the form has', () => {
	const [hint = ''] = linkHints({
		template: {
			components: [
				{
					type: 'button',
					sub_type: 'url',
					index: '0',
					parameters: [{ type: 'text', text: 'https://shop.example.com/track/A-1' }],
				},
			],
		},
	});
	const labels = collectWords(new ItnioWhatsApp().description.properties as unknown as Shown[])
		.filter(({ kind }) => kind === 'label')
		.map(({ text }) => text);
	const [, named] = /^(.+?) is a whole address/.exec(hint) ?? [];
	expect(labels).toContain(named?.split(' › ').at(-1));
});
