import { exampleLinks } from '../../../nodes/ItnioWhatsApp/run/hints/exampleLinks';

const HINT = ['A link still leads to example.com, as in the samples: put your own address in its place.'];
const image = (link: unknown) => ({ type: 'image', image: { link } });

it.each([
	'https://example.com/blue.jpg',
	'http://www.example.com',
	'https://EXAMPLE.com?x=1',
	'https://example.org/a',
	' https://example.com ',
])('%s is of a sample', (link) => {
	expect(exampleLinks(image(link))).toEqual(HINT);
	expect(exampleLinks([{ action: { parameters: { url: link } } }])).toEqual(HINT);
});

it.each([
	'https://shop.example.com/blue.jpg',
	'https://example.com.my-shop.com/blue.jpg',
	'https://my-example.com/blue.jpg',
	'https://my-shop.com/?from=https://example.com/',
	'example.com',
	7,
	undefined,
])('%s is not', (link) => {
	expect(exampleLinks(image(link))).toEqual([]);
});

it('only links count, not what a person reads', () => {
	expect(exampleLinks({ type: 'text', text: { body: 'https://example.com/' } })).toEqual([]);
});
