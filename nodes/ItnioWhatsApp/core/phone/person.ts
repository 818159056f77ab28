/**
 * Countries in which one mobile number is written in two ways: with the digit for mobiles after the country code (and in
 * Brazil after the area code), and without. WhatsApp knows the person under one of them, whichever was written to.
 * In Brazil mobiles begin with 6 to 9 behind it: 9 2345-6789 has no other way, 2345-6789 is a landline's.
 */
const TWO_WAYS: ReadonlyArray<{ readonly long: RegExp; readonly short: RegExp; readonly digit: string }> = [
	{ long: /^(55\d\d)9([6-9]\d{7})$/, short: /^(55\d\d)([6-9]\d{7})$/, digit: '9' },
	{ long: /^(52)1(\d{10})$/, short: /^(52)(\d{10})$/, digit: '1' },
	{ long: /^(54)9(\d{10})$/, short: /^(54)(\d{10})$/, digit: '9' },
];

const shorter = (phone: string): string | undefined =>
	TWO_WAYS.filter(({ long }) => long.test(phone)).map(({ long }) => phone.replace(long, '$1$2'))[0];

const longer = (phone: string): string | undefined =>
	TWO_WAYS.filter(({ short }) => short.test(phone)).map(({ short, digit }) =>
		phone.replace(short, (_, start: string, rest: string) => start + digit + rest),
	)[0];

/** The other way to write a mobile number. @param phone digits only */
export const otherWay = (phone: string): string | undefined => shorter(phone) ?? longer(phone);

/** The one name of a person under whom questions, answers and opt-outs meet. @param phone digits only */
export const personOf = (phone: string): string => shorter(phone) ?? phone;
