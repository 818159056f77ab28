/** What the form and the credential of the trigger say. */
import { NodeOperationError, type IHookFunctions, type IWebhookFunctions } from 'n8n-workflow';
import { CREDENTIAL } from '../service/secrets';
import { triggerOf } from './memory';
import type { Push } from './push';
import { readSettings, type Settings } from './settings';

type Context = IHookFunctions | IWebhookFunctions;

/** @throws NodeOperationError with a sentence for the person who filled in the form */
export function settingsOf(context: Context): Settings {
	const options = context.getNodeParameter('options', {}) as Record<string, unknown>;
	const reading = readSettings(context.getNodeParameter('events', []), options);
	if ('problem' in reading) throw new NodeOperationError(context.getNode(), reading.problem);
	return reading.settings;
}

/** @throws NodeOperationError when there is no credential to tell it */
async function appIdOf(context: Context): Promise<string> {
	const { appId } = await context.getCredentials(CREDENTIAL);
	const trimmed = typeof appId === 'string' ? appId.trim() : '';
	if (trimmed === '') {
		throw new NodeOperationError(context.getNode(), 'The credential has no App ID', {
			description: 'Enter it in the credential, or switch off the option Only This App.',
		});
	}
	return trimmed;
}

/** Milliseconds for which an App ID is remembered: n8n decrypts the credential anew for every call. */
const MAX_AGE_MS = 5_000;
const appIds = new Map<string, { readonly appId: string; readonly readAt: number }>();

/**
 * Whether the push belongs to the app of the credential. What is remembered only lets in, and never refuses.
 *
 * @throws NodeOperationError when the push has an App ID, and no credential says which one is right
 */
export async function isOfThisApp(context: IWebhookFunctions, { appId: given }: Push): Promise<boolean> {
	if (typeof given !== 'string' && typeof given !== 'number') return false;
	const pushed = String(given).trim();
	// A draft that is tested may have another credential than the published workflow.
	const key = `${triggerOf(context)}/${context.getNode().credentials?.[CREDENTIAL]?.id ?? ''}`;
	const now = performance.now();
	const known = appIds.get(key);
	if (known?.appId === pushed && now - known.readAt < MAX_AGE_MS) return true;
	const appId = await appIdOf(context);
	appIds.set(key, { appId, readAt: now });
	return appId === pushed;
}

/** @throws NodeOperationError when the form cannot work */
export async function checkForm(context: IHookFunctions): Promise<void> {
	const { onlyThisApp } = settingsOf(context);
	if (onlyThisApp) await appIdOf(context);
}
