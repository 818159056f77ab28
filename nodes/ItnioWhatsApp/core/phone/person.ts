/**
 * Countries in which one mobile number is written in two ways: with the digits that came later after the country code
 * (and in Brazil after the area code), and without. WhatsApp knows the person under one of them, whichever was written
 * to. In Brazil mobiles begin with 6 to 9 behind it: 9 2345-6789 has no other way, 2345-6789 is a landline's. In Benin
 * every number has 01 in front since November 2024, and nobody else got the shorter ones.
 */
const TWO_WAYS: ReadonlyArray<{ readonly long: RegExp; readonly short: RegExp; readonly digits: string }> = [
	{ long: /^(55\d\d)9([6-9]\d{7})$/, short: /^(55\d\d)([6-9]\d{7})$/, digits: '9' },
	{ long: /^(52)1(\d{10})$/, short: /^(52)(\d{10})$/, digits: '1' },
	{ long: /^(54)9(\d{10})$/, short: /^(54)(\d{10})$/, digits: '9' },
	{ long: /^(229)01(\d{8})$/, short: /^(229)(\d{8})$/, digits: '01' },
];

const shorter = (phone: string): string | undefined =>
	TWO_WAYS.filter(({ long }) => long.test(phone)).map(({ long }) => phone.replace(long, '$1$2'))[0];

const longer = (phone: string): string | undefined =>
	TWO_WAYS.filter(({ short }) => short.test(phone)).map(({ short, digits }) =>
		phone.replace(short, (_, start: string, rest: string) => start + digits + rest),
	)[0];

/** The other way to write a mobile number. @param phone digits only */
export const otherWay = (phone: string): string | undefined => shorter(phone) ?? longer(phone);

/** The one name of a person under whom questions, answers and opt-outs meet. @param phone digits only */
export const personOf = (phone: string): string => shorter(phone) ?? phone;
