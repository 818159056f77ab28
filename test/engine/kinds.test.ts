/** Every kind of message through the real engine, over real HTTP, as the service receives it. */
import type { INodeParameters } from 'n8n-workflow';
import { EXAMPLES, messageTypeOf } from '../kinds/examples';
import { serviceForTests } from './service';
import { runInEngine } from './engine';

const service = serviceForTests();

const shared = { businessPhone: '6282299953162', recipient: '6281234567890' };
const received = { ...shared, appId: 'sandboxApp', channelType: 0 };

const parametersOf = (operation: string, form: INodeParameters): INodeParameters => ({
	resource: 'message',
	operation,
	...shared,
	...form,
});

const filledIn = Object.entries(EXAMPLES).flatMap(([operation, { form, body }]) =>
	form === undefined ? [] : [[operation, form, body] as const],
);

describe('every kind', () => {
	it.each(filledIn)('%s', async (operation, form, body) => {
		const { outputs, error } = await runInEngine({
			credential: service.credential(),
			parameters: parametersOf(operation, form),
		});
		expect(error).toBeUndefined();
		expect(service.received()).toEqual([{ ...received, ...body }]);
		expect(outputs).toEqual([
			[
				{
					json: {
						messageId: expect.stringMatching(/^[0-9a-f]{32}$/),
						...shared,
						messageType: messageTypeOf(body),
						channelType: 0,
						timestamp: expect.any(Number),
						status: '0',
						reason: 'success',
					},
					pairedItem: { item: 0 },
				},
			],
		]);
	});
});
