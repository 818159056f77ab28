/**
 * n8n's table `processed_data` in memory, behind the service of n8n-core that nodes reach it by: it reads, changes and
 * writes as n8n does. The real one is tried by `npm run e2e -- once`.
 */
import 'reflect-metadata';
import { DataDeduplicationService } from 'n8n-core';
import type { ICheckProcessedContextData, IDeduplicationOutput } from 'n8n-workflow';
import { once } from '../../nodes/ItnioWhatsApp/sending/once';

const turn = async () => await new Promise((resolve) => setTimeout(resolve, 2));

/** Gives the nodes of a test file a store that is empty and works before each test. */
export function processedDataForTests() {
	/** One value for a node. */
	let stored = new Map<string, string[]>();
	let isBroken = false;
	const names = new Set<string>();

	async function change<T>(
		{ node, workflow }: ICheckProcessedContextData,
		by: (value: string[]) => T,
	): Promise<T> {
		// What a test leaves unfinished goes on in the store of that test.
		const entries = stored;
		const name = `${workflow.id} ${node?.id}`;
		names.add(name);
		await turn();
		if (isBroken) throw new Error('FOREIGN KEY constraint failed');
		const copy = [...(entries.get(name) ?? [])];
		const result = by(copy);
		await turn();
		entries.set(name, copy);
		return result;
	}

	beforeAll(
		async () =>
			await DataDeduplicationService.init({
				checkProcessedAndRecord: async (items, _scope, context, { maxEntries }) =>
					await change(context, (value): IDeduplicationOutput => {
						const before = new Set(value);
						const fresh = items.filter((item) => !before.has(String(item)));
						value.push(...fresh.map(String));
						if (maxEntries !== undefined) value.splice(0, Math.max(0, value.length - maxEntries));
						return { new: fresh, processed: items.filter((item) => before.has(String(item))) };
					}),
				removeProcessed: async (items, _scope, context) =>
					await change(context, (value) => {
						for (const item of items)
							if (value.includes(String(item))) value.splice(value.indexOf(String(item)), 1);
					}),
				clearAllProcessedItems: async (_scope, context) =>
					await change(context, (value) => void value.splice(0)),
				getProcessedDataCount: async (_scope, context) => await change(context, (value) => value.length),
			}),
	);
	beforeEach(() => {
		stored = new Map();
		isBroken = false;
	});
	// What was sent is said again some seconds later: that would be in the next test.
	afterEach(async () => {
		isBroken = false;
		for (const name of names) await once.rest(name);
		names.clear();
	});

	return {
		/** All entries of all nodes. */
		entries: () => [...stored.values()].flat(),
		/** From now on every access fails. */
		break: () => {
			isBroken = true;
		},
	};
}
