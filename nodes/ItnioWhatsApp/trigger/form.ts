/** What the form and the credential of the trigger say. */
import { NodeOperationError, type IHookFunctions, type IWebhookFunctions } from 'n8n-workflow';
import { CREDENTIAL } from '../service/secrets';
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
export async function appIdOf(context: Context): Promise<string> {
	const { appId } = await context.getCredentials(CREDENTIAL);
	const trimmed = typeof appId === 'string' ? appId.trim() : '';
	if (trimmed === '') {
		throw new NodeOperationError(context.getNode(), 'The credential has no App ID', {
			description: 'Enter it in the credential, or switch off the option Only This App.',
		});
	}
	return trimmed;
}

/** @throws NodeOperationError when the form cannot work */
export async function checkForm(context: IHookFunctions): Promise<void> {
	const { onlyThisApp } = settingsOf(context);
	if (onlyThisApp) await appIdOf(context);
}
