/** The next message of a workflow goes to whom the first one went: by the `recipient` that the first node gives. */
import type { INode, INodeParameters } from 'n8n-workflow';
import { ItnioApi } from '../../credentials/ItnioApi.credentials';
import { workflowOf } from '../../harness/engine';
import { ItnioWhatsApp } from '../../nodes/ItnioWhatsApp/ItnioWhatsApp.node';
import { engine } from './engine';
import { serviceForTests } from './service';

const service = serviceForTests();
const TYPE = 'n8n-nodes-itnio.itnioWhatsApp';

async function twice(
	phone: string,
	country: string,
	second: { recipient: string; output: number },
	options: INodeParameters = {},
) {
	const first = {
		name: 'First',
		type: TYPE,
		typeVersion: 1,
		onError: 'continueErrorOutput' as const,
		parameters: {
			operation: 'sendText',
			businessPhone: service.businessPhone,
			recipient: '={{ $json.phone }}',
			text: 'Hello',
			options,
		},
	};
	const base = workflowOf([{ phone }], first, new ItnioWhatsApp());
	const next: INode = {
		id: 'next',
		name: 'Next',
		type: TYPE,
		typeVersion: 1,
		position: [400, 0],
		credentials: { itnioApi: { id: '1', name: 'ITNIO' } },
		parameters: {
			operation: 'sendText',
			businessPhone: service.businessPhone,
			recipient: second.recipient,
			text: 'One more thing',
		},
	};
	const toNext = [{ node: next.name, type: 'main' as const, index: 0 }];
	const run = await engine.run({
		...base,
		nodes: [...base.nodes, next],
		connections: {
			...base.connections,
			[first.name]: { main: second.output === 0 ? [toNext] : [[], toNext] },
		},
		credentialType: new ItnioApi(),
		credential: service.credential({ defaultCountryCode: country }),
	});
	const { error } = run.data.resultData;
	return { error: error?.message, sentTo: service.received().map(({ recipient }) => recipient) };
}

const PEOPLE = [
	['an office in Hong Kong, by a shop in Indonesia', '+852 2123 4567', '62', '85221234567'],
	['an office in Singapore, by a shop in the USA', '+65 6234 5678', '1', '6562345678'],
	['somebody in Hong Kong, by a shop in Indonesia', '+852 9123 4567', '62', '85291234567'],
];

it.each(PEOPLE)('a second message to %s', async (_, phone, country, digits) => {
	const found = await twice(String(phone), String(country), {
		recipient: '={{ $json.recipient }}',
		output: 0,
	});
	expect(found).toEqual({ error: undefined, sentTo: [digits, digits] });
});

it.each(PEOPLE)(
	'another message in place of one that came too late, to %s',
	async (_, phone, country, digits) => {
		const found = await twice(
			String(phone),
			String(country),
			{ recipient: '={{ $json.details.recipient }}', output: 1 },
			{ lastWroteAt: '2026-01-01T00:00:00Z' },
		);
		expect(found).toEqual({ error: undefined, sentTo: [digits] });
	},
);
