import fc from 'fast-check';
import { checkedBaseUrl, DEFAULT_BASE_URL } from '../../nodes/ItnioWhatsApp/service/baseUrl';

it('is the service of the vendor where nothing is entered', () => {
	expect(DEFAULT_BASE_URL).toBe('https://api.itniotech.com');
	for (const nothing of ['', '  ', undefined, null]) expect(checkedBaseUrl(nothing)).toBe(DEFAULT_BASE_URL);
});

it.each([
	['https://api.itniotech.com', 'https://api.itniotech.com'],
	['https://api.itniotech.com/', 'https://api.itniotech.com'],
	['https://api.itniotech.com///', 'https://api.itniotech.com'],
	[' https://api.itniotech.com/\n', 'https://api.itniotech.com'],
	['https://api.itniotech.com/#', 'https://api.itniotech.com'],
	['HTTPS://API.ITNIOTECH.COM', 'https://api.itniotech.com'],
	['https://api.itniotech.com:443', 'https://api.itniotech.com'],
	['https://proxy.example.com:8443/itnio/', 'https://proxy.example.com:8443/itnio'],
	['http://localhost', 'http://localhost'],
	['http://localhost:4010/', 'http://localhost:4010'],
	['http://127.0.0.1:4010', 'http://127.0.0.1:4010'],
	['http://[::1]:4010', 'http://[::1]:4010'],
])('takes %j', (written, used) => {
	expect(checkedBaseUrl(written)).toBe(used);
	expect(checkedBaseUrl(used)).toBe(used);
});

const THE = 'The Base URL of the ITNIO credential';
const PLAIN = `${THE} must start with https://. Plain http is allowed for localhost only, because anyone on the way could read the messages`;
const USE = `Use ${DEFAULT_BASE_URL}`;
it.each([
	['http://api.itniotech.com', PLAIN],
	['http://localhost.example.com', PLAIN],
	['http://127.0.0.1.example.com', PLAIN],
	['http://localhost@example.com', PLAIN],
	['http://192.168.1.5:4010', PLAIN],
	['http://0.0.0.0:4010', PLAIN],
	['ftp://api.itniotech.com', `${THE} must start with https://, not ftp://. ${USE}`],
	['file:///etc/passwd', `${THE} must start with https://, not file://. ${USE}`],
	['javascript:alert(1)', `${THE} must start with https://, not javascript://. ${USE}`],
	['localhost:4010', `${THE} must start with https://, not localhost://. ${USE}`],
	['api.itniotech.com', `${THE} is not a web address. ${USE}`],
	['https://', `${THE} is not a web address. ${USE}`],
	['//api.itniotech.com', `${THE} is not a web address. ${USE}`],
	['https://user:pass@api.itniotech.com', `${THE} may only hold the host and a path. ${USE}`],
	['https://api.itniotech.com?to=x', `${THE} may only hold the host and a path. ${USE}`],
	['https://api.itniotech.com/?to=evil', `${THE} may only hold the host and a path. ${USE}`],
	['https://api.itniotech.com/#x', `${THE} may only hold the host and a path. ${USE}`],
])('refuses %j', (written, sentence) => {
	expect(() => checkedBaseUrl(written)).toThrow(new Error(sentence));
});

it('never lets a message travel unencrypted to another machine', () => {
	fc.assert(
		fc.property(
			fc.oneof(
				fc.webUrl(),
				fc.string(),
				fc.webUrl().map((url) => url.replace('https', 'http')),
			),
			(written) => {
				let used: string;
				try {
					used = checkedBaseUrl(written);
				} catch {
					return;
				}
				const { protocol, hostname } = new URL(`${used}/wa/custom/sendMsg`);
				expect(protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname)).toBe(true);
				expect(used).not.toMatch(/\/$/);
			},
		),
		{ numRuns: 300 },
	);
});
