/** What the node remembers while its execution waits for reports. Stored with the execution. */
import type { IDataObject } from 'n8n-workflow';
import { isRecord } from '../core/members';

export interface DeliveryWait {
	readonly nonce: string;
	/** As n8n handed it out: a new one differs where the address of n8n was changed since. */
	readonly signature: string;
	/** The name of each item's message; undefined: it has none. */
	readonly names: ReadonlyArray<string | undefined>;
	/** When n8n ends the wait by itself, milliseconds since 1970. */
	readonly until: number;
}

const KEY = 'itnioDelivery';

export function rememberDelivery(store: IDataObject, { names, ...wait }: DeliveryWait): void {
	store[KEY] = { ...wait, names: names.map((name) => name ?? '') };
}

export function recallDelivery(store: unknown): DeliveryWait | undefined {
	const wait = isRecord(store) ? store[KEY] : undefined;
	if (!isRecord(wait)) return undefined;
	const { nonce, signature, names, until } = wait;
	if (typeof nonce !== 'string' || typeof signature !== 'string' || typeof until !== 'number')
		return undefined;
	if (!Array.isArray(names)) return undefined;
	return {
		...{ nonce, signature, until },
		names: names.map((name) => (typeof name === 'string' && name !== '' ? name : undefined)),
	};
}
