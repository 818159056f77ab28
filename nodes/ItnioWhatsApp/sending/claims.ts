/** Claims at n8n's store of one node: a key is claimed, looked at again, and settled; all accesses one after the other. */
import type { Clock } from '../core/time';
import { HeldKeys } from './heldKeys';
import {
	endingEntries,
	known,
	markOf,
	MAX_TRIES,
	pending,
	SAID_AGAIN_MS,
	stateOf,
	StoreAccess,
	type Claim,
	type OnceStore,
	type Settlement,
	type WrittenSettlement,
} from './onceStore';

export interface OnceClock extends Clock {
	readonly random: () => number;
	/** Calls once, after some milliseconds. */
	readonly after: (milliseconds: number, ring: () => void) => unknown;
}

interface WaitingClaim {
	readonly key: string;
	tries: number;
	readonly resolve: (claim: Claim) => void;
	readonly reject: (error: unknown) => void;
}

/** What was found, until it is certain that nobody wrote over it. */
interface Found {
	readonly claim: WaitingClaim;
	readonly state: Claim;
}

interface Removal {
	readonly key: string;
	readonly settlement: WrittenSettlement;
	tries: number;
	readonly done: () => void;
}

/** Keys that went without a claim, to be known from now on. */
interface Note {
	readonly keys: readonly string[];
	readonly resolve: () => void;
	readonly reject: (error: unknown) => void;
}

/** Claims at n8n's store of one node. */
export class NodeClaims {
	private readonly held = new HeldKeys();

	private claims: WaitingClaim[] = [];

	private removals: Removal[] = [];

	private notes: Note[] = [];

	/** Written, but perhaps written over since. */
	private unverified: Removal[] = [];

	/** A mark that was found in the store when nobody could write over it any more. */
	private sureMark: string | undefined;

	/** The latest one that was written. */
	private mark: string | undefined;

	/** Marks that were removed together with `unverified`. */
	private removedMarks: string[] = [];

	/** Marks that are of no use any more. */
	private oldMarks: string[] = [];

	private marks = 0;

	private isWorking = false;

	private rest: Promise<void> = Promise.resolve();

	/** What is ours is said again from time to time. */
	private isSaying = false;

	private isToSay = false;

	/** Another process wrote over what was written here since it was said. */
	private wasWrittenOver = false;

	constructor(
		private readonly clock: OnceClock,
		private readonly access: StoreAccess,
		private readonly idle: () => void,
	) {}

	async claim(key: string, store: OnceStore, remember: number): Promise<Claim> {
		if (!this.held.hold(key)) return 'busy';
		this.access.through(store);
		this.held.remember = remember;
		return await this.look(key);
	}

	/** Another look at a key that is held here and was claimed elsewhere. */
	async look(key: string): Promise<Claim> {
		let claim: Claim | undefined;
		try {
			claim = await new Promise<Claim>((resolve, reject) => {
				this.claims.push({ key, tries: 0, resolve, reject });
				this.work();
			});
			return claim;
		} finally {
			if (claim === undefined || claim === 'sent') this.held.letGo(key);
		}
	}

	async settle(key: string, settlement: Settlement): Promise<void> {
		const written = new Promise<void>((done) => {
			if (settlement === 'leftAlone') done();
			else this.removals.push(removalOf(key, settlement, done));
		});
		// What is written goes before the next claim of it.
		this.held.letGo(key);
		if (settlement === 'accepted' || settlement === 'acceptedLate') this.held.wasAccepted(key);
		this.work();
		await written;
	}

	/** Notes keys as sent, in one access. @throws Error where the store cannot be used */
	async note(keys: readonly string[], store: OnceStore, remember: number): Promise<void> {
		this.access.through(store);
		this.held.remember = remember;
		await new Promise<void>((resolve, reject) => {
			this.notes.push({ keys, resolve, reject });
			this.work();
		});
	}

	/** Resolves when all is written and nothing of our own is left in the store. */
	async end(): Promise<void> {
		this.held.forgetAccepted();
		this.work();
		await this.rest;
	}

	/** Again and again, as long as anything is ours or was accepted lately. */
	private sayAgain(): void {
		if (this.isSaying || !this.held.areSaid) return;
		this.isSaying = true;
		this.clock.after(SAID_AGAIN_MS, () => {
			this.isSaying = false;
			this.isToSay = this.held.areSaid;
			if (this.isToSay) this.work();
		});
	}

	private work(): void {
		if (this.isWorking) return;
		this.isWorking = true;
		this.rest = this.workOff().then(() => {
			this.isWorking = false;
			if (this.hasWork) this.work();
			else if (this.isAtRest) {
				this.access.rest();
				this.idle();
			}
		});
	}

	private get hasWork(): boolean {
		return this.canClaim || this.removals.length > 0 || this.notes.length > 0 || this.isToSay;
	}

	/** Not before others had the time to say again what this process may have written over. */
	private get canClaim(): boolean {
		return this.claims.length > 0 && this.access.lateMs === 0;
	}

	private get isAtRest(): boolean {
		return this.held.size === 0 && this.held.accepted.length === 0;
	}

	private async workOff(): Promise<void> {
		// What comes in within one turn of the event loop goes together.
		await Promise.resolve();
		while (this.hasWork) {
			const claims = this.canClaim ? this.claims.splice(0) : [];
			const again = new Set(claims.map(({ key }) => key));
			if (this.unverified.some(({ key }) => again.has(key))) await this.settleRaces([]);
			await this.writeRemovals();
			await this.writeClaims(claims);
			await this.writeNotes();
			if (this.isToSay) await this.settleRaces([]);
			if (!this.hasWork && this.unverified.length > 0) await this.settleRaces([]);
			this.sayAgain();
		}
		if (this.isAtRest) await this.removeMarks();
		if (this.claims.length > 0) this.clock.after(this.access.lateMs, () => this.work());
	}

	/** They would use up what is remembered. */
	private async removeMarks(): Promise<void> {
		const own = [this.sureMark, this.mark].filter((mark) => mark !== undefined);
		const marks = [...this.oldMarks.splice(0), ...own];
		this.sureMark = undefined;
		this.mark = undefined;
		if (marks.length > 0)
			await this.access.use(async (store) => await store.remove(marks)).catch(() => undefined);
	}

	private async writeRemovals(): Promise<void> {
		if (this.removals.length === 0) return;
		// A mark that was never there would be missing afterwards, whatever became of the removal.
		for (let tries = 0; this.sureMark === undefined && tries < MAX_TRIES; tries += 1)
			await this.settleRaces([]);
		const removals = this.removals.splice(0);
		const first = endingEntries(removals, 'first');
		if (first.length > 0)
			await this.access.settle(async (store) => await store.record(first)).catch(() => undefined);
		const mark = this.sureMark ?? this.newMark();
		const entries = [...endingEntries(removals, 'away'), mark, ...this.oldMarks.splice(0)];
		this.unverified = this.unverified.concat(removals);
		this.removedMarks.push(mark);
		this.sureMark = undefined;
		await this.access.settle(async (store) => await store.remove(entries)).catch(() => undefined);
	}

	private async writeNotes(): Promise<void> {
		for (const { keys, resolve, reject } of this.notes.splice(0)) {
			try {
				const entries = keys.map(known);
				this.held.records(entries.length);
				const { most } = this.held;
				await this.access.use(async (store) => await store.record(entries, most));
				resolve();
			} catch (error) {
				reject(error);
			}
		}
	}

	private async writeClaims(claims: readonly WaitingClaim[]): Promise<void> {
		if (claims.length === 0) return;
		const { mark: latest } = this;
		const mark = this.newMark();
		const entries = [
			mark,
			...(latest === undefined ? [] : [latest]),
			...claims.flatMap(({ key }) => [known(key), pending(key)]),
		];
		const ours: Found[] = [];
		try {
			const keys = claims.map(({ key }) => key);
			this.held.records(entries.length, keys);
			// Nothing is dropped for it: what is asked about may be the oldest.
			const fresh = new Set(await this.access.use(async (store) => await store.record(entries)));
			this.wasWrittenOver ||= latest !== undefined && fresh.has(latest);
			this.keepMark(mark);
			for (const claim of claims) {
				const state = stateOf(claim.key, fresh);
				this.held.looked(claim.key, state === 'unknown' || state === 'claimed');
				// Of those that nobody else is at, one of several who ask at the same moment may go.
				if (state === 'ours' || state === 'unknown') ours.push({ claim, state });
				else {
					// What was sent before is left as it was found.
					if (state === 'sent') this.removals.push(removalOf(claim.key, 'accepted'));
					claim.resolve(state);
				}
			}
			if (ours.length > 0) await this.settleRaces(ours);
		} catch (error) {
			for (const { reject } of claims) reject(error);
		}
	}

	/**
	 * Waits until nobody can write over what was written, and looks whether somebody did. From time to time all that is ours
	 * is said again: others may write over it long after they were waited for.
	 */
	private async settleRaces(ours: readonly Found[]): Promise<void> {
		const { mark } = this;
		const nextMark = this.newMark();
		const removedMarks = this.removedMarks.splice(0);
		const unverified = this.unverified.splice(0);
		if (mark !== undefined || unverified.length > 0) await this.access.waitForOthers();
		const kept = endingEntries(unverified, 'kept');
		const { isToSay } = this;
		this.isToSay = false;
		const { accepted } = this.held;
		const again = isToSay ? this.held.sayAgain() : [];
		const marks = [nextMark, ...(mark === undefined ? [] : [mark]), ...removedMarks];
		const look = async (store: OnceStore) =>
			await store.record([...marks, ...kept, ...again], this.held.most);
		try {
			const fresh = new Set(await (unverified.length > 0 ? this.access.settle(look) : this.access.use(look)));
			const isThere = mark !== undefined && !fresh.has(mark);
			this.wasWrittenOver ||= mark !== undefined && !isThere;
			if (isToSay && this.wasWrittenOver) {
				this.wasWrittenOver = false;
				// Their claims may be there again.
				this.removals.push(...accepted.map((key) => removalOf(key, 'acceptedLate')));
			}
			if (isThere) {
				if (this.sureMark !== undefined) this.oldMarks.push(this.sureMark);
				this.sureMark = mark;
				this.mark = undefined;
			}
			this.keepMark(nextMark);
			this.held.records(fresh.size);
			this.oldMarks = this.oldMarks.concat(removedMarks);
			const isWritten = removedMarks.every((removed) => fresh.has(removed));
			for (const removal of unverified) this.verified(removal, isWritten);
			for (const { claim, state } of ours) {
				claim.tries += 1;
				const isLast = claim.tries === MAX_TRIES;
				// Where each access takes that long, nobody was held up.
				const isSure = isThere && (this.access.lateMs === 0 || isLast);
				if (isSure) {
					this.held.confirm(claim.key);
					claim.resolve(state);
				} else if (!isLast) {
					if (isThere) this.takeBack(claim.key, state, () => this.claimLater(claim));
					else this.claims.push(claim);
				} else claim.reject(new Error('too many executions write to it at the same time'));
			}
		} catch (error) {
			for (const { done } of unverified) done();
			for (const { claim, state } of ours) {
				// It may be there: nobody would ever know what became of it.
				this.takeBack(claim.key, state);
				claim.reject(error);
			}
			this.keepMark(nextMark);
		}
	}

	private takeBack(key: string, state: Claim, done?: () => void): void {
		this.removals.push(removalOf(key, state === 'ours' ? 'notTaken' : 'unknown', done));
	}

	/** Whoever said again that the key is theirs may have done so before it was taken away. */
	private claimLater(claim: WaitingClaim): void {
		this.access.wasLate();
		this.claims.push(claim);
	}

	private verified(removal: Removal, isWritten: boolean): void {
		removal.tries += 1;
		// What cannot be written leaves the claim, which is then taken for unknown: nothing goes twice.
		if (isWritten || removal.tries >= MAX_TRIES) removal.done();
		else this.removals.push(removal);
	}

	private keepMark(mark: string): void {
		if (this.mark !== undefined) this.oldMarks.push(this.mark);
		this.mark = mark;
	}

	private newMark(): string {
		this.marks += 1;
		return markOf(`${this.marks}.${this.clock.random()}`);
	}
}

const removalOf = (key: string, settlement: WrittenSettlement, done = (): void => undefined): Removal => ({
	...{ key, settlement, done },
	tries: 0,
});
