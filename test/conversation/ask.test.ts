/** Send and Wait in the real engine, with the trigger at its callback address. What n8n does then: test/e2e/conversation.ts. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import {
	OperationalError,
	UserError,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type INode,
	type INodeParameters,
	type IRun,
	type IWorkflowSettings,
} from 'n8n-workflow';
import { findTicket } from '../../nodes/ItnioWhatsApp/conversation/token';
import { resumable, runInEngine } from '../engine/engine';
import { serviceForTests } from '../engine/service';
import { listen, type Listener } from '../trigger/listener';

const service = serviceForTests();

const question: INodeParameters = {
	resource: 'message',
	operation: 'sendAndWait',
	businessPhone: '628111000111',
	recipient: '6281234567890',
	message: 'Deliver it?',
	answerBy: 'buttons',
	buttons: { button: [{ title: 'Yes' }, { title: 'No' }] },
};
const ask = async (
	parameters: INodeParameters = {},
	more: {
		callbackUrl?: string;
		settings?: Partial<INode>;
		workflowSettings?: IWorkflowSettings;
		executionId?: string;
		retryOf?: IRun;
	} = {},
) => {
	const { callbackUrl = '', retryOf, ...rest } = more;
	const { run, error } = await runInEngine({
		parameters: { ...question, ...parameters },
		credential: service.credential({ callbackUrl }),
		...(retryOf && { resume: resumable(retryOf) }),
		...rest,
	});
	return { run, status: run.status, waitTill: run.waitTill?.getTime(), error: error?.message };
};
const actionSent = () =>
	(service.received()[0]?.interactive as { action: IDataObject } | undefined)?.action ?? {};

describe('a question with a Callback URL is asked again', () => {
	let trigger: Listener;
	beforeEach(async () => {
		const credential = service.credential() as ICredentialDataDecryptedObject;
		trigger = await listen({ credential: { ...credential, appId: 'sandboxApp' } });
	});
	afterEach(async () => await trigger.close());
	const waits = () => (trigger.staticData()['node:Trigger'] as { waiting: string }).waiting.split('\n');

	const EXPRESS =
		'<!DOCTYPE html>\n<html lang="en">\n<body>\n<pre>Cannot POST /webhook/itnio/webhook</pre>\n</body>\n</html>\n';

	test.each<[string, number, string]>([
		['updates its database, and says so with HTTP 200', 200, 'n8n is starting up. Please wait'],
		['knows no webhooks yet, and its web server says so', 404, EXPRESS],
	])('by n8n itself while it starts: it %s', async (_what, httpStatus, page) => {
		let calls = 0;
		const starting = createServer((request, response) => {
			void (async () => {
				const body = await text(request);
				if ((calls += 1) <= 2) return response.writeHead(httpStatus).end(page);
				const headers = { 'Content-Type': 'application/json' };
				const answer = await fetch(trigger.url, { method: 'POST', headers, body });
				return response.writeHead(answer.status, headers).end(await answer.text());
			})();
		});
		await once(starting.listen(0, '127.0.0.1'), 'listening');
		const callbackUrl = `http://127.0.0.1:${(starting.address() as AddressInfo).port}/webhook/itnio/webhook`;
		const { status, error } = await ask({}, { callbackUrl });
		starting.close();
		expect([status, error]).toEqual(['waiting', undefined]);
		expect(calls).toBeGreaterThan(2);
		expect(waits()).toHaveLength(1);
	});

	test.each<[string, Error]>([
		['does not reach its database', new Error('Driver has already been released.')],
		[
			// 2.41: PolicyCheckFailedError, of a check that took longer than 250 ms or did not reach the database.
			'cannot look at once whether it may read the credential',
			new OperationalError('Could not verify policy for credentialDecrypt, so the action was blocked'),
		],
	])('by n8n itself while it %s', async (_what, failure) => {
		await trigger.close();
		let failures = 2;
		trigger = await listen({
			credential: { ...(service.credential() as ICredentialDataDecryptedObject), appId: 'sandboxApp' },
			beforeCredential: async () => {
				if (failures-- > 0) throw failure;
			},
		});
		const { status, error } = await ask({}, { callbackUrl: trigger.url });
		expect([status, error]).toEqual(['waiting', undefined]);
		expect(failures).toBeLessThan(0);
	});

	test('but not where the trigger has no credential, which stays so', async () => {
		await trigger.close();
		trigger = await listen({ credential: null });
		const { error } = await ask({}, { callbackUrl: trigger.url });
		expect(error).toMatch(/HTTP 403\): The trigger has no credential: switch on Only This App there/);
		// Said once, and taken back.
		expect(trigger.calls()).toBe(2);
	});

	test('but not where the credential of the trigger was deleted, which stays so', async () => {
		await trigger.close();
		trigger = await listen({
			credential: { ...(service.credential() as ICredentialDataDecryptedObject), appId: 'sandboxApp' },
			beforeCredential: async () => {
				throw new UserError('Credential with ID "abc" does not exist for type "itnioApi".');
			},
		});
		const { error } = await ask({}, { callbackUrl: trigger.url });
		expect(error).toMatch(/choose the credential of the send node/);
		expect(trigger.calls()).toBe(2);
	}, 120_000);

	test('by Retry On Fail', async () => {
		service.sandbox.configure({ faults: [{ kind: 'status', status: -8, times: 1 }] });
		const settings = { retryOnFail: true, maxTries: 2 };
		const { status, error } = await ask({}, { callbackUrl: trigger.url, settings });
		expect([status, error]).toEqual(['waiting', undefined]);
		expect(service.received()).toHaveLength(1);
		expect(waits()).toEqual([expect.stringMatching(/^\S+ 0 1 /)]);
	});

	test('by the Retry of its execution, which is another execution', async () => {
		service.sandbox.configure({ faults: [{ kind: 'status', status: -8, times: 1 }] });
		const first = await ask({}, { callbackUrl: trigger.url });
		expect(first.error).toMatch(/status -8/);
		const again = await ask({}, { callbackUrl: trigger.url, executionId: '2', retryOf: first.run });
		expect([again.status, again.error]).toEqual(['waiting', undefined]);
		expect(waits()).toEqual([expect.stringMatching(/^\S+ 0 2 /)]);
	});

	test('where an unknown outcome is to be sent again', async () => {
		service.sandbox.configure({ faults: [{ kind: 'http500', times: 1, accepted: true }] });
		const { status, error } = await ask(
			{ options: { whenOutcomeUnknown: 'resend' } },
			{ callbackUrl: trigger.url, settings: { retryOnFail: true, maxTries: 2 } },
		);
		expect([status, error]).toEqual(['waiting', undefined]);
		expect(service.received()).toHaveLength(2);
	});
});

test('the person has the whole time, however long the question waited to be sent', async () => {
	service.sandbox.configure({ retryAfter: 2, faults: [{ kind: 'http429', times: 1 }] });
	const limitWaitTime = {
		values: { limitType: 'afterTimeInterval', resumeAmount: 60, resumeUnit: 'seconds' },
	};
	const { status, waitTill } = await ask({ options: { limitWaitTime } });
	expect(status).toBe('waiting');
	expect(waitTill).toBeGreaterThanOrEqual((service.sandbox.received[0]?.at ?? Infinity) + 60_000);
});

test('a date of the form is by the clock of the workflow', async () => {
	const year = new Date().getUTCFullYear() + 1;
	const limitWaitTime = {
		values: { limitType: 'atSpecifiedTime', maxDateAndTime: `${year}-12-31T18:00:00` },
	};
	const workflowSettings = { timezone: 'Asia/Jakarta' };
	const { waitTill } = await ask({ options: { limitWaitTime } }, { workflowSettings });
	expect(waitTill).toBe(Date.UTC(year, 11, 31, 11));
});

test.each([
	[
		'a section with an ID',
		{
			answerBy: 'list',
			inputMode: 'json',
			sectionsJson: [{ id: 's', title: 'Morning', rows: [{ id: 'ten', title: '10:00' }] }],
		},
	],
	[
		'a button with an ID beside its reply',
		{ inputMode: 'json', buttonsJson: [{ id: 'b', title: 'b', reply: { id: 'ten', title: '10:00' } }] },
	],
])('the way back stands behind what can be tapped, not behind %s', async (_, parameters) => {
	const json = Object.entries(parameters).map(([name, value]) => [
		name,
		typeof value === 'string' ? value : JSON.stringify(value),
	]);
	// The checks would refuse such a button.
	const form = { ...Object.fromEntries(json), options: { skipChecks: true } } as INodeParameters;
	expect((await ask(form)).status).toBe('waiting');
	const text = JSON.stringify(actionSent());
	expect(text.match(/~w1/g)).toHaveLength(1);
	expect(text).toContain('"ten~w1.');
	expect(findTicket(actionSent())).toMatchObject({ choice: 0, executionId: '1' });
});
