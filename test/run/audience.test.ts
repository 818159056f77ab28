/** Whom the messages of a run are for, in words: what their price depends on. */
import { countryNameOf } from '../../nodes/ItnioWhatsApp/core/phone';
import { audienceInWords } from '../../nodes/ItnioWhatsApp/run/audience';
import { slicesOf } from '../../nodes/ItnioWhatsApp/run/slices';

const numbered = (start: string, count: number): string[] =>
	Array.from({ length: count }, (_, index) => start + String(index).padStart(6, '0'));
const text = (recipient: string) => ({ body: { recipient, type: 'text', text: { body: 'Hi' } } });
const template = (recipient: string, name: string) => ({
	body: { recipient, template: { name, language: { code: 'en' } } },
});

const CATEGORIES: Readonly<Record<string, string>> = {
	sale: 'MARKETING',
	order: 'UTILITY',
	odd: '7',
};
const words = async (messages: Parameters<typeof audienceInWords>[0]) =>
	await audienceInWords(
		messages,
		({ name, languageCode }) => (languageCode === 'en' ? CATEGORIES[name] : undefined),
		slicesOf(),
	);

const INDONESIA = numbered('62812', 1_200);
const SINGAPORE = numbered('65', 0).concat(['6581234567', '6581234568']);

it('one country is named alone', async () => {
	expect(await words(INDONESIA.map(text))).toBe('1,200 free messages to 1,200 people (Indonesia)');
	expect(await words([text('6581234567')])).toBe('1 free message to 1 person (Singapore)');
});

it('several countries have their numbers of people, the largest first', async () => {
	expect(await words([...SINGAPORE, ...INDONESIA, '447400123456'].map(text))).toBe(
		'1,203 free messages to 1,203 people: Indonesia 1,200, Singapore 2, UK 1',
	);
});

it('templates are counted by category where it is known', async () => {
	const messages = [
		...INDONESIA.slice(0, 30).map((one) => template(one, 'sale')),
		...INDONESIA.slice(30, 40).map((one) => template(one, 'order')),
		template('6581234567', 'unheard'),
		template('6581234568', 'odd'),
		text('6581234568'),
	];
	expect(await words(messages)).toBe(
		'30 marketing templates, 10 utility templates, 2 templates and 1 free message to 42 people: Indonesia 40, Singapore 2',
	);
});

it('who gets several messages is one person, in whatever way the number is written', async () => {
	expect(await words(['5511987654321', '551187654321', '5511987654321'].map(text))).toBe(
		'3 free messages to 1 person (Brazil)',
	);
});

it('a line has an end, and numbers of no country are counted', async () => {
	const others = ['65', '60', '66', '84', '63', '91', '81', '82'].flatMap((code, index) =>
		Array.from({ length: 9 - index }, (_, at) => `${code}${81234560 + at}`),
	);
	expect(await words([...INDONESIA, ...others, '000'].map(text))).toBe(
		'1,245 free messages to 1,245 people: Indonesia 1,200, Singapore 9, Malaysia 8, Thailand 7, Vietnam 6, Philippines 5, 3 more countries 9, no known country 1',
	);
	expect(await words(['000', ''].map(text))).toBe('2 free messages to 2 people');
});

it('nothing is said of no messages', async () => {
	expect(await words([])).toBe('');
});

it.each([
	['12025550123', 'US'],
	['14165550123', 'Canada'],
	['18765550123', 'Jamaica'],
	['79161234567', 'Russia'],
	['77011234567', 'Kazakhstan'],
	['85251234567', 'Hong Kong'],
	['447400123456', 'UK'],
	['8821234567890', undefined],
	['999', undefined],
])('%s is a number of %s', (digits, country) => {
	expect(countryNameOf(digits)).toBe(country);
});
