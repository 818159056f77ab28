/** What is to be done at n8n's store of one node. */
import type { Clock } from '../core/time';
import type { Claim, WrittenSettlement } from './onceStore';

export interface OnceClock extends Clock {
	readonly random: () => number;
	/** Calls once, after some milliseconds. */
	readonly after: (milliseconds: number, ring: () => void) => unknown;
}

export interface WaitingClaim {
	readonly key: string;
	tries: number;
	readonly resolve: (claim: Claim) => void;
	readonly reject: (error: unknown) => void;
}

/** What was found, until it is certain that nobody wrote over it. */
export interface Found {
	readonly claim: WaitingClaim;
	readonly state: Claim;
}

export interface Removal {
	readonly key: string;
	readonly settlement: WrittenSettlement;
	tries: number;
	readonly done: () => void;
}

export const removalOf = (
	key: string,
	settlement: WrittenSettlement,
	done = (): void => undefined,
): Removal => ({ key, settlement, done, tries: 0 });

/** Keys that went without a claim, to be known from now on. */
export interface NotedKeys {
	readonly keys: readonly string[];
	readonly resolve: () => void;
	readonly reject: (error: unknown) => void;
}
