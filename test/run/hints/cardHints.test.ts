import { cardHints } from '../../../nodes/ItnioWhatsApp/run/hints/cardHints';
import { draft } from '../../kinds/form';

const card = (ids: readonly unknown[], text?: unknown) => ({
	...(text !== undefined && { body: { text } }),
	action: { buttons: ids.map((id) => ({ type: 'quick_reply', quick_reply: { id, title: 'More' } })) },
});
const hintsOf = (...cards: readonly unknown[]) => cardHints({ interactive: { action: { cards } } });

const sameId = (id: string, cards: number) =>
	`&quot;${id}&quot; is the ID of a button on ${cards} cards: a tap does not tell on which one. If you need to know, put the product's number in each ID, or leave them empty in Send Carousel.`.replace(
		"'",
		'&#39;',
	);

it('one ID on several cards does not tell which one was tapped', () => {
	expect(hintsOf(card(['order']), card(['order']), card(['order']))).toEqual([sameId('order', 3)]);
	expect(hintsOf(card(['<b>', 'a']), card(['<b>', 'b']), card(['c']))).toEqual([sameId('&lt;b&gt;', 2)]);
});

it('IDs that tell the cards apart are none to speak of, and neither is one that is twice on a card', () => {
	expect(hintsOf(card(['order-1', 'help-1']), card(['order-2', 'help-2']))).toEqual([]);
	expect(hintsOf(card(['a', 'a']), card(['b']))).toEqual([]);
});

it('left empty in Send Carousel they are different, as the hint says', () => {
	const header = { image: { link: 'https://shop.com/a.jpg' } };
	const cardsOf = (id?: string) =>
		JSON.stringify(['A', 'B'].map(() => ({ header, action: { buttons: [{ title: 'Order', id }] } })));
	const made = (cardsJson: string) =>
		cardHints(draft('sendCarousel', { bodyText: 'New', inputMode: 'json', cardsJson }).body);
	expect(made(cardsOf('order'))).toEqual([sameId('order', 2)]);
	expect(made(cardsOf())).toEqual([]);
});

it.each([
	['a\nb\nc', 0],
	['a\r\nb\r\nc', 0],
	['a\nb\nc\nd', 1],
	['a\r\nb\r\nc\r\nd', 1],
	['a\n\n\nb', 1],
	[7, 0],
	[undefined, 0],
])('the text %j of a card has too many lines: %d', (text, hints) => {
	expect(hintsOf(card(['1'], text), card(['2'], text))).toEqual(
		Array<string>(hints).fill(
			'The text of a card has more than 3 lines, and WhatsApp may not deliver the message: make it shorter, or write some of its lines as one.',
		),
	);
});

it('copes with anything', () => {
	for (const body of [undefined, null, 7, [], { interactive: { action: { cards: 'x' } } }]) {
		expect(cardHints(body)).toEqual([]);
	}
	expect(
		hintsOf(null, 7, { action: null }, { action: { buttons: 7 } }, card([null, 7, '']), card([''])),
	).toEqual([]);
});
