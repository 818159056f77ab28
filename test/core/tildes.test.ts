import { fromMarkdown } from '../../nodes/ItnioWhatsApp/core/markdown';

it.each(['~~~ PROMO RAMADAN ~~~\nAll plants 20% off', 'Hi Sari\n~~~ Only today ~~~'])(
	'words between tildes are not lost: %j',
	(text) => {
		const words = (of: string) => of.match(/[\p{L}\p{N}]+/gu);
		expect(words(fromMarkdown(text))).toEqual(words(text));
	},
);
