/** The numbers of a message: who sends, who gets it, and with whom its contact cards open a chat. */
import { isMissing, isRecord } from '../core/members';
import type { Body } from '../core/message';
import { digitsAsWritten, personOf, readPhone, UnreadPhone } from '../core/phone';
import { complain, inside, ROOT, type Report } from '../core/rules';
import { excerpt, textOf } from '../core/text';
import type { ItemOptions } from '../form/options';
import { businessPhone, recipient } from '../form/phones';

type PhoneField = typeof businessPhone | typeof recipient;

/** Where a custom JSON message may name a number, too; other services call the recipient so. */
const IN_JSON: ReadonlyArray<readonly [member: string, field: PhoneField]> = [
	['businessPhone', businessPhone],
	['recipient', recipient],
	['to', recipient],
];

/** A copy of data with each entry of one of its lists changed; data without that list stays as it is. */
const withEach = <T>(data: T, list: string, change: (entry: unknown) => unknown): T =>
	isRecord(data) && Array.isArray(data[list]) ? { ...data, [list]: data[list].map(change) } : data;

/**
 * All numbers as the service takes them; one that nobody can read stays as it was, so that it is quoted. A custom JSON
 * message that names others to send from or to is refused: one that was pasted would go to one person for every item.
 *
 * @param given the message as it was written
 * @param told digits of numbers that the service itself told: nothing is to be completed there
 */
export function withPhones(
	{ to, ...body }: Body,
	given: Body,
	{ defaultCountryCode: countryCode, skipChecks }: ItemOptions,
	report: Report,
	told: ReadonlySet<string> = new Set(),
): Body {
	const readAs = (
		field: PhoneField,
		written: unknown,
	): { readonly digits: string; readonly why?: string } => {
		const asWritten = digitsAsWritten(written);
		if (told.has(asWritten)) return { digits: asWritten };
		const found = readPhone(written, { countryCode, isOwn: field === businessPhone });
		if ('digits' in found) return found;
		return { ...found, digits: skipChecks ? asWritten : textOf(written) };
	};
	const phoneOf = (field: PhoneField): string => {
		const written = body[field.name];
		const { digits, why } = readAs(field, written);
		if (why !== undefined && !skipChecks && !isMissing(written)) {
			const at = inside(ROOT, field.name, field);
			complain(report, at, `${why}: "${excerpt(textOf(written), 60)}"`);
		}
		return digits;
	};
	const phones = { businessPhone: phoneOf(businessPhone), recipient: phoneOf(recipient) };
	const others = IN_JSON.filter(([member, field]) => {
		const written = given[member];
		return !isMissing(written) && personOf(readAs(field, written).digits) !== personOf(phones[field.name]);
	});
	for (const [member, { name, displayName }] of others) {
		complain(
			report,
			inside(ROOT, member, `"${member}"`),
			`is "${excerpt(textOf(given[member]), 60)}", but ${displayName} is "${excerpt(phones[name], 60)}": enter the right number in ${displayName} and take "${member}" out`,
		);
	}
	const withWaId = (row: unknown): unknown => {
		if (!isRecord(row) || isMissing(row.wa_id)) return row;
		// The number that is shown says whether the other one is complete.
		const shown = readPhone(row.phone, { countryCode });
		const isSame = 'digits' in shown && shown.digits === digitsAsWritten(row.wa_id);
		const { digits, why } = isSame ? { ...shown, why: undefined } : readAs(recipient, row.wa_id);
		return { ...row, wa_id: why === undefined || skipChecks ? digits : new UnreadPhone(why, digits) };
	};
	const withWaIds = withEach(body, 'contacts', (contact) => withEach(contact, 'phones', withWaId));
	// What is refused is shown.
	return { ...withWaIds, ...(others.some(([member]) => member === 'to') && { to }), ...phones };
}
