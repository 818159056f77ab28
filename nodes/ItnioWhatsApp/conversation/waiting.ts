/**
 * Who waits for a typed answer of whom: the trigger's list, kept in its process and in the static data of its workflow.
 *
 * n8n reads the stored list for every call and writes it back when the call ends, so an old one may come after a new one,
 * and processes hear of each other late. Of two lists, what was said last of a wait counts: that it is on, or that it is off.
 */
import { isRecord } from '../core/members';
import { personOf } from './person';
import type { Registration } from './registration';

/** It is written with the workflow whenever it changes, so it has an end. */
export const MAX_WAITING = 2_000;
/** So long it is remembered that a wait is off: longer than a call of the trigger takes, and than a notice is of use. */
const OFF_KEPT_MS = 15 * 60_000;

/** Becomes part of the workflow's static data: one text for each, by nonce. */
export type Stored = Record<string, string>;

const FIELDS = ['executionId', 'nodeId', 'signature', 'recipient', 'businessPhone'] as const;
const OFF = 'off';

/** Times are milliseconds since 1970. */
type Entry =
	/** `at`: when the node said so, by its own clock. */
	{ readonly at: number; readonly on: Registration } | { readonly at: number; readonly offSince: number };

function write(entry: Entry): string {
	if ('offSince' in entry) return [OFF, entry.at, entry.offSince].join(' ');
	return [entry.on.until, ...FIELDS.map((field) => entry.on[field]), entry.at].join(' ');
}

function read(nonce: string, text: unknown): Entry | undefined {
	if (typeof text !== 'string') return undefined;
	const [until, executionId, nodeId, signature, recipient, businessPhone, at] = text.split(' ');
	if (until === OFF) return { at: Number(executionId) || 0, offSince: Number(nodeId) || 0 };
	if (executionId === undefined || nodeId === undefined || signature === undefined) return undefined;
	if (recipient === undefined || businessPhone === undefined) return undefined;
	const on = { until: Number(until), executionId, nodeId, nonce, signature, recipient, businessPhone };
	return { at: Number(at) || 0, on };
}

/** Off counts where both were said at the same time. */
const isLater = (one: Entry, other: Entry | undefined): boolean =>
	other === undefined || one.at > other.at || (one.at === other.at && 'offSince' in one && 'on' in other);

const isSame = (one: Registration, other: Registration): boolean =>
	one.until === other.until && FIELDS.every((field) => one[field] === other[field]);

export class Waiting {
	/** Oldest first. */
	private readonly entries = new Map<string, Entry>();

	get isEmpty(): boolean {
		return this.entries.size === 0;
	}

	private get registrations(): Registration[] {
		return Array.from(this.entries.values()).flatMap((entry) => ('on' in entry ? [entry.on] : []));
	}

	/** Takes in what was stored, by this process or another one. Anything else is ignored. */
	merge(stored: unknown, now: number): void {
		if (isRecord(stored)) {
			for (const [nonce, text] of Object.entries(stored)) {
				const entry = read(nonce, text);
				if (entry && isLater(entry, this.entries.get(nonce))) this.put(nonce, entry);
			}
		}
		let off = 0;
		for (const [nonce, entry] of Array.from(this.entries).reverse()) {
			const isOver =
				'on' in entry
					? entry.on.until !== 0 && entry.on.until <= now
					: now - entry.offSince > OFF_KEPT_MS || ++off > MAX_WAITING;
			if (isOver) this.entries.delete(nonce);
		}
	}

	/**
	 * @param at when the node said so, by its own clock
	 * @returns `over`: it was said later that the wait is off. `full`: the list has no room
	 */
	add(registration: Registration, at: number): 'added' | 'over' | 'full' {
		const { nonce } = registration;
		const known = this.entries.get(nonce);
		// Said once more: nothing new has to be stored.
		if (known && 'on' in known && (at <= known.at || isSame(known.on, registration))) return 'added';
		if (known && at <= known.at) return 'over';
		if (!(known && 'on' in known) && this.registrations.length >= MAX_WAITING) return 'full';
		this.put(nonce, { at, on: registration });
		return 'added';
	}

	/** @param at when the node said so, by its own clock; without it, what is on the list now goes */
	remove(nonce: string, now: number, at = this.entries.get(nonce)?.at): void {
		if (at === undefined) return;
		const entry = { at, offSince: now };
		if (isLater(entry, this.entries.get(nonce))) this.put(nonce, entry);
	}

	/** Who waits for this person, the last one to ask first. */
	for(sender: string, businessPhone: string): Registration[] {
		const person = personOf(sender);
		return this.registrations
			.filter((one) => one.businessPhone === businessPhone && personOf(one.recipient) === person)
			.reverse();
	}

	stored(): Stored {
		return Object.fromEntries(Array.from(this.entries, ([nonce, entry]) => [nonce, write(entry)]));
	}

	private put(nonce: string, entry: Entry): void {
		this.entries.delete(nonce);
		this.entries.set(nonce, entry);
	}
}

/** Whether a stored list has a registration. */
export function hasStored(stored: unknown, registration: Registration): boolean {
	const entry = isRecord(stored) ? read(registration.nonce, stored[registration.nonce]) : undefined;
	return entry !== undefined && 'on' in entry && isSame(entry.on, registration);
}

/** Whether a stored list says the same. */
export function sameStored(one: unknown, other: Readonly<Record<string, unknown>>): boolean {
	if (!isRecord(one)) return Object.keys(other).length === 0;
	const nonces = Object.keys(other);
	return Object.keys(one).length === nonces.length && nonces.every((nonce) => one[nonce] === other[nonce]);
}
