/** Hosts that only this machine or this network knows. WhatsApp fetches from the internet, so it never reaches them. */

import { webUrlOf } from './webAddress';

const PRIVATE_ENDINGS = [
	...['.localhost', '.local', '.localdomain', '.internal', '.intranet', '.lan', '.home', '.corp'],
	...['.home.arpa', '.test', '.invalid', '.example', '.svc', '.docker', '.private', '.onion'],
];

/** First address, length of the common part: not routed on the internet (RFC 6890). */
const PRIVATE_RANGES: ReadonlyArray<readonly [string, number]> = [
	['0.0.0.0', 8],
	['10.0.0.0', 8],
	['100.64.0.0', 10],
	['127.0.0.0', 8],
	['169.254.0.0', 16],
	['172.16.0.0', 12],
	['192.0.0.0', 24],
	['192.0.2.0', 24],
	['192.168.0.0', 16],
	['198.18.0.0', 15],
	['198.51.100.0', 24],
	['203.0.113.0', 24],
	['224.0.0.0', 3],
];

/** The 32 bits of an address such as `192.168.0.1`; undefined where a text is not an address. */
function ipv4(text: string): number | undefined {
	const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
	if (!parts || parts.some((part) => part > 255)) return undefined;
	return parts.reduce((bits, part) => bits * 256 + part, 0);
}

const isPrivateIpv4 = (bits: number): boolean =>
	PRIVATE_RANGES.some(([first, length]) => {
		const size = 2 ** (32 - length);
		return Math.floor(bits / size) === Math.floor((ipv4(first) ?? 0) / size);
	});

/** The eight groups of an IPv6 address; `URL` has written it short and checked it before. */
function ipv6Groups(text: string): number[] {
	const [head = '', tail] = text.split('::');
	const groups = (part: string | undefined) =>
		part ? part.split(':').map((group) => parseInt(group, 16)) : [];
	const [before, after] = [groups(head), groups(tail)];
	return [...before, ...Array<number>(Math.max(0, 8 - before.length - after.length)).fill(0), ...after];
}

function isPrivateIpv6(text: string): boolean {
	const groups = ipv6Groups(text);
	const [first = 0, second = 0] = groups;
	// An IPv4 address in IPv6 clothes: mapped, translated (NAT64) or 6to4.
	const embedded = (at: number) => (groups[at] ?? 0) * 65_536 + (groups[at + 1] ?? 0);
	const zeros = (count: number) => groups.slice(0, count).every((group) => group === 0);
	if (zeros(5) && groups[5] === 0xffff) return isPrivateIpv4(embedded(6));
	if (first === 0x64 && second === 0xff9b) return isPrivateIpv4(embedded(6));
	if (first === 0x2002) return isPrivateIpv4(embedded(1));
	// Everything in use on the internet begins with 2 or 3; below 2001:200 it is for tunnels and measuring.
	if (first >> 13 !== 1 || (first === 0x2001 && second < 0x200)) return true;
	// For examples.
	return (first === 0x2001 && second === 0xdb8) || (first === 0x3fff && second < 0x1000);
}

/**
 * Whether a host is known to this machine or this network only: localhost, a private address, a plain name without a
 * domain. A name with a domain may still lead to a private address: that only the name service knows.
 *
 * @param hostname as `URL` gives it
 */
export function isPrivateHost(hostname: string): boolean {
	const host = hostname.toLowerCase().replace(/\.$/, '');
	if (host.startsWith('[')) return isPrivateIpv6(host.slice(1, -1));
	const bits = ipv4(host);
	if (bits !== undefined) return isPrivateIpv4(bits);
	return !host.includes('.') || PRIVATE_ENDINGS.some((ending) => host.endsWith(ending));
}

/** The host of a complete web address; undefined where a text is none. */
export const hostOf = (address: string): string | undefined => webUrlOf(address)?.hostname;
