import { countryCodeDigits, whyShortened } from '../core/phone';
import { complain, inside, ROOT, type Place, type Problem, type Report } from '../core/rules';
import { isMissing, isRecord } from '../core/members';
import { excerpt, numberIn, textOf } from '../core/text';
import { whyUnmeant } from '../core/unmeant';
import { readOneOf } from './choice';
import {
	options,
	RAW,
	RUN_OPTIONS,
	UNSET,
	type ItemOptions,
	type OptionName,
	type RunOptions,
} from './options';
import { alreadySaid, readText } from './read';

type Option = (typeof options.options)[number];

interface Reading<Values> {
	/** Complete and of the right types; where an option cannot be used, what it would be without it. */
	readonly options: Values;
	readonly problems: readonly Problem[];
}

const isRunOption = ({ name }: Option): boolean => RUN_OPTIONS.some((own) => own === name);

/** The options of a run, from the collection of its first item. */
export const readRunOptions = (raw: unknown): Reading<RunOptions> =>
	readOptions<RunOptions>(raw, isRunOption);

/** The options of an item. @param usualCountryCode used where they name no country */
export function readItemOptions(raw: unknown, usualCountryCode = ''): Reading<ItemOptions> {
	const reading = readOptions<ItemOptions>(raw, (option) => !isRunOption(option));
	const written = reading.options.defaultCountryCode;
	const defaultCountryCode = written === '' ? usualCountryCode : countryCodeDigits(written);
	if (defaultCountryCode !== undefined) {
		return { ...reading, options: { ...reading.options, defaultCountryCode } };
	}
	const problems: Problem[] = [];
	complain(
		(problem) => problems.push(problem),
		placeOf('defaultCountryCode'),
		`must be a country code such as 62, but it is "${written}"`,
	);
	return {
		options: { ...reading.options, defaultCountryCode: '' },
		problems: [...problems.filter((problem) => !alreadySaid(problem, reading.problems)), ...reading.problems],
	};
}

/** Where an option is in the form. */
export function placeOf(name: OptionName) {
	const option = options.options.find((one) => one.name === name);
	return inside(ROOT, name, option?.displayName ?? name);
}

function readOptions<Values>(raw: unknown, isWanted: (option: Option) => boolean): Reading<Values> {
	const problems: Problem[] = [];
	const given = isRecord(raw) ? raw : {};
	const entries = options.options.filter(isWanted).map((option) => [
		option.name,
		readOption(option, given[option.name], {
			isAdded: option.name in given,
			report: (problem) => problems.push(problem),
		}),
	]);
	return { options: Object.fromEntries(entries) as Values, problems };
}

/** A spreadsheet writes TRUE, a form yes. */
const ON = /^(true|yes|1)$/i;
const OFF = /^(false|no|0)$/i;

/** A switch by an expression. @param isSafeOff nothing happens by surprise where it is off */
function readSwitch(raw: unknown, isSafeOff: boolean): boolean | undefined {
	const words = textOf(raw).trim();
	if (ON.test(words)) return true;
	return OFF.test(words) || (words === '' && isSafeOff) ? false : undefined;
}

/** A text for programs, such as a key or an ID: as everywhere, what nobody means is a problem. */
function readWords(raw: unknown, at: Place, report: Report): string {
	if (isMissing(raw)) return '';
	const words = readText(raw, at, report).trim();
	const why = whyUnmeant(words, { mayBeDate: true }) ?? whyShortened(words);
	if (why !== undefined) complain(report, at, why);
	return words;
}

/** The key of a message: a list of texts and numbers, such as a lookup gives, is one as its JSON. */
function readKey(raw: unknown, at: Place, report: Report): string {
	if (!Array.isArray(raw)) return readWords(raw, at, report);
	const parts: readonly unknown[] = raw;
	if (parts.every(isMissing)) return '';
	const problems: Problem[] = [];
	for (const part of parts) {
		// A part may be empty, but not one that the expression does not find.
		readWords(part === undefined ? 'undefined' : part, at, (problem) => problems.push(problem));
	}
	const [first] = problems;
	if (first === undefined) return textOf(parts);
	report(first);
	return '';
}

type NumberOption = Extract<Option, { type: 'number' }>;

/** A number within the limits of its option; `absent` where there is none. */
function readNumber(
	option: NumberOption,
	raw: unknown,
	{
		at,
		report,
		absent,
	}: { readonly at: Place; readonly report: Report; readonly absent: number | undefined },
): number | undefined {
	if (isMissing(raw)) return absent;
	const least = option.typeOptions.minValue;
	const number = numberIn(raw);
	const most = 'maxValue' in option.typeOptions ? option.typeOptions.maxValue : undefined;
	if (Number.isFinite(number) && number >= least && number <= (most ?? number)) return Math.floor(number);
	const range = most === undefined ? `of at least ${least}` : `from ${least} to ${most}`;
	complain(report, at, `must be a number ${range}, but it is "${textOf(raw)}"`);
	return absent;
}

/** An option that nobody added is off, empty, undefined or at its default, by its type. */
function readOption(
	option: Option,
	raw: unknown,
	{ isAdded, report }: { readonly isAdded: boolean; readonly report: Report },
): unknown {
	const isUnset = UNSET.some((name) => name === option.name);
	const at = placeOf(option.name);
	if (RAW.some((name) => name === option.name)) return isAdded ? (raw ?? '') : undefined;
	switch (option.type) {
		case 'boolean': {
			// Of all switches this one must not be off by mistake.
			const isOn = readSwitch(raw, !isAdded || option.name !== 'previewOnly');
			if (isOn !== undefined) return isOn;
			const what = isMissing(raw) ? 'gives nothing' : `gives "${excerpt(textOf(raw), 60)}"`;
			complain(report, at, `must be true or false, but its expression ${what}`);
			return false;
		}
		case 'fixedCollection':
			return raw;
		case 'string':
			return option.name === 'sendOnceKey' ? readKey(raw, at, report) : readWords(raw, at, report);
		case 'options':
			// Of all choices this one must not be off by mistake.
			return readOneOf(option, raw, {
				at,
				report,
				absent: isUnset ? undefined : option.default,
				isRequired: isAdded && option.name === 'sendOnceBy',
			});
		case 'number':
			return readNumber(option, raw, { at, report, absent: isUnset ? undefined : option.default });
	}
}
