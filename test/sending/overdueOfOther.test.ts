/** An access that was given up, while another execution of the same node came in. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { sentBeforeOf } from '../../nodes/ItnioWhatsApp/run/sendOnce';

it('is waited for as well, and the message that never left may go', async () => {
	const table = new Set<string>();
	// One access after the other, as SQLite does it; the first one hangs for 21 seconds.
	let before: Promise<unknown> = new Promise((resolve) => setTimeout(resolve, 21_000));
	const inTurn = async <T>(access: () => T): Promise<T> => {
		const own = before.then(access);
		before = own;
		return await own;
	};
	const execution = () => {
		const context = {
			getWorkflow: () => ({ id: 'workflow' }),
			getNode: () => ({ id: 'node' }),
			helpers: {
				checkProcessedAndRecord: async (entries: string[]) =>
					await inTurn(() => {
						const fresh = entries.filter((entry) => !table.has(entry));
						for (const entry of fresh) table.add(entry);
						return { new: fresh, processed: [] };
					}),
				removeProcessed: async (entries: string[]) =>
					await inTurn(() => entries.forEach((entry) => table.delete(entry))),
			},
		} as unknown as IExecuteFunctions;
		return sentBeforeOf(context, { sendOnceBy: 'key', sendOnceRemember: 10_000 } as never);
	};
	const one = execution()?.claim('key order 7');
	await new Promise((resolve) => setTimeout(resolve, 1_000));
	const two = execution()?.claim('key order 8');
	expect(await Promise.all([one, two])).toEqual(['ours', 'ours']);
}, 120_000);
