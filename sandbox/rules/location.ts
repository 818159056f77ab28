import type { JsonObject } from '../types';
import { noteStrangers, object, text, type Remarks } from './members';

function warnUnlessWithin(value: string, limit: number, at: string, remarks: Remarks): void {
	if (!/^-?\d+(\.\d+)?$/.test(value) || Math.abs(Number(value)) > limit) {
		remarks.warnings.push(`${at} is no coordinate in degrees: it would never arrive`);
	}
}

/** location (docs/api.md, section 2): four strings, all required. */
export function checkLocation(body: JsonObject, remarks: Remarks): void {
	const location = object(body, 'location', 'location', -127);
	const longitude = text(location, 'longitude', 'location.longitude', { empty: -128 });
	const latitude = text(location, 'latitude', 'location.latitude', { empty: -129 });
	text(location, 'name', 'location.name');
	text(location, 'address', 'location.address');
	// The vendor documents no range; a place outside the world cannot be shown on a map.
	warnUnlessWithin(longitude, 180, 'location.longitude', remarks);
	warnUnlessWithin(latitude, 90, 'location.latitude', remarks);
	noteStrangers(location, ['longitude', 'latitude', 'name', 'address'], 'location', remarks);
}
