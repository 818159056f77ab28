/** How a business number stands, as a list of the service says it. */
import { readNumbers } from '../../../nodes/ItnioWhatsApp/service/numbers/model';
import { standingsIn } from '../../../nodes/ItnioWhatsApp/service/numbers/standing';

const of = (...dataList: object[]) => standingsIn(readNumbers([{ wabaId: 'w', dataList }]));
const banned = { phoneNumber: '628111000333', status: 3, messagingLimitTier: 1 };

it('is state and limit, by words as by numbers, and the number as ITNIO shows it', () => {
	const standingOf = of(
		{ phoneNumber: '628111000111', displayPhoneNumber: '+62 811-1000-111', status: 4, messagingLimitTier: 2 },
		{ displayPhoneNumber: '+1 202-555-0100', status: 'Banned', messagingLimitTier: 'TIER_50' },
	);
	expect(standingOf('628111000111')).toEqual({
		shown: '+62 811-1000-111',
		status: 'RESTRICTED',
		peopleADay: 1000,
	});
	expect(standingOf('12025550100')).toEqual({ shown: '+1 202-555-0100', status: 'BANNED', peopleADay: 50 });
	expect(standingOf('628111000112')).toBeUndefined();
});

it('is found in either way to write a number that has two', () => {
	const standingOf = of({ ...banned, phoneNumber: '551187654321' });
	expect(standingOf('5511987654321')?.status).toBe('BANNED');
});

it.each([undefined, null, '', 4, 5, '5', 'TIER_100K', 'TIER_UNLIMITED', 'TIER_NOT_SET', 7, 'TIER_SOON'])(
	'a limit of %j is none that anybody knows',
	(messagingLimitTier) => {
		expect(of({ ...banned, messagingLimitTier })('628111000333')).toEqual({
			shown: '+628111000333',
			status: 'BANNED',
		});
	},
);

it('is none where the number is there twice and the entries differ; of two limits the larger one holds', () => {
	const moved = { ...banned, status: 7, messagingLimitTier: 2 };
	expect(of(banned, moved)('628111000333')).toEqual({
		shown: '+628111000333',
		status: '',
		peopleADay: 1000,
	});
	expect(of(banned, { ...moved, messagingLimitTier: 5 })('628111000333')?.peopleADay).toBeUndefined();
	expect(of(banned, banned)('628111000333')?.status).toBe('BANNED');
});

it('shows the digits where what ITNIO shows is no number', () => {
	const standingOf = of({ ...banned, displayPhoneNumber: '<b>Shop</b>' });
	expect(standingOf('628111000333')?.shown).toBe('+628111000333');
});
