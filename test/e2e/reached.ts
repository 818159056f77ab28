/** Whom a message reaches, may reach and does not want to reach: the 24 hours, the reasons, STOP, in a whole n8n. */
import assert from 'node:assert/strict';
import { messageStatusEvent, upMessageEvent } from '../../sandbox';
import {
	inARow,
	itemNode,
	NODE_TYPE,
	outputOf,
	START,
	TRIGGER_TYPE,
	type Execution,
	type JsonObject,
	type Scene,
	type Workflow,
} from '../../harness';
import { test } from './registry';
import { BUSINESS, HOUR_MS, isTrue, oneByOne, person, sendText } from './scenarios/shared';

const SEND = 'Send';
const TEMPLATE = 'Send a template';
const TRIGGER = 'Trigger';
const ORIGIN = { appId: 'sandboxApp', businessPhone: BUSINESS };

export function testReached(scene: () => Scene): void {
	const execute = async (workflow: Workflow): Promise<Execution> =>
		await scene().client.runWorkflow(await scene().client.createWorkflow(workflow));
	const recipients = () =>
		scene()
			.sandbox.received.map(({ recipient, body }) => [
				recipient,
				body.template === undefined ? 'text' : 'template',
			])
			.sort();
	const hintsOf = (execution: Execution) =>
		execution.runData[SEND]?.at(-1)?.hints?.map(({ message }) => message) ?? [];

	test('the 24 hours: a text where it is free, a template where it must be, and no word of a date that nobody can read', async () => {
		const { credential } = scene();
		const ago = (hours: number) => Date.now() - hours * HOUR_MS;
		const iso = (hours: number) => new Date(ago(hours)).toISOString();
		const people: Array<{ phone: string; wrote: string | number | null; way: string }> = [
			{ phone: '6281200000001', wrote: iso(1), way: 'text' },
			{ phone: '6281200000002', wrote: Math.floor(ago(2) / 1000), way: 'text' },
			{ phone: '6281200000003', wrote: String(ago(23)), way: 'text' },
			{ phone: '6281200000004', wrote: ` ${iso(23.8).slice(0, 19).replace('T', ' ')} UTC `, way: 'text' },
			// Within the last five minutes it might arrive too late.
			{ phone: '6281200000005', wrote: iso(23.95), way: 'template' },
			{ phone: '6281200000006', wrote: iso(30), way: 'template' },
			{ phone: '6281200000007', wrote: '', way: 'template' },
			{ phone: '6281200000008', wrote: null, way: 'template' },
		];
		const unreadable = [
			{ phone: '6281200000011', wrote: 'yesterday' },
			{ phone: '6281200000012', wrote: '28/11/2026' },
			{ phone: '6281200000013', wrote: iso(-30) },
		];
		const parameters = {
			recipient: '={{ $json.phone }}',
			text: 'Hello',
			options: { lastWroteAt: '={{ $json.wrote }}' },
		};
		const workflow = inARow(
			'Free where it is free',
			START,
			itemNode('People', { people: [...people, ...unreadable] }),
			oneByOne('people'),
			sendText(credential, parameters, { onError: 'continueErrorOutput' }),
			isTrue('Window closed', '={{ $json.details.windowClosed }}'),
			{
				name: TEMPLATE,
				type: NODE_TYPE,
				typeVersion: 1,
				parameters: {
					operation: 'sendTemplate',
					businessPhone: BUSINESS,
					recipient: '={{ $json.details.recipient }}',
					templateName: { __rl: true, mode: 'name', value: 'store_opening' },
					templateLanguage: 'en_US',
					inputMode: 'json',
					componentsJson: JSON.stringify([
						{
							type: 'header',
							parameters: [
								{
									type: 'location',
									location: { latitude: -6.2, longitude: 106.8, name: 'Our shop', address: 'Jl. Sudirman 1' },
								},
							],
						},
					]),
					options: { skipChecks: true },
				},
				credentials: { itnioApi: credential },
			},
		);
		const toFilter = workflow.connections[SEND]?.main;
		toFilter?.unshift([]);
		const execution = await execute(workflow);
		assert.equal(execution.status, 'success', execution.error?.message);
		assert.deepEqual(
			recipients(),
			people.map(({ phone, way }) => [phone, way]),
		);
		const failed = outputOf(execution, SEND, 1).map(({ json }) => json);
		assert.equal(failed.length, 4 + unreadable.length);
		const words = failed.slice(4).map(({ error }) => String(error));
		assert.match(words[0] ?? '', /Last Wrote At is not a date with a time: "yesterday"/);
		assert.match(words[1] ?? '', /Last Wrote At is not a date with a time: "28\/11\/2026"/);
		assert.match(words[2] ?? '', /Last Wrote At lies far in the future/);
		assert.match(hintsOf(execution)[0] ?? '', /^4 accepted, .*4 of 11 have not written within 24 hours/);
	});

	/** A template to so many people, in one run. */
	const campaign = async (count: number, businessPhone: string | JsonObject, options: JsonObject = {}) =>
		await execute(
			inARow(
				'Campaign by template',
				START,
				itemNode('People', {
					people: Array.from({ length: count }, (_, index) => ({ phone: `+${person(index)}` })),
				}),
				oneByOne('people'),
				sendText(scene().credential, {
					operation: 'sendTemplate',
					businessPhone,
					recipient: '={{ $json.phone }}',
					templateName: { __rl: true, mode: 'name', value: 'login_code' },
					templateLanguage: 'en_US',
					inputMode: 'json',
					componentsJson: JSON.stringify([{ type: 'body', parameters: [{ type: 'text', text: '123456' }] }]),
					options,
				}),
			),
		);

	test('a campaign to more people than the number may write to first: both figures, before and after', async () => {
		const typed = { __rl: true, mode: 'phone', value: '+1 (202) 555-0100' };
		const chosen = { __rl: true, mode: 'list', value: '12025550100' };
		const both = /^Templates to 60 people, but \+1 202-555-0100 may write first to 50 people within 24 hours/;
		const isSaid = (execution: Execution) => hintsOf(execution).some((hint) => both.test(hint));
		const preview = await campaign(60, typed, { previewOnly: true });
		assert.ok(isSaid(preview), hintsOf(preview).join());
		assert.deepEqual(recipients(), []);
		const sent = await campaign(60, chosen);
		assert.ok(isSaid(sent), hintsOf(sent).join());
		assert.equal(recipients().length, 60);
		assert.ok(!isSaid(await campaign(50, typed)));
	});

	test('a campaign from a banned number says so before the first message, and from any other number it goes', async () => {
		const banned = await campaign(60, '628111000333');
		assert.equal(banned.status, 'error');
		assert.match(
			banned.error?.message ?? '',
			/^1st of 60 .*: Business Phone is \+62 811-1000-333, which is BANNED in ITNIO's list of numbers/,
		);
		assert.deepEqual(scene().sandbox.rejected, []);
		assert.deepEqual(recipients(), []);
		const other = await campaign(60, '628111000111');
		assert.equal(other.status, 'success', other.error?.message);
		assert.equal(recipients().length, 60);
	});

	test('Do Not Send To: who opted out is left out, however the numbers are written, and it is no error', async () => {
		const people = ['0812 0000 0001', '+62 812-0000-0002', '6281200000003', '6281200000004'];
		const doNotSendTo = 'whatsapp:+6281200000001,\n(0812) 0000-0002\n\n';
		const execution = await execute(
			inARow(
				'Campaign',
				START,
				itemNode('People', { people: people.map((phone) => ({ phone })) }),
				oneByOne('people'),
				sendText(scene().credential, {
					recipient: '={{ $json.phone }}',
					text: 'Hello',
					options: { doNotSendTo, defaultCountryCode: '62' },
				}),
			),
		);
		assert.equal(execution.status, 'success', execution.error?.message);
		assert.deepEqual(
			recipients().map(([recipient]) => recipient),
			['6281200000003', '6281200000004'],
		);
		assert.deepEqual(
			outputOf(execution, SEND).map(({ json }) => json.optedOut ?? false),
			[true, true, false, false],
		);
		assert.match(hintsOf(execution)[0] ?? '', /^2 accepted, 2 opted out \(1st–2nd/);
	});

	test('the trigger marks STOP and START as a whole message only, and says why a message did not arrive', async () => {
		const { client, credential } = scene();
		const webhookId = 'reached-or-not';
		const saved = await client.createWorkflow(
			inARow('What comes back', {
				name: TRIGGER,
				type: TRIGGER_TYPE,
				typeVersion: 1,
				parameters: {
					events: ['up-message-event', 'message-status-event'],
					// As the form adds it, with its words.
					options: { optOutWords: ['STOP', 'BERHENTI'] },
				},
				webhookId,
				credentials: { itnioApi: credential },
			}),
		);
		await client.activate(saved);
		const origin = () => ({ ...ORIGIN, nowMs: Date.now() });
		const wrote = (text: string) => upMessageEvent({ from: '6281234567890', text }, origin());
		const failed = (messageId: string, failure: JsonObject | string | number) => ({
			...messageStatusEvent({ messageId, recipient: '6281234567890' }, 'failed', origin()),
			failure,
		});
		const pushes: Array<readonly [event: object, expected: JsonObject]> = [
			[wrote(' stop! '), { optedOut: true }],
			[wrote('Berhenti'), { optedOut: true }],
			[wrote('Please do not stop by today'), {}],
			[wrote('START'), { optedIn: true }],
			[failed('m1', 131026), { code: 131026, tryAgain: 'never' }],
			[failed('m2', '131049'), { code: 131049, tryAgain: 'later' }],
			[failed('m3', '{"code":131047,"title":"Re-engagement"}'), { code: 131047, tryAgain: 'template' }],
			[failed('m4', { errors: [{ code: 130429 }] }), { code: 130429, tryAgain: 'later' }],
			[failed('m5', 'nobody knows'), {}],
		];
		for (const [event] of pushes) {
			const { status, text } = await client.callWebhook(`${webhookId}/webhook`, event);
			assert.equal(status, 200, text);
		}
		const began = (await client.executionsOf(saved.id, pushes.length)).map(
			(execution) => outputOf(execution, TRIGGER)[0]?.json ?? {},
		);
		for (const [event, expected] of pushes) {
			const { messageId, status } = event as { messageId: string; status?: string };
			const json = began.find((one) => one.messageId === messageId) ?? {};
			const { optedOut, optedIn, reason } = json;
			const { code, tryAgain, explanation, advice } = (reason ?? {}) as JsonObject;
			const found = { optedOut, optedIn, code, tryAgain };
			assert.deepEqual(JSON.parse(JSON.stringify(found)), expected, JSON.stringify(event));
			if (code !== undefined) assert.ok(String(explanation).length > 10 && String(advice).length > 10);
			if (status === 'failed') assert.equal(json.rank, 2);
		}
	});
}
