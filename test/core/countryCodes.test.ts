import { fewCountryCodes } from '../../nodes/ItnioWhatsApp/core/countryCodes';
import { callingCodeOf } from '../../nodes/ItnioWhatsApp/core/phone';

it.each([
	['12125550100', '1'],
	['79161234567', '7'],
	['6281234567890', '62'],
	['8123456789', '81'],
	['85212345678', '852'],
	['201001234567', '20'],
	['211912345678', '211'],
	['380441234567', '380'],
	['971501234567', '971'],
	['989121234567', '98'],
	['998901234567', '998'],
])('%s belongs to %s', (digits, code) => {
	expect(callingCodeOf(digits)).toBe(code);
});

const numbers = (...digits: string[]) => digits.map((one, itemIndex) => ({ itemIndex, digits: one }));
const indonesian = (count: number) => Array.from({ length: count }, (_, index) => `62812000${1000 + index}`);

it('names the few that have another code than the many', () => {
	expect(fewCountryCodes(numbers(...indonesian(12), '8123456789', ...indonesian(17)))).toEqual({
		most: { code: '62', count: 29 },
		others: [{ code: '81', itemIndexes: [12] }],
	});
	expect(
		fewCountryCodes(numbers(...indonesian(20), '8123456789', '8123456780', '12125550100'))?.others,
	).toEqual([
		{ code: '81', itemIndexes: [20, 21] },
		{ code: '1', itemIndexes: [22] },
	]);
});

it('is silent where there is no pattern', () => {
	expect(fewCountryCodes([])).toBeUndefined();
	expect(fewCountryCodes(numbers(...indonesian(30)))).toBeUndefined();
	// Few numbers show none.
	expect(fewCountryCodes(numbers(...indonesian(8), '8123456789'))).toBeUndefined();
	// Customers of two countries.
	expect(
		fewCountryCodes(numbers(...indonesian(12), ...indonesian(4).map((one) => one.replace('62', '60')))),
	).toEqual(undefined);
	// What is no number is a problem already.
	expect(fewCountryCodes(numbers(...indonesian(12), '12', 'x'))).toBeUndefined();
});
