/** A place on the map: a message of its own, and the header of some templates (docs/api.md, section 2). */
import { quoted } from '../core/problem';
import { object, text, textThat, type Labelled, type Rule } from '../core/rules';
import { filled } from '../core/members';
import { asciiDigits, excerpt } from '../core/text';
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

const DEGREES = /^-?\d+(\.\d+)?$/;
/** Both numbers, as maps show them, and what stands between them. */
const PAIR = /^-?\d+(?:\.\d+)?(?:\s*([,;])\s*|\s+)-?\d+(?:\.\d+)?$/;

/** What sheets, maps and keyboards write in place of a plain number. What is longer is not worth a look. */
const plainDegrees = (written: string): string =>
	asciiDigits(written.length > 100 ? '' : written)
		.replace(/\p{Cf}/gu, '')
		.replace(/[\u2010-\u2015\u2212]/g, '-')
		.replace(/\u066b/g, '.')
		.replace(/^[\s'"+]+|[\s'"]+$/g, '')
		.replace(/^(-?)(?=\.\d)/, '$10')
		.replace(/^(-?\d+),(\d+)$/, '$1.$2');

function whyNoDegrees(value: string, limit: number, place: number): string | undefined {
	if (DEGREES.test(value)) {
		return Math.abs(Number(value)) > limit
			? `must be from -${limit} to ${limit}, but it is ${excerpt(value)}`
			: undefined;
	}
	const [pair, mark] = PAIR.exec(plainDegrees(value)) ?? [];
	if (pair === undefined) {
		return `must be a number of degrees with a decimal point, e.g. 22.7196, not ${quoted(value)}`;
	}
	const parts = mark === undefined ? '.split(/\\s+/)' : `.split('${mark}')`;
	return `holds latitude and longitude: ${quoted(value)}. Take one of them in the expression, such as {{ $json.position${parts}[${place}] }}`;
}

/** Degrees as a text, the way the API wants them, within ± `limit`. @param place among the two, where both are in one text */
const degrees = (words: Labelled, limit: number, place: number): Rule =>
	textThat(words, (value) => whyNoDegrees(value, limit, place), {}, plainDegrees);

export const locationRule: Rule = object({
	longitude: degrees(longitude, 180, 1),
	latitude: degrees(latitude, 90, 0),
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
			longitude: form.longitude,
			latitude: form.latitude,
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
