/** Failures of the network in a person's words, and whether the message may be on its way after them. */
import type { Answer } from './answer';

/** Failures before the first byte of the request leaves, in a person's words. */
const NEVER_LEFT: Readonly<Record<string, { why: string; retry: boolean }>> = {
	ECONNREFUSED: {
		why: 'the connection was refused: the service is down, or the Base URL is wrong',
		retry: true,
	},
	ENOTFOUND: {
		why: 'the host name of the Base URL is unknown: look at the Base URL and at the DNS',
		retry: true,
	},
	EAI_AGAIN: { why: 'the DNS server did not answer: this machine may be offline', retry: true },
	EAI_FAIL: { why: 'the DNS server failed: this machine may be offline', retry: true },
	EHOSTUNREACH: { why: 'the service cannot be reached from this network', retry: false },
	ENETUNREACH: { why: 'the service cannot be reached: this machine may be offline', retry: false },
	CERT_HAS_EXPIRED: { why: 'the certificate of the service has expired', retry: false },
	ERR_TLS_CERT_ALTNAME_INVALID: {
		why: 'the certificate belongs to another host than the Base URL',
		retry: false,
	},
	DEPTH_ZERO_SELF_SIGNED_CERT: { why: 'the certificate of the service cannot be trusted', retry: false },
	SELF_SIGNED_CERT_IN_CHAIN: { why: 'the certificate of the service cannot be trusted', retry: false },
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: {
		why: 'the certificate of the service cannot be trusted',
		retry: false,
	},
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: {
		why: 'the certificate of the service cannot be trusted',
		retry: false,
	},
	EPROTO: { why: 'no secure connection could be made: look at the Base URL', retry: false },
};

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
 */
export function answerOfFailure(error: unknown): Answer {
	const chain = chainOf(error);
	const codes = codesOf(error);
	for (const code of codes) {
		const neverLeft = Object.hasOwn(NEVER_LEFT, code) ? NEVER_LEFT[code] : undefined;
		// No way to a host may show in the middle of a connection, too.
		const isSure = !NO_WAY.includes(code) || chain.some(isConnecting);
		if (neverLeft && isSure) return { kind: 'notSent', ...neverLeft };
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
