/** What the examples with templates and balance do, from their trigger to the service. */
import { DEFAULT_ACCOUNT } from '../../sandbox';
import { processedDataForTests } from '../engine/processed';
import { serviceForTests } from '../engine/service';
import { exampleOf } from './files';
import { runExample } from './workflow';

const service = serviceForTests();
processedDataForTests();
const run = async (name: string) => await runExample(exampleOf(name), service.credential());

const warnings = () => service.sandbox.received.flatMap((message) => message.warnings);
const common = { appId: 'sandboxApp', businessPhone: '6285574670498', channelType: 0 };

describe('order-update-with-template.json', () => {
	beforeEach(() => service.sandbox.configure({ enforceWindow: true }));
	const sariWrites = async () =>
		await service.sandbox.inbound({
			from: '6281234567890',
			name: 'Sari',
			to: common.businessPhone,
			text: 'Where is it?',
		});

	it('answers who wrote lately, and sends the others a template', async () => {
		await sariWrites();
		const { output } = await run('order-update-with-template.json');
		expect(output('Answered').map(({ recipient }) => recipient)).toEqual(['6281234567890']);
		expect(output('Informed').map(({ recipient }) => recipient)).toEqual(['6281345678901']);
		expect(output('Not reached')).toEqual([]);
		expect(service.received()).toEqual([
			{
				...common,
				recipient: '6281234567890',
				type: 'text',
				text: { body: 'Hello Sari, your order A-1024 is on its way 🚚' },
			},
			{
				...common,
				recipient: '6281345678901',
				template: {
					name: 'order_shipped',
					language: { code: 'en_US' },
					components: [
						{
							type: 'header',
							parameters: [{ type: 'image', image: { link: 'https://images.example.com/parcel.jpg' } }],
						},
						{
							type: 'body',
							parameters: [
								{ type: 'text', text: 'Budi' },
								{ type: 'text', text: 'A-1025' },
							],
						},
						{ type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: 'A-1025' }] },
					],
				},
			},
		]);
		expect(warnings()).toEqual([]);
	});

	it('sends no template where the free message may have arrived', async () => {
		await sariWrites();
		service.sandbox.configure({
			faults: [{ kind: 'resetAfterRead', match: { recipient: '6281234567890' } }],
		});
		const { output } = await run('order-update-with-template.json');
		expect(output('Answered')).toEqual([]);
		expect(output('Informed').map(({ recipient }) => recipient)).toEqual(['6281345678901']);
		expect(service.received().map(({ recipient, type }) => [recipient, type])).toEqual([
			['6281234567890', 'text'],
			['6281345678901', undefined],
		]);
	});
});

describe('low-balance-alert.json', () => {
	it('tells the owner how little is left', async () => {
		// Less than the limit of the example, which a person adapts.
		expect(Number(DEFAULT_ACCOUNT.balance)).toBeLessThan(200);
		const { output } = await run('low-balance-alert.json');
		expect(output('Get the balance')).toEqual([{ balance: 128.5, gift: 10, credit: 0 }]);
		expect(output('Told')).toHaveLength(1);
		expect(service.received()).toEqual([
			{
				...common,
				recipient: '6281234567890',
				type: 'text',
				text: {
					body: 'Only 128.5 left in the ITNIO account. Top it up in the ITNIO console before messages stop.',
				},
			},
		]);
	});

	it('is silent while there is enough', async () => {
		const example = exampleOf('low-balance-alert.json');
		const nodes = JSON.parse(
			JSON.stringify(example.nodes).replace('< 200 }}', '< 100 }}'),
		) as typeof example.nodes;
		await runExample({ ...example, nodes }, service.credential());
		expect(service.received()).toEqual([]);
	});
});

describe('campaign-within-balance.json', () => {
	it('sends where enough is left', async () => {
		const { output } = await run('campaign-within-balance.json');
		expect(output('Reckon')).toEqual([
			expect.objectContaining({ available: 138.5, needed: 0.1, keepAtLeast: 20 }),
		]);
		expect(output('Accepted').map(({ recipient }) => recipient)).toEqual(['6281234567890', '6281345678901']);
		expect(warnings()).toEqual([]);
	});

	it('stops before the first message where too little would be left, and says what it needs', async () => {
		const example = exampleOf('campaign-within-balance.json');
		const nodes = JSON.parse(
			JSON.stringify(example.nodes).replace('\\"keepAtLeast\\": 20', '\\"keepAtLeast\\": 138.41'),
		) as typeof example.nodes;
		const { run: done } = await runExample({ ...example, nodes }, service.credential());
		expect(done.data.resultData.error?.message).toBe(
			'The ITNIO account holds 138.5. This run needs about 0.1 for 2 messages, and 138.41 is to be left. Nothing was sent: top the account up in the ITNIO console, then execute again.',
		);
		expect(service.received()).toEqual([]);
	});
});
