import { createHmac } from 'crypto';
import type { IExecuteFunctions } from 'n8n-workflow';
import { countryCodeDigits } from '../core/phone';
import { excerpt, textOf } from '../core/text';
import { checkedBaseUrl } from './baseUrl';
import { CREDENTIAL } from './secrets';
import { sureSlips } from './slips';

/** What the node may know of the credential; key and secret stay inside it. */
export interface Connection {
	/** Checked, without a trailing slash. */
	readonly baseUrl: string;
	readonly appId: string;
	/** Sends where the node names no number; may be empty. */
	readonly businessPhone: string;
	/** Digits that complete numbers where the node names no country; may be empty. */
	readonly defaultCountryCode: string;
}

/** Other characters break a request off before it leaves, in a way that looks like a lost answer. */
const FITS_A_HEADER = /^[\x20-\x7e\x80-\xff]*$/;

/** @throws Error with a sentence for the person if there is no usable credential */
export async function connectionOf(context: Pick<IExecuteFunctions, 'getCredentials'>): Promise<Connection> {
	const { apiKey, apiSecret, baseUrl, appId, businessPhone, defaultCountryCode } =
		await context.getCredentials(CREDENTIAL);
	const key = textOf(apiKey).trim();
	if (!FITS_A_HEADER.test(key)) {
		const [slip = 'API Key cannot be sent'] = sureSlips({ apiKey: key, apiSecret: textOf(apiSecret) });
		throw new Error(`${slip}. Enter it again in the ITNIO API credential.`);
	}
	return {
		baseUrl: checkedBaseUrl(baseUrl),
		appId: textOf(appId).trim(),
		businessPhone: textOf(businessPhone).trim(),
		defaultCountryCode: countryCodeOf(textOf(defaultCountryCode).trim()),
	};
}

function countryCodeOf(written: string): string {
	const digits = written === '' ? '' : countryCodeDigits(written);
	if (digits !== undefined) return digits;
	throw new Error(
		`Default Country is "${excerpt(written, 60)}", which is not a country code. Choose it again in the ITNIO API credential.`,
	);
}

/** Where the trigger listens, as the credential says; empty: it does not say. */
export async function callbackUrlOf(context: Pick<IExecuteFunctions, 'getCredentials'>): Promise<string> {
	const { callbackUrl } = await context.getCredentials(CREDENTIAL);
	return typeof callbackUrl === 'string' ? callbackUrl.trim() : '';
}

/**
 * A key that everybody derives alike who has the API secret. Nothing of the secret can be read from it.
 *
 * @param purpose keys for other purposes are other keys
 * @throws Error with a sentence for the person if there is no usable credential
 */
export async function derivedKey(
	context: Pick<IExecuteFunctions, 'getCredentials'>,
	purpose: string,
): Promise<string> {
	const { apiSecret } = await context.getCredentials(CREDENTIAL);
	const secret = typeof apiSecret === 'string' ? apiSecret.trim() : '';
	if (secret === '') throw new Error('The ITNIO API credential has no API Secret');
	return createHmac('sha256', secret).update(purpose).digest('hex');
}
