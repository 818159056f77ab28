/**
 * Slips that happen when a key and its secret are copied into the credential. They are told by what a value looks like; no
 * sentence holds a character of it.
 */
import type { Secrets } from './secrets';

interface Slip {
	readonly matches: (value: string) => boolean;
	/** Continues the sentence that the field's name begins. */
	readonly says: string;
}

/** What no key and no secret looks like. */
const SURE_SLIPS: readonly Slip[] = [
	{
		matches: (value) => value === '',
		says: 'is empty',
	},
	{
		matches: (value) => /^[*•●∙·]+$/.test(value) || /[•●]{2}/.test(value),
		says: 'holds the dots or stars with which a page hides it: show it in the ITNIO console first, then copy it',
	},
	{
		matches: (value) => /(…|\.\.\.)$/.test(value),
		says: 'ends in "…", so it was copied from a place that cuts it off',
	},
	{
		matches: (value) => /^(["'`“”„‘’«]).*(["'`“”’»])$/s.test(value),
		says: 'is in quotes: remove them',
	},
	{
		matches: (value) => /^(api[ _-]?)?(key|secret)\s*[:=]/i.test(value),
		says: 'begins with its own label: enter only what comes after it',
	},
	{
		matches: (value) => /[\s\p{Cf}]/u.test(value),
		says: 'has a space, a line break or an invisible character in the middle',
	},
	{
		matches: (value) => /[^\x21-\x7e]/.test(value),
		says: 'has a character that is not on an English keyboard, such as a full-width letter',
	},
];

/** What some keys may look like: said only where the service refused. */
const ODD_SLIPS: readonly Slip[] = [
	{
		matches: (value) => /[A-Z]{4}/.test(value) && !/[a-z]/.test(value),
		says: 'has capital letters only: capital and small letters are not the same here',
	},
	{
		matches: (value) => /^[A-Z][a-z]{3,}$/.test(value),
		says: 'begins with a capital letter like a word: perhaps a phone or a spreadsheet changed it',
	},
];

const FIELDS = [
	['apiKey', 'API Key'],
	['apiSecret', 'API Secret'],
] as const satisfies ReadonlyArray<readonly [keyof Secrets, string]>;

const withoutBlanks = ({ apiKey, apiSecret }: Secrets): Secrets => ({
	apiKey: apiKey.trim(),
	apiSecret: apiSecret.trim(),
});

function slipsIn(secrets: Secrets, slips: readonly Slip[]): string[] {
	return FIELDS.flatMap(([name, label]) => {
		const found = slips.find(({ matches }) => matches(secrets[name]));
		return found ? [`${label} ${found.says}`] : [];
	});
}

/**
 * What is surely wrong with a key and its secret, as sentences without a full stop. Spaces around them do no harm: they
 * are left out when a request is signed.
 */
export function sureSlips(given: Secrets): string[] {
	const secrets = withoutBlanks(given);
	const found = slipsIn(secrets, SURE_SLIPS);
	if (found.length === 0 && secrets.apiKey === secrets.apiSecret) {
		found.push('API Key and API Secret are the same: the secret is beside the key in the ITNIO console');
	}
	return found;
}

/**
 * What to do about a refused key.
 *
 * @param appId of the same credential: it is sometimes entered in the place of the key
 */
export function adviceOnRefusedKey(given: Secrets & { readonly appId?: string }): string {
	const secrets = withoutBlanks(given);
	const sure = sureSlips(secrets);
	const found = sure.length > 0 ? sure : slipsIn(secrets, ODD_SLIPS);
	const appId = given.appId?.trim() ?? '';
	if (appId !== '' && appId === secrets.apiKey) found.push('API Key is the same as App ID');
	if (appId !== '' && appId === secrets.apiSecret) found.push('API Secret is the same as App ID');
	// The longer and more mixed one of a pair is the secret.
	if (found.length === 0 && secrets.apiKey.length > secrets.apiSecret.length) {
		found.push('API Key is longer than API Secret: perhaps they are swapped');
	}
	return found.length > 0
		? `In the ITNIO API credential, ${found.join('; ')}.`
		: 'Open the ITNIO API credential and enter both again, as the ITNIO console shows them: nothing of the other in either field, capital and small letters as they are, both of the same key.';
}
