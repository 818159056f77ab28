/**
 * What a node has sent, ever: kept in n8n's own store, across executions and restarts, so that a message goes once.
 *
 * A key is claimed before its message leaves and confirmed once that was accepted. A claim that was never confirmed (n8n
 * was killed meanwhile) says that the message may have been sent.
 */
import { sleep } from 'n8n-workflow';
import type { Clock } from './dispatcher';

/** n8n's store of one node: a set of texts that it can only be asked about by adding to it. */
export interface OnceStore {
	/**
	 * @param entries to be added
	 * @param most the oldest entries beyond so many are dropped
	 * @returns those that were not there before
	 */
	readonly record: (entries: readonly string[], most?: number) => Promise<readonly string[]>;
	readonly remove: (entries: readonly string[]) => Promise<void>;
}

/**
 * `ours`: the message may go, and `settle` has to be called. `sent`: it went before. `unknown`: it may have been sent
 * before.
 */
export type Claim = 'ours' | 'sent' | 'unknown';

/** How a claim ends. `unknown` leaves it as it is: the message may have been sent. */
export type Settlement = 'accepted' | 'notTaken' | 'unknown';

type OnceClock = Clock & { readonly random: () => number };

/** Entries of a key. Whoever finds the first without the second knows that the message was accepted. */
const known = (key: string) => `known:${key}`;
const pending = (key: string) => `pending:${key}`;
const markOf = (name: string) => `mark:${name}`;

/**
 * n8n's store reads, changes and writes: another process may have read before we wrote, and write over it. It is given so
 * long to do so; then we look whether our mark is as we left it, because what it wrote over it wrote over as a whole.
 */
const RACE_MS = 50;
/** So many times the duration of our own access, where that takes longer. */
const RACE_FACTOR = 3;
/** Accesses that fail, and claims that were written over, are tried again so often. */
const TRIES = 5;
const RETRY_MS = 100;
/** Marks that are in the store at the same time, at most as a rule. */
const MARKS = 6;

interface WaitingClaim {
	readonly key: string;
	tries: number;
	readonly resolve: (claim: Claim) => void;
	readonly reject: (error: unknown) => void;
}

interface Removal {
	readonly key: string;
	readonly entries: readonly string[];
	tries: number;
	readonly done: () => void;
}

interface Held {
	readonly released: Promise<void>;
	readonly release: () => void;
}

/** Claims at n8n's store of one node. */
class NodeClaims {
	/** Keys that an execution of this process has claimed or is about to. */
	private readonly held = new Map<string, Held>();

	private claims: WaitingClaim[] = [];

	private removals: Removal[] = [];

	/** Written, but perhaps written over since. */
	private unverified: Removal[] = [];

	/** A mark that is in the store. */
	private mark: string | undefined;

	/** Marks that were removed together with `unverified`. */
	private removedMarks: string[] = [];

	/** Marks that are of no use any more. */
	private oldMarks: string[] = [];

	private marks = 0;

	private isWorking = false;

	/** Resolves when there is nothing to do for the moment. */
	rest: Promise<void> = Promise.resolve();

	/** Milliseconds that an access takes at most, as far as it was seen lately. */
	private accessMs = 0;

	/** The latest one that an execution gave: they are all the same, but some executions have ended. */
	private store: OnceStore | undefined;

	private remember = 0;

	constructor(
		private readonly clock: OnceClock,
		private readonly idle: () => void,
	) {}

	async claim(key: string, store: OnceStore, remember: number): Promise<Claim> {
		for (let held = this.held.get(key); held; held = this.held.get(key)) await held.released;
		let release: () => void = () => undefined;
		const released = new Promise<void>((resolve) => {
			release = resolve;
		});
		this.held.set(key, { released, release });
		this.store = store;
		this.remember = remember;
		let claim: Claim | undefined;
		try {
			claim = await new Promise<Claim>((resolve, reject) => {
				this.claims.push({ key, tries: 0, resolve, reject });
				this.work();
			});
			return claim;
		} finally {
			if (claim === undefined || claim === 'sent') this.letGo(key);
		}
	}

	async settle(key: string, settlement: Settlement): Promise<void> {
		const written = new Promise<void>((done) => {
			if (settlement === 'unknown') done();
			else {
				const entries = settlement === 'accepted' ? [pending(key)] : [known(key), pending(key)];
				this.removals.push({ key, entries, tries: 0, done });
			}
		});
		// What is written goes before the claims of those who waited for this one.
		this.letGo(key);
		this.work();
		await written;
	}

	/** Resolves once all that was settled so far is in the store. */
	async written(): Promise<void> {
		if (!this.isWorking) return;
		await new Promise<void>((done) => this.removals.push({ key: '', entries: [], tries: 0, done }));
	}

	private letGo(key: string): void {
		const held = this.held.get(key);
		this.held.delete(key);
		held?.release();
	}

	private work(): void {
		if (this.isWorking) return;
		this.isWorking = true;
		this.rest = this.workOff().then(() => {
			this.isWorking = false;
			if (this.hasWork) this.work();
			else if (this.held.size === 0) this.idle();
		});
	}

	private get hasWork(): boolean {
		return this.claims.length > 0 || this.removals.length > 0;
	}

	private async workOff(): Promise<void> {
		// What comes in within one turn of the event loop goes together.
		await Promise.resolve();
		while (this.hasWork) {
			const claims = this.claims.splice(0);
			const again = new Set(claims.map(({ key }) => key));
			if (this.unverified.some(({ key }) => again.has(key))) await this.settleRaces([]);
			await this.writeRemovals();
			await this.writeClaims(claims);
			if (!this.hasWork && this.unverified.length > 0) await this.settleRaces([]);
		}
		if (this.held.size === 0) await this.removeMarks();
	}

	/** They would use up what is remembered. */
	private async removeMarks(): Promise<void> {
		const marks = [...this.oldMarks.splice(0), ...(this.mark === undefined ? [] : [this.mark])];
		this.mark = undefined;
		if (marks.length > 0)
			await this.access(async (store) => await store.remove(marks)).catch(() => undefined);
	}

	private async writeRemovals(): Promise<void> {
		if (this.removals.length === 0) return;
		if (this.mark === undefined) await this.settleRaces([]);
		const removals = this.removals.splice(0);
		const mark = this.mark as string;
		const entries = [...removals.flatMap((removal) => removal.entries), mark, ...this.oldMarks.splice(0)];
		this.unverified.push(...removals);
		this.removedMarks.push(mark);
		this.mark = undefined;
		await this.access(async (store) => await store.remove(entries)).catch(() => undefined);
	}

	private async writeClaims(claims: readonly WaitingClaim[]): Promise<void> {
		if (claims.length === 0) return;
		const mark = this.newMark();
		const entries = [mark, ...claims.flatMap(({ key }) => [known(key), pending(key)])];
		const ours: WaitingClaim[] = [];
		try {
			// A claim that is not confirmed takes two entries, a mark one: they do not count.
			const most = this.remember + 2 * this.held.size + MARKS;
			const fresh = new Set(await this.access(async (store) => await store.record(entries, most)));
			if (this.mark !== undefined) this.oldMarks.push(this.mark);
			this.mark = mark;
			for (const claim of claims) {
				const state = stateOf(claim.key, fresh);
				if (state === 'ours') ours.push(claim);
				else {
					// What was sent before is left as it was found.
					if (state === 'sent') this.removals.push(undo(claim.key));
					claim.resolve(state);
				}
			}
			if (ours.length > 0) await this.settleRaces(ours);
		} catch (error) {
			for (const { reject } of claims) reject(error);
		}
	}

	/** Waits until nobody can write over what was written, and looks whether somebody did. */
	private async settleRaces(ours: readonly WaitingClaim[]): Promise<void> {
		if (ours.length > 0 || this.unverified.length > 0) {
			await this.clock.sleep(Math.max(RACE_MS, RACE_FACTOR * this.accessMs));
		}
		const mark = this.mark ?? this.newMark();
		const removedMarks = this.removedMarks.splice(0);
		const unverified = this.unverified.splice(0);
		try {
			const marks = [mark, ...removedMarks];
			const fresh = new Set(await this.access(async (store) => await store.record(marks)));
			this.mark = mark;
			this.oldMarks.push(...removedMarks);
			const isWritten = removedMarks.every((removed) => fresh.has(removed));
			for (const removal of unverified) this.verified(removal, isWritten);
			for (const claim of ours) {
				claim.tries += 1;
				if (!fresh.has(mark)) claim.resolve('ours');
				else if (claim.tries < TRIES) this.claims.push(claim);
				else claim.reject(new Error('too many executions write to it at the same time'));
			}
		} catch (error) {
			for (const { done } of unverified) done();
			for (const { reject } of ours) reject(error);
			this.mark = mark;
		}
	}

	private verified(removal: Removal, isWritten: boolean): void {
		removal.tries += 1;
		// What cannot be written leaves the claim, which is then taken for unknown: nothing goes twice.
		if (isWritten || removal.tries >= TRIES) removal.done();
		else this.removals.push(removal);
	}

	private newMark(): string {
		this.marks += 1;
		return markOf(`${this.marks}.${this.clock.random()}`);
	}

	private async access<T>(use: (store: OnceStore) => Promise<T>): Promise<T> {
		const once = async () => {
			const startedAt = this.clock.now();
			const result = await use(this.store as OnceStore);
			this.accessMs = Math.max(0.9 * this.accessMs, this.clock.now() - startedAt);
			return result;
		};
		for (let tries = 1; tries < TRIES; tries += 1) {
			try {
				return await once();
			} catch {
				await this.clock.sleep(RETRY_MS * tries);
			}
		}
		return await once();
	}
}

const undo = (key: string): Removal => ({
	key,
	entries: [pending(key)],
	tries: 0,
	done: () => undefined,
});

function stateOf(key: string, fresh: ReadonlySet<string>): Claim {
	if (!fresh.has(pending(key))) return 'unknown';
	return fresh.has(known(key)) ? 'ours' : 'sent';
}

/** Of another process: it may be sending this very message, which is then known soon. */
const LOOK_AGAIN_MS = 1_000;
const LOOKS = 5;

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

	constructor(private readonly clock: OnceClock) {}

	/**
	 * Claims a key, after whoever holds it in this process has settled it.
	 *
	 * @param remember how many keys are kept; `isOurs`: nobody else can be sending this message
	 * @returns where it is not `sent`, `settle` has to be called
	 * @throws Error where n8n's store cannot be used
	 */
	async claim(
		{ node, key }: OnceRequest,
		store: OnceStore,
		{ remember, isOurs = false }: { remember: number; isOurs?: boolean },
	): Promise<Claim> {
		for (let looks = 1; ; looks += 1) {
			const claim = await this.of(node).claim(key, store, remember);
			if (claim !== 'unknown' || isOurs || looks >= LOOKS) return claim;
			await this.clock.sleep(LOOK_AGAIN_MS);
			await this.settle({ node, key }, 'unknown');
		}
	}

	/** Ends a claim: what became of the message. Resolves once it is in the store. */
	async settle({ node, key }: OnceRequest, settlement: Settlement): Promise<void> {
		await this.of(node).settle(key, settlement);
	}

	/** Resolves once all that is known of a node's keys is in the store. */
	async written(node: string): Promise<void> {
		await this.nodes.get(node)?.written();
	}

	/** Resolves when all is written and nothing of our own is left in the store of a node. */
	async rest(node: string): Promise<void> {
		await this.nodes.get(node)?.rest;
	}

	/** Nodes with a claim. */
	get size(): number {
		return this.nodes.size;
	}

	private of(node: string): NodeClaims {
		const claims = this.nodes.get(node) ?? new NodeClaims(this.clock, () => this.nodes.delete(node));
		this.nodes.set(node, claims);
		return claims;
	}
}

/** All claims of this process. */
export const once = new Once({ now: () => performance.now(), sleep, random: Math.random });
