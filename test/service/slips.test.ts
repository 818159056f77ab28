import fc from 'fast-check';
import { adviceOnRefusedKey, sureSlips } from '../../nodes/ItnioWhatsApp/service/slips';

const GOOD = { apiKey: 'bDqJFiq9', apiSecret: '7bz1lzh9', appId: 'DGziZf5u' };

describe('a slip that no key looks like', () => {
	it.each([
		['empty', ' ', 'is empty'],
		['hidden', '••••••••', 'holds the dots or stars'],
		['hidden by stars', '********', 'holds the dots or stars'],
		['hidden in part', '7bz1••••', 'holds the dots or stars'],
		['cut off', '7bz1lz…', 'ends in "…"'],
		['cut off with dots', '7bz1lz...', 'ends in "…"'],
		['in quotes', '"7bz1lzh9"', 'is in quotes'],
		['in single quotes', "'7bz1lzh9'", 'is in quotes'],
		['in printed quotes', '“7bz1lzh9”', 'is in quotes'],
		['with its label', 'API Secret: 7bz1lzh9', 'begins with its own label'],
		['with a space inside', '7bz1 lzh9', 'has a space, a line break or an invisible character'],
		['with a line break inside', '7bz1\nlzh9', 'has a space, a line break or an invisible character'],
		['with an invisible character', '7bz1lzh9\u200b', 'has a space, a line break or an invisible character'],
		['in full-width letters', '７bz1lzh9', 'is not on an English keyboard'],
	])('%s', (_, value, says) => {
		expect(sureSlips({ ...GOOD, apiSecret: value })).toEqual([expect.stringContaining(says)]);
		expect(sureSlips({ ...GOOD, apiSecret: value })[0]).toMatch(/^API Secret /);
		expect(sureSlips({ ...GOOD, apiKey: value })[0]).toMatch(/^API Key /);
	});

	it('the same in both fields', () => {
		expect(sureSlips({ apiKey: 'bDqJFiq9', apiSecret: ' bDqJFiq9' })).toEqual([
			'API Key and API Secret are the same: the secret is beside the key in the ITNIO console',
		]);
	});

	it('none where all is well, even with harmless spaces around it', () => {
		expect(sureSlips(GOOD)).toEqual([]);
		expect(sureSlips({ apiKey: ' bDqJFiq9\n', apiSecret: '\u00a07bz1lzh9 ' })).toEqual([]);
	});
});

describe('advice on a refused key', () => {
	it.each([
		[{ apiSecret: '"7bz1lzh9"' }, 'API Secret is in quotes'],
		[{ apiKey: 'BDQJFIQ9' }, 'API Key has capital letters only'],
		[{ apiSecret: 'Bzlzhqwe' }, 'API Secret begins with a capital letter like a word'],
		[{ apiKey: 'DGziZf5u' }, 'API Key is the same as App ID'],
		[{ apiSecret: 'DGziZf5u' }, 'API Secret is the same as App ID'],
		[{ apiKey: '7bz1lzh97bz1' }, 'API Key is longer than API Secret: perhaps they are swapped'],
	])('%j', (changes, says) => {
		expect(adviceOnRefusedKey({ ...GOOD, ...changes })).toContain(says);
	});

	it('says what to look at where nothing looks wrong', () => {
		expect(adviceOnRefusedKey(GOOD)).toMatch(/^Open the ITNIO API credential and enter both again/);
	});

	it('never holds a character of what was entered', () => {
		// Letters that no sentence holds.
		const value = fc.string({
			unit: fc.constantFrom('ж', 'ქ', '字', '"', ' ', '•', '.', '“', '”', '\u200b'),
		});
		fc.assert(
			fc.property(value, value, value, (apiKey, apiSecret, appId) => {
				const advice = adviceOnRefusedKey({ apiKey, apiSecret, appId });
				expect(advice).not.toMatch(/[жქ字]/);
			}),
		);
		const told = adviceOnRefusedKey({ apiKey: '"QXZW"', apiSecret: 'Secret = QXZW', appId: 'QXZW' });
		expect(told).not.toContain('QXZW');
	});
});
