/** Failures of the network in a person's words, and whether the message may be on its way after them. */
import type { Answer } from './answer';

/** Who is called, as the sentences name it. */
export interface Called {
	readonly service: string;
	readonly address: string;
}

const ITNIO: Called = { service: 'the service', address: 'the Base URL' };

/** Failures before the first byte of the request leaves, in a person's words. */
function neverLeft({
	service,
	address,
}: Called): Readonly<Record<string, { readonly why: string; readonly retry: boolean }>> {
	const untrusted = { why: `the certificate of ${service} cannot be trusted`, retry: false };
	return {
		ECONNREFUSED: {
			why: `the connection was refused: ${service} is down, or ${address} is wrong`,
			retry: true,
		},
		ENOTFOUND: {
			why: `the host name of ${address} is unknown: look at ${address} and at the DNS`,
			retry: true,
		},
		EAI_AGAIN: { why: 'the DNS server did not answer: this machine may be offline', retry: true },
		EAI_FAIL: { why: 'the DNS server failed: this machine may be offline', retry: true },
		EHOSTUNREACH: { why: `${service} cannot be reached from this network`, retry: false },
		ENETUNREACH: { why: `${service} cannot be reached: this machine may be offline`, retry: false },
		CERT_NOT_YET_VALID: {
			why: `the certificate of ${service} is not valid yet: look at the clock of this machine`,
			retry: false,
		},
		CERT_HAS_EXPIRED: { why: `the certificate of ${service} has expired`, retry: false },
		ERR_TLS_CERT_ALTNAME_INVALID: {
			why: `the certificate belongs to another host than ${address}`,
			retry: false,
		},
		DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
		SELF_SIGNED_CERT_IN_CHAIN: untrusted,
		UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
		UNABLE_TO_GET_ISSUER_CERT: untrusted,
		UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
		CERT_UNTRUSTED: untrusted,
		CERT_REJECTED: untrusted,
		CERT_REVOKED: untrusted,
		EPROTO: { why: `no secure connection could be made: look at ${address}`, retry: false },
	};
}

const NO_WAY: readonly string[] = ['EHOSTUNREACH', 'ENETUNREACH'];

/** Failures after which the message may be on its way. */
const MAY_HAVE_LEFT: Readonly<Record<string, string>> = {
	ECONNRESET: 'the connection broke before an answer came',
	EPIPE: 'the connection broke before an answer came',
	ECONNABORTED: 'no answer came in time',
	ETIMEDOUT: 'no answer came in time',
	EHOSTUNREACH: 'the connection broke before an answer came',
	ENETUNREACH: 'the connection broke before an answer came',
	ERR_CANCELED: 'the execution was canceled before an answer came',
};

interface Failure {
	code?: unknown;
	/** Where n8n's own error keeps the system's code. */
	httpCode?: unknown;
	syscall?: unknown;
	message?: unknown;
	/** Where n8n's own error keeps the system's message, reworded or not. */
	messages?: unknown;
	cause?: unknown;
	errors?: unknown;
}

/** An error and what it wraps, outermost first: n8n's own error around axios' around the system's. */
function chainOf(error: unknown): Failure[] {
	const chain: Failure[] = [];
	for (let at = error; typeof at === 'object' && at !== null && chain.length < 6;) {
		const failure = at as Failure;
		chain.push(failure);
		at = failure.cause ?? (Array.isArray(failure.errors) ? failure.errors[0] : undefined);
	}
	return chain;
}

/** Whether it failed before there was a connection. */
function isConnecting({ syscall, messages }: Failure): boolean {
	if (syscall === 'connect') return true;
	return Array.isArray(messages) && messages.some((text) => /^connect E[A-Z]+\b/.test(String(text)));
}

/** The system's codes of a failure, outermost first. */
export function codesOf(error: unknown): string[] {
	return chainOf(error)
		.flatMap(({ code, httpCode }) => [code, httpCode])
		.filter((code): code is string => typeof code === 'string');
}

/**
 * What became of a request that ended without an answer. Codes are looked up, never passed on: n8n would reword the
 * message.
 *
 * @param error what n8n's HTTP helper threw
 * @param called in the words of `why`
 */
export function answerOfFailure(
	error: unknown,
	called: Called = ITNIO,
): Extract<Answer, { kind: 'notSent' | 'noAnswer' }> {
	const chain = chainOf(error);
	const codes = codesOf(error);
	const sure = neverLeft(called);
	for (const code of codes) {
		// No way to a host may show in the middle of a connection, too.
		const isSure = !NO_WAY.includes(code) || chain.some(isConnecting);
		const failure = Object.hasOwn(sure, code) ? sure[code] : undefined;
		if (failure && isSure) return { kind: 'notSent', ...failure };
	}
	if (codes.includes('ETIMEDOUT') && chain.some(isConnecting)) {
		return { kind: 'notSent', why: 'no connection could be made in time', retry: false };
	}
	for (const code of codes) {
		const why = Object.hasOwn(MAY_HAVE_LEFT, code) ? MAY_HAVE_LEFT[code] : undefined;
		if (why !== undefined) return { kind: 'noAnswer', why };
	}
	return { kind: 'noAnswer', why: 'the request failed before an answer came' };
}
