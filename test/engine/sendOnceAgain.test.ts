/** Send Once as a shop meets it: a campaign with broken numbers, corrected and executed again, and what a person reads. */
import type { IDataObject, INode } from 'n8n-workflow';
import { recipientFor } from '../../sandbox';
import { runInEngine } from './engine';
import { processedDataForTests } from './processed';
import { serviceForTests } from './service';

const service = serviceForTests();
const processed = processedDataForTests();

const NEXT = 'Correct them and execute again: with Send Once only these go';
const NO_BALANCE = recipientFor(-68);
const person = (index: number) => `62812${String(index).padStart(6, '0')}`;
const CUSTOMERS = 30;
const BROKEN = 7;
const corrected = Array.from({ length: CUSTOMERS }, (_, index) => person(index));
const broken = corrected.map((phone, index) => (index < BROKEN ? 'by fax' : phone));

interface Changes {
	settings?: Partial<INode>;
	options?: IDataObject;
}

const continuing: Partial<INode> = { onError: 'continueRegularOutput' };

const run = async (phones: readonly string[], { settings = {}, options = {} }: Changes = {}) =>
	await runInEngine({
		credential: service.credential(),
		items: phones.map((phone) => ({ phone })),
		settings,
		parameters: {
			operation: 'sendText',
			businessPhone: service.businessPhone,
			recipient: '={{ $json.phone }}',
			text: 'We open at nine',
			options: { maxPerSecond: 5_000, ...options } as never,
		},
	});

const once = { sendOnceBy: 'message' };
/** What the summary says of those who were reached. */
const REACHED = 'Accepted: 23 free messages to 23 people (Indonesia)';
const recipients = () => service.received().map(({ recipient }) => String(recipient));

describe('corrected and executed again', () => {
	it('sends the seven and nothing else, where the node continues', async () => {
		const first = await run(broken, { settings: continuing, options: once });
		expect(recipients().sort()).toEqual(corrected.slice(BROKEN));
		expect(first.hints).toEqual([`23 accepted, 7 not sent (1st–7th). ${NEXT}.`, REACHED]);

		const second = await run(corrected, { settings: continuing, options: once });
		expect(recipients().sort()).toEqual(corrected);
		expect(second.hints).toEqual(['7 accepted, 23 already sent before (8th–30th)']);
		expect(second.outputs[0]?.map(({ json }) => json.alreadySent ?? false)).toEqual(
			corrected.map((_, index) => index >= BROKEN),
		);
	});

	it('sends what is missing, where the node stops', async () => {
		const first = await run(broken, { options: once });
		expect(recipients()).toEqual([]);
		expect(first.error?.description).toContain(`${NEXT}, and what was not reached.`);

		const second = await run(corrected, { options: once });
		expect(second.error).toBeUndefined();
		expect(recipients().sort()).toEqual(corrected);
	});

	it('sends what the service refused, where the node stops at it', async () => {
		const phones = [person(0), person(1), `+${NO_BALANCE}`];
		const inOrder = { ...once, parallel: 1 };
		const first = await run(phones, { options: inOrder });
		expect(first.error?.description).toMatch(/^Messages already accepted: 2 \(1st–2nd\)\./);
		expect(first.error?.description?.endsWith(`${NEXT}.`)).toBe(true);

		await run([person(0), person(1), person(2)], { options: inOrder });
		expect(recipients()).toEqual([person(0), person(1), person(2)]);
	});

	it('knows what was accepted before Send Once was added, and sends the seven', async () => {
		const first = await run(broken, { settings: continuing });
		expect(first.hints).toEqual([
			'23 accepted, 7 not sent (1st–7th). Executing again sends all again, unless you add Options › Send Once first: it knows what was accepted and leaves it out.',
			REACHED,
		]);
		const second = await run(corrected, { settings: continuing, options: once });
		expect(second.hints).toEqual(['7 accepted, 23 already sent before (8th–30th)']);
		expect(recipients().sort()).toEqual(corrected);
	});

	it('says so where n8n could not remember what was accepted', async () => {
		processed.break();
		const { hints } = await run(broken, { settings: continuing });
		expect(hints).toEqual([
			'23 accepted, 7 not sent (1st–7th). Executing again sends all again, so take out what was accepted: Send Once, added now, does not know it.',
			REACHED,
		]);
	});

	it('holds nothing back by what was remembered, as long as Send Once is not added', async () => {
		await run(broken, { settings: continuing });
		await run(corrected, { settings: continuing });
		expect(recipients()).toHaveLength(23 + CUSTOMERS);
	});

	it('leads the safe way from the first error', async () => {
		const { error } = await run(broken);
		expect(error?.description).toMatch(/Nothing was sent: correct this and execute again\./);
		expect(error?.description).toMatch(
			/To send the others now: first add Options › Send Once, then Settings › On Error › Continue \(using error output\)\./,
		);
	});
});

describe('the next step', () => {
	const phones = [person(0), person(1), '12'];

	it('promises nothing for messages of unknown outcome', async () => {
		service.sandbox.configure({ faults: [{ kind: 'resetAfterRead', match: { recipient: person(1) } }] });
		const { hints } = await run(phones, { settings: continuing, options: once });
		expect(hints).toEqual([
			`1 accepted, 1 not sent (3rd: 12), 1 of unknown outcome (2nd: +62812000001). ${NEXT}, not those of unknown outcome.`,
		]);
	});

	it('counts them in where they are sent again', async () => {
		service.sandbox.configure({ faults: [{ kind: 'resetAfterRead', match: { recipient: person(1) } }] });
		const options = { ...once, whenOutcomeUnknown: 'resend' };
		const { hints } = await run(phones, { settings: continuing, options });
		expect(hints).toEqual([
			`1 accepted, 1 not sent (3rd: 12), 1 of unknown outcome (2nd: +62812000001). ${NEXT}.`,
		]);
	});

	it('is silent where nothing can be corrected', async () => {
		service.sandbox.configure({ faults: [{ kind: 'resetAfterRead', match: { recipient: person(1) } }] });
		const { hints } = await run(phones.slice(0, 2), { settings: continuing, options: once });
		expect(hints).toEqual(['1 accepted, 1 of unknown outcome (2nd: +62812000001)']);
	});

	it('is silent where all went, where one message is all there is, and where none went without Send Once', async () => {
		expect((await run(phones.slice(0, 2), { options: once })).hints).toEqual(['2 accepted']);
		const alone = await run(['12'], { settings: continuing, options: once });
		expect(alone.hints).toEqual(['1 not sent']);
		const none = await run(['12', '13'], { settings: continuing });
		expect(none.hints).toEqual(['2 not sent (1st–2nd: 12, 13)']);
	});
});
