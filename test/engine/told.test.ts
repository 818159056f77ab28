/**
 * Which numbers count as told by ITNIO: not those of a sheet that a node of this package passes on, and none that a
 * preview refused.
 */
import type { IDataObject } from 'n8n-workflow';
import { ItnioApi } from '../../credentials/ItnioApi.credentials';
import { workflowOf } from '../../harness/engine';
import { ItnioWhatsApp } from '../../nodes/ItnioWhatsApp/ItnioWhatsApp.node';
import { engine } from './engine';
import { serviceForTests } from './service';

const service = serviceForTests();
const TYPE = 'n8n-nodes-itnio.itnioWhatsApp';
/** Of a sheet, Indonesian without its country code; read as complete it is Japanese. */
const TYPED = '8123456789';

/** What Wait for Delivery gives: the item as it came in, and `delivery`. */
async function sendAfter(row: IDataObject, country: string) {
	const delivery = { delivered: false, status: 'noReport' };
	const next = {
		name: 'Next',
		type: 'test.next',
		typeVersion: 1,
		parameters: {
			operation: 'sendText',
			businessPhone: service.businessPhone,
			recipient: '={{ $json.recipient ?? $json.details.recipient }}',
			text: 'Hello',
		},
	};
	const given = workflowOf(
		[{ ...row, messageId: 'wamid.17', delivery }],
		next,
		new ItnioWhatsApp(),
		[],
		TYPE,
	);
	const base = {
		...given,
		nodes: given.nodes.map((node) =>
			node.name === given.start ? { ...node, parameters: { operation: 'waitForDelivery' } } : node,
		),
	};
	const run = await engine.run({
		...base,
		credentialType: new ItnioApi(),
		credential: service.credential({ defaultCountryCode: country }),
	});
	expect(run.data.resultData.error?.message).toBeUndefined();
	return service.received().map(({ recipient }) => recipient);
}

it.each([
	['+81, Japan', TYPED, '62', `62${TYPED}`],
	['+65, Singapore', '6562345678', '1', '16562345678'],
])(
	'a row of a sheet that went through Wait for Delivery is completed as before, and does not go to %s',
	async (_, typed, country, complete) => {
		expect(await sendAfter({ recipient: typed }, country)).toEqual([complete]);
	},
);

it.each([
	['a column of a table with the same name', { recipient: TYPED, messageType: 'promo' }],
	['the details of an order', { details: { recipient: TYPED, street: 'Jl. Sudirman 1' } }],
])('Wait for Delivery passes on %s', async (_, row) => {
	expect(await sendAfter(row, '62')).toEqual([`62${TYPED}`]);
});

it('a number that Preview Only refused is refused behind it, too: it may be one of the USA or of Singapore', async () => {
	const node = (name: string, phone: string, options: object) => ({
		...{ name, type: TYPE, typeVersion: 1 },
		parameters: {
			...{ operation: 'sendText', businessPhone: service.businessPhone, text: 'Hello' },
			...{ recipient: phone, options: options as never },
		},
	});
	const preview = node('Look first', '={{ $json.phone }}', { previewOnly: true });
	const send = node('Send', '={{ $json.recipient }}', {});
	const base = workflowOf([{ phone: '6592345678' }], preview, new ItnioWhatsApp());
	const [first, own] = base.nodes;
	const run = await engine.run({
		...base,
		nodes: [first, own, { ...own, ...send, id: 'send' }] as never,
		connections: {
			...base.connections,
			[preview.name]: { main: [[{ node: 'Send', type: 'main', index: 0 }]] },
		},
		credentialType: new ItnioApi(),
		credential: service.credential({ defaultCountryCode: '1' }),
	});
	expect(run.data.resultData.runData[preview.name]?.[0]?.data?.main?.[0]?.[0]?.json.check).toContain(
		'6592345678',
	);
	expect([
		service.received().map(({ recipient }) => recipient),
		run.data.resultData.error?.message.includes('6592345678'),
	]).toEqual([[], true]);
});

it('a connection of a node that was removed, as in a workflow made by hand: the message goes all the same', async () => {
	const next = {
		name: 'Next',
		type: TYPE,
		typeVersion: 1,
		parameters: {
			operation: 'sendText',
			businessPhone: service.businessPhone,
			recipient: '={{ $json.phone }}',
			text: 'Hello',
		},
	};
	const base = workflowOf([{ phone: '+628123456789' }], next, new ItnioWhatsApp());
	const run = await engine.run({
		...base,
		connections: { ...base.connections, Removed: { main: [[{ node: 'Next', type: 'main', index: 0 }]] } },
		credentialType: new ItnioApi(),
		credential: service.credential({}),
	});
	expect([run.data.resultData.error?.message, service.received().length]).toEqual([undefined, 1]);
});
