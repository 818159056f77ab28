/** A place on the map: a message of its own, and the header of some templates (docs/api.md, section 2). */
import { complain, named, object, text, type Rule } from '../../core/rules';
import { isMissing } from '../../core/members';
import type { Field } from '../../form/types';

export const latitude = {
	displayName: 'Latitude',
	name: 'latitude',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 22.7196',
	description: 'Degrees north of the equator; south of it with a minus',
	hint: 'From -90 to 90, with a decimal point',
} as const satisfies Field;

export const longitude = {
	displayName: 'Longitude',
	name: 'longitude',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 114.2469',
	description: 'Degrees east of Greenwich; west of it with a minus',
	hint: 'From -180 to 180, with a decimal point',
} as const satisfies Field;

export const locationName = {
	displayName: 'Location Name',
	name: 'locationName',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. Lucky Shrub',
	description: 'The name that stands below the map',
} as const satisfies Field;

export const locationAddress = {
	displayName: 'Location Address',
	name: 'locationAddress',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. Longgang District, Shenzhen',
	description: 'The address that stands below the name',
} as const satisfies Field;

/** Degrees as a text, the way the API wants them, within ± `limit`. */
function degrees(field: Field, limit: number): Rule {
	return (value, parent, report) => {
		text(field)(value, parent, report);
		if (typeof value !== 'string' || isMissing(value)) return;
		const at = named(parent, field);
		if (!/^-?\d+(\.\d+)?$/.test(value)) {
			complain(report, at, `must be a number of degrees with a decimal point, e.g. 22.7196, not "${value}"`);
		} else if (Math.abs(Number(value)) > limit) {
			complain(report, at, `must be from -${limit} to ${limit}, but it is ${value}`);
		}
	};
}

/** The rule of a place on the map. */
export const locationRule: Rule = object({
	longitude: degrees(longitude, 180),
	latitude: degrees(latitude, 90),
	name: text(locationName),
	address: text(locationAddress),
});
