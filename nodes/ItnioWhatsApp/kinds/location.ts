/** A place on the map: a message of its own, and the header of some templates (docs/api.md, section 2). */
import { object, text, textThat, type Labelled, type Rule } from '../core/rules';
import { filled } from '../core/members';
import { defineKind } from '../form/kind';
import { locationCard } from '../preview/drawing';

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
	description: 'The name below the map',
} as const;

export const locationAddress = {
	displayName: 'Location Address',
	name: 'locationAddress',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. Longgang District, Shenzhen',
	description: 'The address below the name',
} as const;

/** Degrees as a text, the way the API wants them, within ± `limit`. */
const degrees = (words: Labelled, limit: number): Rule =>
	textThat(words, (value) => {
		if (!/^-?\d+(\.\d+)?$/.test(value)) {
			return `must be a number of degrees with a decimal point, e.g. 22.7196, not "${value}"`;
		}
		return Math.abs(Number(value)) > limit
			? `must be from -${limit} to ${limit}, but it is ${value}`
			: undefined;
	});

export const locationRule: Rule = object({
	longitude: degrees(longitude, 180),
	latitude: degrees(latitude, 90),
	name: text(locationName),
	address: text(locationAddress),
});

export const sendLocation = defineKind({
	operation: {
		name: 'Send Location',
		value: 'sendLocation',
		action: 'Send location',
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
	rule: object({ location: locationRule }),
	draw: (payload) => ({
		label: 'Location',
		path: payload.path,
		bubbleStyle: 'media',
		bubble: locationCard(payload),
	}),
});
