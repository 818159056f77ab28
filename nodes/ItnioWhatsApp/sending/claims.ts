/** Claims at n8n's store of one node: a key is claimed, looked at again, and settled; all accesses one after the other. */
import {
	removalOf,
	type Found,
	type NotedKeys,
	type OnceClock,
	type Removal,
	type WaitingClaim,
} from './claimWork';
import { HeldKeys } from './heldKeys';
import { Marks } from './marks';
import {
	endingEntries,
	known,
	MAX_CLAIM_TRIES,
	MAX_TRIES,
	pending,
	SAID_AGAIN_MS,
	stateOf,
	StoreAccess,
	type Claim,
	type OnceStore,
	type Settlement,
} from './onceStore';

/** Claims at n8n's store of one node. */
export class NodeClaims {
	private readonly held = new HeldKeys();

	private claims: WaitingClaim[] = [];

	private removals: Removal[] = [];

	private notes: NotedKeys[] = [];

	/** Written, but perhaps written over since. */
	private unverified: Removal[] = [];

	private readonly marks: Marks;

	private isWorking = false;

	private rest: Promise<void> = Promise.resolve();

	/** What is ours is said again from time to time. */
	private isSaying = false;

	private isToSay = false;

	constructor(
		private readonly clock: OnceClock,
		private readonly access: StoreAccess,
		private readonly idle: () => void,
	) {
		this.marks = new Marks(clock.random);
	}

	async claim(key: string, store: OnceStore, remember: number): Promise<Claim> {
		const before = this.held.hold(key);
		if (before !== 'free') return before;
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

	private async removeMarks(): Promise<void> {
		const marks = this.marks.takeAll();
		if (marks.length > 0)
			await this.access.use(async (store) => await store.remove(marks)).catch(() => undefined);
	}

	private async writeRemovals(): Promise<void> {
		if (this.removals.length === 0) return;
		// A mark that was never there would be missing afterwards, whatever became of the removal.
		for (let tries = 0; this.marks.sure === undefined && tries < MAX_TRIES; tries += 1)
			await this.settleRaces([]);
		const removals = this.removals.splice(0);
		const first = endingEntries(removals, 'first');
		if (first.length > 0)
			await this.access.settle(async (store) => await store.record(first)).catch(() => undefined);
		const entries = [...endingEntries(removals, 'away'), ...this.marks.withRemoval()];
		this.unverified = this.unverified.concat(removals);
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
		const mark = this.marks.next();
		const entries = [...this.marks.asked(mark), ...claims.flatMap(({ key }) => [known(key), pending(key)])];
		const ours: Found[] = [];
		try {
			const keys = claims.map(({ key }) => key);
			this.held.records(entries.length, keys);
			// Nothing is dropped for it: what is asked about may be the oldest.
			const fresh = new Set(await this.access.use(async (store) => await store.record(entries)));
			this.marks.looked(fresh);
			this.marks.keep(mark);
			for (const claim of claims) {
				const state = stateOf(claim.key, fresh);
				this.held.looked(claim.key, state === 'unknown' || state === 'claimed');
				// Of those that nobody else is at, one of several who ask at the same moment may go.
				if (state === 'ours' || state === 'unknown') ours.push({ claim, state });
				else {
					// What was sent before is left as it was found.
					if (state === 'sent') {
						this.removals.push(removalOf(claim.key, 'accepted'));
						this.held.wasFoundAccepted(claim.key);
					}
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
		const next = this.marks.next();
		const removed = this.marks.takeRemoved();
		const unverified = this.unverified.splice(0);
		if (this.marks.latest !== undefined || unverified.length > 0) await this.access.waitForOthers();
		const kept = endingEntries(unverified, 'kept');
		const { isToSay } = this;
		this.isToSay = false;
		const { accepted } = this.held;
		const again = isToSay ? this.held.sayAgain() : [];
		const marks = [...this.marks.asked(next), ...removed];
		const look = async (store: OnceStore) =>
			await store.record([...marks, ...kept, ...again], this.held.most);
		try {
			const fresh = new Set(await (unverified.length > 0 ? this.access.settle(look) : this.access.use(look)));
			const isThere = this.marks.looked(fresh);
			if (isToSay && this.marks.wereWrittenOver) {
				this.marks.wereWrittenOver = false;
				// Their claims may be there again.
				this.removals.push(...accepted.map((key) => removalOf(key, 'acceptedLate')));
			}
			if (isThere) this.marks.found();
			this.marks.keep(next);
			this.marks.retire(removed);
			this.held.records(fresh.size);
			const isWritten = removed.every((mark) => fresh.has(mark));
			for (const removal of unverified) this.verified(removal, isWritten);
			for (const { claim, state } of ours) {
				claim.tries += 1;
				// Where each access takes that long, nobody was held up.
				if (isThere && (this.access.lateMs === 0 || claim.tries >= MAX_TRIES)) {
					this.held.confirm(claim.key);
					claim.resolve(state);
				} else if (claim.tries < MAX_CLAIM_TRIES) {
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
			this.marks.keep(next);
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
}
