/** Send and Wait in the real engine, with the trigger at its callback address. What n8n does then: test/e2e/conversation.ts. */
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeParameters,
	IRun,
	IWorkflowSettings,
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
	expect((await ask(Object.fromEntries(json) as INodeParameters)).status).toBe('waiting');
	const text = JSON.stringify(actionSent());
	expect(text.match(/~w1/g)).toHaveLength(1);
	expect(text).toContain('"ten~w1.');
	expect(findTicket(actionSent())).toMatchObject({ choice: 0, executionId: '1' });
});
