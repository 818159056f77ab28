import type { Endpoint, Fault, FaultKind } from './types';

/** Whether a message counts as accepted when this happens, unless the fault says otherwise. */
const ACCEPTED: Readonly<Record<FaultKind, boolean>> = {
	resetBeforeRead: false,
	resetAfterRead: true,
	timeoutBeforeAccept: false,
	timeoutAfterAccept: true,
	http429: false,
	http500: false,
	http502: false,
	http503: false,
	halfAnswer: true,
	wrongContentType: true,
	slowDrip: true,
	hugeAnswer: true,
	redirect: false,
	empty: true,
	status: false,
	latency: true,
};

export const FAULT_KINDS = Object.keys(ACCEPTED) as FaultKind[];

export const isAccepted = (fault: Fault): boolean => fault.accepted ?? ACCEPTED[fault.kind];

/** mulberry32: small, fast, and the same numbers for the same seed everywhere. */
function repeatableRandom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = state;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}

/** Decides which call goes wrong. The same seed and the same calls in the same order give the same faults. */
export class FaultPlan {
	private readonly random: () => number;
	private readonly left: Array<{ fault: Fault; times: number }>;

	constructor(faults: readonly Fault[], seed: number) {
		this.random = repeatableRandom(seed);
		this.left = faults.map((fault) => ({ fault, times: fault.times ?? Infinity }));
	}

	/** Before a byte of the body is read, so a fault that asks for a recipient cannot happen yet. */
	beforeReading(endpoint: Endpoint): Fault | undefined {
		return this.pick((fault) => isEarly(fault) && concerns(fault, endpoint, undefined));
	}

	/** @param recipient as far as the body could be read */
	afterReading(endpoint: Endpoint, recipient: string | undefined): Fault | undefined {
		return this.pick((fault) => !isEarly(fault) && concerns(fault, endpoint, recipient));
	}

	private pick(applies: (fault: Fault) => boolean): Fault | undefined {
		for (const entry of this.left) {
			if (entry.times <= 0 || !applies(entry.fault)) continue;
			if (this.random() >= (entry.fault.probability ?? 1)) continue;
			entry.times--;
			return entry.fault;
		}
		return undefined;
	}
}

function isEarly({ kind, match }: Fault): boolean {
	return kind === 'resetBeforeRead' && match?.recipient === undefined;
}

function concerns({ match }: Fault, endpoint: Endpoint, recipient: string | undefined): boolean {
	if (match?.endpoint !== undefined && match.endpoint !== endpoint) return false;
	return match?.recipient === undefined || match.recipient === recipient;
}
