/** The numbering plans of all countries from libphonenumber's metadata, as the package ships them. */
import metadata from 'libphonenumber-js/metadata.max.json';
import { version } from 'libphonenumber-js/package.json';

/** Where it is written to, below the root of the repository. */
export const TABLE = 'nodes/ItnioWhatsApp/core/phone/table.ts';

type Country = ReadonlyArray<unknown>;

/** Places in a country's metadata (libphonenumber-js, METADATA.md). */
const EXIT = 1;
const GENERAL = 2;
const LENGTHS = 3;
const TRUNK = 5;
const TRUNK_FOR_PARSING = 7;
const TRANSFORM = 8;
const TYPES = 11;
const FIXED_LINE = 0;
const MOBILE = 1;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Where fixed lines and mobiles look alike, the second pattern is empty; one country names no mobiles at all. */
function mobileOf(country: Country): string {
	const [fixedLine, mobile] = [FIXED_LINE, MOBILE].map((type) => text(list(list(country[TYPES])[type])[0]));
	return mobile || fixedLine || '';
}

function rowOf(code: string, name: string, country: Country): string {
	const fields = [
		code,
		name,
		list(country[LENGTHS]).join(','),
		text(country[TRUNK_FOR_PARSING]) || text(country[TRUNK]),
		text(country[TRANSFORM]),
		text(country[EXIT]),
		text(country[GENERAL]),
		mobileOf(country),
	];
	const spaced = fields.find((field) => /\s/.test(field));
	if (spaced !== undefined) throw new Error(`${name}: "${spaced}" holds a space, which separates the fields`);
	return fields.join(' ');
}

function rows(): string[] {
	const countries: Readonly<Record<string, Country>> = metadata.countries;
	const others: Readonly<Record<string, Country>> = metadata.nonGeographic;
	return [
		// Of several countries with one code, the main one comes first.
		...Object.entries(metadata.country_calling_codes).flatMap(([code, names]) =>
			names.map((name) => rowOf(code, name, countries[name] ?? [])),
		),
		...Object.entries(others).map(([code, country]) => rowOf(code, '', country)),
	];
}

const quoted = (row: string): string => `'${row.replace(/\\/g, '\\\\')}'`;

/** @returns the source text of the table */
export const tableSource = (): string =>
	[
		`// Made from the metadata of libphonenumber (libphonenumber-js ${version}) by scripts/phones.ts: do not edit.`,
		'// One country in a row, the main one of a code first: calling code, country, lengths of its numbers, trunk prefix,',
		'// what takes its place, exit code, pattern of all numbers, pattern of those that may be mobile ones.',
		'export const TABLE: readonly string[] = [',
		...rows().map((row) => `\t${quoted(row)},`),
		'];',
		'',
	].join('\n');
