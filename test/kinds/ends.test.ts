/** White space and invisible characters at the ends of a text are no content. */
import { draft, problemsIn } from './form';

const buttons = (title: string) => ({ bodyText: 'Order 7', buttons: { button: [{ title }] } });
const titlesOf = (body: object) => JSON.stringify(body).match(/(?<="title":")[^"]*/g);

describe('a text that is too long only with what nobody sees of it', () => {
	it.each(['Confirm my order now ', 'Confirm my order now\r\n', '\u200b Confirm my order now'])(
		'%j goes without it',
		(title) => {
			const { body, problems } = draft('sendButtons', buttons(title));
			expect(problems).toEqual([]);
			expect(titlesOf(body)).toEqual(['Confirm my order now']);
		},
	);

	it('goes without a mark of its direction', () => {
		const title = 'تأكيد الطلب الآن 123';
		const { body, problems } = draft('sendButtons', buttons(`\u200f${title}`));
		expect(problems).toEqual([]);
		expect(titlesOf(body)).toEqual([title]);
	});

	it('in the caption of a picture and in custom JSON', () => {
		const caption = 'x'.repeat(1024);
		const image = { link: 'https://shop.com/a.jpg', caption: `${caption}\n\n` };
		for (const { body, problems } of [
			draft('sendImage', { mediaLink: image.link, caption: image.caption }),
			draft('sendJson', { messageJson: JSON.stringify({ type: 'image', image }) }),
		]) {
			expect(problems).toEqual([]);
			expect(body.image).toEqual({ ...image, caption });
		}
	});

	it('is refused with its own length where it is too long anyway', () => {
		expect(problemsIn('sendButtons', buttons('Confirm my whole order '))).toEqual([
			'Button 1 › Title is 23 characters long, the limit is 20: "Confirm my whole order "',
		]);
	});
});

it('a text that fits stays as somebody wrote it', () => {
	expect(titlesOf(draft('sendButtons', buttons(' Yes ')).body)).toEqual([' Yes ']);
	expect(draft('sendText', { text: 'Hello\n' }).body).toMatchObject({ text: { body: 'Hello\n' } });
});

it('the last emoji of a text stays whole', () => {
	const flag = '\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}';
	for (const emoji of ['\u2764\ufe0f', flag]) {
		const { body } = draft('sendButtons', buttons(`${emoji}${' '.repeat(20)}`));
		expect(titlesOf(body)).toEqual([emoji]);
	}
});

it('the name of a document ends with its ending', () => {
	const { body, problems } = draft('sendDocument', {
		mediaLink: 'https://shop.com/a.pdf',
		filename: 'Rechnung.pdf\r\n',
	});
	expect(problems).toEqual([]);
	expect(body.document).toMatchObject({ filename: 'Rechnung.pdf' });
});
