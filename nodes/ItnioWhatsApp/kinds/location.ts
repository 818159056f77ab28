import { object } from '../core/rules';
import { filled } from '../core/members';
import { latitude, locationAddress, locationName, locationRule, longitude } from './shared/location';
import { defineKind } from '../form/kind';

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
	rule: object({ location: locationRule }),
});
