/** Every kind of message through the real engine, over real HTTP, as the service receives it. */
import type { INodeParameters } from 'n8n-workflow';
import { BODIES_OF_KINDS } from '../kinds/examples';
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

describe('every kind', () => {
	it.each(Object.entries(BODIES_OF_KINDS))('%s', async (operation, { form, body, messageType }) => {
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
						messageType,
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
