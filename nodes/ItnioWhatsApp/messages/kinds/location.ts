import { object } from '../../checks/rules';
import { filled } from '../../values/members';
import { latitude, locationAddress, locationName, locationRule, longitude } from '../fields/location';
import { defineKind } from '../kind';

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
