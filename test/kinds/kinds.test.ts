import { fieldOf, sentenceOf } from '../../nodes/ItnioWhatsApp/core/problem';
import type { INodeParameters } from 'n8n-workflow';
import { without } from '../core/paths';
import { options } from '../../nodes/ItnioWhatsApp/form/options';
import { description, draft, draftItems, envelope, problemsIn } from './form';

type Body = Record<string, unknown>;
/** The kind's own part of a body. */
const payloadOf = (operation: string, parameters: INodeParameters): Body =>
	without(draft(operation, parameters).body, Object.keys(envelope));

describe('with nothing but the required fields', () => {
	const link = 'https://example.com/file';
	it.each<[string, INodeParameters, Body]>([
		['sendText', { text: 'Hi' }, { type: 'text', text: { body: 'Hi' } }],
		['sendImage', { mediaLink: link }, { type: 'image', image: { link } }],
		['sendVideo', { mediaLink: link }, { type: 'video', video: { link } }],
		['sendAudio', { mediaLink: link }, { type: 'audio', audio: { link } }],
		[
			'sendDocument',
			{ mediaLink: link, filename: 'a.pdf' },
			{ type: 'document', document: { link, filename: 'a.pdf' } },
		],
		['sendSticker', { mediaLink: link }, { type: 'sticker', sticker: { link } }],
		[
			'sendLocation',
			{ latitude: '1.5', longitude: '-2', locationName: 'Here', locationAddress: 'Street' },
			{ type: 'location', location: { latitude: '1.5', longitude: '-2', name: 'Here', address: 'Street' } },
		],
		[
			'sendContacts',
			{ contacts: { contact: [{ formattedName: 'Ana' }] } },
			{ type: 'contacts', contacts: [{ name: { formatted_name: 'Ana' } }] },
		],
		[
			'sendList',
			{
				bodyText: 'Choose',
				listButtonText: 'Open',
				sections: { section: [{ title: 'All', rows: { row: [{ title: 'One' }] } }] },
			},
			{
				type: 'interactive',
				interactive: {
					type: 'list',
					body: { text: 'Choose' },
					action: { button: 'Open', sections: [{ title: 'All', rows: [{ id: 'One', title: 'One' }] }] },
				},
			},
		],
		[
			'sendButtons',
			{ bodyText: 'Choose', buttons: { button: [{ title: 'Yes' }] } },
			{
				type: 'interactive',
				interactive: {
					type: 'button',
					body: { text: 'Choose' },
					action: { buttons: [{ type: 'reply', reply: { id: 'Yes', title: 'Yes' } }] },
				},
			},
		],
		[
			'sendLocationRequest',
			{ bodyText: 'Where?' },
			{
				type: 'interactive',
				interactive: {
					type: 'location_request_message',
					body: { text: 'Where?' },
					action: { name: 'send_location' },
				},
			},
		],
		[
			'sendCarousel',
			{
				bodyText: 'Look',
				cards: {
					card: [
						{ headerLink: link, urlText: 'Buy', url: link },
						{ headerType: 'video', headerLink: link, urlText: 'Buy', url: link },
					],
				},
			},
			{
				type: 'interactive',
				interactive: {
					type: 'carousel',
					body: { text: 'Look' },
					action: {
						cards: [
							{
								card_index: 0,
								type: 'cta_url',
								header: { type: 'image', image: { link } },
								action: { name: 'cta_url', parameters: { display_text: 'Buy', url: link } },
							},
							{
								card_index: 1,
								type: 'cta_url',
								header: { type: 'video', video: { link } },
								action: { name: 'cta_url', parameters: { display_text: 'Buy', url: link } },
							},
						],
					},
				},
			},
		],
	])('%s sends nothing else', (operation, parameters, own) => {
		const { body, problems } = draft(operation, parameters);
		expect(body).toStrictEqual({ ...envelope, ...own });
		expect(problems).toEqual([]);
	});
});

describe('a node as it is put on the canvas', () => {
	it.each<[string, string[]]>([
		['sendText', ['Text is empty']],
		['sendImage', ['Image Link is empty: enter a web address that starts with https://']],
		[
			'sendDocument',
			['Document Link is empty: enter a web address that starts with https://', 'File Name is empty'],
		],
		[
			'sendLocation',
			['Longitude is empty', 'Latitude is empty', 'Location Name is empty', 'Location Address is empty'],
		],
		['sendContacts', ['Contact 1 › Full Name is empty']],
		[
			'sendList',
			['Body Text is empty', 'Section 1 › Section Title is empty', 'Section 1 › Row 1 › Row Title is empty'],
		],
		['sendButtons', ['Body Text is empty', 'Button 1 › Title is empty']],
		['sendLocationRequest', ['Body Text is empty']],
		[
			'sendCarousel',
			[
				'Body Text is empty',
				...[1, 2].flatMap((card) => [
					`Card ${card} › Image or Video Link is empty: enter a web address that starts with https://`,
					`Card ${card} › Button Text is empty`,
					`Card ${card} › Button Link is empty: enter a web address that starts with https://`,
				]),
			],
		],
	])('%s says which fields are empty', (operation, sentences) => {
		expect(problemsIn(operation, {})).toEqual(sentences);
		expect(problemsIn(operation, { businessPhone: '', recipient: '' })).toEqual([
			'Business Phone is empty: enter a phone number with its country code',
			'Recipient is empty: enter a phone number with its country code',
			...sentences,
		]);
		expect(problemsIn(operation, { options: { skipChecks: true } })).toEqual([]);
	});

	it('sendJson has a sample in place of empty fields', () => {
		const sample = 'Message (JSON) is still the sample: put your own values in its place';
		expect(problemsIn('sendJson', {})).toEqual([sample]);
		expect(problemsIn('sendJson', { businessPhone: '', recipient: '' })).toEqual([
			sample,
			'Business Phone is empty: enter a phone number with its country code',
			'Recipient is empty: enter a phone number with its country code',
		]);
	});

	it('a carousel with quick replies says so, too', () => {
		expect(problemsIn('sendCarousel', { carouselButtonType: 'quickReply', bodyText: 'Look' })).toEqual(
			[1, 2].flatMap((card) => [
				`Card ${card} › Image or Video Link is empty: enter a web address that starts with https://`,
				`Card ${card} › Quick Reply 1 › Title is empty`,
			]),
		);
	});
});

describe('optional fields that are empty', () => {
	it.each(['', ' ', '\n'])('are left out (%j)', (empty) => {
		const link = 'https://example.com/file';
		expect(payloadOf('sendImage', { mediaLink: link, caption: empty })).toStrictEqual({
			type: 'image',
			image: { link },
		});
		expect(
			payloadOf('sendList', {
				bodyText: 'Choose',
				listButtonText: 'Open',
				headerText: empty,
				footerText: empty,
				sections: {
					section: [{ title: 'All', rows: { row: [{ title: 'One', description: empty, id: empty }] } }],
				},
			}),
		).toStrictEqual({
			type: 'interactive',
			interactive: {
				type: 'list',
				body: { text: 'Choose' },
				action: { button: 'Open', sections: [{ title: 'All', rows: [{ id: 'One', title: 'One' }] }] },
			},
		});
		expect(
			payloadOf('sendContacts', {
				contacts: {
					contact: [
						{
							formattedName: 'Ana',
							firstName: empty,
							birthday: empty,
							company: empty,
							phones: { phone: [{ phone: empty, type: 'CELL', waId: empty }] },
							emails: {
								email: [
									{ email: 'a@b.c', type: empty },
									{ email: empty, type: 'HOME' },
								],
							},
							addresses: { address: [{ street: empty, type: 'HOME' }] },
							urls: {},
						},
					],
				},
			}),
		).toStrictEqual({
			type: 'contacts',
			contacts: [{ name: { formatted_name: 'Ana' }, emails: [{ email: 'a@b.c' }] }],
		});
		expect(
			draft('sendText', { text: 'Hi', options: { replyToMessageId: empty, appId: empty } }).body,
		).toStrictEqual({
			...envelope,
			type: 'text',
			text: { body: 'Hi' },
		});
	});

	it('are left out of JSON input, where an expression gives an empty text for every empty field', () => {
		const nothing = { text: '', id: null };
		expect(
			payloadOf('sendContacts', {
				inputMode: 'json',
				contactsJson: [
					{
						name: { formatted_name: 'Ana', last_name: '', suffix: null },
						birthday: '',
						org: { company: ' ' },
						phones: [],
						emails: [{ email: 'a@b.c', type: '' }],
					},
				] as never,
			}),
		).toStrictEqual({
			type: 'contacts',
			contacts: [{ name: { formatted_name: 'Ana' }, emails: [{ email: 'a@b.c' }] }],
		});
		const card = {
			header: { image: { link: 'https://example.com/a.jpg' } },
			body: nothing,
			action: { parameters: { display_text: 'Buy', url: 'https://example.com' } },
		};
		const { body, problems } = draft('sendCarousel', {
			bodyText: 'Look',
			inputMode: 'json',
			cardsJson: [card, { ...card, body: null }] as never,
		});
		expect(problems).toEqual([]);
		expect(JSON.stringify(body)).not.toMatch(/""|null|"body":\{\}/);
	});
});

describe('expressions', () => {
	it('may give numbers where text is wanted', () => {
		expect(payloadOf('sendText', { text: 42 })).toEqual({ type: 'text', text: { body: '42' } });
		expect(
			payloadOf('sendLocation', { latitude: 1.5, longitude: -2, locationName: 7, locationAddress: true }),
		).toEqual({
			type: 'location',
			location: { latitude: '1.5', longitude: '-2', name: '7', address: 'true' },
		});
		expect(
			payloadOf('sendButtons', { bodyText: 'Choose', buttons: { button: [{ title: 1, id: 2 }] } }),
		).toMatchObject({
			interactive: { action: { buttons: [{ reply: { id: '2', title: '1' } }] } },
		});
	});

	it('that give a list or an object are named, once', () => {
		expect(problemsIn('sendText', { text: ['a', 'b'] })).toEqual([
			'Text must be text, but the expression gives a list: choose one value in it',
		]);
		expect(problemsIn('sendButtons', { bodyText: 'Hi', buttons: { button: [{ title: { a: 1 } }] } })).toEqual(
			['Button 1 › Title must be text, but the expression gives an object: choose one value in it'],
		);
	});

	it('may hold addresses with spaces around them', () => {
		expect(payloadOf('sendImage', { mediaLink: ' https://example.com/a.jpg\n' })).toEqual({
			type: 'image',
			image: { link: 'https://example.com/a.jpg' },
		});
	});

	it('keep a text as it is', () => {
		const text = '  *Hi* \u200d\n"\\ 😀 ';
		expect(payloadOf('sendText', { text })).toEqual({ type: 'text', text: { body: text } });
	});
});

describe('IDs that are left empty', () => {
	const idsOf = (operation: string, parameters: INodeParameters) => {
		const { body, problems } = draft(operation, parameters);
		expect(problems).toEqual([]);
		return JSON.stringify(body)
			.match(/"id":"[^"]*"/g)
			?.map((found) => found.slice(6, -1));
	};
	const quickReplies = (...cards: Array<Array<{ title: string; id?: string }>>): INodeParameters => ({
		bodyText: 'Look',
		carouselButtonType: 'quickReply',
		cards: {
			card: cards.map((reply) => ({ headerLink: 'https://example.com/a.jpg', quickReplies: { reply } })),
		},
	});

	it('are the title', () => {
		expect(
			idsOf('sendButtons', {
				bodyText: 'Hi',
				buttons: { button: [{ title: 'Yes' }, { title: 'No', id: 'n' }] },
			}),
		).toEqual(['Yes', 'n']);
	});

	it('are unique over all cards, so that a tap tells which card it was', () => {
		expect(
			idsOf(
				'sendCarousel',
				quickReplies(
					[{ title: 'More' }, { title: 'Buy' }],
					[{ title: 'More' }, { title: 'Buy', id: 'More-3' }],
					[{ title: 'More' }],
				),
			),
		).toEqual(['More', 'Buy', 'More-2', 'More-3', 'More-4']);
	});

	it('are at most as long as an ID may be, counted in characters', () => {
		const title = '😀'.repeat(20);
		expect(idsOf('sendCarousel', quickReplies([{ title }], [{ title }]))).toEqual([
			title,
			`${'😀'.repeat(18)}-2`,
		]);
	});

	it('leave out the spaces at both ends', () => {
		expect(idsOf('sendButtons', { bodyText: 'Hi', buttons: { button: [{ title: ' Yes ' }] } })).toEqual([
			'Yes',
		]);
	});

	it('are unique over all sections of a list', () => {
		const row = [{ title: 'Other' }];
		expect(
			idsOf('sendList', {
				bodyText: 'Choose',
				listButtonText: 'Open',
				sections: {
					section: [
						{ title: 'A', rows: { row } },
						{ title: 'B', rows: { row } },
					],
				},
			}),
		).toEqual(['Other', 'Other-2']);
	});

	it('are made in JSON input as well', () => {
		expect(
			idsOf('sendList', {
				bodyText: 'Choose',
				listButtonText: 'Open',
				inputMode: 'json',
				sectionsJson: [{ title: 'A', rows: [{ title: 'One' }, { title: 'One', id: '' }] }] as never,
			}),
		).toEqual(['One', 'One-2']);
	});
});

describe('fields that the form hides', () => {
	it('do not reach the message', () => {
		const link = 'https://example.com/a.jpg';
		const card = {
			headerLink: link,
			urlText: 'Buy',
			url: link,
			quickReplies: { reply: [{ title: 'More' }] },
		};
		const both = {
			bodyText: 'Look',
			cards: { card: [card, card] },
			cardsJson: '[broken',
			text: 'Hi',
			caption: 'Hi',
		};
		for (const [carouselButtonType, action] of [
			['url', { name: 'cta_url', parameters: { display_text: 'Buy', url: link } }],
			['quickReply', { buttons: [{ type: 'quick_reply', quick_reply: { id: 'More', title: 'More' } }] }],
		] as const) {
			const { body, problems } = draft('sendCarousel', { ...both, carouselButtonType });
			expect(problems).toEqual([]);
			expect(body).toMatchObject({ interactive: { action: { cards: [{ action }, { card_index: 1 }] } } });
			expect(JSON.stringify(body)).not.toContain('"Hi"');
			expect(
				Object.keys((body.interactive as { action: { cards: Body[] } }).action.cards[0]?.action as Body),
			).toEqual(Object.keys(action));
		}
	});
});

describe('options', () => {
	it('name another app and the message that is answered', () => {
		expect(
			draft('sendText', { text: 'Hi', options: { appId: ' other ', replyToMessageId: ' wamid.1 ' } }).body,
		).toStrictEqual({
			...envelope,
			appId: 'other',
			type: 'text',
			text: { body: 'Hi' },
			context: { refMessageId: 'wamid.1' },
		});
	});

	it('complete numbers without a country code', () => {
		const { body, problems } = draft('sendText', {
			text: 'Hi',
			businessPhone: '0821 2345 678',
			recipient: '0812-3456-789',
			options: { defaultCountryCode: '+62' },
		});
		expect(problems).toEqual([]);
		expect(body).toMatchObject({ businessPhone: '628212345678', recipient: '628123456789' });
	});

	it('have the stored defaults', () => {
		const { options, drafts } = draftItems('sendText', [{ text: 'Hi' }]);
		expect(options).toEqual({
			maxPerSecond: 80,
			parallel: undefined,
			sendOnceBy: undefined,
			sendOnceForget: false,
			sendOnceRemember: 10_000,
			skipDuplicates: false,
			waitAtMost: 300,
		});
		expect(drafts[0]?.options).toEqual({
			appId: '',
			checkLinks: false,
			defaultCountryCode: '',
			fromMarkdown: false,
			longText: undefined,
			previewOnly: false,
			replyToMessageId: '',
			sendOnceKey: '',
			skipChecks: false,
			timeout: 30_000,
			whenOutcomeUnknown: 'doNotResend',
		});
	});

	it('that are switches are on when a person adds them, and off where a workflow says so', () => {
		const switches = options.options.filter(({ type }) => type === 'boolean');
		expect(switches.map(({ name }) => name)).toEqual([
			'checkLinks',
			'fromMarkdown',
			'previewOnly',
			'sendOnceForget',
			'skipChecks',
			'skipDuplicates',
		]);
		for (const added of [true, false]) {
			const set = Object.fromEntries(switches.map((option) => [option.name, added ? option.default : false]));
			const { options: ofRun, drafts } = draftItems('sendText', [{ text: 'Hi', options: set }]);
			expect({ ...ofRun, ...drafts[0]?.options }).toMatchObject({
				checkLinks: added,
				fromMarkdown: added,
				previewOnly: added,
				sendOnceForget: added,
				skipChecks: added,
				skipDuplicates: added,
			});
		}
	});

	it('of a run are those of the first item', () => {
		const run = draftItems('sendText', [
			{ text: 'Hi', options: { maxPerSecond: 5, waitAtMost: 0, timeout: 2000 } },
			{ text: 'Hi', options: { maxPerSecond: 7, parallel: 'many', skipDuplicates: true } },
		]);
		expect(run.options).toEqual({
			maxPerSecond: 5,
			parallel: undefined,
			sendOnceBy: undefined,
			sendOnceForget: false,
			sendOnceRemember: 10_000,
			skipDuplicates: false,
			waitAtMost: 0,
		});
		expect(run.drafts.map(({ options, problems }) => [options.timeout, problems])).toEqual([
			[2000, []],
			[30_000, []],
		]);
	});

	it.each([true, new Date(0), [42]])('of a run take no %p for a number', (value) => {
		const options = { maxPerSecond: value } as unknown as INodeParameters;
		expect(problemsIn('sendText', { text: 'Hi', options })).toEqual([
			expect.stringMatching(/^Max Messages per Second must be a number of at least 1, but it is "/),
		]);
	});

	it('of a run that cannot be read stop every message, not the first alone', () => {
		const forms = [{ text: 'Hi', options: { maxPerSecond: 'fast' } }, { text: 'Hi' }];
		const says = 'Max Messages per Second must be a number of at least 1, but it is "fast"';
		expect(draftItems('sendText', forms).drafts.map(({ problems }) => problems.map(sentenceOf))).toEqual([
			[says],
			[says],
		]);
	});

	it.each(options.options.flatMap((option) => (option.type === 'number' ? [option] : [])))(
		'$displayName: the form and the reader agree on the least and on the default',
		({ name, displayName, default: added, typeOptions }) => {
			const { minValue } = typeOptions;
			const range =
				'maxValue' in typeOptions ? `from ${minValue} to ${typeOptions.maxValue}` : `of at least ${minValue}`;
			const set = (value: number) => {
				const { options: ofRun, drafts } = draftItems('sendText', [
					{ text: 'Hi', options: { [name]: value } },
				]);
				const values = { ...ofRun, ...drafts[0]?.options };
				return [values[name], drafts[0]?.problems.map(sentenceOf)];
			};
			expect(set(added)).toEqual([added, []]);
			expect(set(minValue)).toEqual([minValue, []]);
			expect(set(minValue - 1)[1]).toEqual([
				`${displayName} must be a number ${range}, but it is "${minValue - 1}"`,
			]);
		},
	);

	it('take whole numbers', () => {
		expect(draftItems('sendText', [{ text: 'Hi', options: { parallel: 3.7 } }]).options.parallel).toBe(3);
	});

	it('are read as they are set, also by expressions that give texts', () => {
		const set = {
			appId: 'a',
			checkLinks: 'true',
			defaultCountryCode: '62',
			fromMarkdown: 'yes',
			longText: 'split',
			maxPerSecond: '5',
			parallel: 3.7,
			previewOnly: 'true',
			replyToMessageId: 'm',
			sendOnceBy: 'key',
			sendOnceForget: 'false',
			sendOnceKey: ' 1024 ',
			sendOnceRemember: '500',
			skipChecks: true,
			skipDuplicates: true,
			timeout: 1500,
			waitAtMost: 60,
			whenOutcomeUnknown: 'resend',
		};
		const { options, drafts } = draftItems('sendText', [{ text: 'Hi', options: set as never }]);
		expect({ ...options, ...drafts[0]?.options }).toEqual({
			appId: 'a',
			checkLinks: true,
			defaultCountryCode: '62',
			fromMarkdown: true,
			longText: 'split',
			maxPerSecond: 5,
			parallel: 3,
			previewOnly: true,
			replyToMessageId: 'm',
			sendOnceBy: 'key',
			sendOnceForget: false,
			sendOnceKey: '1024',
			sendOnceRemember: 500,
			skipChecks: true,
			skipDuplicates: true,
			timeout: 1500,
			waitAtMost: 60,
			whenOutcomeUnknown: 'resend',
		});
	});

	it('that are impossible are named, and no default takes their place', () => {
		expect(
			problemsIn('sendText', {
				text: 'Hi',
				options: { maxPerSecond: 0, parallel: 'many', timeout: -1, defaultCountryCode: 'ID' },
			}),
		).toEqual([
			'Default Country Code must be a country code such as 62, but it is "ID"',
			'Timeout must be a number from 1000 to 600000, but it is "-1"',
			'Max Messages per Second must be a number of at least 1, but it is "0"',
			'Parallel Requests must be a number of at least 1, but it is "many"',
		]);
	});
});

describe('a recipient without +, 00, 0 or the Default Country Code', () => {
	const of = (recipient: string, options: INodeParameters) =>
		draft('sendText', { recipient, text: 'x', options });
	const said =
		'Recipient may lack its country code: write +62819012345678 (Default Country Code 62), or +819012345678 if it is complete: "81 9012-345-678"';

	it('is completed where that is what it means', () => {
		const { body, problems } = of('812-3456-789', { defaultCountryCode: '+62' });
		expect([problems, body.recipient]).toEqual([[], '628123456789']);
	});

	it('is refused where it may be somebody else’s, with both ways to write it', () => {
		const { problems } = of('81 9012-345-678', { defaultCountryCode: '+62' });
		expect(problems.map((problem) => [problem.path, fieldOf(problem), sentenceOf(problem)])).toEqual([
			[['recipient'], 'Recipient', said],
		]);
	});

	it('is left to the service by Skip Checks', () => {
		const { body, problems } = of('81 9012-345-678', { defaultCountryCode: '62', skipChecks: true });
		expect([problems, body.recipient]).toEqual([[], '819012345678']);
	});

	it('is refused in the JSON of a message, too', () => {
		const messageJson = '{ "type": "text", "recipient": "81 9012-345-678", "text": { "body": "x" } }';
		expect(
			problemsIn('sendJson', { recipient: '', messageJson, options: { defaultCountryCode: '62' } }),
		).toEqual([said]);
	});

	it('is refused where no code is set, with both places to set one', () => {
		expect(of('812-3456-789', {}).problems.map(sentenceOf)).toEqual([
			'Recipient may lack its country code: write it with + and the country code, or set Default Country in the ITNIO API credential (for this node alone: Default Country Code in the options): "812-3456-789"',
		]);
	});

	it('is completed by the country of the credential, unless an option names another', () => {
		const account = { appId: 'a', businessPhone: '', defaultCountryCode: '62' };
		const sentTo = (options: INodeParameters) =>
			draftItems('sendText', [{ recipient: '812-3456-789', text: 'x', options }], { account }).drafts[0];
		expect(sentTo({})?.body.recipient).toBe('628123456789');
		expect(sentTo({ defaultCountryCode: '60' })?.problems.map(sentenceOf)).toEqual([
			'Recipient is not a number after +60 (Malaysia), the default country: check it, or write it with + and its country code: "812-3456-789"',
		]);
	});

	it('is the number that sends: as the account shows it, mobile or not', () => {
		const form = { businessPhone: '442079460958', recipient: '0812-3456-789', text: 'x' };
		expect(problemsIn('sendText', { ...form, options: { defaultCountryCode: '62' } })).toEqual([]);
	});
});

describe('JSON input', () => {
	const buttons = (buttonsJson: unknown) =>
		problemsIn('sendButtons', { bodyText: 'Hi', inputMode: 'json', buttonsJson: buttonsJson as never });

	it.each<[string, string]>([
		['[{ "reply": { title: "Yes" } }]', 'it breaks at line 1, column 15, near "[{ "reply": { title: "Yes"'],
		["[{ 'reply': {} }]", 'it breaks at line 1, column 4, near "[{ \'reply\': {"'],
		[
			'[{ "reply": { "title": "Say "yes"" } }]',
			'it breaks at line 1, column 30, near " "title": "Say "yes"" } }]"',
		],
		['[{ "reply": { "title": "Yes" } }', 'it breaks at line 1, column 33, near "title": "Yes" } }"'],
	])('that is broken says where: %j', (given, where) => {
		const [sentence, ...others] = buttons(given);
		expect(others).toEqual([]);
		expect(sentence).toMatch(
			/^Buttons \(JSON\) is not valid JSON: it breaks at line \d+, column \d+, near ".*"\. .+$/s,
		);
		expect(sentence?.replace(/, near.*/s, '')).toBe(
			`Buttons (JSON) is not valid JSON: ${where.replace(/, near.*/s, '')}`,
		);
	});

	it('names the place where it breaks, wherever that is', () => {
		const good = JSON.stringify(
			[{ reply: { title: 'Yes\n"\\\u0000é😀', id: -12.5e3 } }, { a: [true, false, null] }],
			null,
			1,
		);
		for (let at = 1; at < good.length; at += 1) {
			// A character that may stand nowhere in JSON, not even in a text.
			const [sentence] = buttons(`${good.slice(0, at)}\u0001${good.slice(at)}`);
			const before = good.slice(0, at).split('\n');
			expect(sentence).toContain(`at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}, `);
		}
	});

	it.each<[unknown, string]>([
		['', 'Buttons (JSON) are empty: add at least 1 Button'],
		['  ', 'Buttons (JSON) are empty: add at least 1 Button'],
		['null', 'Buttons (JSON) must be a list, not empty (null)'],
		['[]', 'Buttons (JSON) are empty: add at least 1 Button'],
		['{}', 'Buttons (JSON) must be a list, not an object'],
		[{ reply: { title: 'Yes' } }, 'Buttons (JSON) must be a list, not an object'],
		['["Yes"]', 'button 1 must be an object such as { "reply": … }, but it is text'],
		['5', 'Buttons (JSON) must be a list, not a number'],
	])('that is no list of buttons is named: %j', (given, sentence) => {
		expect(buttons(given)).toEqual([sentence]);
	});

	const sample = (field: string) =>
		String(description.properties.find(({ name }) => name === field)?.default);
	const STILL = 'is still the sample: put your own values in its place';

	it.each([
		['sendButtons', 'buttonsJson', 'Buttons (JSON)', { bodyText: 'Choose' }],
		['sendList', 'sectionsJson', 'Sections (JSON)', { bodyText: 'Choose', listButtonText: 'Open' }],
		['sendCarousel', 'cardsJson', 'Cards (JSON)', { bodyText: 'Choose' }],
		['sendContacts', 'contactsJson', 'Contacts (JSON)', {}],
		['sendJson', 'messageJson', 'Message (JSON)', {}],
		[
			'sendTemplate',
			'componentsJson',
			'Components (JSON)',
			{ templateName: { mode: 'name', value: 'order_shipped' }, templateLanguage: 'en' },
		],
	] as const)(
		'of %s is no message as long as it is the sample, whatever its spaces',
		(operation, field, label, rest) => {
			const of = (json: unknown) =>
				problemsIn(operation, { ...rest, inputMode: 'json', [field]: json as string });
			const said = `${label} ${STILL}`;
			expect(of(sample(field))).toEqual([said]);
			expect(of(JSON.stringify(JSON.parse(sample(field))))).toEqual([said]);
			expect(problemsIn(operation, { ...rest, inputMode: 'json', options: { skipChecks: true } })).toEqual([
				said,
			]);
			expect(
				of(
					sample(field).replace(
						/"(Yes, please|Succulents|Buy now|Ana Wijaya|Hello from n8n|Maria)"/,
						'"Mine"',
					),
				),
			).toEqual([]);
		},
	);

	it('that holds the sample and something else is a problem that says so', () => {
		const beside = 'Buttons (JSON) still holds the sample beside what you put in: delete the sample';
		const given = sample('buttonsJson');
		expect(buttons(`${given}[object Object]`)).toEqual([beside]);
		expect(buttons(`[object Object]${given}`)).toEqual([beside]);
		expect(buttons(`${given}{{ $json.buttons }}`)).toEqual([
			`${beside}, and choose Expression above the field`,
		]);
		expect(buttons(`${given.slice(0, 2)}{{ $json.buttons }}${given.slice(2)}`)).toEqual([
			`${beside}, and choose Expression above the field`,
		]);
	});

	it('that is an expression in a field set to Fixed says where to choose Expression', () => {
		const fixed =
			'Buttons (JSON) holds an expression, but is set to Fixed: choose Expression above the field';
		expect(
			buttons('{{ $json.products.slice(0, 3).map(product => ({\n\treply: { title: product.name }\n})) }}'),
		).toEqual([fixed]);
		expect(buttons('[{ "reply": { "title": {{ $json.name }} } }]')).toEqual([fixed]);
		// It would be sent as it stands.
		expect(buttons('[{ "reply": { "title": "{{ $json.name }}" } }]')).toEqual([fixed]);
	});

	it('goes by the names that stand in it', () => {
		const card = (link: string) => ({
			header: { image: { link } },
			action: {
				buttons: [
					{ quick_reply: { title: 'Keep it' } },
					{ quick_reply: { title: 'A title that is far too long' } },
				],
			},
		});
		const form = {
			bodyText: 'x',
			inputMode: 'json',
			cardsJson: JSON.stringify([card('https://a.com/1.png'), card('')]),
		};
		expect(draft('sendCarousel', form).problems.map(fieldOf)).toEqual([
			'quick_reply.title of button 2 of card 1',
			'header.image.link of card 2',
			'quick_reply.title of button 2 of card 2',
		]);
		const list = {
			bodyText: '',
			listButtonText: 'Open',
			inputMode: 'json',
			sectionsJson: [
				{
					title: 'A',
					rows: [
						{ title: 'B', id: 'b' },
						{ title: 'C', id: 'b' },
					],
				},
			],
		};
		expect(problemsIn('sendList', list)).toEqual([
			'Body Text is empty',
			'id of row 2 of section 1 is the same as id of row 1 of section 1: "b". Nobody could tell which one was chosen',
		]);
		expect(
			problemsIn('sendContacts', { inputMode: 'json', contactsJson: [{ addresses: [{ city: 1 }] }] }),
		).toEqual(['name.formatted_name of contact 1 is empty']);
		expect(
			problemsIn('sendJson', { recipient: '', messageJson: '{ "type": "image", "image": {} }' }),
		).toEqual([
			'Recipient is empty: enter a phone number with its country code',
			'image.link is empty: enter a web address that starts with https://',
		]);
	});

	it('of a custom message must be an object', () => {
		expect(problemsIn('sendJson', { messageJson: '[]' })).toEqual([
			'Message (JSON) must be an object, but it is a list: several messages are several items (node Split Out)',
		]);
		expect(problemsIn('sendJson', { messageJson: '{"type": "text"' })).toEqual([
			'Message (JSON) is not valid JSON: it breaks at line 1, column 16, near "{"type": "text"". Its end is missing: a quotation mark, a } or a ]',
		]);
	});

	it('does not change what it was given', () => {
		const given = [{ reply: { title: 'Yes', id: '' } }];
		const before = structuredClone(given);
		draft('sendButtons', { bodyText: 'Hi', inputMode: 'json', buttonsJson: given as never });
		expect(given).toEqual(before);
	});
});

describe('a field that the checks find wrong', () => {
	it('is named as the form names it, and nothing is cut', () => {
		const title = 'Tell me more about this plo';
		const { body, problems } = draft('sendCarousel', {
			bodyText: 'Look',
			carouselButtonType: 'quickReply',
			cards: {
				card: ['More', title].map((one) => ({
					headerLink: 'https://example.com/a.jpg',
					quickReplies: { reply: [{ title: one, id: 'x' }] },
				})),
			},
		});
		expect(problems.map(sentenceOf)).toEqual([
			'Card 2 › Quick Reply 1 › Title is 27 characters long, the limit is 20: "Tell me more about this pl…"',
		]);
		expect(JSON.stringify(body)).toContain(`"title":"${title}"`);
	});
});

it.each(['IMAGE', 'Image', ' image'])(
	'a card whose Image or Video is "%s", as a shop names it, has the picture that was entered',
	(headerType) => {
		const card = {
			headerLink: 'https://shop.example.org/a.jpg',
			urlText: 'Buy',
			url: 'https://shop.example.org/a',
		};
		const { body, problems } = draft('sendCarousel', {
			bodyText: 'Look',
			cards: { card: [{ ...card, headerType }, card] },
		});
		expect(problems.map(sentenceOf)).toEqual([]);
		const { action } = body.interactive as { action: { cards: Body[] } };
		expect(action.cards[0]?.header).toEqual({ type: 'image', image: { link: card.headerLink } });
	},
);

it('of nothing but what a model thought nothing is sent, and plain text stays as it is', () => {
	const text = '<think>Rude.</think>\n';
	const options = { fromMarkdown: true };
	const why =
		'holds only what a model thought, and no answer: look at the node of the model, which may have reached its limit of tokens';
	expect(problemsIn('sendText', { text, options })).toEqual([`Text ${why}`]);
	const image = { mediaLink: 'https://shop.example.org/a.jpg', caption: text, options };
	expect(problemsIn('sendImage', image)).toEqual([`Caption ${why}`]);
	expect(draft('sendImage', image).body.image).toMatchObject({ caption: '' });
	expect(problemsIn('sendText', { text: ' ', options })).toEqual(['Text is empty']);
	expect(draft('sendText', { text }).body.text).toEqual({ body: text });
});

it.each(['QUICK_REPLY', 'Quick_reply '])(
	'a button of a template whose Type is "%s" has its value as its payload',
	(type) => {
		const { body, problems } = draft('sendTemplate', {
			templateName: { mode: 'name', value: 'x' },
			templateLanguage: 'en',
			templateButtons: { button: [{ type, value: 'A-1024' }] },
		});
		expect(problems.map(sentenceOf)).toEqual([]);
		const { components } = body.template as { components: Body[] };
		expect(components[0]).toMatchObject({
			sub_type: 'quick_reply',
			parameters: [{ type: 'payload', payload: 'A-1024' }],
		});
	},
);
