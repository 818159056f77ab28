/**
 * What a node has sent, ever: kept in n8n's own store, across executions and restarts, so that a message goes once.
 *
 * A key is claimed before its message leaves and confirmed once that was accepted. A claim that is never confirmed (n8n was
 * killed meanwhile) says that the message may have been sent: see `RunClaims`.
 */
import { sleep } from 'n8n-workflow';
import { ringAfter } from '../core/alarms';
import { NodeClaims } from './claims';
import type { OnceClock } from './claimWork';
import { StoreAccess, type Claim, type OnceStore, type Settlement } from './onceStore';

/** What one node asks of the claims. */
export interface OnceRequest {
	/** Of the workflow and the node. */
	readonly node: string;
	readonly key: string;
}

/**
 * The claims of all nodes of this process: n8n's store reads, changes and writes, so the executions of a process take
 * turns at it. A node is forgotten as soon as nobody has a claim.
 */
export class Once {
	private readonly nodes = new Map<string, NodeClaims>();

	/** Also of nodes without a claim: how long their accesses take is not learned anew each time. */
	private readonly accesses = new Map<string, StoreAccess>();

	constructor(private readonly clock: OnceClock) {}

	/**
	 * Claims a key.
	 *
	 * @param remember how many keys are kept
	 * @returns where it is neither `sent` nor `busy`, `settle` has to be called
	 * @throws Error where n8n's store cannot be used
	 */
	async claim(
		{ node, key }: OnceRequest,
		store: OnceStore,
		{ remember }: { remember: number },
	): Promise<Claim> {
		return await this.of(node).claim(key, store, remember);
	}

	/** As `claim`, of a key that was `claimed`. */
	async look({ node, key }: OnceRequest): Promise<Claim> {
		return await this.of(node).look(key);
	}

	/** Ends a claim: what became of the message. Resolves once it is in the store. */
	async settle({ node, key }: OnceRequest, settlement: Settlement): Promise<void> {
		await this.of(node).settle(key, settlement);
	}

	/**
	 * Notes keys whose messages went without a claim.
	 *
	 * @throws Error where n8n's store cannot be used
	 */
	async note(node: string, keys: readonly string[], store: OnceStore, remember: number): Promise<void> {
		await this.of(node).note(keys, store, remember);
	}

	/** Resolves when all is written and nothing of our own is left in the store of a node. */
	async rest(node: string): Promise<void> {
		await this.nodes.get(node)?.end();
	}

	/** Nodes with a claim. */
	get size(): number {
		return this.nodes.size;
	}

	private of(node: string): NodeClaims {
		const access = this.accesses.get(node) ?? new StoreAccess(this.clock);
		const claims = this.nodes.get(node) ?? new NodeClaims(this.clock, access, () => this.nodes.delete(node));
		this.accesses.set(node, access);
		this.nodes.set(node, claims);
		return claims;
	}
}

/** All claims of this process. */
export const once = new Once({
	...{ now: () => performance.now(), sleep },
	...{ random: Math.random, after: ringAfter },
});
