/** The numbers of a message: who sends, and who gets it. */
import { isMissing } from '../core/members';
import type { Body } from '../core/message';
import { digitsAsWritten, personOf, readPhone } from '../core/phone';
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

/**
 * Both numbers as the service takes them; one that nobody can read stays as it was, so that it is quoted. A custom JSON
 * message that names others is refused: one that was pasted would go to one person for every item.
 *
 * @param given the message as it was written
 */
export function withPhones(
	{ to, ...body }: Body,
	given: Body,
	{ defaultCountryCode: countryCode, skipChecks }: ItemOptions,
	report: Report,
): Body {
	const readAs = (field: PhoneField, written: unknown) => {
		const found = readPhone(written, { countryCode, isOwn: field === businessPhone });
		if ('digits' in found) return found;
		return { ...found, digits: skipChecks ? digitsAsWritten(written) : textOf(written) };
	};
	const phoneOf = (field: PhoneField): string => {
		const written = body[field.name];
		const { digits, ...unread } = readAs(field, written);
		if ('why' in unread && !skipChecks && !isMissing(written)) {
			const at = inside(ROOT, field.name, field);
			complain(report, at, `${unread.why}: "${excerpt(textOf(written), 60)}"`);
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
	// What is refused is shown.
	return { ...body, ...(others.some(([member]) => member === 'to') && { to }), ...phones };
}
