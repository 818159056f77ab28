/** The account that n8n's editor asks while a person fills in the form. */
import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { isRecord } from '../core/members';
import type { Failed } from './classify';
import { connectionOf, type Connection } from './credential';

/** A parameter's text; empty where it is an expression that the editor could not resolve. */
export function fixedText(value: unknown): string {
	const inner: unknown = isRecord(value) ? value.value : value;
	if (typeof inner !== 'string' || inner.startsWith('=')) return '';
	return inner.trim();
}

/** Asks with the credential, and with the app that the node's options name. Nothing is thrown. */
export async function connectionForForm<Found>(
	context: ILoadOptionsFunctions,
	ask: (connection: Connection) => Promise<Found>,
): Promise<Found | { readonly failure: Failed }> {
	try {
		const connection = await connectionOf(context);
		const options: unknown = context.getCurrentNodeParameter('options');
		const appId = fixedText(isRecord(options) ? options.appId : undefined) || connection.appId;
		return await ask({ ...connection, appId });
	} catch (cause) {
		const why = cause instanceof Error ? cause.message : 'The ITNIO API credential cannot be used';
		return { failure: { kind: 'notSent', why } };
	}
}
