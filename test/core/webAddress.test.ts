import fc from 'fast-check';
import { isWebAddress, meantAddress, whyNoAddress } from '../../nodes/ItnioWhatsApp/core/webAddress';
import { draft, envelope, problemsIn } from '../kinds/form';

const LINK = 'https://shop.com/a.jpg?w=1&h=2';

describe('an address that is certainly meant', () => {
	it.each([
		['is left as it is', LINK],
		['has a zero-width space in it', 'https://shop.com/\u200ba.jpg?w=1&h=2'],
		['ends in a mark of direction', `${LINK}\u200e`],
		['begins with a byte order mark', `\ufeff${LINK}`],
		['has a soft hyphen', 'https://shop.com/a\u00ad.jpg?w=1&h=2'],
		['ends in a line break', `${LINK}\r\n`],
		['comes from HTML', 'https://shop.com/a.jpg?w=1&amp;h=2'],
		['comes from HTML, by number', 'https://shop.com/a.jpg?w=1&#38;h=2'],
		['comes from Airtable', `a photo.jpg (${LINK})`],
		['comes from Airtable, with brackets in the name', `a (1).jpg (${LINK})`],
		['is a picture in Markdown', `![A photo](${LINK})`],
		['is a link in Markdown', `[${'a photo'}](${LINK})`],
		['is a link of a chat', `<${LINK}>`],
		['is a tag of a page', `<img alt="A photo" src="${LINK}">`],
		['is a link of a page', `<a href='${LINK}'>photo</a>`],
		['is a formula', `=IMAGE("${LINK}")`],
		['is a list of one', `["${LINK}"]`],
		['is a list of one that has parts', `[{"url":"${LINK}","width":1}]`],
		['is in quotes', `"${LINK}"`],
		['stands in curly quotes', `“${LINK}”`],
		['is JSON of a shop', LINK.replace(/\//g, '\\/')],
		['is of the same page', '//shop.com/a.jpg?w=1&h=2'],
		['has backslashes', 'https:\\\\shop.com\\a.jpg?w=1&h=2'],
		['begins twice', `https://${LINK}`],
		['begins with two schemes', `http://${LINK}`],
		['ends in a comma', `${LINK},`],
		['ends in commas of empty columns', `${LINK},,`],
		['ends in the comma of an Arabic keyboard', `${LINK}،`],
		['ends in a full stop of Chinese', `${LINK}。`],
		['has a colon of an East Asian keyboard', LINK.replace(':', '：')],
		['has signs of an East Asian keyboard', LINK.replace('://', '：／／')],
		['ends in a line break that was written out', `${LINK}\\n`],
		['comes from WordPress', 'https://shop.com/a.jpg?w=1&#038;h=2'],
		['comes from XML', 'https://shop.com/a.jpg?w=1&#x26;h=2'],
		['ends in a semicolon', `${LINK};`],
		['is code of a model', `\`${LINK}\``],
		['is bold', `**${LINK}**`],
		['is a link that shows itself', `[${LINK}](${LINK})`],
		['is a link with a title', `[a photo](${LINK} "A photo")`],
		['is a link of Slack', `<${LINK}|a photo>`],
		['is a link of Slack with the name of the file', `<${LINK}|a.jpg>`],
		['ends in a quotation mark', `${LINK}"`],
		['ends in a bracket of Markdown', `${LINK})`],
		['ends in the rest of a list', `${LINK}"]`],
		['ends in the rest of a tag', `${LINK}">`],
		['ends in the rest of an expression', `${LINK}}`],
		['begins with a quotation mark', `"${LINK}`],
		['begins with a bracket', `(${LINK}`],
		['begins with the apostrophe of a spreadsheet', `'${LINK}`],
		['is a link of a page that shows itself', `<a href="${LINK}">${LINK}</a>`],
		['is a list of one with its name', `[{"url":"${LINK}","name":"a.jpg"}]`],
		['ends in a backslash', `${LINK}\\`],
		['ends in the rest of JSON', `${LINK}\\"`],
	])('%s', (_, written) => {
		expect(meantAddress(written)).toBe(LINK);
		const json = JSON.stringify({ type: 'image', image: { link: written } });
		for (const { body, problems } of [
			draft('sendImage', { mediaLink: written }),
			draft('sendJson', { messageJson: json }),
		]) {
			expect(problems).toEqual([]);
			expect(body).toEqual({ ...envelope, type: 'image', image: { link: LINK } });
		}
	});

	it('is one for the button of a card, too', () => {
		const card = { headerLink: `${LINK}\u200b`, urlText: 'Buy', url: 'https://shop.com/?a=1&amp;b=2' };
		const { body, problems } = draft('sendCarousel', { bodyText: 'Look', cards: { card: [card, card] } });
		expect(problems).toEqual([]);
		expect(JSON.stringify(body)).not.toMatch(/\u200b|&amp;/);
	});

	it.each([
		['with brackets in its name', 'https://shop.com/a_(1)', 'https://shop.com/a_(1)'],
		['with a bracket of a sentence behind them', 'https://shop.com/a_(1)]', 'https://shop.com/a_(1)'],
		['with braces', 'https://shop.com/a.jpg?f={x}', 'https://shop.com/a.jpg?f={x}'],
		['with commands in it', 'https://a.com/w_2,h_2/a|b.jpg?s=1|2', 'https://a.com/w_2,h_2/a|b.jpg?s=1|2'],
		[
			'with another one in it',
			'https://a.com/?u=https://b.com/a.jpg',
			'https://a.com/?u=https://b.com/a.jpg',
		],
		['with nan bread', 'https://shop.com/nan/nan.jpg?ref=undefined', undefined],
		['that ends a sentence', 'https://shop.com/a.PDF.', 'https://shop.com/a.PDF'],
		['that ends in a point', 'https://en.wikipedia.org/wiki/Dr.', 'https://en.wikipedia.org/wiki/Dr.'],
		['in Persian', 'https://a.com/\u0645\u06cc\u200c\u062e\u0648.jpg', undefined],
		['in Hindi', 'https://a.com/\u0915\u094d\u200d\u0937.jpg', undefined],
		['with a family', 'https://a.com/\u{1f469}\u200d\u{1f467}.jpg', undefined],
		['with a heart', 'https://a.com/\u2764\ufe0f.jpg', undefined],
		['with a joiner behind Latin letters', 'https://a.com/a\u200c\u200db.jpg', 'https://a.com/ab.jpg'],
		['with a joiner at its end', 'https://a.com/\u0645\u200c', 'https://a.com/\u0645'],
		['with two joiners', 'https://a.com/\u0645\u200b\u200c\u062e', 'https://a.com/\u0645\u062e'],
	])('is meant %s', (_, written, meant = written) => {
		expect(meantAddress(written)).toBe(meant);
		expect(whyNoAddress(meant)).toBeUndefined();
	});

	it('stays what it is when it is looked at again', () => {
		fc.assert(
			fc.property(fc.webUrl({ withQueryParameters: true }), (url) => {
				const meant = meantAddress(url);
				expect(meantAddress(meant)).toBe(meant);
				expect(isWebAddress(meant)).toBe(true);
			}),
		);
	});
});

describe('what is no address', () => {
	const MORE = 'holds more than one link, but takes one';

	it.each([
		['https://shop.com/a.jpg|https://shop.com/b.jpg', MORE],
		['https://shop.com/a.jpg, https://shop.com/b.jpg', MORE],
		['https://shop.com/a.jpg,https://shop.com/b.jpg', MORE],
		['https://shop.com/a.jpg\nhttps://shop.com/b.jpg', MORE],
		['https://shop.com/a.jpg https://shop.com/b.jpg', MORE],
		['https://shop.com/a.jpg|b.jpg', MORE],
		['https://shop.com/a.jpg, b.png', MORE],
		['https://shop.com/undefined', 'holds "undefined" in place of a value'],
		['https://shop.com/orders/null/bill.pdf', 'holds "null" in place of a value'],
		['https://shop.com/NaN.jpg?w=1', 'holds "NaN" in place of a value'],
		['https://shop.com/%5Bobject%20Object%5D/a.jpg', 'holds "%5Bobject%20Object%5D" in place of a value'],
		['https://shop.com/{{1}}.jpg', 'holds "{{1}}", which nothing filled in'],
		['https://shop.com/{{ name }}.jpg', 'holds "{{ name }}", which nothing filled in'],
		['https://shop.com/${id}.jpg', 'holds "${id}", which nothing filled in'],
		['a.jpg (https://shop.com/a.jpg),b.jpg (https://shop.com/b.jpg)', MORE],
		['https://shop.com/a.jpg，https://shop.com/b.jpg', MORE],
		['https://shop.com/a.jpg、https://shop.com/b.jpg', MORE],
		['https://shop.com/a.jpg；b.jpg', MORE],
		['https://shop.com/a.jpg، b.jpg', MORE],
		['https://shop.com/a؛https://shop.com/b', MORE],
		['["https://shop.com/a.jpg","https://shop.com/b.jpg"]', MORE],
		['"https://shop.com/a.jpg","b.jpg"', MORE],
		['image/png;base64,iVBORw0KGgo=', 'holds the file itself, not its web address'],
		['iVBORw0KGgoAAAANSUhEUg==', 'holds the file itself, not its web address'],
		['filesystem-v2:workflows/1/executions/2/binary_data/3', 'is the name under which n8n keeps a file'],
		['#N/A', 'is only "#N/A", an error of a spreadsheet'],
		['Photo: https://shop.com/a.jpg', 'is not a complete web address (https://…)'],
		['data:image/png;base64,iVBORw0KGgo=', 'holds the file itself (data:…)'],
		['s3://bucket/a.jpg', 'is a place in a storage that opens only with its keys'],
		['gs://bucket/a.jpg', 'is a place in a storage that opens only with its keys'],
		['file:///C:/a.jpg', 'is a place on one computer only'],
		['C:\\Users\\Ana\\a.jpg', 'is a place on one computer only'],
		['[{"url":"https://shop.com/a.jpg"},{"url":"https://shop.com/b.jpg"}]', MORE],
		['https://shop.com/a_{width}x.jpg', 'holds "{width}", which nothing filled in: put a value there'],
		['https://shop.com/my photo.jpg', 'is not a complete web address (https://…)'],
		['shop.com/a.jpg', 'is not a complete web address (https://…)'],
		['[object Object]', 'holds "[object Object]"'],
	])('is said as what it is, once: %s', (link, said) => {
		expect(problemsIn('sendImage', { mediaLink: link })).toEqual([
			expect.stringContaining(`Image Link ${said}`) as unknown as string,
		]);
	});

	it.each([
		'https://shop.com/a.jpg?size={width}',
		'https://web.archive.org/web/2020/https://shop.com/a.jpg',
		'https://proxy.com/?url=https://shop.com/a.jpg',
		'https://res.cloudinary.com/demo/w_300,h_200,c_fill/a.jpg',
		'https://shop.com/a.jpg?ids=1,2,3',
		'https://shop.com/a,b;c.jpg',
		'https://shop.com/a_(1).jpg',
		'https://shop.com/a?name="https"',
		'https://shop.com/%20a.jpg',
	])('is not said of one link: %s', (link) => {
		expect(whyNoAddress(link)).toBeUndefined();
		expect(problemsIn('sendImage', { mediaLink: link })).toEqual([]);
	});
});

describe('what to do with a link', () => {
	const advice = (link: string) => problemsIn('sendImage', { mediaLink: link }).join();
	const ENCODE =
		"It contains a space: write %20 instead, in an expression {{ $json.link.replaceAll(' ', '%20') }}";
	const ALONE =
		'There are words behind the link: take the link alone, in an expression {{ $json.link.split(/\\s/)[0] }}';

	it.each([
		['https://shop.com/my photo.jpg', ENCODE],
		['https://shop.com/photo.jpg (1).jpg', ENCODE],
		['https://shop.com/my photo', ENCODE],
		['https://shop.com/a.jpg (Foto)', ALONE],
		['https://shop.com/a.jpg?w=1 the red one', ALONE],
		['https://shop.com/a.jpg\nThe red one', ALONE],
		['https://shop.com/a\nb.jpg', 'It contains a line break: enter the link without it'],
		['https://shop.com/a\tb.jpg', 'It contains a tab: enter the link without it'],
		['https://shop.com/a\u00a0b.jpg', 'It contains a no-break space: enter the link without it'],
		['https://shop.com/a\u2003b.jpg', 'It contains a space of another kind: enter the link without it'],
		['shop.com/a.jpg', 'Copy it from the address bar of a browser'],
		['https://a.com/a.jpg, https://a.com/b.jpg', "{{ $json.images.split(',')[0] }}"],
		[
			'[{"url":"https://a.com/a.jpg"},{"url":"https://a.com/b.jpg"}]',
			'{{ $json.images.parseJson()[0].url }}',
		],
		['{"url":"https://a.com/a.jpg","small":"https://a.com/b.jpg"}', '{{ $json.images.parseJson().url }}'],
		['https://a.com/a_{width}x.jpg', "{{ $json.link.replace('{width}', '800') }}"],
	])('depends on what is wrong with it: %j', (link, said) => {
		expect(advice(link)).toContain(said);
	});
});
