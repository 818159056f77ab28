/** What is said where n8n does not get through to itself: the person reads it as the reason why nothing was sent. */
import { handOver } from '../../nodes/ItnioWhatsApp/conversation/handingOver';
import { register } from '../../nodes/ItnioWhatsApp/conversation/registering';
import { postToOwnAddress, type OwnContext } from '../../nodes/ItnioWhatsApp/service/ownAddress';

const registration = {
	...{ executionId: '7', nodeId: 'node', nonce: 'nonce123', signature: 'ff' },
	...{ recipient: '6281234567890', businessPhone: '628111000111', until: 0 },
};

/** Why a question could not be registered, as it follows "because". */
async function whyNot(httpRequest: () => Promise<unknown>): Promise<string | undefined> {
	const context = { helpers: { httpRequest } } as unknown as OwnContext;
	return await register(registration, {
		post: async (notice) => await postToOwnAddress(context, 'https://n8n.example.com/webhook/itnio', notice),
		sleep: async () => undefined,
		now: Date.now,
		key: 'key',
	});
}

test.each([
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
	'CERT_HAS_EXPIRED',
	'CERT_NOT_YET_VALID',
	'UNABLE_TO_GET_ISSUER_CERT',
	'CERT_REVOKED',
	'ERR_TLS_CERT_ALTNAME_INVALID',
])('a certificate is named as the reason: %s', async (code) => {
	const why = await whyNot(async () => {
		throw Object.assign(new Error(code), { code });
	});
	expect(why).toMatch(/certificate/);
});

test.each([
	[
		'ECONNREFUSED',
		'the connection was refused: n8n or the proxy in front of it is down, or that address is wrong',
	],
	['ENOTFOUND', 'the host name of that address is unknown: look at that address and at the DNS'],
	[
		'CERT_NOT_YET_VALID',
		'the certificate of n8n or the proxy in front of it is not valid yet: look at the clock of this machine',
	],
	['CERT_HAS_EXPIRED', 'the certificate of n8n or the proxy in front of it has expired'],
	['ETIMEDOUT', 'no answer came in time'],
	['ESOMETHING', 'the request failed before an answer came'],
])('the words are those of a call of the service: %s', async (code, words) => {
	const why = await whyNot(async () => {
		throw Object.assign(new Error(code), { code });
	});
	expect(why).toBe(`the Callback URL of the ITNIO API credential cannot be reached from here: ${words}`);
});

test('n8n that does not come to an end of its start is named as the reason', async () => {
	const why = await whyNot(async () => ({ statusCode: 200, body: 'n8n is starting up. Please wait' }));
	expect(why).toMatch(/n8n (?:is )?start/);
});

test('n8n whose database is not ready is, too', async () => {
	const body = JSON.stringify({ code: 503, message: 'Database is not ready!' });
	expect(await whyNot(async () => ({ statusCode: 503, body }))).toMatch(/Database is not ready/);
});

describe('a process that has started and serves no webhooks (N8N_DISABLE_PRODUCTION_MAIN_PROCESS) says so for ever', () => {
	const page = (path: string) => ({
		statusCode: 404,
		body: `<!DOCTYPE html>\n<html lang="en">\n<body>\n<pre>Cannot POST ${path}</pre>\n</body>\n</html>\n`,
	});

	test('whoever hands an answer over says that it is not n8n that answers there, and not nothing', async () => {
		const httpRequest = async () => page('/webhook-waiting/7/node');
		const context = { helpers: { httpRequest } } as unknown as OwnContext;
		let clock = 0;
		const handed = await handOver(
			'https://n8n.example.com/webhook-waiting/7/node',
			{},
			{
				post: async (url, body) => await postToOwnAddress(context, url, body),
				sleep: async (milliseconds) => void (clock += milliseconds),
				now: () => clock,
				wasTold: false,
				isPatient: false,
				beforeTelling: async () => undefined,
				ended: () => false,
				onLong: () => undefined,
			},
		);
		expect(handed).toMatchObject({ kind: 'unreachable', why: expect.any(String) });
	});

	test('whoever asks is told where to look, and not to wait until n8n has started', async () => {
		const why = await whyNot(async () => page('/webhook/itnio/webhook'));
		expect(why).toMatch(/Callback URL/);
		expect(why).not.toMatch(/try again once it has started$/);
	});
});
