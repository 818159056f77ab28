/**
 * Countries in which one mobile number is written in two ways: with the digit for mobiles after the country code (and in
 * Brazil after the area code), and without. WhatsApp knows the person under one of them, whichever was written to.
 */
const TWO_WAYS: ReadonlyArray<readonly [RegExp, string]> = [
	[/^(55\d\d)9(\d{8})$/, '$1$2'],
	[/^(52)1(\d{10})$/, '$1$2'],
	[/^(54)9(\d{10})$/, '$1$2'],
];

/** The one name of a person under whom questions and answers meet. @param phone digits only */
export function personOf(phone: string): string {
	return TWO_WAYS.reduce((number, [pattern, short]) => number.replace(pattern, short), phone);
}
