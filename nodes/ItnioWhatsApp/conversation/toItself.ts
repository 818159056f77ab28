/** What the trigger tells its own address: that call ends at once, so it may write what n8n stores. */
import type { IWebhookFunctions } from 'n8n-workflow';
import { derivedKey } from '../service/credential';
import { postToOwnAddress } from '../service/ownAddress';
import { ownAddress } from './addresses';
import { PURPOSE, writeNotice, type Action } from './registration';

/**
 * Resolves when it was told, or cannot be: then it is stored with the next push. Never rejects.
 *
 * @param nonce what is told
 * @param known lines of the pushes, where they are remembered
 */
export async function tellItself(
	context: IWebhookFunctions,
	action: Extract<Action, 'told' | 'answered'>,
	nonce: string,
	known?: string,
): Promise<void> {
	const address = ownAddress(context);
	if (address === undefined) return;
	let key: string;
	try {
		key = await derivedKey(context, PURPOSE);
	} catch {
		// There is no credential.
		return;
	}
	const nobody = { executionId: '', nodeId: '', signature: '', recipient: '', businessPhone: '', until: 0 };
	await postToOwnAddress(context, address, writeNotice(key, action, { ...nobody, nonce }, Date.now(), known));
}
