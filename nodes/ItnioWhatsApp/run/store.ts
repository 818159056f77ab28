import type { IExecuteFunctions } from 'n8n-workflow';
import type { Store } from '../sending/ledger';

const stores = new WeakMap<object, Store>();

/** @throws what n8n said where there is another reason: it may hide what an earlier try sent */
function storeOfCall(context: object, why: unknown): Store {
	if (!(why instanceof Error && why.message.includes('not initialized'))) throw why;
	const store = stores.get(context) ?? {};
	stores.set(context, store);
	return store;
}

/**
 * What n8n keeps for the node as long as the execution lives. A tool that n8n's MCP Server Trigger calls in the main
 * process has no execution that n8n would keep anything for: then it is as long as the call.
 */
export function storeOf(context: Pick<IExecuteFunctions, 'getContext'>): Store {
	try {
		return context.getContext('node');
	} catch (error) {
		return storeOfCall(context, error);
	}
}
