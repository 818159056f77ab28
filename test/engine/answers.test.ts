/** An answer goes to whoever wrote: "use the trigger's `sender` as it is" (docs/messages.md, docs/trigger.md). */
import { itemOf } from '../../nodes/ItnioWhatsApp/trigger/inbound';
import type { Push } from '../../nodes/ItnioWhatsApp/trigger/push';
import { runInEngine } from './engine';
import { serviceForTests } from './service';

const service = serviceForTests();

/** As the trigger hands it on. */
const writtenBy = (phone: string) =>
	itemOf({
		eventType: 'up-message-event',
		messageId: 'm1',
		businessPhone: service.businessPhone,
		from: { phone, name: 'Sari' },
		message: { type: 'text', text: { body: 'Are you open?' } },
	} as unknown as Push);

const answer = async (phone: string, defaultCountryCode: string) =>
	await runInEngine({
		credential: service.credential({ defaultCountryCode }),
		items: [writtenBy(phone)],
		sourceType: 'n8n-nodes-itnio.itnioWhatsAppTrigger',
		parameters: {
			operation: 'sendText',
			businessPhone: '={{ $json.businessPhone }}',
			recipient: '={{ $json.sender }}',
			text: 'Yes',
		},
	});

it.each([
	['an office in Hong Kong, to a shop in Indonesia', '85221234567', '62'],
	['an office in Singapore, to a shop in the USA', '6562345678', '1'],
	['somebody in Hong Kong, to a shop in Indonesia', '85291234567', '62'],
	['somebody in Los Angeles, to a shop in China', '13105551234', '86'],
	['somebody in the Maldives, to a shop in India', '9607712345', '91'],
	['an office in Jakarta, to a shop without a Default Country', '622129001234', ''],
])('the number of %s is complete, whatever the Default Country is', async (_, phone, country) => {
	const { error } = await answer(phone, country);
	expect({ error: error?.message, sentTo: service.received().map(({ recipient }) => recipient) }).toEqual({
		error: undefined,
		sentTo: [phone],
	});
});

it.each([
	['an office in Hong Kong, to a shop in Indonesia', '85221234567', '62'],
	['an office in Singapore, to a shop in the USA', '6562345678', '1'],
	['somebody in Hong Kong, to a shop in Indonesia', '85291234567', '62'],
])(
	'what follows on a report of the trigger goes to whom it names, %s',
	async (_, recipient, defaultCountryCode) => {
		const report = itemOf({
			eventType: 'message-status-event',
			messageId: 'm1',
			form: service.businessPhone,
			recipient,
			status: 'delivered',
			timestamp: 1_795_000_000,
		} as unknown as Push);
		const { error } = await runInEngine({
			credential: service.credential({ defaultCountryCode }),
			items: [report],
			sourceType: 'n8n-nodes-itnio.itnioWhatsAppTrigger',
			parameters: {
				operation: 'sendText',
				businessPhone: '={{ $json.form }}',
				recipient: '={{ $json.recipient }}',
				text: 'Here is your voucher.',
			},
		});
		expect({ error: error?.message, sentTo: service.received().map(({ recipient: to }) => to) }).toEqual({
			error: undefined,
			sentTo: [recipient],
		});
	},
);
