import { storeOf } from '../../nodes/ItnioWhatsApp/run/store';

type Context = Parameters<typeof storeOf>[0];

test('what n8n keeps for the node in this execution', () => {
	const kept = {};
	expect(storeOf({ getContext: () => kept } as unknown as Context)).toBe(kept);
});

test('where n8n has no execution, as for a tool of its MCP Server Trigger, it lasts as long as the call', () => {
	const call = (): Context => ({
		getContext: () => {
			throw new Error('`executionData` is not initialized');
		},
	});
	const [one, other] = [call(), call()];
	const store = storeOf(one);
	expect(storeOf(one)).toBe(store);
	expect(storeOf(other)).not.toBe(store);
	expect(store).toEqual({});
});

test('anything else that goes wrong is no empty store: an earlier try may have sent something', () => {
	const context: Context = {
		getContext: () => {
			throw new Error('ENOSPC');
		},
	};
	expect(() => storeOf(context)).toThrow('ENOSPC');
});
