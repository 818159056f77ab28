/** Who waits for a typed answer of whom: the trigger's list, kept in its process and in the static data of its workflow. */
import { isRecord } from '../values/members';
import { personOf } from './person';
import type { Registration } from './registration';

/** It is written with the workflow whenever it changes, so it has an end. */
export const MAX_WAITING = 2_000;

/** Becomes part of the workflow's static data: one text for each, by nonce. */
export type Stored = Record<string, string>;

const FIELDS = ['executionId', 'nodeId', 'signature', 'recipient', 'businessPhone'] as const;

function write(registration: Registration): string {
	return [registration.until, ...FIELDS.map((field) => registration[field])].join(' ');
}

function read(nonce: string, text: unknown): Registration | undefined {
	if (typeof text !== 'string') return undefined;
	const [until, executionId, nodeId, signature, recipient, businessPhone] = text.split(' ');
	if (executionId === undefined || nodeId === undefined || signature === undefined) return undefined;
	if (recipient === undefined || businessPhone === undefined) return undefined;
	return { until: Number(until), executionId, nodeId, nonce, signature, recipient, businessPhone };
}

export class Waiting {
	/** Oldest first. */
	private readonly entries = new Map<string, Registration>();

	/** @param ended whether a wait is over: another process may not have heard of it yet */
	constructor(private readonly ended: (nonce: string) => boolean) {}

	get size(): number {
		return this.entries.size;
	}

	/** Takes in what was stored, by this process or another one. Anything else is ignored. */
	merge(stored: unknown, now: number): void {
		if (isRecord(stored)) {
			for (const [nonce, text] of Object.entries(stored)) {
				const registration = this.entries.has(nonce) ? undefined : read(nonce, text);
				if (registration) this.entries.set(nonce, registration);
			}
		}
		for (const [nonce, { until }] of this.entries) {
			if (this.ended(nonce) || (until !== 0 && until <= now)) this.entries.delete(nonce);
		}
	}

	/** @returns false where the list is full */
	add(registration: Registration): boolean {
		if (!this.entries.has(registration.nonce) && this.entries.size >= MAX_WAITING) return false;
		this.entries.set(registration.nonce, registration);
		return true;
	}

	remove(nonce: string): void {
		this.entries.delete(nonce);
	}

	/** Who waits for this person, the last one to ask first. */
	for(sender: string, businessPhone: string): Registration[] {
		const person = personOf(sender);
		return Array.from(this.entries.values())
			.filter((one) => one.businessPhone === businessPhone && personOf(one.recipient) === person)
			.reverse();
	}

	stored(): Stored {
		return Object.fromEntries(
			Array.from(this.entries, ([nonce, registration]) => [nonce, write(registration)]),
		);
	}
}

/** Whether a stored list says the same. */
export function sameStored(one: unknown, other: Stored): boolean {
	if (!isRecord(one)) return Object.keys(other).length === 0;
	const nonces = Object.keys(other);
	return Object.keys(one).length === nonces.length && nonces.every((nonce) => one[nonce] === other[nonce]);
}
