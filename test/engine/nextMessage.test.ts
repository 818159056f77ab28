/** The next message of a workflow goes to whom the first one went: by the `recipient` that the first node gives. */
import type { INode, INodeParameters } from 'n8n-workflow';
import { ItnioApi } from '../../credentials/ItnioApi.credentials';
import { workflowOf } from '../../harness/engine';
import { ItnioWhatsApp } from '../../nodes/ItnioWhatsApp/ItnioWhatsApp.node';
import { engine } from './engine';
import { loopOf } from './loop';
import { processedDataForTests } from './processed';
import { serviceForTests } from './service';

const service = serviceForTests();
processedDataForTests();
const TYPE = 'n8n-nodes-itnio.itnioWhatsApp';

const send = (name: string, recipient: string, text: string): INode => ({
	id: name,
	name,
	type: TYPE,
	typeVersion: 1,
	position: [400, 0],
	credentials: { itnioApi: { id: '1', name: 'ITNIO' } },
	parameters: { operation: 'sendText', businessPhone: service.businessPhone, recipient, text },
});
/** The form of Send and Wait, without whom it asks. */
const question = () => ({
	operation: 'sendAndWait',
	businessPhone: service.businessPhone,
	message: 'Did it arrive?',
	answerBy: 'buttons',
	buttons: { button: [{ title: 'Yes' }, { title: 'No' }] },
});

const to = (node: string) => [{ node, type: 'main' as const, index: 0 }];

interface First {
	readonly onError?: 'continueErrorOutput';
	readonly parameters: INodeParameters;
}

/** A node with one row, and another one behind these of its outputs. */
function taskOf(row: Record<string, string>, country: string, first: First, next: INode, outputs = [0]) {
	const node = { name: 'First', type: TYPE, typeVersion: 1, ...first };
	const base = workflowOf([row], node, new ItnioWhatsApp());
	return {
		...base,
		nodes: [...base.nodes, next],
		connections: {
			...base.connections,
			[node.name]: { main: [0, 1].map((output) => (outputs.includes(output) ? to(next.name) : [])) },
		},
		credentialType: new ItnioApi(),
		credential: service.credential({ defaultCountryCode: country }),
	};
}

/** A node whose messages fail or are only shown, and another one behind it. */
async function behind(
	row: Record<string, string>,
	country: string,
	first: First,
	{ recipient, text = 'Hello', outputs = [0, 1] }: { recipient: string; text?: string; outputs?: number[] },
) {
	const { data } = await engine.run(taskOf(row, country, first, send('Next', recipient, text), outputs));
	return {
		error: data.resultData.error?.message,
		sentTo: service.received().map(({ recipient: sentTo }) => sentTo),
	};
}

/** A message to a phone, and another one behind it. */
async function twice(
	phone: string,
	country: string,
	second: { recipient: string; outputs: number[] },
	options: INodeParameters = {},
) {
	const { parameters } = send('First', '={{ $json.phone }}', 'Hello');
	const first = { onError: 'continueErrorOutput' as const, parameters: { ...parameters, options } };
	return await behind({ phone }, country, first, { ...second, text: 'One more thing' });
}

const PEOPLE = [
	['an office in Hong Kong, by a shop in Indonesia', '+852 2123 4567', '62', '85221234567'],
	['an office in Singapore, by a shop in the USA', '+65 6234 5678', '1', '6562345678'],
	['somebody in Hong Kong, by a shop in Indonesia', '+852 9123 4567', '62', '85291234567'],
];

it.each(PEOPLE)('a second message to %s', async (_, phone, country, digits) => {
	const found = await twice(String(phone), String(country), {
		recipient: '={{ $json.recipient }}',
		outputs: [0],
	});
	expect(found).toEqual({ error: undefined, sentTo: [digits, digits] });
});

it.each(PEOPLE)(
	'another message in place of one that came too late, to %s',
	async (_, phone, country, digits) => {
		const found = await twice(
			String(phone),
			String(country),
			{ recipient: '={{ $json.details.recipient }}', outputs: [1] },
			{ lastWroteAt: '2026-01-01T00:00:00Z' },
		);
		expect(found).toEqual({ error: undefined, sentTo: [digits] });
	},
);

it.each([
	['81234567890', '62', '6281234567890'],
	['9876543210', '91', '919876543210'],
	['081234567890', '62', '6281234567890'],
])(
	'the next message to %s of a table that also has the messageId of an earlier campaign goes where the question went',
	async (phone, country, digits) => {
		const parameters = {
			...question(),
			recipient: '={{ $json.recipient }}',
			options: {
				limitWaitTime: {
					values: { limitType: 'afterTimeInterval', resumeAmount: 1, resumeUnit: 'hours' },
				},
			},
		};
		const row = { name: 'Sari', recipient: phone, messageId: '10415e' };
		const next = send('Next', '={{ $json.recipient }}', 'We will call you.');
		const task = taskOf(row, country, { parameters }, next);
		const waiting = await engine.run(task);
		// Nobody answers: n8n passes on what came in.
		const { data } = await engine.run({ ...task, resume: waiting.data });
		expect({
			error: data.resultData.error?.message,
			sentTo: service.received().map(({ recipient }) => recipient),
		}).toEqual({ error: undefined, sentTo: [digits, digits] });
	},
);

it('another message in place of one that came too late goes to the same office where both outputs lead to it', async () => {
	const found = await twice(
		'+852 2123 4567',
		'62',
		{ recipient: '={{ $json.recipient ?? $json.details.recipient }}', outputs: [0, 1] },
		{ lastWroteAt: '2026-01-01T00:00:00Z' },
	);
	expect(found).toEqual({ error: undefined, sentTo: ['85221234567'] });
});

it('second messages go to whom the first ones went, also behind a loop in which those were sent one by one', async () => {
	const offices = ['85221234567', '85221234568', '85221234569'];
	const base = workflowOf(
		offices.map((phone) => ({ phone: `+${phone}` })),
		{ name: 'Loop', type: 'test.loop', typeVersion: 1, parameters: {} },
		loopOf(1),
	);
	const run = await engine.run({
		...base,
		nodes: [
			...base.nodes,
			send('First', '={{ $json.phone }}', 'Hello'),
			send('Next', '={{ $json.recipient }}', 'One more thing'),
		],
		connections: {
			...base.connections,
			Loop: { main: [to('Next'), to('First')] },
			First: { main: [to('Loop')] },
		},
		typeOf: (type) => (type === TYPE ? new ItnioWhatsApp() : base.typeOf(type)),
		credentialType: new ItnioApi(),
		credential: service.credential({ defaultCountryCode: '62' }),
	});
	expect(run.data.resultData.error?.message).toBeUndefined();
	const sentTo = service.received().map(({ recipient }) => recipient);
	expect(sentTo).toEqual(offices.flatMap((phone) => [phone, phone]));
});

it.each(PEOPLE.slice(0, 2))(
	'a second message goes to %s, also where Send Once says that the first one was sent before',
	async (_, phone, country, digits) => {
		const second = { recipient: '={{ $json.recipient }}', outputs: [0] };
		for (let times = 0; times < 2; times += 1) {
			const { error } = await twice(String(phone), String(country), second, { sendOnceBy: 'message' });
			expect(error).toBeUndefined();
		}
		const sentTo = service.received().map(({ recipient, text }) => [recipient, text]);
		expect(sentTo).toEqual(['Hello', 'One more thing', 'One more thing'].map((body) => [digits, { body }]));
	},
);

const TOO_LATE = { lastWroteAt: '2026-01-01T00:00:00Z' };

describe('n8n puts the columns of the row onto the error output, and what a sheet has as its recipient is told by nobody', () => {
	const failing = (options: INodeParameters): First => ({
		onError: 'continueErrorOutput',
		parameters: { ...send('First', '={{ $json.recipient }}', 'Hello').parameters, options },
	});

	it('one that came too late goes to Indonesia, not to Japan', async () => {
		const found = await behind({ recipient: '8123456789' }, '62', failing(TOO_LATE), {
			recipient: '={{ $json.recipient }}',
		});
		expect(found).toEqual({ error: undefined, sentTo: ['628123456789'] });
	});

	it('one that was refused, because it may be of the USA or of Singapore, is refused again', async () => {
		const found = await behind({ recipient: '6592345678' }, '1', failing({}), {
			recipient: '={{ $json.recipient }}',
		});
		expect(found).toEqual({ error: expect.stringContaining('6592345678') as string, sentTo: [] });
	});
});

it.each([
	['that came too late', TOO_LATE, '={{ $json.details.recipient }}'],
	['that is only looked at', { previewOnly: true }, '={{ $json.recipient }}'],
	['to somebody who opted out', { doNotSendTo: '+852 2123 4567' }, '={{ $json.recipient }}'],
])(
	'what follows a question of Send and Wait %s goes to the same office, not to Indonesia',
	async (_, options, recipient) => {
		const parameters = {
			...question(),
			recipient: '={{ $json.phone }}',
			options,
		};
		const first = { onError: 'continueErrorOutput' as const, parameters };
		const found = await behind({ phone: '+852 2123 4567' }, '62', first, { recipient });
		expect(found).toEqual({ error: undefined, sentTo: ['85221234567'] });
	},
);
