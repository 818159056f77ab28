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

it.each([
	undefined,
	null,
	'',
	4,
	5,
	'5',
	'TIER_100K',
	'TIER_UNLIMITED',
	'TIER_NOT_SET',
	'tier_not_set',
	7,
	'TIER_SOON',
	'TIER_0',
	-1,
	'-1',
	0.5,
	'12',
	1e21,
	10 ** 15,
	'unlimited',
	'无限制',
	{},
	[],
	true,
])('a limit of %j is none that anybody knows', (messagingLimitTier) => {
	expect(of({ ...banned, messagingLimitTier })('628111000333')).toEqual({
		shown: '+628111000333',
		status: 'BANNED',
	});
});

it.each(['TIER_1K', 'tier_1k', ' Tier 1K ', '1K', 'TIER_1000', 1000, '1000', 2])(
	'a limit of %j is one of 1,000 people',
	(messagingLimitTier) => {
		expect(of({ ...banned, messagingLimitTier })('628111000333')?.peopleADay).toBe(1000);
	},
);

it.each([
	['082299953162', '+62 822-9995-3162'],
	['+62 822-9995-3162', ''],
	[6282299953162, undefined],
	['', '0062 822 9995 3162'],
	['６２８２２９９９５３１６２', 'Shop'],
	[' 6282299953162 ', '0822-9995-3162'],
])('a number written as %j and %j is found', (phoneNumber, displayPhoneNumber) => {
	expect(of({ ...banned, phoneNumber, displayPhoneNumber })('6282299953162')?.status).toBe('BANNED');
});

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
