/** What a template message obeys (docs/api.md, section 5; the rules for values are Meta's own). */
import { SHARED_WORDS } from '../../core/message';
import {
	absent,
	all,
	complain,
	entry,
	inside,
	named,
	notAList,
	object,
	oneOf,
	text,
	textThat,
	type Place,
	type Report,
	type Rule,
} from '../../core/rules';
import { isLanguageCode, languageCodeOf } from '../../core/codes';
import { isMissing, isRecord } from '../../core/members';
import { excerpt, typeInWords } from '../../core/text';
import { visibleAddress, whyUnfilledEnding } from '../../core/webAddress';
import { AS_CHOSEN, isTemplateName, readChoice } from '../../service/templates/choice';
import { locationRule } from '../location';
import { documentRule, mediaRule } from '../shared/media';
import { WORDS } from './fields';

const HEADER_TEXT_LIMIT = 60;

/** A value stands within one line of the template's text. */
const oneLine = (words: string, limits: { max?: number } = {}): Rule =>
	textThat(
		words,
		(value) => {
			const found = [
				/[\r\n\v\f\u0085\u2028\u2029]/.test(value) ? 'a line break' : undefined,
				value.includes('\t') ? 'a tab' : undefined,
				/ {5}/.test(value) ? 'more than four spaces in a row' : undefined,
			].filter((what) => what !== undefined);
			if (found.length === 0) return undefined;
			const near = excerpt(value.replace(/\s+/g, ' '));
			return `holds ${found.join(' and ')}, which WhatsApp refuses in a template: "${near}". Make one line of it in an expression, such as {{ $json.note.replace(/\\s+/g, ' ') }}`;
		},
		limits,
		(value) => value.trim(),
	);

const urlSuffix = textThat(
	'Value',
	(value) => {
		const meant = visibleAddress(value);
		const unfilled = whyUnfilledEnding(meant);
		if (unfilled !== undefined) return `${unfilled}: "${excerpt(value, 60)}"`;
		if (/\s/.test(meant)) return `contains a space: write %20 instead: "${excerpt(value)}"`;
		return meant === value ? undefined : 'holds something that does not belong in a web address';
	},
	{ max: 2000, mayBeDate: true },
	visibleAddress,
);

const templateName = textThat(
	WORDS.templateName,
	(value) =>
		isTemplateName(value)
			? undefined
			: `is not the name of a template, which has only small letters (a-z), digits and underscores: "${excerpt(value)}". Copy it from the ITNIO console`,
	{ max: 512 },
	(value) => readChoice(value).name,
);

const languageCode = textThat(
	WORDS.templateLanguage,
	(value) => {
		if (isLanguageCode(value)) return undefined;
		return value.toLowerCase() === AS_CHOSEN
			? `is "${AS_CHOSEN}", but a template given by its name has no language to follow: enter its code, e.g. en_US`
			: `is not the code of a language, e.g. en, en_US or id: "${excerpt(value)}"`;
	},
	{},
	languageCodeOf,
);

/** What a value of a place must hold, by its type. */
type ValueRules = Readonly<Record<string, Rule>>;

const HEADER_VALUES: ValueRules = {
	text: object({ text: oneLine(WORDS.headerText.displayName, { max: HEADER_TEXT_LIMIT }) }),
	image: object({ image: mediaRule(WORDS.headerLink) }),
	video: object({ video: mediaRule(WORDS.headerLink) }),
	document: object({ document: documentRule(WORDS.headerLink, WORDS.headerFilename) }),
	location: (value, at, report) => object({ location: locationRule })(value, named(at, 'Header'), report),
};

const bodyValues = (number: number): ValueRules => {
	const value = oneLine(`Body {{${number}}}`);
	// The vendor names these two types, but not their members: this one is Meta's, and what a person reads.
	const inWords = object({ fallback_value: value });
	return {
		text: object({ text: value }),
		currency: object({ currency: inWords }),
		date_time: object({ date_time: inWords }),
	};
};

const URL_VALUES: ValueRules = { text: object({ text: urlSuffix }) };
const QUICK_REPLY_VALUES: ValueRules = { payload: object({ payload: text('Value', { mayBeDate: true }) }) };

function valueRule(rules: ValueRules): Rule {
	return (value, at, report) => {
		if (!isRecord(value)) {
			complain(report, named(at, 'Value'), `must be an object, not ${typeInWords(value)}`);
			return;
		}
		const { type } = value;
		const rule = typeof type === 'string' && Object.hasOwn(rules, type) ? rules[type] : undefined;
		if (rule) rule(value, at, report);
		else oneOf('"type"', Object.keys(rules))(type, inside(at, 'type'), report);
	};
}

/** The values of a component, at least one and where `only` is given exactly one. */
function values(
	component: Readonly<Record<string, unknown>>,
	{ at, words, only }: { at: Place; words: string; only: boolean },
	rulesOf: (number: number) => ValueRules,
	report: Report,
): void {
	const { parameters } = component;
	const place = inside(at, 'parameters');
	if (parameters !== undefined && !Array.isArray(parameters)) {
		complain(report, named(place, words), `must have a list of "parameters", not ${typeInWords(parameters)}`);
		return;
	}
	const given: unknown[] = parameters ?? [];
	if (given.length === 0) {
		complain(report, named(place, words), 'has no values: fill them in, or leave it out altogether');
	}
	if (only && given.length > 1) {
		complain(report, named(place, words), `has ${given.length} values, it takes only one`);
	}
	given.forEach((value, index) => valueRule(rulesOf(index + 1))(value, inside(place, index), report));
}

function buttonRule(component: Readonly<Record<string, unknown>>, at: Place, report: Report): void {
	const { sub_type: subType, index } = component;
	oneOf('Type', ['url', 'quick_reply'])(subType, inside(at, 'sub_type'), report);
	const indexAt = inside(at, 'index', 'Position');
	if (isMissing(index)) complain(report, indexAt, 'is empty: 0 is the first button of the template');
	else if (typeof index !== 'string') {
		complain(
			report,
			indexAt,
			`must be text, "0" to "9", but it is ${typeInWords(index)}: put it in quotes`,
			typeof index === 'number' ? String(index) : undefined,
		);
	} else if (!/^[0-9]$/.test(index)) {
		complain(report, indexAt, `must be from 0 to 9, but it is "${excerpt(index)}"`);
	}
	const rules = subType === 'quick_reply' ? QUICK_REPLY_VALUES : URL_VALUES;
	if (subType === 'url' || subType === 'quick_reply') {
		values(component, { at, words: 'Value', only: true }, () => rules, report);
	}
}

/** Header and body stand once, each button once; `Button 2` is the second one that is filled in. */
const components: Rule = (value, parent, report) => {
	if (value === undefined) return;
	if (value === null) {
		complain(report, named(parent, WORDS.components), 'is empty: [] for a template without values');
		return;
	}
	if (!Array.isArray(value)) {
		complain(report, named(parent, WORDS.components), notAList(value, parent));
		return;
	}
	const seen = new Set<string>();
	const once = (key: string, at: Place, what: string) => {
		if (seen.has(key)) complain(report, at, what);
		seen.add(key);
	};
	let buttons = 0;
	value.forEach((component: unknown, position) => {
		const at = inside(parent, position);
		const type = isRecord(component) ? component.type : undefined;
		if (!isRecord(component)) {
			const words = `${WORDS.components} ${position + 1}`;
			complain(report, named(at, words), `must be an object, not ${typeInWords(component)}`);
		} else if (type === 'header') {
			once('header', named(at, 'Header'), 'is there twice');
			values(component, { at, words: 'Header', only: true }, () => HEADER_VALUES, report);
		} else if (type === 'body') {
			once('body', named(at, 'Body'), 'is there twice');
			values(component, { at, words: 'Body', only: false }, bodyValues, report);
		} else if (type === 'button') {
			buttons += 1;
			const button = named(at, entry('Button', buttons - 1));
			const { index } = component;
			if (typeof index === 'string') {
				const isOwn = index === String(buttons - 1);
				once(
					`button ${index}`,
					inside(button, 'index', 'Position'),
					`is ${index}${isOwn ? ' (also where it is left empty)' : ''}, as of a button before: each button of the template can be filled in once`,
				);
			}
			buttonRule(component, button, report);
		} else {
			oneOf('"type"', ['header', 'body', 'button'])(
				type,
				inside(named(at, `Component ${position + 1}`), 'type'),
				report,
			);
		}
	});
};

export const templateRule: Rule = all(
	object({
		template: object({
			name: templateName,
			language: object({ code: languageCode }),
			components,
		}),
	}),
	object({
		context: absent(
			SHARED_WORDS.replyToMessageId,
			'is not possible with a template: ITNIO takes it with the other kinds of message only. Take it out of the options',
		),
	}),
);
