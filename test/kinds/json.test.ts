/** JSON as shops and models write it: what is certain is taken, everything else says what to do. */
import type { INodeParameters } from 'n8n-workflow';
import { sentenceOf } from '../../nodes/ItnioWhatsApp/core/problem';
import { APP_ID, description, draft, envelope, problemsIn } from './form';

const buttonsOf = (buttonsJson: unknown) => {
	const { body, problems } = draft('sendButtons', {
		bodyText: 'Choose',
		inputMode: 'json',
		buttonsJson: buttonsJson as string,
	});
	const { action } = body.interactive as { action: { buttons: unknown } };
	return { buttons: action.buttons, said: problems.map(({ code }) => code) };
};
const reply = (id: string, title: string) => ({ type: 'reply', reply: { id, title } });
const GOOD = { buttons: [reply('1', 'Yes'), reply('2', 'No')], said: [] };

describe('numbers and other values where a text is wanted', () => {
	it('become texts, with IDs that stay apart', () => {
		expect(buttonsOf([{ reply: { id: 1, title: 'Yes' } }, { reply: { id: 2, title: 'No' } }])).toEqual(GOOD);
		expect(buttonsOf([{ reply: { title: 19.9 } }, { reply: { id: 20, title: true } }])).toEqual({
			buttons: [reply('19.9', '19.9'), reply('20', 'true')],
			said: [],
		});
	});

	it('that are the same as texts are the same ID', () => {
		expect(buttonsOf([{ reply: { id: 1, title: 'A' } }, { reply: { id: '1', title: 'B' } }]).said).toEqual([
			'repeated',
		]);
		expect(buttonsOf([{ reply: { id: 5, title: 'A' } }, { reply: { title: 5 } }]).buttons).toEqual([
			reply('5', 'A'),
			reply('5-2', '5'),
		]);
	});

	it('are texts in custom JSON, too, also with the checks off', () => {
		const body = { ...envelope, type: 'text', text: { body: '42' } };
		for (const options of [{}, { skipChecks: true }]) {
			const made = draft('sendJson', { messageJson: '{ "type": "text", "text": { "body": 42 } }', options });
			expect(made.body).toEqual(body);
			expect(made.problems).toEqual([]);
		}
	});

	it('with parts are not texts', () => {
		expect(problemsIn('sendJson', { messageJson: '{ "type": "text", "text": { "body": ["a"] } }' })).toEqual([
			'text.body must be text, but it is a list: choose one value in it',
		]);
	});

	it('are the values and the index of a template', () => {
		const componentsJson = JSON.stringify([
			{ type: 'body', parameters: [{ type: 'text', text: 1024 }] },
			{ type: 'button', sub_type: 'url', index: 0, parameters: [{ type: 'text', text: 77 }] },
		]);
		const template = { templateName: { mode: 'name', value: 'x' }, templateLanguage: 'en' };
		const { body, problems } = draft('sendTemplate', { ...template, inputMode: 'json', componentsJson });
		expect(problems).toEqual([]);
		expect(body.template).toEqual({
			name: 'x',
			language: { code: 'en' },
			components: [
				{ type: 'body', parameters: [{ type: 'text', text: '1024' }] },
				{ type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: '77' }] },
			],
		});
	});
});

describe('texts where a number is wanted', () => {
	const card = (index: unknown) => ({
		card_index: index,
		header: { type: 'image', image: { link: 'https://shop.com/a.jpg' } },
		action: { name: 'cta_url', parameters: { display_text: 'Buy', url: 'https://shop.com/a' } },
	});

	it('are numbers in custom JSON: "channelType": "0"', () => {
		const messageJson = '{ "channelType": "0", "type": "text", "text": { "body": "Hi" } }';
		const { body, problems } = draft('sendJson', { messageJson });
		expect(problems.map(sentenceOf)).toEqual([]);
		expect(body.channelType).toBe(0);
	});

	it('number the cards of a carousel: "card_index": "0"', () => {
		const cardsJson = JSON.stringify(['0', '1'].map(card));
		const { body, problems } = draft('sendCarousel', { bodyText: 'New', inputMode: 'json', cardsJson });
		expect(problems.map(sentenceOf)).toEqual([]);
		expect(body).toMatchObject({
			interactive: { action: { cards: [{ card_index: 0 }, { card_index: 1 }] } },
		});
	});
});

it('a text that is not the number that is wanted is refused', () => {
	const messageJson = '{ "channelType": "1", "type": "text", "text": { "body": "Hi" } }';
	expect(problemsIn('sendJson', { messageJson })).toEqual(['"channelType" is "1", it must be 0']);
});

describe('a word in other capitals, of which there is one', () => {
	const contact = (phones: unknown, more: object = {}) =>
		JSON.stringify([{ name: { formatted_name: 'Ana' }, phones, ...more }]);

	it.each(['work', 'Work', ' WORK '])('the type %j of a phone or an address', (type) => {
		const contactsJson = contact([{ phone: '+62 1', type }], { emails: [{ email: 'a@shop.com', type }] });
		const { body, problems } = draft('sendContacts', { inputMode: 'json', contactsJson });
		expect(problems.map(sentenceOf)).toEqual([]);
		expect(body.contacts).toMatchObject([{ phones: [{ type: 'WORK' }], emails: [{ type: 'WORK' }] }]);
	});

	it('the types of the parts of an interactive message', () => {
		const action = { buttons: [{ type: 'Reply', reply: { id: '1', title: 'Yes' } }] };
		const interactive = { type: 'BUTTON', body: { text: 'Hi' }, header: { type: 'Text', text: 'A' }, action };
		const messageJson = JSON.stringify({ type: 'Interactive', interactive });
		const { body, problems } = draft('sendJson', { messageJson });
		expect(problems.map(sentenceOf)).toEqual([]);
		expect(body).toMatchObject({
			type: 'interactive',
			interactive: {
				...interactive,
				type: 'button',
				header: { type: 'text' },
				action: { buttons: [{ type: 'reply' }] },
			},
		});
	});

	it('the types of the parts of a template', () => {
		const components = [
			{ type: 'BODY', parameters: [{ type: 'Text', text: 'Ana' }] },
			{ type: 'BUTTON', sub_type: 'URL', index: 0, parameters: [{ type: 'text', text: 'A-1' }] },
		];
		const template = { name: 'x', language: { code: 'en' }, components };
		const { body, problems } = draft('sendJson', {
			messageJson: JSON.stringify({ type: 'Template', template }),
		});
		expect(problems.map(sentenceOf)).toEqual([]);
		expect(body).toMatchObject({
			template: {
				components: [
					{ type: 'body', parameters: [{ type: 'text' }] },
					{ type: 'button', sub_type: 'url', index: '0' },
				],
			},
		});
	});

	it.each([undefined, 'template'])('no type of the values of a template, beside the type %j', (type) => {
		const given = [
			{ type: 'body', parameters: [{ text: 'Ana' }, { currency: { fallback_value: '$5' } }] },
			{ type: 'button', sub_type: 'quick_reply', index: '0', parameters: [{ payload: 'p' }] },
		];
		const template = { name: 'x', language: { code: 'en' }, components: given };
		const { body, problems } = draft('sendJson', { messageJson: JSON.stringify({ type, template }) });
		expect(problems.map(sentenceOf)).toEqual([]);
		expect(body.template).toEqual({
			...template,
			components: [
				{
					type: 'body',
					parameters: [
						{ type: 'text', text: 'Ana' },
						{ type: 'currency', currency: { fallback_value: '$5' } },
					],
				},
				{ ...given[1], parameters: [{ type: 'payload', payload: 'p' }] },
			],
		});
	});

	it.each(['Text', ' TEXT '])('the type %j of a message, also with its text alone', (type) => {
		const { body, problems } = draft('sendJson', { messageJson: JSON.stringify({ type, text: 'Hi' }) });
		expect(problems.map(sentenceOf)).toEqual([]);
		expect(body).toMatchObject({ type: 'text', text: { body: 'Hi' } });
	});

	it('the type of a message', () => {
		const { body, problems } = draft('sendJson', { messageJson: '{"type":"Text","text":{"body":"Hi"}}' });
		expect(problems.map(sentenceOf)).toEqual([]);
		expect(body.type).toBe('text');
	});

	it('all words of a template, of which the models know the capitals, and a number beside them', () => {
		const componentsJson = JSON.stringify([
			{ type: 'BODY', parameters: [{ type: 'TEXT', text: 1024 }] },
			{ type: 'BUTTON', sub_type: 'URL', index: 0, parameters: [{ type: 'TEXT', text: 77 }] },
		]);
		const template = { templateName: { mode: 'name', value: 'x' }, templateLanguage: 'en' };
		const { body, problems } = draft('sendTemplate', { ...template, inputMode: 'json', componentsJson });
		expect(problems.map(sentenceOf)).toEqual([]);
		expect(body.template).toMatchObject({
			components: [
				{ type: 'body', parameters: [{ type: 'text', text: '1024' }] },
				{ type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: '77' }] },
			],
		});
	});

	it('all words of a carousel, and a link beside them that is put right', () => {
		const card = (index: number) => ({
			card_index: index,
			type: 'CTA_URL',
			header: { type: 'IMAGE', image: { link: '//shop.com/a.jpg' } },
			action: { name: 'CTA_URL', parameters: { display_text: 'Buy', url: 'https://shop.com/a' } },
		});
		const interactive = { type: 'CAROUSEL', body: { text: 'New' }, action: { cards: [0, 1].map(card) } };
		const messageJson = JSON.stringify({ type: 'INTERACTIVE', interactive });
		const { body, problems } = draft('sendJson', { messageJson });
		expect(problems.map(sentenceOf)).toEqual([]);
		const mended = { header: { type: 'image', image: { link: 'https://shop.com/a.jpg' } } };
		expect(body.interactive).toMatchObject({ type: 'carousel', action: { cards: [mended, mended] } });
	});
});

describe('the answer of a model', () => {
	const json = '[{"reply":{"id":"1","title":"Yes"}},{"reply":{"id":"2","title":"No"}}]';

	it.each([
		['a fence', `\`\`\`json\n${json}\n\`\`\``],
		['a fence without a language', `\`\`\`\n${json}\n\`\`\`\n`],
		['words around a fence', `Here it is:\n\`\`\`JSON\n${json}\n\`\`\`\nAnything else?`],
		['a fence within a text', JSON.stringify(`\`\`\`json\n${json}\n\`\`\``)],
		['a fence that is not closed', `\`\`\`json\n${json}`],
		['another fence', `~~~json\n${json}\n~~~`],
		['a backtick on each side', `\`${json}\``],
		['the word for its language', `json\n${json}`],
		['thoughts before it', `<think>Two buttons [or {three}]?</think>\n${json}`],
		['words before it', `Here is the JSON: ${json}`],
		['words behind it', `${json}\n\nI hope this helps!`],
		['an equals sign that a person typed', `=${json}`],
		['a byte order mark', `\ufeff${json}`],
		['spaces of a web page', json.replace(/:/g, ':\u00a0').replace(/\[/g, '[\u3000')],
		['a comma too many', json.replace(/\}/g, ',}').replace(']', ' , \n]')],
		['commas and colons of a Chinese keyboard', json.replace(/,/g, '，').replace(/:/g, '：')],
		['commas of an Arabic keyboard', json.replace(/,/g, '،')],
		['escaped quotation marks', JSON.stringify(json).slice(1, -1)],
		['escaped quotation marks on lines', JSON.stringify(json).slice(1, -1).replace('[{', '[{\n\t')],
		['flat buttons', '[{"id":"1","title":"Yes"},{"type":"reply","id":2,"title":"No"}]'],
	])('is read with %s', (_, given) => expect(buttonsOf(given)).toEqual(GOOD));

	it('keeps backticks that belong to a text', () => {
		const text = '```code``` and ```more```';
		const json = JSON.stringify({ type: 'text', text: { body: text } });
		for (const messageJson of [json, `Here it is: ${json}`]) {
			expect(draft('sendJson', { messageJson }).body.text).toEqual({ body: text });
		}
	});

	it.each(['Yes, or no,]', 'a，b：c,}', '\u00a0x\u3000', '"quoted,}"', '\\', 'a\\"b'])(
		'keeps the signs that belong to a text: %j',
		(body) => {
			const messageJson = `${JSON.stringify({ type: 'text', text: { body } }).slice(0, -2)},},}`;
			expect(draft('sendJson', { messageJson }).body).toEqual({ ...envelope, type: 'text', text: { body } });
		},
	);

	it('may be a list of one message, but of no more', () => {
		const message = { type: 'text', text: { body: 'Hi' } };
		expect(draft('sendJson', { messageJson: JSON.stringify([message]) }).body).toEqual({
			...envelope,
			...message,
		});
		expect(problemsIn('sendJson', { messageJson: JSON.stringify([message, message]) })).toEqual([
			'Message (JSON) must be an object, but it is a list: several messages are several items (node Split Out)',
		]);
	});

	it('may have flat quick replies on its cards', () => {
		const card = (title: string) => ({
			header: { image: { link: 'https://a.com/1.png' } },
			action: { buttons: [{ id: title, title }] },
		});
		const { body, problems } = draft('sendCarousel', {
			bodyText: 'Look',
			inputMode: 'json',
			cardsJson: JSON.stringify([card('A'), card('B')]),
		});
		expect(problems).toEqual([]);
		expect(
			(body.interactive as { action: { cards: Array<{ action: unknown }> } }).action.cards.map(
				({ action }) => action,
			),
		).toEqual(
			['A', 'B'].map((title) => ({
				buttons: [{ type: 'quick_reply', quick_reply: { id: title, title } }],
			})),
		);
	});

	it('may have the shape of other services where it is certain what is meant', () => {
		const sent = (message: object) => {
			const { body, problems } = draft('sendJson', { messageJson: JSON.stringify(message) });
			return problems.length === 0 ? body : problems;
		};
		const template = { name: 'x', language: { code: 'en' } };
		expect(sent({ type: 'template', template })).toEqual({ ...envelope, template });
		expect(sent({ type: 'text', text: 'Hello' })).toEqual({
			...envelope,
			type: 'text',
			text: { body: 'Hello' },
		});
		expect(sent({ to: '+91856321322', type: 'text', text: { body: 'Hello' } })).toEqual({
			...envelope,
			type: 'text',
			text: { body: 'Hello' },
		});
	});

	const hi = { type: 'text', text: { body: 'Hi' } };
	const sentTo = (members: object, form: INodeParameters = {}, around?: Parameters<typeof draft>[2]) => {
		const messageJson = JSON.stringify({ ...members, ...hi });
		const { body, problems } = draft('sendJson', { messageJson, ...form }, around);
		return problems.length === 0 ? body : problems.map(sentenceOf);
	};

	it.each(['to', 'recipient'])(
		'may name the recipient where the form does not, but no other one: %s',
		(name) => {
			const members = { [name]: '+62 812-3456-7890' };
			const sent = { ...envelope, recipient: '6281234567890', ...hi };
			const said = `"${name}" is "+62 812-3456-7890", but Recipient is "91856321322": enter the right number in Recipient and take "${name}" out`;
			expect(sentTo(members, { recipient: '' })).toEqual(sent);
			expect(sentTo(members, { recipient: '6281234567890' })).toEqual(sent);
			expect(sentTo(members)).toEqual([said]);
			expect(sentTo(members, { options: { skipChecks: true } })).toEqual([said]);
			expect(sentTo({ [name]: 'Ana' }, { recipient: '' })).toHaveLength(1);
		},
	);

	it('may name the number that sends where the form does not, but no other one', () => {
		const account = { appId: APP_ID, businessPhone: '6285574670498', defaultCountryCode: '' };
		const members = { businessPhone: '+62 822-9995-3162' };
		const sent = { ...envelope, businessPhone: '6282299953162', ...hi };
		expect(sentTo(members, { businessPhone: '' }, { account })).toEqual(sent);
		expect(sentTo(members, { businessPhone: '6282299953162' })).toEqual(sent);
		expect(sentTo(members)).toEqual([
			'"businessPhone" is "+62 822-9995-3162", but Business Phone is "91856321321": enter the right number in Business Phone and take "businessPhone" out',
		]);
	});

	it('of a customer cannot choose who gets the message', () => {
		const words = 'x"},"recipient":"+6281299999999","y":{"z":"';
		const messageJson = `{"type":"text","text":{"body":"${words}"}}`;
		expect(problemsIn('sendJson', { messageJson })).toHaveLength(1);
	});
});

describe('custom JSON with the content of two kinds', () => {
	const text = { body: 'Hi' };
	const image = { link: 'https://shop.com/a.jpg' };
	const template = { name: 'x', language: { code: 'en' } };
	const interactive = {
		type: 'location_request_message',
		body: { text: 'Where?' },
		action: { name: 'send_location' },
	};
	const said = (message: object, options: INodeParameters = {}) =>
		problemsIn('sendJson', { messageJson: JSON.stringify(message), options });
	const lost = (name: string, own: string) =>
		`"${name}" does not belong to a message ${own} and would be lost: send it as a message of its own. Words for a picture, a video or a document go into its "caption"`;

	it.each<[string, object, string]>([
		['a picture beside a text', { type: 'text', text, image }, lost('image', 'of type "text"')],
		['a text beside a picture', { type: 'image', image, text }, lost('text', 'of type "image"')],
		['words alone', { type: 'image', image, text: 'Hi' }, lost('text', 'of type "image"')],
		['a template beside a text', { type: 'text', text, template }, lost('template', 'of type "text"')],
		['a text beside a template', { type: 'template', text, template }, lost('text', 'with "template"')],
		[
			'a text beside buttons',
			{ type: 'interactive', interactive, text },
			lost('text', 'of type "interactive"'),
		],
		[
			'contacts in a list',
			{ type: 'text', text, contacts: [{ name: { formatted_name: 'Ana' } }] },
			lost('contacts', 'of type "text"'),
		],
	])('is a problem, because one of them would be lost: %s', (_, message, sentence) => {
		expect(said(message)).toEqual([sentence]);
		expect(said(message, { skipChecks: true })).toEqual([]);
	});

	it.each([
		['nothing', null],
		['an empty text', ''],
		['an empty list', []],
		['an empty object', {}],
		['members that hold nothing', { link: null, caption: ' ', id: 0, more: [{}], voice: false }],
		[
			'members that say how alone',
			{ type: 'button', language: { code: 'en' }, preview_url: true, body: { text: '' } },
		],
		['what stands for nothing', { link: 'N/A', id: '0', body: 'undefined', caption: 'null' }],
	])('is none where the other one is %s, as a program writes it', (_, empty) => {
		const message = { type: 'text', text, image: empty, contacts: empty, template: empty };
		expect(said(message)).toEqual([]);
		expect(draft('sendJson', { messageJson: JSON.stringify(message) }).body).toEqual({
			...envelope,
			...message,
		});
	});

	it('is none where a member is no content of a message', () => {
		expect(said({ messaging_product: 'whatsapp', recipient_type: 'individual', type: 'text', text })).toEqual(
			[],
		);
	});

	it('is no second problem of a message whose type is not known', () => {
		expect(said({ type: 'poll', text, image })).toHaveLength(1);
	});
});

describe('a list in an object, as a model answers that was given a schema', () => {
	const header = { image: { link: 'https://shop.com/a.jpg' } };
	const action = { buttons: [{ title: 'More' }] };
	const template = { templateName: { mode: 'name', value: 'x' }, templateLanguage: 'en' };
	const all: Array<[string, string, unknown[], INodeParameters]> = [
		['sendButtons', 'buttons', [{ title: 'Yes' }], { bodyText: 'a' }],
		[
			'sendList',
			'sections',
			[{ title: 'S', rows: [{ title: 'A' }] }],
			{ bodyText: 'a', listButtonText: 'L' },
		],
		[
			'sendCarousel',
			'cards',
			[
				{ header, action },
				{ header, action },
			],
			{ bodyText: 'a' },
		],
		['sendContacts', 'contacts', [{ name: { formatted_name: 'Ana' } }], {}],
		['sendTemplate', 'components', [{ type: 'body', parameters: [{ text: 'Ana' }] }], template],
		['sendAndWait', 'buttons', [{ title: 'Yes' }], { message: 'a' }],
	];

	it.each(all)('%s: { "%s": … }', (operation, name, list, more) => {
		const made = (json: unknown) => {
			const form = { ...more, inputMode: 'json', [`${name}Json`]: json as string };
			const { body, problems } = draft(operation, form);
			return { body, said: problems.map(sentenceOf) };
		};
		const good = made(list);
		expect(good.said).toEqual([]);
		expect(made({ [name]: list })).toEqual(good);
		expect(made(JSON.stringify({ [name]: list, notes: null, text: '' }))).toEqual(good);
		for (const other of [
			{ [name]: list, text: 'Hi' },
			{ [name]: list, more: list },
		]) {
			expect(made(other).said).toEqual([
				expect.stringMatching(`must be a list, not an object: choose "${name}" in it$`),
			]);
		}
		expect(made({ entries: list }).said).toEqual([expect.stringMatching('must be a list, not an object$')]);
	});

	it('may be the sample, which nobody means to send', () => {
		const sample = String(description.properties.find(({ name }) => name === 'buttonsJson')?.default);
		const form = { bodyText: 'a', inputMode: 'json', buttonsJson: `{ "buttons": ${sample} }` };
		expect(problemsIn('sendButtons', form)).toEqual([
			'Buttons (JSON) is still the sample: put your own values in its place',
		]);
	});
});

describe('JSON that cannot be read', () => {
	it.each(['\n', '\t', '\r\n'])('says what to write for a line break in data: %j', (found) => {
		expect(
			problemsIn('sendJson', { messageJson: `{ "type": "text", "text": { "body": "a${found}b" } }` }),
		).toEqual([
			'Message (JSON) is not valid JSON: a text in it holds a line break or a tab at line 1, column 39, near "": { "body": "a b" } }". In an expression write {{ JSON.stringify($json.text) }}, without quotes around it; typed by hand it is \\n',
		]);
	});
});

describe('JSON of megabytes', () => {
	it.each(['"', '{', '\\', ',', '\u200b', '[object ', '``` '])('is read or refused at once: %j', (piece) => {
		const messageJson = `{ "type": "text" ${piece.repeat(1_200_000 / piece.length)}`;
		expect(problemsIn('sendJson', { messageJson })).toHaveLength(1);
	});
});

describe('JSON that breaks', () => {
	const STRINGIFY = 'In an expression write {{ JSON.stringify($json.text) }}, without quotes around it';
	const body = (value: string) => `{ "type": "text", "text": { "body": ${value} } }`;

	it.each([
		['curly quotation marks', '{ “type”: “text” }', 'Write straight quotation marks: "'],
		['apostrophes', "{ 'type': 'text' }", 'Write names and texts between quotation marks: "'],
		['bare names', '{ type: "text" }', 'Write names between quotation marks: "'],
		['nothing where an expression stands', body('undefined'), 'An expression finds no value there'],
		['words of Python', body('None'), 'Write null, true or false'],
		['a comment', '{ "type": "text", // a text\n "text": {} }', 'Take the comment out'],
		['quotation marks in data', body('"Say "hi" now"'), `or a comma is missing. ${STRINGIFY}`],
		['a backslash in data', body('"50\\% off"'), `Write \\\\ for a backslash. ${STRINGIFY}`],
		['half of it', body('"Hi').slice(0, -4), 'Its end is missing: a quotation mark, a } or a ]'],
		[
			'two messages',
			`${body('"a"')}\n${body('"b"')}`,
			'It goes on behind its end: several messages are several items (node Split Out)',
		],
	])('says what to do about %s', (_, messageJson, what) => {
		const [said, ...others] = problemsIn('sendJson', { messageJson });
		expect(others).toEqual([]);
		expect(said).toMatch(/^Message \(JSON\) is not valid JSON: it breaks at line \d+, column \d+, near "/);
		expect(said?.endsWith(what)).toBe(true);
	});

	it.each([
		['[object Object]', 'holds "[object Object]", which stands for a value that has parts'],
		['undefined', 'is only "undefined", so the expression finds no value'],
	])('says what an expression gives: %s', (messageJson, what) => {
		expect(problemsIn('sendJson', { messageJson })).toEqual([
			expect.stringContaining(`Message (JSON) ${what}`) as unknown as string,
		]);
	});
});

describe('the value of a template', () => {
	const template = {
		templateName: { mode: 'name', value: 'x' },
		templateLanguage: 'en',
		templateForm: 'any',
	};
	const made = (text: string) => draft('sendTemplate', { ...template, bodyValues: { value: [{ text }] } });

	it.each(['Maria\n', '\r\nMaria', 'Maria\t', ' \u2028Maria \n\n', 'Maria      '])(
		'goes without what stands around it: %j',
		(text) => {
			const { body, problems } = made(text);
			expect(problems).toEqual([]);
			expect(body.template).toEqual({
				name: 'x',
				language: { code: 'en' },
				components: [{ type: 'body', parameters: [{ type: 'text', text: 'Maria' }] }],
			});
		},
	);

	it.each([
		['pt-br', 'pt_BR'],
		['PT_BR', 'pt_BR'],
		['en US', 'en_US'],
		['EN', 'en'],
		['zh-CN', 'zh_CN'],
		['\u200een_US\u200f', 'en_US'],
		['"pt_BR"', 'pt_BR'],
		['pt\u2011BR', 'pt_BR'],
		['ｅｎ', 'en'],
		['en\u200b_US', 'en_US'],
		['zh-hant', 'zh_Hant'],
		['ZH-HANT-TW', 'zh_Hant_TW'],
		['zh_hant', 'zh_hant'],
	])('has a language that is certainly meant: %s', (templateLanguage, code) => {
		const { body, problems } = draft('sendTemplate', { ...template, templateLanguage });
		expect(problems).toEqual([]);
		expect(body.template).toEqual({ name: 'x', language: { code } });
	});

	it.each(['N/A', 'n/a', 'N.A.', 'NA', 's/d', 'en, id', 'en; id', 'en / id', 'id + en'])(
		'has no language where none, or two, are written: %s',
		(templateLanguage) => {
			const { problems } = draft('sendTemplate', { ...template, templateLanguage });
			expect(problems.map(sentenceOf)).toEqual([
				`Template Language is not the code of a language, e.g. en, en_US or id: "${templateLanguage}"`,
			]);
		},
	);

	it.each([
		...[
			'promo/2024',
			'n/a',
			'N/A',
			'https://x.com/y',
			'order_shipped/en_US/x',
			'Order Shipped',
			'order-shipped',
		],
		...['order_shipped – en_US, UTILITY – Hello […]', 'order.shipped', '订单', '{{name}}'],
	])('has no name of a template in %j, by its field and in custom JSON', (name) => {
		const excerpt = name.length > 26 ? `${name.slice(0, 26)}…` : name;
		const said = `is not the name of a template, which has only small letters (a-z), digits and underscores: "${excerpt}". Copy it from the ITNIO console`;
		const form = { ...template, templateName: { mode: 'name', value: name } };
		expect(problemsIn('sendTemplate', form)).toEqual([`Template ${said}`]);
		const messageJson = JSON.stringify({ template: { name, language: { code: 'en' } } });
		expect(problemsIn('sendJson', { messageJson })).toEqual([`template.name ${said}`]);
	});

	it.each([
		['"order_shipped"', 'order_shipped'],
		['`order_shipped`', 'order_shipped'],
		['“order_shipped”', 'order_shipped'],
		['order_shipped\u200b', 'order_shipped'],
		[' order_shipped\n', 'order_shipped'],
		['ｏrder_shipped', 'order_shipped'],
		['order_shipped/en_US', 'order_shipped'],
		['Order_2', 'Order_2'],
		['none', 'none'],
	])('has a name that is certainly meant: %j', (written, name) => {
		const of = (operation: string, form: INodeParameters) => {
			const { body, problems } = draft(operation, form);
			expect(problems.map(sentenceOf)).toEqual([]);
			return body.template;
		};
		const sent = { name, language: { code: 'en' } };
		const form = { ...template, templateName: { mode: 'name', value: written } };
		expect(of('sendTemplate', form)).toEqual(sent);
		const messageJson = JSON.stringify({ template: { ...sent, name: written } });
		expect(of('sendJson', { messageJson })).toEqual(sent);
	});

	it.each(['\v', '\f', '\u0085', '\u2028'])('says the same of any line break: %j', (found) => {
		expect(made(`Maria${found}Wijaya`).problems.map(sentenceOf)).toEqual([
			expect.stringMatching(/^Body Value 1 › Text holds a line break, which WhatsApp refuses/),
		]);
	});

	it('says what to do about a line break in the middle', () => {
		expect(made('Maria\nWijaya\n').problems.map(sentenceOf)).toEqual([
			'Body Value 1 › Text holds a line break, which WhatsApp refuses in a template: "Maria Wijaya ". Make one line of it in an expression, such as {{ $json.note.replace(/\\s+/g, \' \') }}',
		]);
	});
});

describe('a custom message that answers nothing', () => {
	const EMPTY = [{}, { refMessageId: '' }, { refMessageId: null }, { message_id: null }, { message_id: '' }];
	const messageOf = (context: unknown) => JSON.stringify({ type: 'text', text: { body: 'Hi' }, context });

	it.each(EMPTY)('goes without its empty context, as with "context": null: %j', (context) => {
		const { body, problems } = draft('sendJson', { messageJson: messageOf(context) });
		expect(problems.map(sentenceOf)).toEqual([]);
		expect(body).toEqual({ ...envelope, type: 'text', text: { body: 'Hi' } });
	});

	it('lets the option Reply to Message ID stand in, which is not empty', () => {
		const { body, problems } = draft('sendJson', {
			messageJson: messageOf({ refMessageId: '' }),
			options: { replyToMessageId: 'wamid.1' },
		});
		expect(problems.map(sentenceOf)).toEqual([]);
		expect(body.context).toEqual({ refMessageId: 'wamid.1' });
	});

	it('with an ID under the name of other services and an empty one beside it says which name to use', () => {
		expect(
			problemsIn('sendJson', { messageJson: messageOf({ message_id: 'wamid.1', refMessageId: '' }) }),
		).toEqual([expect.stringMatching(/^"context" holds "message_id" instead of "refMessageId"/)]);
	});
});

describe('a button or a row that says more than it can do', () => {
	const REPLY =
		'cannot be sent: a reply button has only a title and an ID, which comes back when it is tapped; buttons with links are in Send Carousel and in templates. Take it out';
	const QUICK_REPLY =
		'cannot be sent: a quick reply has only a title and an ID, which comes back when it is tapped; for links give all cards a link button instead. Take it out';
	const ROW =
		'cannot be sent: a row has only a title, a description and an ID, which comes back when it is chosen. Take it out';
	const URL = 'https://shop.example.org';

	it.each([
		['opens a link', { title: 'Visit', url: URL }, `url of button 1 ${REPLY}`],
		['calls a number', { title: 'Call us', phone_number: '+62812' }, `phone_number of button 1 ${REPLY}`],
		['has a link inside', { reply: { title: 'Visit', url: URL } }, `reply.url of button 1 ${REPLY}`],
	])('is a problem where it %s, because a tap would do nothing', (_, button, sentence) => {
		expect(problemsIn('sendButtons', { bodyText: 'a', inputMode: 'json', buttonsJson: [button] })).toEqual([
			sentence,
		]);
		expect(
			draft('sendButtons', {
				bodyText: 'a',
				inputMode: 'json',
				buttonsJson: [button],
				options: { skipChecks: true },
			}).problems,
		).toEqual([]);
	});

	it.each([
		['its ID', { id: 'order-17-yes', reply: { title: 'Yes' } }],
		['its payload', { payload: 'order-17-yes', reply: { title: 'Yes' } }],
		['its ID beside an empty one', { id: 'order-17-yes', reply: { title: 'Yes', id: '' } }],
		['its ID once more', { id: 'order-17-yes', reply: { title: 'Yes', id: 'order-17-yes' } }],
		['its payload once more', { payload: 'order-17-yes', reply: { title: 'Yes', payload: 'order-17-yes' } }],
	])('comes back with what stands beside its reply: %s', (_, button) => {
		expect(buttonsOf([{ type: 'reply', ...button }])).toEqual({
			buttons: [reply('order-17-yes', 'Yes')],
			said: [],
		});
	});

	it('as a quick reply comes back with what stands beside it, on every card its own', () => {
		const cardsJson = ['A', 'B'].map((title) => ({
			header: { image: { link: 'https://example.com/a.jpg' } },
			action: { buttons: [{ id: `product-${title}`, quick_reply: { title } }] },
		}));
		const { body, problems } = draft('sendCarousel', { bodyText: 'a', inputMode: 'json', cardsJson });
		expect(problems).toEqual([]);
		expect(body.interactive).toMatchObject({
			action: {
				cards: ['A', 'B'].map((title) => ({
					action: {
						buttons: [{ type: 'quick_reply', quick_reply: { id: `product-${title}`, title } }],
					},
				})),
			},
		});
	});

	const another = (id: string) =>
		`is another ID than "${id}", and only one of them comes back. Take one of the two out`;

	it.each([
		['payload', { title: 'Yes', id: 'a', payload: 'b' }, `payload of button 1 ${another('a')}`],
		[
			'payload inside',
			{ reply: { title: 'Yes', id: 'a', payload: 'b' } },
			`reply.payload of button 1 ${another('a')}`,
		],
		['ID beside it', { id: 17, reply: { title: 'Yes', id: 'a' } }, `id of button 1 ${another('a')}`],
		[
			'ID beside its payload',
			{ id: 17, reply: { title: 'Yes', payload: 'a' } },
			`id of button 1 ${another('a')}`,
		],
		[
			'payload beside its new ID',
			{ id: 'a', payload: 'b', reply: { title: 'Yes' } },
			`payload of button 1 ${another('a')}`,
		],
	])('is a problem where it has one ID and another %s, because one would be lost', (_, button, sentence) => {
		const form = { bodyText: 'a', inputMode: 'json', buttonsJson: [button] };
		expect(problemsIn('sendButtons', form)).toEqual([sentence]);
		expect(draft('sendButtons', { ...form, options: { skipChecks: true } }).problems).toEqual([]);
	});

	it('is a problem in custom JSON, which goes as it is, until its ID stands in its reply', () => {
		const said = (button: INodeParameters) => {
			const interactive = { type: 'button', body: { text: 'a' }, action: { buttons: [button] } };
			return problemsIn('sendJson', { messageJson: { type: 'interactive', interactive } });
		};
		const yes = { type: 'reply', reply: { title: 'Yes' } };
		const BELONGS = 'belongs in "reply": move it there, as "id"';
		expect(said({ ...yes, id: 'a' })).toContain(`id of button 1 ${BELONGS}`);
		expect(said({ ...yes, payload: 'a' })).toContain(`payload of button 1 ${BELONGS}`);
		expect(said({ ...reply('b', 'Yes'), id: 'a' })).toEqual([`id of button 1 ${another('b')}`]);
		expect(said({ ...reply('a', 'Yes'), id: 'a' })).toEqual([]);
	});

	it('is one also in custom JSON, where a member that holds nothing is none', () => {
		const buttons = [
			{ ...reply('a', 'A'), url: URL },
			{ ...reply('b', 'B'), url: null, phone: '' },
		];
		const interactive = { type: 'button', body: { text: 'a' }, action: { buttons } };
		expect(problemsIn('sendJson', { messageJson: { type: 'interactive', interactive } })).toEqual([
			`url of button 1 ${REPLY}`,
		]);
	});

	it('is one as a row, and as a quick reply of a card', () => {
		const form = { bodyText: 'a', inputMode: 'json' };
		// What a table holds beside it is not about a tap.
		const sectionsJson = [
			{
				title: 'S',
				rows: [
					{ title: 'A', price: 12 },
					{ title: 'B', url: URL },
				],
			},
		];
		expect(problemsIn('sendList', { ...form, listButtonText: 'L', sectionsJson })).toEqual([
			`url of row 2 of section 1 ${ROW}`,
		]);
		const card = (reply: object) => ({
			header: { image: { link: 'https://example.com/a.jpg' } },
			action: { buttons: [reply] },
		});
		const cardsJson = JSON.stringify([card({ title: 'A' }), card({ title: 'B', url: URL })]);
		expect(problemsIn('sendCarousel', { ...form, cardsJson })).toEqual([
			`url of button 1 of card 2 ${QUICK_REPLY}`,
		]);
	});

	it('comes back with its payload, as other services call the ID', () => {
		const all = [{ title: 'Yes', payload: 'ORDER_1024_YES' }, { reply: { title: 'No', payload: 7 } }];
		const same = { title: 'Later', id: 'later', payload: 'later' };
		expect(buttonsOf([...all, same])).toEqual({
			buttons: [reply('ORDER_1024_YES', 'Yes'), reply('7', 'No'), reply('later', 'Later')],
			said: [],
		});
		const list = draft('sendList', {
			bodyText: 'a',
			listButtonText: 'L',
			inputMode: 'json',
			sectionsJson: [{ title: 'S', rows: [{ title: 'A', payload: 'a1' }, { title: 'a1' }] }],
		});
		expect(list.problems).toEqual([]);
		expect(list.body.interactive).toMatchObject({
			action: {
				sections: [
					{
						rows: [
							{ id: 'a1', title: 'A' },
							{ id: 'a1-2', title: 'a1' },
						],
					},
				],
			},
		});
		const card = (reply: object) => ({
			header: { image: { link: 'https://example.com/a.jpg' } },
			action: { buttons: [reply] },
		});
		const carousel = draft('sendCarousel', {
			bodyText: 'a',
			inputMode: 'json',
			cardsJson: JSON.stringify([
				card({ title: 'A', payload: 'a1' }),
				card({ quick_reply: { title: 'B', payload: 'b1' } }),
			]),
		});
		expect(carousel.problems).toEqual([]);
		expect(carousel.body.interactive).toMatchObject({
			action: {
				cards: ['a1', 'b1'].map((id) => ({ action: { buttons: [{ quick_reply: { id } }] } })),
			},
		});
	});

	it('in custom JSON its payload is the ID as well: nobody is told to take out what comes back', () => {
		const buttons = [{ type: 'reply', reply: { title: 'Yes', payload: 'ORDER_1024_YES' } }];
		const interactive = { type: 'button', body: { text: 'a' }, action: { buttons } };
		const said = problemsIn('sendJson', { messageJson: { type: 'interactive', interactive } });
		expect(said.filter((sentence) => /payload.*Take it out/.test(sentence))).toEqual([]);
	});
});
