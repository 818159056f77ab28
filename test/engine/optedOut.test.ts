/** Do Not Send To: who is left out, and what comes out for them. */
import type { IDataObject } from 'n8n-workflow';
import { runInEngine, type EngineOptions } from './engine';
import { processedDataForTests } from './processed';
import { serviceForTests } from './service';

const service = serviceForTests();
const processed = processedDataForTests();

const SARI = '6281234567890';
const BUDI = '6281234567891';
const DEWI = '6281234567892';
const people = [SARI, BUDI, DEWI].map((phone) => ({ phone }));

interface Changes extends Partial<EngineOptions> {
	options?: IDataObject;
	parameters?: never;
}

const run = async (doNotSendTo: unknown, { options = {}, ...changes }: Changes = {}) =>
	await runInEngine({
		credential: service.credential(),
		items: people,
		...changes,
		parameters: {
			operation: 'sendText',
			businessPhone: service.businessPhone,
			recipient: '=+{{ $json.phone }}',
			text: 'Hi',
			options: { doNotSendTo, ...options } as never,
		},
	});
const sentTo = () => service.received().map(({ recipient }) => recipient);

it('people who opted out come out as skipped in their place, counted, and nobody else is held up', async () => {
	const { error, outputs, hints } = await run('+62 812-3456-7890, 6281234567892');
	expect(error).toBeUndefined();
	expect(outputs[0]?.map(({ json, pairedItem }) => ({ json, pairedItem }))).toEqual([
		{
			json: { skipped: true, optedOut: true, recipient: SARI, messageType: 'text' },
			pairedItem: { item: 0 },
		},
		{ json: expect.objectContaining({ status: '0', recipient: BUDI }) as unknown, pairedItem: { item: 1 } },
		{
			json: { skipped: true, optedOut: true, recipient: DEWI, messageType: 'text' },
			pairedItem: { item: 2 },
		},
	]);
	expect(sentTo()).toEqual([BUDI]);
	expect(hints[0]).toBe(`1 accepted, 2 opted out (1st, 3rd: +${SARI}, +${DEWI})`);
});

it.each<[string, unknown]>([
	['lines', `\n${SARI}\nphone\nn/a\n+62 812-3456-7892\n`],
	['a list by an expression', `={{ ["+${SARI}", "", null, "${DEWI}@s.whatsapp.net"] }}`],
	['numbers by an expression', `={{ [${SARI}, ${DEWI}] }}`],
	['a list as JSON', `["${SARI}","${DEWI}"]`],
	['numbers as people of the default country write them', '0812-3456-7890; 081234567892'],
	['IDs of people who hide their number beside them', `ID.13491208655302741918,${SARI},${DEWI}`],
	['the comma of an Arabic keyboard', `${SARI}، ${DEWI}`],
	['its semicolon and its digits', '٦٢٨١٢٣٤٥٦٧٨٩٠؛ ٦٢٨١٢٣٤٥٦٧٨٩٢'],
	['commas within a number and between them', '6,281,234,567,890\n6281234567890，6281234567892'],
])('takes %s', async (_, doNotSendTo) => {
	const { error } = await run(doNotSendTo, { options: { defaultCountryCode: '62' } });
	expect(error).toBeUndefined();
	expect(sentTo()).toEqual([BUDI]);
});

it.each([
	['a digit behind a number', `+62 812-3456-7890-2, ${DEWI}`],
	['two numbers in one place', `${SARI},${DEWI}`],
	['what a number is for behind it', `+62 812-3456-7890 (WA), ${DEWI}`],
])('leaves out whom it may mean: %s', async (_, doNotSendTo) => {
	const { error } = await run(doNotSendTo);
	expect(error).toBeUndefined();
	expect(sentTo()).toEqual([BUDI]);
});

it.each([
	['with marks in front', `- ${SARI}\n* ${DEWI}`],
	['with places in front', `1. ${SARI}\n12) +${DEWI}`],
	['of a table', `| ${SARI} | ${DEWI} |`],
])('takes a list %s', async (_, doNotSendTo) => {
	const { error } = await run(doNotSendTo);
	expect(error).toBeUndefined();
	expect(sentTo()).toEqual([BUDI]);
});

it('a person is left out where the items name their countries, in whichever order they come', async () => {
	const dutch = { phone: '31612345678', code: '31' };
	const french = { phone: '33612345678', code: '33' };
	const options = { defaultCountryCode: '={{ $json.code }}' };
	for (const items of [
		[dutch, french],
		[french, dutch],
	]) {
		const { outputs } = await run('06 12 34 56 78', { items, options });
		expect(outputs[0]?.map(({ json }) => json.optedOut)).toEqual([true, true]);
	}
	expect(service.sandbox.requests).toBe(0);
});

it.each([
	['Hong Kong, list of a shop in Indonesia', '62', '85221234567'],
	['Singapore, list of a shop in the USA', '1', '6562345678'],
])('somebody in %s, is left out by the `person` that the trigger gives', async (_, country, person) => {
	const { outputs } = await run(`={{ ["${person}"] }}`, {
		credential: service.credential({ defaultCountryCode: country }),
		items: [{ phone: person }],
	});
	expect(outputs[0]?.map(({ json }) => json.optedOut)).toEqual([true]);
	expect(sentTo()).toEqual([]);
});

it.each(['6285291234567', '85291234567'])(
	'an entry that may be the number of two people leaves out both: +%s',
	async (phone) => {
		const credential = service.credential({ defaultCountryCode: '62' });
		const { outputs } = await run('85291234567', { credential, items: [{ phone }] });
		expect(outputs[0]?.map(({ json }) => json.optedOut)).toEqual([true]);
		expect(sentTo()).toEqual([]);
	},
);

it.each([
	['of Indonesia whose 0 the spreadsheet took away', '', 81234567890, '6281234567890'],
	['of the USA as people there write it', '', '(310) 555-1234', '13105551234'],
	['of Brazil as people there write it', '', '11 98765-4321', '5511987654321'],
	['of Germany without its 0', '', '151 12345678', '4915112345678'],
	['of India that lacks a digit', '91', '987654321', '919876543210'],
])(
	'a number %s, which nobody can read with the Default Country "%s", is a problem, and nothing is sent: %j',
	async (_, country, entry, person) => {
		const { error } = await run(`={{ [${JSON.stringify(entry)}] }}`, {
			credential: service.credential({ defaultCountryCode: country }),
			items: [{ phone: person }],
		});
		expect({ sentTo: sentTo(), stopped: error !== undefined }).toEqual({ sentTo: [], stopped: true });
	},
);

it('a person is known by either way to write a number', async () => {
	const { outputs } = await run('+55 11 7654-3210', { items: [{ phone: '5511976543210' }] });
	expect(outputs[0]?.map(({ json }) => json.optedOut)).toEqual([true]);
	expect(service.sandbox.requests).toBe(0);
});

it.each<[string, unknown, string]>([
	[
		'a number without a country',
		`${SARI}\n081234567`,
		'Do Not Send To has an entry that starts with 0: write it with + and the country code, or set Default Country in the ITNIO API credential (for this node alone: Default Country Code in the options): "081234567". This message was not sent.',
	],
	[
		'several',
		'Sari 628123456789, 6.28123E+12, 6281234567890',
		'Do Not Send To has 2 entries that cannot be read. One contains letters: enter the number alone: "Sari 628123456789". The others: "6.28123E+12". This message was not sent.',
	],
	[
		'a place in a list behind a number',
		`+62 812-3456-7890 (2)\n${DEWI}`,
		'Do Not Send To has an entry that ends in "(2)", which may be an extension or a place in a list: enter the number alone: "+62 812-3456-7890 (2)". This message was not sent.',
	],
	[
		'whole rows',
		'={{ [{ person: "1" }] }}',
		'Do Not Send To has an entry that is an object: choose one column, as in {{ $("Opted Out").all().map((row) => row.json.person) }}: "{"person":"1"}". This message was not sent.',
	],
])('what may be somebody but cannot be read stops the run: %s', async (_, doNotSendTo, sentence) => {
	const { error } = await run(doNotSendTo, { items: [{ phone: BUDI }] });
	expect(error?.message).toBe(sentence);
	expect(service.sandbox.requests).toBe(0);
});

it.each<[string, unknown, string]>([
	[
		'a name that no row has',
		'={{ [{ phone: 1 }, { phone: 2 }].map((row) => row.Phone) }}',
		'in its 2 entries, all of them empty',
	],
	['the column of the names', '={{ ["Sari", "Budi"] }}', 'in its 2 entries, such as "Sari", "Budi"'],
	['a formula that fails', '#REF!', 'in "#REF!"'],
	['nothing as text', '={{ "undefined" }}', 'in "undefined"'],
	['a switch', '={{ true }}', 'in "true"'],
	['a sheet that is still computing', 'Loading...', 'in "Loading..."'],
	['a number cut short', '={{ ["", "628"] }}', 'in its 2 entries, such as "628"'],
	[
		'one name among those who are none',
		'={{ ["", "none", "Sari"] }}',
		'in its 3 entries, such as "none", "Sari"',
	],
])('a list that names nobody stops the run: %s', async (_, doNotSendTo, found) => {
	const { error } = await run(doNotSendTo, { items: [{ phone: BUDI }] });
	expect(error?.message).toBe(
		`Do Not Send To has no phone number ${found}: choose the column that holds it, as in {{ $("Opted Out").all().map((row) => row.json.person) }}. This message was not sent.`,
	);
	expect(service.sandbox.requests).toBe(0);
});

it('a fault in the message to a person who opted out is not an error, and nothing is claimed for it', async () => {
	const { error, outputs } = await run(SARI, {
		options: { sendOnceBy: 'key', sendOnceKey: `={{ $json.phone === "${SARI}" ? "" : $json.phone }}` },
	});
	expect(error).toBeUndefined();
	expect(outputs[0]?.map(({ json }) => json.optedOut ?? json.status)).toEqual([true, '0', '0']);
	const entries = processed.entries().filter((entry) => !entry.startsWith('mark:'));
	expect(entries).toHaveLength(2);
});

it('the list of the first item holds for all, beside options of each item', async () => {
	const options = { replyToMessageId: '={{ "wamid." + $json.phone }}' };
	await run('={{ [$json.phone] }}', { options });
	expect(service.received().map(({ recipient, context }) => [recipient, context])).toEqual(
		[BUDI, DEWI].map((phone) => [phone, { refMessageId: `wamid.${phone}` }]),
	);
});

it('a preview says how many opted out', async () => {
	const { hints } = await run(SARI, { options: { previewOnly: true } });
	expect(hints).toEqual([
		'Preview Only: none of 3 has problems, nothing was sent',
		`1 opted out (1st: +${SARI})`,
		'To be sent: 2 free messages to 2 people (Indonesia)',
	]);
});

it('a single message to somebody who opted out is said, and no question waits for their answer', async () => {
	const {
		outputs,
		hints,
		run: done,
	} = await runInEngine({
		credential: service.credential(),
		parameters: {
			operation: 'sendAndWait',
			businessPhone: service.businessPhone,
			recipient: `+${SARI}`,
			message: 'Deliver it?',
			answerBy: 'buttons',
			buttons: { button: [{ title: 'Yes' }, { title: 'No' }] },
			options: { doNotSendTo: SARI },
		},
	});
	expect([done.status, done.waitTill]).toEqual(['success', undefined]);
	expect(outputs[0]?.map(({ json }) => json)).toEqual([
		{ skipped: true, optedOut: true, recipient: SARI, messageType: 'button' },
	]);
	expect(hints).toEqual(['1 opted out']);
	expect(service.sandbox.requests).toBe(0);
});

it('an empty list leaves out nobody', async () => {
	const empty = [
		'',
		'\n',
		'={{ [] }}',
		'={{ null }}',
		'={{ undefined }}',
		'={{ [{}].map((row) => row.phone) }}',
	];
	for (const nobody of empty) await run(nobody);
	expect(sentTo()).toHaveLength(18);
});

it.each<[string, unknown]>([
	['a column that is empty in each row', '={{ ["", ""] }}'],
	['nothing where somebody did not opt out', '={{ [null, null] }}'],
	['a condition in front of the number', '={{ [false && "628", 0 && "628"] }}'],
	['a condition in front of the list', '={{ false && ["628"] }}'],
	['lists that are empty inside', '={{ [[null], [""]] }}'],
	['a column that some rows lack', '={{ [{ phone: "" }, {}].map((row) => row.phone) }}'],
	['a sheet that found none', '={{ ["#N/A", "FALSE", "-"] }}'],
	...['none', 'None\nnone', 'N/A', '-', '—', 'nobody', 'No one', '无'].map((word): [string, string] => [
		word,
		word,
	]),
])('a list that says nobody leaves out nobody: %s', async (_, nobody) => {
	const { error } = await run(nobody);
	expect(error).toBeUndefined();
	expect(sentTo()).toHaveLength(3);
});

it('a list of people who hide their number is a list, and leaves out nobody else', async () => {
	await run('ID.13491208655302741918,ID.13491208655302741919');
	expect(sentTo()).toHaveLength(3);
});
