/** Media by link or from a file of n8n: the fields, what they yield, and the rule that both obey. */
import { complain, link, named, object, text, type Rule } from '../../core/rules';
import { ChosenFile, UnusableFile, UnusableLink } from '../../media/file';
import { unfetchable } from '../../media/sharePages';
import { isMissing, isRecord } from '../../core/members';
import { whyNoAddress } from '../../core/webAddress';
import type { Field } from '../../form/types';

/** Length limits that the vendor's page leaves out (docs/api.md, section 2). */
export const CAPTION_LIMIT = 1024;

export const caption = {
	displayName: 'Caption',
	name: 'caption',
	type: 'string',
	typeOptions: { rows: 2 },
	default: '',
	placeholder: 'e.g. Our new arrivals',
	description: 'Text below the file',
	hint: 'Up to 1024 characters',
} as const satisfies Field;

export const mediaSource = {
	displayName: 'File Source',
	name: 'mediaSource',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Link',
			value: 'link',
			description: 'A public web address, which WhatsApp opens by itself',
		},
		{
			name: 'File From the Workflow',
			value: 'file',
			description: 'A file that came with a form or an email, or that an earlier node made',
		},
	],
	default: 'link',
} as const satisfies Field;

/** Shown for the given source of a file; inside a collection it is the one of the same entry. */
export const fromLink = { mediaSource: ['link'] } as const;
export const fromFile = { mediaSource: ['file'] } as const;

export const binaryProperty = {
	displayName: 'Input Data Field Name',
	name: 'binaryProperty',
	type: 'string',
	typeOptions: { binaryDataProperty: true },
	displayOptions: { show: fromFile },
	required: true,
	default: 'data',
	placeholder: 'e.g. data',
	description:
		'Which file of the item to send. WhatsApp fetches it from n8n, so the internet must reach this n8n; the link works for one day and while n8n keeps the execution.',
	hint: 'The name above the file under Binary in the input',
} as const satisfies Field;

/** The link that was entered, or the file that was chosen. */
export const linkOrFile = (
	{ mediaSource: source, binaryProperty: choice }: { mediaSource: string; binaryProperty: unknown },
	entered: string,
): string | ChosenFile => (source === 'file' ? new ChosenFile(choice) : entered.trim());

/** A link that WhatsApp can fetch, or a file that became one. */
export function mediaLinkRule(linkField: Field): Rule {
	return (value, parent, report) => {
		if (value instanceof UnusableFile) {
			complain(report, named(parent, binaryProperty), value.why);
			return;
		}
		if (value instanceof UnusableLink) {
			complain(report, named(parent, linkField), value.why);
			return;
		}
		link(linkField)(value, parent, report);
		const isAddress = typeof value === 'string' && whyNoAddress(value) === undefined;
		const why = isAddress ? unfetchable(value) : undefined;
		if (why !== undefined) complain(report, named(parent, linkField), why);
	};
}

/** The rule of a media object: a link, and what else the kind has beside it. */
export function mediaRule(linkField: Field, members: Readonly<Record<string, Rule>> = {}): Rule {
	return object({ link: mediaLinkRule(linkField), ...members });
}

export const captionRule: Rule = text(caption, { max: CAPTION_LIMIT, required: false });

/** A document, with the name under which the recipient sees it; one that is no file has no name to complain about. */
export function documentRule(
	linkField: Field,
	filename: Field,
	members: Readonly<Record<string, Rule>> = {},
): Rule {
	const whole = mediaRule(linkField, { filename: text(filename, { trimmed: true }), ...members });
	const unnamed = mediaRule(linkField, members);
	return (value, at, report) => {
		const isUnusable = isRecord(value) && value.link instanceof UnusableFile && isMissing(value.filename);
		(isUnusable ? unnamed : whole)(value, at, report);
	};
}
