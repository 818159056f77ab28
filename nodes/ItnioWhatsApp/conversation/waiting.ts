/**
 * Who waits for a typed answer of whom: the trigger's list.
 *
 * An old list may come after a new one (`trigger/memory.ts`), and processes hear of each other late. Of two lists, what was
 * said last of a wait counts: that it is on, or that it is off.
 */
import type { Kept } from '../trigger/memory';
import { personOf } from '../core/phone';
import { ownCopy } from '../core/text';
import type { Registration } from './registration';

/** It is written with the workflow whenever it changes, so it has an end. */
export const MAX_WAITING = 2_000;
/** So long it is remembered that a wait is off: longer than a call of the trigger takes, and than a notice is of use. */
const OFF_KEPT_MS = 15 * 60_000;

const TIDY_EVERY_MS = 60_000;

const FIELDS = ['executionId', 'nodeId', 'signature', 'recipient', 'businessPhone'] as const;
const OFF = 'off';

/** Times are milliseconds since 1970. */
type Entry =
	/** `at`: when the node said so, by its own clock. */
	{ readonly at: number; readonly on: Registration } | { readonly at: number; readonly offSince: number };

/** One line of the list. */
function write(nonce: string, entry: Entry): string {
	if ('offSince' in entry) return [nonce, OFF, entry.at, entry.offSince].join(' ');
	const { until, awaited } = entry.on;
	const reports = awaited ? [[awaited.goal, ...awaited.names].join(',')] : [];
	return [nonce, until, ...FIELDS.map((field) => entry.on[field]), entry.at, ...reports].join(' ');
}

function readAwaited(written: string | undefined): Pick<Registration, 'awaited'> {
	const [goal, ...names] = written?.split(',') ?? [];
	return goal === 'delivered' || goal === 'read' ? { awaited: { goal, names } } : {};
}

function read(line: string): readonly [nonce: string, entry: Entry] | undefined {
	const [nonce, until, executionId, nodeId, signature, recipient, businessPhone, at, reports] =
		line.split(' ');
	if (nonce === undefined || executionId === undefined || nodeId === undefined) return undefined;
	if (until === OFF) return [nonce, { at: Number(executionId) || 0, offSince: Number(nodeId) || 0 }];
	if (signature === undefined || recipient === undefined || businessPhone === undefined) return undefined;
	const on = {
		...{ until: Number(until), executionId, nodeId, nonce, signature, recipient, businessPhone },
		...readAwaited(reports),
	};
	return [nonce, { at: Number(at) || 0, on }];
}

/** Off counts where both were said at the same time. */
const isLater = (one: Entry, other: Entry | undefined): boolean =>
	other === undefined || one.at > other.at || (one.at === other.at && 'offSince' in one && 'on' in other);

const isSame = (one: Registration, other: Registration): boolean =>
	one.until === other.until && FIELDS.every((field) => one[field] === other[field]);

const isOver = ({ until }: Registration, now: number): boolean => until !== 0 && until <= now;

const keyOf = (person: string, businessPhone: string): string => `${businessPhone}/${personOf(person)}`;

/** Under which words a wait is looked for: those of a person, or one for each message. */
const keysOf = ({ awaited, recipient, businessPhone }: Registration): readonly string[] =>
	awaited ? awaited.names : [keyOf(recipient, businessPhone)];

export class Waiting implements Kept {
	/** Oldest first. */
	private readonly entries = new Map<string, Entry>();

	/** Nonces of those that are on, oldest first, by whom or what they wait for: each push asks. */
	private readonly byKey = new Map<string, Set<string>>();

	private onCount = 0;

	/** Where `next` goes on. */
	private round: Iterator<string> = this.entries.keys();

	private tidiedAt = 0;

	/** The list as it is stored, until something of it changes. */
	private written: string | undefined;

	isSpent(now: number): boolean {
		this.tidy(now);
		return this.entries.size === 0;
	}

	/** @returns the waits that are on by it */
	merge(stored: string, now: number): readonly Registration[] {
		const on: Registration[] = [];
		for (const line of stored.split('\n')) {
			if (!this.isNews(line)) continue;
			const [nonce, entry] = read(ownCopy(line)) ?? [];
			if (nonce === undefined || entry === undefined) continue;
			this.put(nonce, entry);
			if ('on' in entry) on.push(entry.on);
		}
		this.tidy(now);
		return on;
	}

	/**
	 * A full list makes room: the oldest goes, of those without an end if there are any. Its answer starts a workflow then.
	 *
	 * @param at when the node said so, by its own clock
	 * @returns `over`: it was said later that the wait is off
	 */
	add(registration: Registration, at: number): 'added' | 'over' {
		const { nonce } = registration;
		const known = this.entries.get(nonce);
		// Said once more: nothing new has to be stored.
		if (known && 'on' in known && (at <= known.at || isSame(known.on, registration))) return 'added';
		if (known && at <= known.at) return 'over';
		if (!(known && 'on' in known) && this.onCount >= MAX_WAITING) this.makeRoom(at);
		this.put(nonce, { at, on: registration });
		return 'added';
	}

	/** @param at when the node said so, by its own clock; without it, what is on the list now goes */
	remove(nonce: string, now: number, at = this.entries.get(nonce)?.at): void {
		if (at === undefined) return;
		const entry = { at, offSince: now };
		if (isLater(entry, this.entries.get(nonce))) this.put(nonce, entry);
	}

	/** The line by which a wait is stored; undefined: it is not known. */
	lineOf(nonce: string): string | undefined {
		const entry = this.entries.get(nonce);
		return entry && write(nonce, entry);
	}

	/** Whether a stored line says something that is not known here. */
	isNews(line: string): boolean {
		const [nonce, entry] = read(line) ?? [];
		return nonce !== undefined && entry !== undefined && isLater(entry, this.entries.get(nonce));
	}

	/** Who waits for this person, the last one to ask first. */
	for(person: string, businessPhone: string, now: number): Registration[] {
		return this.under(keyOf(person, businessPhone), now);
	}

	/** Who waits for a report of this message. */
	forMessage(name: string, now: number): Registration[] {
		return this.under(name, now);
	}

	/** All that are on, oldest first. */
	all(now: number): Registration[] {
		return Array.from(this.entries.values()).flatMap((entry) =>
			'on' in entry && !isOver(entry.on, now) ? [entry.on] : [],
		);
	}

	private under(key: string, now: number): Registration[] {
		const nonces = this.byKey.get(key);
		if (nonces === undefined) return [];
		return Array.from(nonces)
			.flatMap((nonce) => {
				const entry = this.entries.get(nonce);
				return entry && 'on' in entry && !isOver(entry.on, now) ? [entry.on] : [];
			})
			.reverse();
	}

	get size(): number {
		return this.onCount;
	}

	/** Some of those that are on, others each time, until it was the turn of all. */
	next(count: number): Registration[] {
		const found: Registration[] = [];
		for (let left = this.entries.size; left > 0 && found.length < count; left--) {
			const { value: nonce, done } = this.round.next();
			if (done) this.round = this.entries.keys();
			const entry = done ? undefined : this.entries.get(nonce);
			if (entry && 'on' in entry) found.push(entry.on);
		}
		return found;
	}

	stored(now: number): string {
		// What is over may stay for a while: nobody is found by it.
		if (Math.abs(now - this.tidiedAt) > TIDY_EVERY_MS) this.tidy(now);
		this.written ??= Array.from(this.entries, ([nonce, entry]) => write(nonce, entry)).join('\n');
		return this.written;
	}

	private makeRoom(now: number): void {
		const waits = Array.from(this.entries.values()).flatMap((entry) => ('on' in entry ? [entry.on] : []));
		const oldest = waits.find(({ until }) => until === 0) ?? waits[0];
		if (oldest) this.remove(oldest.nonce, now);
	}

	private tidy(now: number): void {
		this.tidiedAt = now;
		let off = 0;
		for (const [nonce, entry] of Array.from(this.entries).reverse()) {
			const isSpent =
				'on' in entry ? isOver(entry.on, now) : now - entry.offSince > OFF_KEPT_MS || ++off > MAX_WAITING;
			if (isSpent) this.delete(nonce);
		}
	}

	private put(nonce: string, entry: Entry): void {
		this.delete(nonce);
		this.entries.set(nonce, entry);
		if ('offSince' in entry) return;
		this.onCount += 1;
		for (const key of keysOf(entry.on)) {
			const nonces = this.byKey.get(key);
			if (nonces) nonces.add(nonce);
			else this.byKey.set(key, new Set([nonce]));
		}
	}

	private delete(nonce: string): void {
		this.written = undefined;
		const entry = this.entries.get(nonce);
		this.entries.delete(nonce);
		if (!entry || 'offSince' in entry) return;
		this.onCount -= 1;
		for (const key of keysOf(entry.on)) {
			const nonces = this.byKey.get(key);
			nonces?.delete(nonce);
			if (nonces?.size === 0) this.byKey.delete(key);
		}
	}
}

/** Whether a stored list has a registration. */
export function hasStored(stored: string, registration: Registration): boolean {
	const [, entry] =
		stored
			.split('\n')
			.filter((line) => line.startsWith(`${registration.nonce} `))
			.map(read)[0] ?? [];
	return entry !== undefined && 'on' in entry && isSame(entry.on, registration);
}
