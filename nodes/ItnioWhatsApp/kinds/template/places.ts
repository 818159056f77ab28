/** What the form calls the places of a template: its own gaps by their words, where it was chosen from the list. */
import { entry } from '../../core/rules';
import type { Way } from '../../core/problem';
import type { ParametersOf } from '../../form/types';
import { VALUE_IDS } from '../../service/templates/valueFields';
import { latitude, locationAddress, locationName, longitude } from '../location';
import { binaryProperty } from '../shared/media';
import { bodyValues } from './bodyValues';
import { templateValues, WORDS, type templateFields } from './fields';

type TemplateForm = ParametersOf<typeof templateFields>;

const { headerLink, headerLocation } = VALUE_IDS;

/** The gaps that a field of the rule may be, by the words of the field. */
const GAPS: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
	[WORDS.headerText.displayName, [VALUE_IDS.headerText]],
	[WORDS.headerLink.displayName, Object.values(headerLink)],
	[binaryProperty.displayName, Object.values(headerLink)],
	[WORDS.headerFilename.displayName, [VALUE_IDS.headerFilename]],
	[latitude.displayName, [headerLocation.latitude]],
	[longitude.displayName, [headerLocation.longitude]],
	[locationName.displayName, [headerLocation.name]],
	[locationAddress.displayName, [headerLocation.address]],
]);

/** @returns the way to a place as the form shows it; JSON has names of its own */
export function placeOfTemplate(way: Way, { templateForm, templateValues: gaps }: TemplateForm): Way {
	const last = way.at(-1)?.label ?? '';
	const number = /^Body \{\{(\d+)\}\}$/.exec(last)?.[1];
	if (templateForm === 'any') {
		const [{ displayName, values }] = bodyValues.options;
		return number === undefined
			? way
			: [entry(displayName, Number(number) - 1), { label: values[0].displayName }];
	}
	const ids = number === undefined ? (GAPS.get(last) ?? []) : [`${VALUE_IDS.body}${number}`];
	// Of a workflow that no form has made, only the IDs are known.
	const gap = gaps.find(({ id, displayName }) => ids.includes(id) && displayName !== id);
	return gap ? [{ label: templateValues.displayName }, { label: gap.displayName }] : way;
}
