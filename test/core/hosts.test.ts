import fc from 'fast-check';
import { hostOf, isPrivateHost } from '../../nodes/ItnioWhatsApp/core/hosts';

/** As the rest of the code gets it: `URL` writes every address in one way. */
const isPrivate = (authority: string): boolean => {
	const host = hostOf(`https://${authority}/file`);
	if (host === undefined) throw new TypeError(`${authority} is no host`);
	return isPrivateHost(host);
};

it.each([
	...['localhost', 'LOCALHOST:5678', 'n8n', 'n8n:5678', 'shop.localhost', 'nas.local', 'nas.local.'],
	...['pc.lan', 'n8n.internal', 'host.docker.internal', 'box.home.arpa', 'a.test', 'a.example', 'a.invalid'],
	...['127.0.0.1', '127.255.0.9', '0.0.0.0', '10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255'],
	...['192.168.0.1', '169.254.169.254', '100.64.0.1', '100.127.255.255', '198.18.0.1', '198.19.255.255'],
	...['192.0.2.1', '198.51.100.7', '203.0.113.9', '224.0.0.1', '255.255.255.255'],
	// The same addresses in other clothes.
	...['127.1', '2130706433', '0x7f.0.0.1', '0177.0.0.1', '%31%32%37.0.0.1', '１２７.0.0.1'],
	...['[::1]', '[::]', '[fe80::1]', '[fd00::1]', '[fc00:1234::1]', '[::ffff:127.0.0.1]', '[::ffff:c0a8:1]'],
	...['[64:ff9b::7f00:1]', '[2002:7f00:1::]', '[2001:db8::1]', '[ff02::1]'],
	...['api.default.svc', 'n8n.docker', 'api.default.svc.cluster.local', '[2001::1]', '[2001:0:4136:e378::1]'],
	...['[2001:2::1]', '[2001:1ff::1]', '[3fff::1]'],
])('%s belongs to this machine or network', (authority) => {
	expect(isPrivate(authority)).toBe(true);
});

it.each([
	...['shop.com', 'www.lucky-shrub.com:8443', 'localhost.shop.com', 'local.shop', 'internal.io', 'пример.рф'],
	...['8.8.8.8', '11.0.0.1', '172.15.0.1', '172.32.0.1', '192.167.1.1', '192.169.1.1', '100.63.0.1'],
	...['100.128.0.1', '169.253.1.1', '198.17.0.1', '198.20.0.1', '223.255.255.255', '126.0.0.1'],
	...['[2606:4700::1111]', '[2001:4860:4860::8888]', '[::ffff:8.8.8.8]', '[64:ff9b::808:808]'],
	...['[2001:200::1]', '[3fff:1000::1]', 'svc.com', 'docker.com'],
])('%s is on the internet', (authority) => {
	expect(isPrivate(authority)).toBe(false);
});

it('knows the private ranges from any address in them', () => {
	const byte = fc.integer({ min: 0, max: 255 });
	fc.assert(
		fc.property(byte, byte, byte, (b, c, d) => {
			expect(isPrivate(`10.${b}.${c}.${d}`)).toBe(true);
			expect(isPrivate(`127.${b}.${c}.${d}`)).toBe(true);
			expect(isPrivate(`192.168.${c}.${d}`)).toBe(true);
			expect(isPrivate(`172.${16 + (b % 16)}.${c}.${d}`)).toBe(true);
			expect(isPrivate(`[::ffff:10.${b}.${c}.${d}]`)).toBe(true);
			expect(isPrivate(`9.${b}.${c}.${d}`)).toBe(false);
		}),
	);
});

it('finds no host where there is no address', () => {
	expect(['', 'nonsense', 'https://', 'https://a b/'].map(hostOf)).toEqual([
		undefined,
		undefined,
		undefined,
		undefined,
	]);
});
