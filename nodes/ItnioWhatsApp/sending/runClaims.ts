/**
 * The claims of one run: which of its messages may go, and how long others are waited for that may be sending the same.
 *
 * Nobody can ask n8n's store how old a claim is, or whose. So a message leaves only within a fixed time of its claim: one that
 * waits for longer gives its claim up, and is claimed anew when its turn comes, but not before others had the time to find it
 * free. Whoever finds a claim at each look knows by its own clock when nobody can be at it any longer.
 */
import type { Clock } from '../core/time';
import type { Message, SentBefore } from './message';
import { SETTLES_WITHIN_MS, type Claim, type Settlement } from './onceStore';

/** So long after its claim a message may leave. */
const LEAVES_WITHIN_MS = 30_000;
/** What waits for too long is looked for so often. */
const WATCH_MS = 5_000;

/** The first looks at a claim of another process are as far apart as this. */
const LOOK_MS = 1_000;
const MAX_LOOK_MS = 8_000;
/** What another execution of this process is at is asked about so often. */
const BUSY_MS = 250;
/** So long a claim that was given up is left to those who look. */
const FREE_FOR_MS = MAX_LOOK_MS + 2_000;

/** A message as far as its claim goes. */
type Claimable = Pick<Message, 'onceKey' | 'resendUnknown' | 'timeoutMs'>;

/** `ours` and `unknown` may go, as they may in `Claim`; `againIn`: ask again after so many milliseconds. */
export type Admission = Exclude<Claim, 'claimed' | 'busy'> | { readonly againIn: number };

interface Held {
	readonly claim: Exclude<Claim, 'sent' | 'busy'>;
	/** When it was claimed, or found to be claimed elsewhere and at each look since. */
	readonly since: number;
	/** When its store was asked for the last time. */
	readonly lookedAt: number;
}

/** So long after a claim nobody is at it any longer, and what became of it is in the store. */
const overAfter = ({ timeoutMs }: Claimable): number => LEAVES_WITHIN_MS + timeoutMs + SETTLES_WITHIN_MS;

export class RunClaims<M extends Claimable> {
	private readonly held = new Map<M, Held>();

	/** Until when those are left alone whose claim was given up. */
	private readonly freeUntil = new Map<M, number>();

	private readonly settling: Array<Promise<unknown>> = [];

	constructor(
		private readonly once: SentBefore | undefined,
		private readonly clock: Clock,
	) {}

	/**
	 * Whether a message may leave now. Asked before each try.
	 *
	 * @throws Error where n8n's store cannot be used
	 */
	async admit(message: M): Promise<Admission> {
		const { once } = this;
		const { onceKey: key, resendUnknown } = message;
		if (!once || key === undefined) return 'ours';
		const held = this.held.get(message);
		if (held && held.claim !== 'claimed') {
			if (!this.isLate(held)) return held.claim;
			this.giveUp(message);
		}
		const free = (this.freeUntil.get(message) ?? 0) - this.clock.now();
		if (free > 0) return { againIn: Math.ceil(free) };
		this.freeUntil.delete(message);
		const isFound = held?.claim === 'claimed';
		const askedAt = this.clock.now();
		// Whatever throws, it is not held any longer.
		this.held.delete(message);
		const claim = isFound ? await once.look(key) : await once.claim(key);
		const now = this.clock.now();
		// Who did not look for so long may have missed that it was given up.
		const wasWatched = isFound && now - held.lookedAt <= FREE_FOR_MS;
		const since = wasWatched ? held.since : askedAt;
		if (claim === 'busy') return { againIn: BUSY_MS };
		if (claim === 'claimed' && now - since > overAfter(message)) {
			await once.settle(key, 'unknown');
			// Of several who find that out and may send it again, one does so.
			if (resendUnknown) this.leaveFree(message);
			return await this.admit(message);
		}
		if (claim === 'sent') return claim;
		this.held.set(message, { claim, since: claim === 'claimed' ? since : now, lookedAt: now });
		return claim === 'claimed' ? { againIn: untilLook(now - since, now) } : claim;
	}

	/**
	 * Gives up claims of what waits for longer than it may, until the signal.
	 *
	 * @param isAway the message is on its way
	 */
	async watch(isAway: (message: M) => boolean, signal: AbortSignal): Promise<void> {
		while (!signal.aborted) {
			try {
				await this.clock.sleep(WATCH_MS, signal);
			} catch {
				return;
			}
			for (const [message, held] of this.held) {
				if (held.claim !== 'claimed' && !isAway(message) && this.isLate(held)) this.giveUp(message);
			}
		}
	}

	/** What became of a message. */
	settle(message: M, settlement: Settlement): void {
		const held = this.held.get(message);
		if (!this.once || message.onceKey === undefined || held === undefined) return;
		this.held.delete(message);
		this.settling.push(this.once.settle(message.onceKey, this.asItIsNow(message, held, settlement)));
	}

	/** Whoever took a claim over says what became of the message, unless it is known here that it was accepted. */
	private asItIsNow(message: M, { claim, since }: Held, settlement: Settlement): Settlement {
		if (claim === 'claimed') return 'leftAlone';
		if (this.clock.now() - since <= overAfter(message)) return settlement;
		return settlement === 'accepted' ? 'acceptedLate' : 'leftAlone';
	}

	/** A claim that is not made use of; one that was left by an earlier execution stays what it was. */
	release(message: M): void {
		this.settle(message, this.held.get(message)?.claim === 'ours' ? 'notTaken' : 'unknown');
	}

	private giveUp(message: M): void {
		this.release(message);
		this.leaveFree(message);
	}

	private leaveFree(message: M): void {
		this.freeUntil.set(message, this.clock.now() + FREE_FOR_MS);
	}

	/** Resolves when all is in the store. Never rejects. */
	async settled(): Promise<void> {
		await Promise.allSettled(this.settling);
	}

	private isLate({ since }: Held): boolean {
		return this.clock.now() - since > LEAVES_WITHIN_MS;
	}
}

/** Less often as time passes, and for all of this process at the same moments: they are then one access to the store. */
function untilLook(elapsed: number, now: number): number {
	let step = LOOK_MS;
	while (step < MAX_LOOK_MS && elapsed >= 4 * step) step *= 2;
	return step - (now % step);
}
