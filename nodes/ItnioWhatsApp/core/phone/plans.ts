/** The numbering plans of all countries: whether digits are a number, and whether it may be a mobile one. */
import { otherWay } from './person';
import { TABLE } from './table';

/** Digits of a complete number that the service takes (docs/api.md, section 2; status codes -70 to -72 and -93 to -95). */
export const MIN_DIGITS = 7;
export const MAX_DIGITS = 14;

interface Plan {
	/** ISO code of the country; empty: a network above all countries. */
	readonly country: string;
	readonly lengths: readonly number[];
	readonly trunk: RegExp | undefined;
	readonly transform: string;
	readonly exit: RegExp | undefined;
	readonly general: RegExp;
	readonly mobile: RegExp | undefined;
}

/** How well digits fit a plan: the higher, the surer. */
export const IMPOSSIBLE = 0;
/** Of a length that numbers there have. */
export const POSSIBLE = 1;
/** A number, as a rule no mobile one. */
export const VALID = 2;
/** A number that may be a mobile one. */
export const MOBILE = 3;

/** Mobile numbers in Mexico were dialled with these until 2019, and many still write them. */
const OLD_TRUNKS: Readonly<Record<string, string>> = { MX: '0(?:[12]|4[45])' };

const whole = (pattern: string) => new RegExp(`^(?:${pattern})$`);
const start = (pattern: string) => new RegExp(`^(?:${pattern})`);

function planOf(row: string): Plan {
	const [, country = '', lengths = '', trunk = '', transform = '', exit = '', general = '', mobile = ''] =
		row.split(' ');
	const prefix = trunk || OLD_TRUNKS[country];
	return {
		country,
		lengths: lengths.split(',').map(Number),
		trunk: prefix ? start(prefix) : undefined,
		transform,
		exit: exit === '' ? undefined : start(exit),
		general: whole(general),
		mobile: mobile === '' ? undefined : whole(mobile),
	};
}

const ROWS: ReadonlyMap<string, readonly string[]> = TABLE.reduce((byCode, row) => {
	const code = row.slice(0, row.indexOf(' '));
	return byCode.set(code, [...(byCode.get(code) ?? []), row]);
}, new Map<string, readonly string[]>());

/** A pattern is made when a number of its country comes for the first time. */
const plans = new Map<string, readonly Plan[]>();

/** The plans of a calling code, the main country first. */
function plansOf(code: string): readonly Plan[] {
	const known = plans.get(code);
	if (known) return known;
	const made = (ROWS.get(code) ?? []).map(planOf);
	plans.set(code, made);
	return made;
}

/** The calling code with which digits begin; undefined where there is none. */
export const callingCodeOf = (digits: string): string | undefined =>
	[1, 2, 3].map((length) => digits.slice(0, length)).find((code) => ROWS.has(code));

/**
 * ISO code of the country of a complete number: where several share a calling code, the one whose mobile number it is.
 *
 * @returns undefined: no country has such a calling code
 */
export function countryOf(digits: string): string | undefined {
	const code = callingCodeOf(digits);
	if (code === undefined) return undefined;
	const [main, ...others] = plansOf(code);
	const national = digits.slice(code.length);
	const isTheirs = ({ mobile }: Plan) => mobile?.test(national) === true;
	const plan = others.length === 0 || (main && isTheirs(main)) ? main : (others.find(isTheirs) ?? main);
	return plan?.country === '' ? undefined : plan?.country;
}

/** Every calling code with the countries that share it, the main one first: ISO codes. */
export function callingCodes(): ReadonlyArray<{
	readonly code: string;
	readonly countries: readonly string[];
}> {
	return Array.from(ROWS, ([code, rows]) => ({
		code,
		countries: rows.map((row) => row.split(' ')[1] ?? '').filter((country) => country !== ''),
	}));
}

/** How many digits numbers have behind a calling code, in ascending order. */
export const lengthsOf = (code: string): readonly number[] => plansOf(code)[0]?.lengths ?? [];

function fitOfPlan({ lengths, general, mobile }: Plan, national: string): number {
	if (!lengths.includes(national.length)) return IMPOSSIBLE;
	if (!general.test(national)) return POSSIBLE;
	return mobile?.test(national) === true ? MOBILE : VALID;
}

function fitOfCode(code: string, national: string): number {
	const [main = IMPOSSIBLE, ...others] = plansOf(code).map((plan) => fitOfPlan(plan, national));
	// What is only of a possible length is measured by the main country.
	return Math.max(main, ...others.filter((fit) => fit >= VALID));
}

/** How well digits after a calling code fit the plans there. */
export function fitOf(code: string, national: string): number {
	const fit = fitOfCode(code, national);
	if (fit === MOBILE) return MOBILE;
	// WhatsApp may know a person under a number that the plan no longer has.
	const other = otherWay(code + national)?.slice(code.length);
	return other !== undefined && fitOfCode(code, other) === MOBILE ? MOBILE : fit;
}

/** Digits without what is only dialled within the country, as its plan says; undefined where nothing goes. */
export function withoutTrunk(code: string, national: string): string | undefined {
	const [{ trunk, transform } = { trunk: undefined, transform: '' }] = plansOf(code);
	const match = trunk?.exec(national);
	if (!trunk || !match || match[0] === '') return undefined;
	const captured = match.length > 1 && match[match.length - 1] !== undefined;
	return captured && transform !== '' ? national.replace(trunk, transform) : national.slice(match[0].length);
}

/** Digits behind the exit code of a country: a complete number; undefined where there is none. */
export function withoutExitCode(code: string, digits: string): string | undefined {
	const match = plansOf(code)[0]?.exit?.exec(digits);
	return match ? digits.slice(match[0].length) : undefined;
}
