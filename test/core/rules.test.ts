import { sentenceOf } from '../../nodes/ItnioWhatsApp/core/problem';
import { checkMessage } from '../../nodes/ItnioWhatsApp/core/message';
import { kinds } from '../../nodes/ItnioWhatsApp/kinds/properties';
import { EXAMPLES } from '../kinds/examples';
import { bodyOf, card, replies, urlAction, validNames, type Body, type ValidName } from './bodies';
import { put } from './paths';

const sentences = (body: Body) => checkMessage(body, kinds).map(sentenceOf);

const long = (count: number) => '😀'.repeat(count);
/** What is shown of a text of that many emojis. */
const cut = (count: number) => (count > 26 ? `${long(26)}…` : long(count));
const rows = (count: number, from = 0) =>
	Array.from({ length: count }, (_, index) => ({ id: `row${from + index}`, title: `Row ${from + index}` }));
const buttons = (count: number) =>
	Array.from({ length: count }, (_, index) => ({
		type: 'reply',
		reply: { id: `${index}`, title: `B${index}` },
	}));
const cards = (count: number) => Array.from({ length: count }, (_, index) => card(index, urlAction()));

it.each(validNames)('a complete %s message has no problem', (name) => {
	expect(sentences(bodyOf(name))).toEqual([]);
});

it('says a too long title in the words of the form', () => {
	const body = put(
		bodyOf('replyCarousel'),
		'interactive.action.cards[1].action.buttons[0].quick_reply.title',
		'Tell me more about this plo',
	);
	expect(sentences(body)).toEqual([
		'Card 2 › Quick Reply 1 › Title is 27 characters long, the limit is 20: "Tell me more about this pl…"',
	]);
});

/** The types that there are, in the order of the list of kinds. */
const examples: Body[] = kinds.flatMap<Body>(({ operation }) => EXAMPLES[operation.value]?.body ?? []);
const TYPES = [...new Set(examples.flatMap(({ type }) => type ?? []))].join(', ');
const INTERACTIVE_TYPES = [
	...new Set(examples.flatMap(({ interactive }) => (interactive as Body | undefined)?.type ?? [])),
].join(', ');

type Breach = [kind: ValidName, path: string, value: unknown, ...expected: string[]];

const EMPTY_LINK = 'is empty: enter a web address that starts with https://';
const NO_PHONE = 'is empty: enter a phone number with its country code';

const breaches: Breach[] = [
	// What all messages share
	['text', 'appId', undefined, 'App ID is empty'],
	['text', 'appId', ' ', 'App ID is empty'],
	['text', 'appId', 7, 'App ID must be text, but it is a number: put it in quotes'],
	['text', 'businessPhone', undefined, `Business Phone ${NO_PHONE}`],
	['text', 'businessPhone', 628111000111, 'Business Phone must hold digits only: "628111000111"'],
	['text', 'businessPhone', '+628111000111', 'Business Phone must hold digits only: "+628111000111"'],
	['text', 'businessPhone', 'abc', 'Business Phone contains letters: enter the number alone: "abc"'],
	[
		'text',
		'businessPhone',
		'123456',
		'Business Phone has only 6 digits, a number with its country code has 7 to 14: "123456"',
	],
	[
		'text',
		'businessPhone',
		'123456789012345',
		'Business Phone has 15 digits, a number with its country code has 7 to 14: "123456789012345"',
	],
	['text', 'recipient', null, `Recipient ${NO_PHONE}`],
	[
		'text',
		'recipient',
		{ toString: 1 },
		'Recipient must be a phone number, but it is an object: choose one value in it: "{"toString":1}"',
	],
	['text', 'channelType', undefined, '"channelType" is missing, it must be 0'],
	['text', 'channelType', '0', '"channelType" is "0", it must be 0'],
	[
		'text',
		'channelType',
		{ valueOf: 1, toString: 2 },
		'"channelType" is "{"valueOf":1,"toString":2}", it must be 0',
	],
	['text', 'context', {}, 'Reply to Message ID is empty'],
	[
		'text',
		'context',
		{ message_id: 'wamid.1' },
		'"context" holds "message_id" instead of "refMessageId", the ID of the message as ITNIO gave it (replyTo of the trigger)',
	],
	[
		'text',
		'context',
		{ from: '628', id: 'wamid.1' },
		'"context" holds "from", "id" instead of "refMessageId", the ID of the message as ITNIO gave it (replyTo of the trigger)',
	],
	['text', 'context', { message_id: 'wamid.1', refMessageId: 'wamid.1' }],
	['text', 'context', 'wamid.1', '"context" must be an object such as { "refMessageId": … }, but it is text'],
	[
		'text',
		'context.refMessageId',
		1,
		'Reply to Message ID must be text, but it is a number: put it in quotes',
	],
	['text', 'type', undefined, `"type" is missing, it must be one of: ${TYPES}`],
	['text', 'type', 'poll', `"type" is "poll", it must be one of: ${TYPES}`],
	[
		'list',
		'interactive.type',
		'flow',
		`"interactive.type" is "flow", it must be one of: ${INTERACTIVE_TYPES}`,
	],
	[
		'list',
		'interactive',
		undefined,
		`"interactive.type" is missing, it must be one of: ${INTERACTIVE_TYPES}`,
	],
	// Text
	['text', 'text', undefined, 'Text is empty'],
	['text', 'text', 'Hello', '"text" must be an object such as { "body": … }, but it is text'],
	['text', 'text.body', undefined, 'Text is empty'],
	['text', 'text.body', ' \n', 'Text is empty'],
	['text', 'text.body', null, 'Text is empty'],
	['text', 'text.body', ['a'], 'Text must be text, but it is a list: choose one value in it'],
	['text', 'text.body', long(4096)],
	['text', 'text.body', long(4097), `Text is 4097 characters long, the limit is 4096: "${cut(4097)}"`],
	// A letter with a combining accent is two code points.
	['text', 'text.body', 'e\u0301'.repeat(2048)],
	[
		'text',
		'text.body',
		`${'e\u0301'.repeat(2048)}x`,
		`Text is 4097 characters long, the limit is 4096: "${'e\u0301'.repeat(13)}…"`,
	],
	// Media
	['image', 'image', undefined, `Image Link ${EMPTY_LINK}`],
	['image', 'image.link', '', `Image Link ${EMPTY_LINK}`],
	['video', 'video.link', undefined, `Video Link ${EMPTY_LINK}`],
	['audio', 'audio', undefined, `Audio Link ${EMPTY_LINK}`],
	['document', 'document.link', undefined, `Document Link ${EMPTY_LINK}`],
	['sticker', 'sticker.link', undefined, `Sticker Link ${EMPTY_LINK}`],
	['image', 'image.link', 42, 'Image Link must be a web address, but it is a number'],
	[
		'image',
		'image.link',
		'flowers.jpg',
		'Image Link is not a complete web address (https://…): "flowers.jpg". Copy it from the address bar of a browser',
	],
	[
		'image',
		'image.link',
		'https://',
		'Image Link is not a complete web address (https://…): "https://". Copy it from the address bar of a browser',
	],
	[
		'image',
		'image.link',
		'ftp://a.b/c',
		'Image Link is not a complete web address (https://…): "ftp://a.b/c". Copy it from the address bar of a browser',
	],
	[
		'image',
		'image.link',
		'https://a:b:c',
		'Image Link is not a complete web address (https://…): "https://a:b:c". Copy it from the address bar of a browser',
	],
	['image', 'image.link', 'HTTP://EXAMPLE.COM'],
	['image', 'image.link', 'https://例え.jp/画像.png?x=1#top'],
	[
		'image',
		'image.link',
		'https://a.b/my flowers.jpg',
		"Image Link is not a complete web address (https://…): \"https://a.b/my flowers.jpg\". It contains a space: write %20 instead, in an expression {{ $json.link.replaceAll(' ', '%20') }}",
	],
	['image', 'image.caption', '', 'Caption is empty: fill it in or leave it out'],
	['image', 'image.caption', undefined],
	['image', 'image.caption', long(1024)],
	[
		'image',
		'image.caption',
		long(1025),
		`Caption is 1025 characters long, the limit is 1024: "${cut(1025)}"`,
	],
	[
		'video',
		'video.caption',
		long(1025),
		`Caption is 1025 characters long, the limit is 1024: "${cut(1025)}"`,
	],
	[
		'document',
		'document.caption',
		long(1025),
		`Caption is 1025 characters long, the limit is 1024: "${cut(1025)}"`,
	],
	['document', 'document.filename', undefined, 'File Name is empty'],
	// Location
	[
		'location',
		'location',
		undefined,
		'Longitude is empty',
		'Latitude is empty',
		'Location Name is empty',
		'Location Address is empty',
	],
	['location', 'location.latitude', '', 'Latitude is empty'],
	['location', 'location.latitude', -22.7, 'Latitude must be text, but it is a number: put it in quotes'],
	[
		'location',
		'location.latitude',
		'22,7196',
		'Latitude must be a number of degrees with a decimal point, e.g. 22.7196, not "22,7196"',
	],
	['location', 'location.latitude', '90'],
	['location', 'location.latitude', '-90'],
	['location', 'location.latitude', '90.1', 'Latitude must be from -90 to 90, but it is 90.1'],
	['location', 'location.longitude', '180'],
	['location', 'location.longitude', '-180.5', 'Longitude must be from -180 to 180, but it is -180.5'],
	['location', 'location.name', undefined, 'Location Name is empty'],
	['location', 'location.address', undefined, 'Location Address is empty'],
	// Contacts
	['contacts', 'contacts', undefined, 'Contacts are empty: add at least 1 Contact'],
	['contacts', 'contacts', [], 'Contacts are empty: add at least 1 Contact'],
	['contacts', 'contacts', { name: {} }, 'Contacts must be a list, not an object'],
	['contacts', 'contacts[1].name', undefined, 'Contact 2 › Full Name is empty'],
	['contacts', 'contacts[0].name.formatted_name', '', 'Contact 1 › Full Name is empty'],
	[
		'contacts',
		'contacts[0].name.last_name',
		1,
		'Contact 1 › Last Name must be text, but it is a number: put it in quotes',
	],
	[
		'contacts',
		'contacts[0].birthday',
		'31.01.1995',
		'Contact 1 › Birthday must be a date such as 1995-01-31, not "31.01.1995"',
	],
	[
		'contacts',
		'contacts[0].birthday',
		'1995-02-30',
		'Contact 1 › Birthday must be a date such as 1995-01-31, not "1995-02-30"',
	],
	['contacts', 'contacts[0].birthday', '2024-02-29'],
	[
		'contacts',
		'contacts[0].org',
		'Lucky Shrub',
		'Contact 1 › "org" must be an object such as { "company": … }, but it is text',
	],
	[
		'contacts',
		'contacts[0].org.title',
		false,
		'Contact 1 › Job Title must be text, but it is true or false: put it in quotes',
	],
	[
		'contacts',
		'contacts[0].phones[0].type',
		'cell',
		'Contact 1 › Phone 1 › Type is "cell", it must be one of: CELL, HOME, IPHONE, MAIN, WORK',
	],
	['contacts', 'contacts[0].phones[0].type', undefined],
	[
		'contacts',
		'contacts[0].phones[0].wa_id',
		62812,
		'Contact 1 › Phone 1 › WhatsApp ID has only 5 digits, a number with its country code has 7 to 14: "62812"',
	],
	[
		'contacts',
		'contacts[0].emails[0].type',
		'CELL',
		'Contact 1 › Email 1 › Type is "CELL", it must be one of: HOME, WORK',
	],
	[
		'contacts',
		'contacts[0].addresses[0].type',
		'',
		'Contact 1 › Address 1 › Type is empty, it must be one of: HOME, WORK',
	],
	[
		'contacts',
		'contacts[0].addresses[0].zip',
		10110,
		'Contact 1 › Address 1 › ZIP must be text, but it is a number: put it in quotes',
	],
	[
		'contacts',
		'contacts[0].urls[0].type',
		'OTHER',
		'Contact 1 › Website 1 › Type is "OTHER", it must be one of: HOME, WORK',
	],
	['contacts', 'contacts[0].urls', {}, 'Contact 1 › Websites must be a list, not an object'],
	// List
	['list', 'interactive.header', undefined],
	['list', 'interactive.header.type', 'interactive', '"type" is "interactive", it must be "text"'],
	['list', 'interactive.header.text', undefined, 'Header is empty'],
	['list', 'interactive.header.text', long(60)],
	[
		'list',
		'interactive.header.text',
		long(61),
		`Header is 61 characters long, the limit is 60: "${cut(61)}"`,
	],
	[
		'list',
		'interactive.footer.text',
		long(61),
		`Footer is 61 characters long, the limit is 60: "${cut(61)}"`,
	],
	['list', 'interactive.footer', undefined],
	['list', 'interactive.body', undefined, 'Body Text is empty'],
	['list', 'interactive.body.text', long(4096)],
	[
		'list',
		'interactive.body.text',
		long(4097),
		`Body Text is 4097 characters long, the limit is 4096: "${cut(4097)}"`,
	],
	[
		'list',
		'interactive.action',
		undefined,
		'List Button Text is empty',
		'Sections are empty: add at least 1 Section',
	],
	['list', 'interactive.action.button', long(20)],
	[
		'list',
		'interactive.action.button',
		long(21),
		`List Button Text is 21 characters long, the limit is 20: "${long(21)}"`,
	],
	['list', 'interactive.action.sections', [], 'Sections are empty: add at least 1 Section'],
	['list', 'interactive.action.sections', 'all', 'Sections must be a list, not text'],
	[
		'list',
		'interactive.action.sections[0]',
		'x',
		'Section 1 must be an object such as { "title": … }, but it is text',
	],
	['list', 'interactive.action.sections', rows(10).map((row) => ({ title: row.title, rows: [row] }))],
	[
		'list',
		'interactive.action.sections',
		rows(11).map((row) => ({ title: row.title, rows: [row] })),
		'Sections have 11 Sections, the limit is 10',
		'Sections have 11 rows together, the limit is 10 over all sections',
	],
	[
		'list',
		'interactive.action.sections',
		[
			{ title: 'A', rows: rows(5) },
			{ title: 'B', rows: rows(5, 5) },
		],
	],
	[
		'list',
		'interactive.action.sections',
		[
			{ title: 'A', rows: rows(5) },
			{ title: 'B', rows: rows(6, 5) },
		],
		'Sections have 11 rows together, the limit is 10 over all sections',
	],
	['list', 'interactive.action.sections[1].title', undefined, 'Section 2 › Section Title is empty'],
	['list', 'interactive.action.sections[1].title', long(24)],
	[
		'list',
		'interactive.action.sections[1].title',
		long(25),
		`Section 2 › Section Title is 25 characters long, the limit is 24: "${long(25)}"`,
	],
	['list', 'interactive.action.sections[1].rows', [], 'Section 2 › Rows are empty: add at least 1 Row'],
	['list', 'interactive.action.sections[1].rows[1].title', '', 'Section 2 › Row 2 › Row Title is empty'],
	['list', 'interactive.action.sections[1].rows[1].title', long(24)],
	[
		'list',
		'interactive.action.sections[1].rows[1].title',
		long(25),
		`Section 2 › Row 2 › Row Title is 25 characters long, the limit is 24: "${long(25)}"`,
	],
	['list', 'interactive.action.sections[1].rows[1].id', undefined, 'Section 2 › Row 2 › ID is empty'],
	['list', 'interactive.action.sections[1].rows[1].id', long(200)],
	[
		'list',
		'interactive.action.sections[1].rows[1].id',
		long(201),
		`Section 2 › Row 2 › ID is 201 characters long, the limit is 200: "${cut(201)}"`,
	],
	[
		'list',
		'interactive.action.sections[1].rows[1].id',
		'a',
		'Section 2 › Row 2 › ID is the same as Section 1 › Row 1 › ID: "a". Nobody could tell which one was chosen',
	],
	['list', 'interactive.action.sections[0].rows[0].description', long(72)],
	[
		'list',
		'interactive.action.sections[0].rows[0].description',
		long(73),
		`Section 1 › Row 1 › Description is 73 characters long, the limit is 72: "${cut(73)}"`,
	],
	['list', 'interactive.action.sections[0].rows[0].description', undefined],
	// Buttons
	['buttons', 'interactive.body.text', long(1024)],
	[
		'buttons',
		'interactive.body.text',
		long(1025),
		`Body Text is 1025 characters long, the limit is 1024: "${cut(1025)}"`,
	],
	[
		'buttons',
		'interactive.header.text',
		long(61),
		`Header is 61 characters long, the limit is 60: "${cut(61)}"`,
	],
	['buttons', 'interactive.action.buttons', [], 'Buttons are empty: add at least 1 Button'],
	['buttons', 'interactive.action.buttons', buttons(1)],
	['buttons', 'interactive.action.buttons', buttons(4), 'Buttons have 4 Buttons, the limit is 3'],
	[
		'buttons',
		'interactive.action.buttons[1].type',
		'quick_reply',
		'Button 2 › "type" is "quick_reply", it must be "reply"',
	],
	['buttons', 'interactive.action.buttons[1].reply', undefined, 'Button 2 › Title is empty'],
	['buttons', 'interactive.action.buttons[1].reply.title', long(20)],
	[
		'buttons',
		'interactive.action.buttons[1].reply.title',
		long(21),
		`Button 2 › Title is 21 characters long, the limit is 20: "${long(21)}"`,
	],
	['buttons', 'interactive.action.buttons[1].reply.id', long(256)],
	[
		'buttons',
		'interactive.action.buttons[1].reply.id',
		long(257),
		`Button 2 › ID is 257 characters long, the limit is 256: "${cut(257)}"`,
	],
	[
		'buttons',
		'interactive.action.buttons[2].reply.title',
		'Yes',
		'Button 3 › Title is the same as Button 1 › Title: "Yes". Give each button a title of its own',
	],
	[
		'buttons',
		'interactive.action.buttons[2].reply.id',
		'Yes',
		'Button 3 › ID is the same as Button 1 › ID: "Yes". Nobody could tell which one was tapped',
	],
	// Location request
	['locationRequest', 'interactive.body', undefined, 'Body Text is empty'],
	[
		'locationRequest',
		'interactive.body.text',
		long(1025),
		`Body Text is 1025 characters long, the limit is 1024: "${cut(1025)}"`,
	],
	['locationRequest', 'interactive.action', undefined, '"name" is missing, it must be "send_location"'],
	[
		'locationRequest',
		'interactive.action.name',
		'location',
		'"name" is "location", it must be "send_location"',
	],
	// Carousel
	[
		'urlCarousel',
		'interactive.header',
		{ type: 'text', text: 'Hi' },
		'Header is not possible in a carousel: take it out',
	],
	['urlCarousel', 'interactive.footer', { text: 'Hi' }, 'Footer is not possible in a carousel: take it out'],
	['urlCarousel', 'interactive.body', undefined, 'Body Text is empty'],
	['urlCarousel', 'interactive.body.text', long(1024)],
	[
		'urlCarousel',
		'interactive.body.text',
		long(1025),
		`Body Text is 1025 characters long, the limit is 1024: "${cut(1025)}"`,
	],
	['urlCarousel', 'interactive.action', undefined, 'Cards are empty: add at least 2 Cards'],
	['urlCarousel', 'interactive.action.cards', cards(1), 'Cards have only 1 Card: add at least 2 Cards'],
	['urlCarousel', 'interactive.action.cards', cards(10)],
	['urlCarousel', 'interactive.action.cards', cards(11), 'Cards have 11 Cards, the limit is 10'],
	['urlCarousel', 'interactive.action.cards', [card(1, urlAction()), card(0, urlAction())]],
	[
		'urlCarousel',
		'interactive.action.cards[1].card_index',
		0,
		'Cards must be numbered 0, 1, 2, … in "card_index", but the numbers are 0, 0',
	],
	[
		'urlCarousel',
		'interactive.action.cards[1].card_index',
		2,
		'Cards must be numbered 0, 1, 2, … in "card_index", but the numbers are 0, 2',
	],
	[
		'urlCarousel',
		'interactive.action.cards[1].card_index',
		'1',
		'Cards must be numbered 0, 1, 2, … in "card_index", but the numbers are 0, "1"',
	],
	[
		'urlCarousel',
		'interactive.action.cards[1].card_index',
		undefined,
		'Cards must be numbered 0, 1, 2, … in "card_index", but the numbers are 0, none',
	],
	[
		'replyCarousel',
		'interactive.action.cards[0].type',
		'quick_reply',
		'Card 1 › "type" is "quick_reply", it must be "cta_url"',
	],
	[
		'urlCarousel',
		'interactive.action.cards[1].header',
		undefined,
		`Card 2 › Image or Video Link ${EMPTY_LINK}`,
	],
	[
		'urlCarousel',
		'interactive.action.cards[1].header.type',
		'document',
		'Card 2 › Image or Video is "document", it must be one of: image, video',
	],
	[
		'urlCarousel',
		'interactive.action.cards[1].header.type',
		undefined,
		'Card 2 › Image or Video is empty, it must be one of: image, video',
	],
	[
		'urlCarousel',
		'interactive.action.cards[0].header.image',
		undefined,
		`Card 1 › Image or Video Link ${EMPTY_LINK}`,
	],
	[
		'urlCarousel',
		'interactive.action.cards[1].header.video.link',
		'',
		`Card 2 › Image or Video Link ${EMPTY_LINK}`,
	],
	[
		'urlCarousel',
		'interactive.action.cards[0].header.image.link',
		'a.jpg',
		'Card 1 › Image or Video Link is not a complete web address (https://…): "a.jpg". Copy it from the address bar of a browser',
	],
	['urlCarousel', 'interactive.action.cards[0].body', undefined],
	['urlCarousel', 'interactive.action.cards[0].body', {}, 'Card 1 › Card Text is empty'],
	['urlCarousel', 'interactive.action.cards[0].body.text', '', 'Card 1 › Card Text is empty'],
	['urlCarousel', 'interactive.action.cards[0].body.text', long(160)],
	[
		'urlCarousel',
		'interactive.action.cards[0].body.text',
		long(161),
		`Card 1 › Card Text is 161 characters long, the limit is 160: "${cut(161)}"`,
	],
	[
		'urlCarousel',
		'interactive.action.cards[1].action',
		undefined,
		'Card 2 has no button: give it a link button or one or two quick replies',
	],
	[
		'urlCarousel',
		'interactive.action.cards[1].action',
		{},
		'Card 2 has no button: give it a link button or one or two quick replies',
	],
	[
		'urlCarousel',
		'interactive.action.cards[1].action.name',
		'url',
		'Card 2 › "name" is "url", it must be "cta_url"',
	],
	[
		'urlCarousel',
		'interactive.action.cards[1].action.parameters',
		undefined,
		'Card 2 › Button Text is empty',
		`Card 2 › Button Link ${EMPTY_LINK}`,
	],
	['urlCarousel', 'interactive.action.cards[1].action.parameters.display_text', long(20)],
	[
		'urlCarousel',
		'interactive.action.cards[1].action.parameters.display_text',
		long(21),
		`Card 2 › Button Text is 21 characters long, the limit is 20: "${long(21)}"`,
	],
	[
		'urlCarousel',
		'interactive.action.cards[1].action.parameters.url',
		'tel:123',
		'Card 2 › Button Link is not a complete web address (https://…): "tel:123". Copy it from the address bar of a browser',
	],
	[
		'replyCarousel',
		'interactive.action.cards[1].action.buttons',
		[],
		'Card 2 › Quick Replies are empty: add at least 1 Quick Reply',
	],
	[
		'replyCarousel',
		'interactive.action.cards[1].action',
		replies('A', 'B', 'C'),
		'Card 2 › Quick Replies have 3 Quick Replies, the limit is 2',
	],
	[
		'replyCarousel',
		'interactive.action.cards[0].action.buttons[1].type',
		'reply',
		'Card 1 › Quick Reply 2 › "type" is "reply", it must be "quick_reply"',
	],
	[
		'replyCarousel',
		'interactive.action.cards[0].action.buttons[1].quick_reply',
		undefined,
		'Card 1 › Quick Reply 2 › Title is empty',
	],
	['replyCarousel', 'interactive.action.cards[0].action.buttons[1].quick_reply.title', long(20)],
	[
		'replyCarousel',
		'interactive.action.cards[0].action.buttons[1].quick_reply.title',
		long(21),
		`Card 1 › Quick Reply 2 › Title is 21 characters long, the limit is 20: "${long(21)}"`,
	],
	['replyCarousel', 'interactive.action.cards[0].action.buttons[1].quick_reply.id', long(20)],
	[
		'replyCarousel',
		'interactive.action.cards[0].action.buttons[1].quick_reply.id',
		long(21),
		`Card 1 › Quick Reply 2 › ID is 21 characters long, the limit is 20: "${long(21)}"`,
	],
	[
		'replyCarousel',
		'interactive.action.cards[0].action.buttons[1].quick_reply.title',
		'More',
		'Card 1 › Quick Reply 2 › Title is the same as Card 1 › Quick Reply 1 › Title: "More". Give each button of a card a title of its own',
	],
	[
		'replyCarousel',
		'interactive.action.cards[0].action.buttons[1].quick_reply.id',
		'r0',
		'Card 1 › Quick Reply 2 › ID is the same as Card 1 › Quick Reply 1 › ID: "r0". Nobody could tell which one was tapped',
	],
	[
		'replyCarousel',
		'interactive.action.cards[1].action',
		urlAction(),
		'Cards mix link buttons and quick replies: give all cards the same kind of button',
	],
	[
		'replyCarousel',
		'interactive.action.cards[0].action.name',
		'cta_url',
		'Cards mix link buttons and quick replies: give all cards the same kind of button',
	],
];

it.each(breaches)('%s with %s = %j', (name, path, value, ...expected) => {
	expect(sentences(put(bodyOf(name), path, value))).toEqual(expected);
});

it('reports everything at once, in the order of the message', () => {
	const body = bodyOf('replyCarousel');
	put(body, 'recipient', 'Ana');
	put(body, 'interactive.header', { type: 'text', text: 'Hi' });
	put(body, 'interactive.body.text', ' ');
	put(body, 'interactive.action.cards[0].header.image.link', 'a.jpg');
	put(body, 'interactive.action.cards[0].action.buttons[0].quick_reply.title', 'Tell me more about it');
	put(body, 'interactive.action.cards[1].body.text', 'x'.repeat(161));
	put(body, 'interactive.action.cards[1].card_index', 7);
	expect(sentences(body)).toEqual([
		'Recipient contains letters: enter the number alone: "Ana"',
		'Header is not possible in a carousel: take it out',
		'Body Text is empty',
		'Card 1 › Image or Video Link is not a complete web address (https://…): "a.jpg". Copy it from the address bar of a browser',
		'Card 1 › Quick Reply 1 › Title is 21 characters long, the limit is 20: "Tell me more about it"',
		`Card 2 › Card Text is 161 characters long, the limit is 160: "${'x'.repeat(26)}…"`,
		'Cards must be numbered 0, 1, 2, … in "card_index", but the numbers are 0, 7',
	]);
});

it('says where each problem is, in the body and in the form', () => {
	const body = put(
		bodyOf('replyCarousel'),
		'interactive.action.cards[1].action.buttons[0].quick_reply.title',
		'',
	);
	expect(checkMessage(body, kinds)).toEqual([
		{
			path: ['interactive', 'action', 'cards', 1, 'action', 'buttons', 0, 'quick_reply', 'title'],
			at: [{ label: 'Card', number: 2 }, { label: 'Quick Reply', number: 1 }, { label: 'Title' }],
			code: 'empty',
			params: {},
		},
	]);
});

it('leaves members that it does not know to the service', () => {
	expect(sentences({ ...bodyOf('text'), preview_url: true })).toEqual([]);
});
