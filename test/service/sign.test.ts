import fc from 'fast-check';
import { sign, signedHeaders } from '../../nodes/ItnioWhatsApp/service/sign';
import { md5 } from '../sandbox/helpers';

it('is the signature that every sample of the vendor shows', () => {
	expect(sign('bDqJFiq9', '7bz1lzh9', '1630468800')).toBe('05d7a50893e22a5c4bb3216ae3396c7c');
});

it('is sent with the four headers of docs/api.md, section 1, and no other', () => {
	expect(signedHeaders('bDqJFiq9', '7bz1lzh9', 1_630_468_800_999)).toEqual({
		'Content-Type': 'application/json;charset=UTF-8',
		'Api-Key': 'bDqJFiq9',
		Timestamp: '1630468800',
		Sign: '05d7a50893e22a5c4bb3216ae3396c7c',
	});
});

it('is made for the second in which the request leaves', () => {
	const at = (now: number) => signedHeaders('key', 'secret', now);
	expect(at(1000)).toEqual(at(1999));
	expect(at(2000)).not.toEqual(at(1999));
});

it('is lowercase hex over key, secret and time, whatever they hold', () => {
	fc.assert(
		fc.property(fc.string(), fc.string({ unit: 'grapheme' }), fc.nat(4e9), (key, secret, seconds) => {
			const { Sign, Timestamp } = signedHeaders(key, secret, seconds * 1000);
			expect(Timestamp).toBe(String(seconds));
			expect(Sign).toBe(md5(key + secret + Timestamp));
			expect(Sign).toMatch(/^[0-9a-f]{32}$/);
		}),
	);
});
