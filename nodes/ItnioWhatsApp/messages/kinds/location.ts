import { complain, named, object, text, type Rule } from '../../checks/rules';
import { defineKind } from '../kind';
import { isMissing, filled } from '../../values/members';
import type { Field } from '../fields/types';

export const latitude = {
	displayName: 'Latitude',
	name: 'latitude',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 22.7196',
	description: 'Degrees north of the equator; south of it with a minus',
	hint: 'From -90 to 90, with a decimal point',
} as const;

export const longitude = {
	displayName: 'Longitude',
	name: 'longitude',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 114.2469',
	description: 'Degrees east of Greenwich; west of it with a minus',
	hint: 'From -180 to 180, with a decimal point',
} as const;

export const locationName = {
	displayName: 'Location Name',
	name: 'locationName',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. Lucky Shrub',
	description: 'The name that stands below the map',
} as const;

export const locationAddress = {
	displayName: 'Location Address',
	name: 'locationAddress',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. Longgang District, Shenzhen',
	description: 'The address that stands below the name',
} as const;

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

export const sendLocation = defineKind({
	operation: {
		name: 'Send Location',
		value: 'sendLocation',
		action: 'Send a location',
		description: 'Send a place on the map',
	},
	shape: { type: 'location' },
	fields: [latitude, longitude, locationName, locationAddress],
	build: (form) => ({
		type: 'location',
		location: filled({
			longitude: form.longitude.trim(),
			latitude: form.latitude.trim(),
			name: form.locationName,
			address: form.locationAddress,
		}),
	}),
	rule: object({
		location: object({
			longitude: degrees(longitude, 180),
			latitude: degrees(latitude, 90),
			name: text(locationName),
			address: text(locationAddress),
		}),
	}),
});
