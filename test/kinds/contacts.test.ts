import type { INodeParameters } from 'n8n-workflow';
import { sentenceOf } from '../../nodes/ItnioWhatsApp/core/problem';
import { draft, problemsIn } from './form';

const phonesOf = (phones: unknown) => {
	const contactsJson = JSON.stringify([{ name: { formatted_name: 'Ana' }, phones }]);
	const { body, problems } = draft('sendContacts', { inputMode: 'json', contactsJson });
	return { phones: (body.contacts as Array<{ phones?: unknown }>)[0]?.phones, problems };
};

describe('a contact of a CRM in JSON', () => {
	it.each([
		['a phone that it has not', [{ phone: '', type: 'CELL' }]],
		['a phone that is null', [{ phone: null, type: 'CELL' }]],
		['a row without anything', [{}]],
		['null in place of a row', [null]],
	])('%s is left out as in the form', (_, phones) => {
		expect(phonesOf(phones)).toEqual({ phones: undefined, problems: [] });
	});

	it('rows that hold something stay beside those that do not', () => {
		const phones = [
			{ phone: '', type: 'CELL' },
			{ phone: '+62 1', type: 'WORK' },
		];
		expect(phonesOf(phones)).toEqual({ phones: [phones[1]], problems: [] });
	});

	it('a row that is no object is a problem', () => {
		const contactsJson = '[{"name":{"formatted_name":"Ana"},"phones":["+62 1"]}]';
		expect(problemsIn('sendContacts', { inputMode: 'json', contactsJson })).toEqual([
			'phone 1 of contact 1 must be an object such as { "phone": … }, but it is text',
		]);
	});
});

describe('the phones of a contact', () => {
	const form = (phone: INodeParameters): INodeParameters => ({
		contacts: { contact: [{ formattedName: 'Ana', phones: { phone: [phone] } }] },
	});

	it.each(['+62 812-3456-7890', '6281234567890@s.whatsapp.net', '6281234567890 ', '\u202a6281234567890'])(
		'WhatsApp ID %j becomes digits',
		(waId) => {
			const { body, problems } = draft('sendContacts', form({ phone: '+62 1', waId }));
			expect(problems).toEqual([]);
			expect(body.contacts).toMatchObject([{ phones: [{ wa_id: '6281234567890' }] }]);
		},
	);

	it.each([
		['abc', 'contains letters: enter the number alone'],
		[
			'0812-3456-7890',
			'starts with 0: write it with + and the country code, or set Default Country in the ITNIO API credential (for this node alone: Default Country Code in the options)',
		],
		['62', 'has only 2 digits, a number with its country code has 7 to 14'],
		[
			'+62 812-3456-7890 (2)',
			'ends in "(2)", which may be an extension or a place in a list: enter the number alone',
		],
	])('WhatsApp ID %j is refused with what to write', (waId, why) => {
		expect(problemsIn('sendContacts', form({ phone: '+62 1', waId }))).toEqual([
			`Contact 1 › Phone 1 › WhatsApp ID ${why}: "${waId}"`,
		]);
	});

	it.each([
		['91', '9876543210', '919876543210'],
		['62', '81234567890', '6281234567890'],
		['55', '11987654321', '5511987654321'],
	])('with Default Country Code %s, WhatsApp ID %s is read as a Recipient is', (code, waId, digits) => {
		const options = { defaultCountryCode: code };
		expect(draft('sendText', { recipient: waId, text: 'Hi', options }).body.recipient).toBe(digits);
		const { body, problems } = draft('sendContacts', { ...form({ phone: waId, waId }), options });
		expect(problems).toEqual([]);
		expect(body.contacts).toMatchObject([{ phones: [{ phone: waId, wa_id: digits }] }]);
	});

	it.each(['9876543210', '81234567890', '11987654321'])(
		'WhatsApp ID %s, which begins with no country that has such a number, is refused as a Recipient is',
		(waId) => {
			expect(problemsIn('sendText', { recipient: waId, text: 'Hi' })).toHaveLength(1);
			expect(problemsIn('sendContacts', form({ phone: waId, waId }))).toEqual([
				expect.stringMatching(/^Contact 1 › Phone 1 › WhatsApp ID .*country code/),
			]);
		},
	);

	it.each<[string, string, string, object]>([
		['62', '+852 2123 4567', '85221234567', {}],
		['62', '+852 2123 4567', '85221234567', { skipChecks: true }],
		['1', '+65 6234 5678', '6562345678', {}],
		['86', '+1 310 555 1234', '13105551234', {}],
		['', '+62 21 2900 1234', '622129001234', {}],
	])(
		'with Default Country Code "%s", the card of %s opens a chat with its own WhatsApp ID %s, which is complete: %j',
		(defaultCountryCode, shown, waId, more) => {
			const options = { defaultCountryCode, ...more };
			const { body, problems } = draft('sendContacts', { ...form({ phone: shown, waId }), options });
			expect(problems.map(sentenceOf)).toEqual([]);
			expect(body.contacts).toMatchObject([{ phones: [{ phone: shown, wa_id: waId }] }]);
		},
	);

	it('a WhatsApp ID that nobody can read goes as it is written with Skip Checks', () => {
		const options = { skipChecks: true };
		const { body, problems } = draft('sendContacts', {
			...form({ phone: '1', waId: '9876543210' }),
			options,
		});
		expect(problems).toEqual([]);
		expect(body.contacts).toMatchObject([{ phones: [{ wa_id: '9876543210' }] }]);
	});

	it('a WhatsApp ID in custom JSON is read with the country and named where nobody can read it', () => {
		const contacts = [{ name: { formatted_name: 'Ana' }, phones: [{ wa_id: 9876543210 }] }];
		const messageJson = JSON.stringify({ type: 'contacts', contacts });
		const { body } = draft('sendJson', { messageJson, options: { defaultCountryCode: '91' } });
		expect(body.contacts).toMatchObject([{ phones: [{ wa_id: '919876543210' }] }]);
		const unread = draft('sendJson', { messageJson });
		expect(unread.problems.map(sentenceOf)).toEqual([
			expect.stringMatching(/^wa_id of phone 1 of contact 1 may lack its country code.*"9876543210"$/),
		]);
		expect(unread.body.contacts).toMatchObject([{ phones: [{ wa_id: '9876543210' }] }]);
	});

	it.each(['phone', 'waId'])('%s that a spreadsheet shortened is refused', (name) => {
		expect(problemsIn('sendContacts', form({ phone: '+62 1', [name]: '6.28123E+12' }))).toEqual([
			expect.stringMatching(/^Contact 1 › Phone 1 › .*spreadsheet.*"6\.28123E\+12"$/),
		]);
	});
});
