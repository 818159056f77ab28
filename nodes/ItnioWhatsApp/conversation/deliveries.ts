/**
 * Who waits for reports of which messages, and the reports: a part of the trigger's memory. Reports may come before
 * anybody waits for them. Where nobody ever waits, none of it is stored.
 */
import { ownCopy } from '../core/text';
import type { Kept } from '../trigger/memory';
import { isBetter, isFinalStatus, reaches, type DeliveryReport } from './deliveryReport';
import type { Awaited, Registration } from './registration';
import { Unsettled } from './unsettled';
import { MAX_WAITING, Waiting } from './waiting';

/** Messages of all that wait. */
const MAX_AWAITED = 20_000;
/** Executions and messages are both written with the workflow, and an execution is as long as several messages. */
export const WHY_FULL = `It waits for as many reports as it can keep: at most ${MAX_AWAITED} messages in ${MAX_WAITING} executions. It takes more when some are in or their time is up: wait for more messages in one execution, or set a shorter Limit Wait Time`;
/** Reports that nobody waits for yet, for how long, and for how long after somebody began to wait for the last time. */
export const MAX_EARLY = 5_000;
/** So many of these are stored: the whole text is read and written with each push, whatever it is about. */
export const MAX_STORED_EARLY = 500;
export const EARLY_MS = 60 * 60_000;
/** Looking for what is too old costs as much as there is, so it is not done for each report. */
const TIDY_EVERY = { ms: 60_000, reports: 500 };
/** Between the end of a wait and the time at which n8n ends it by itself, with nothing of what was reported. */
export const END_EARLY_MS = 3 * 60_000;

interface Seen extends DeliveryReport {
	/** When it came, milliseconds since 1970. */
	readonly seen: number;
	/** As it is stored. */
	readonly line: string;
}

const REPORT = 'r';
const USED = 'u';

const writeReport = (name: string, { status, at, seen, failure }: Omit<Seen, 'line'>): string =>
	[REPORT, name, status, at, seen, failure === undefined ? '' : encodeURIComponent(failure)].join(' ');

function decoded(text: string): { failure?: string } {
	// Most have none, and throwing costs.
	if (text === '') return {};
	try {
		const failure = decodeURIComponent(text);
		JSON.parse(failure);
		return { failure };
	} catch {
		return {};
	}
}

function readReport(line: string): readonly [name: string, report: Omit<Seen, 'line'>] | undefined {
	const [, name, status, at, seen, failure = ''] = line.split(' ');
	if (name === undefined || !isFinalStatus(status)) return undefined;
	return [name, { status, at: Number(at) || 0, seen: Number(seen) || 0, ...decoded(failure) }];
}

/** What a stored line is about: a report, or a wait by its nonce. Under such names they are unsettled. */
const subjectOf = (line: string): string => {
	const end = line.indexOf(' ', line.startsWith(`${REPORT} `) ? REPORT.length + 1 : 0);
	return end < 0 ? line : line.slice(0, end);
};
const subjectOfReport = (name: string): string => `${REPORT} ${name}`;

/**
 * What a stored text does not have of these lines: what they are about, where it does not say the same or more. Only what is
 * about the same is read: it may be long.
 */
export function missingIn(stored: string, lines: string, now: number): string[] {
	const there = stored.split('\n');
	const missing = new Set(lines.split('\n'));
	for (const line of there) missing.delete(line);
	const subjects = new Set(Array.from(missing, subjectOf));
	const same = there.filter((line) => subjects.has(subjectOf(line)));
	const known = new Deliveries();
	known.merge(same.join('\n'), now);
	return Array.from(missing)
		.filter((line) => known.isNews(line))
		.map(subjectOf);
}

export class Deliveries implements Kept {
	readonly unsettled = new Unsettled();

	private readonly waiting = new Waiting();

	/** By the name of the message, oldest first. */
	private readonly reports = new Map<string, Seen>();

	/** Those of them that are stored also where nobody waits for them, oldest first. */
	private readonly newest = new Set<string>();

	/** When somebody began to wait for the last time. */
	private usedAt = 0;

	private tidied = { at: 0, size: 0 };

	/** The reports as they are stored, until something changes. */
	private written: { readonly text: string; readonly isInUse: boolean } | undefined;

	isSpent(now: number): boolean {
		this.tidy(now);
		return this.waiting.isSpent(now) && this.reports.size === 0;
	}

	merge(stored: string, now: number): void {
		const waits: string[] = [];
		const lines = stored.split('\n');
		for (const line of lines) {
			if (line.startsWith(`${USED} `)) this.usedAt = Math.max(this.usedAt, Number(line.slice(2)) || 0);
			else if (line.startsWith(`${REPORT} `)) {
				if (!this.isNewReport(line)) continue;
				const [name, report] = readReport(ownCopy(line)) ?? [];
				if (name !== undefined && report) this.put(name, report);
			} else if (line !== '') waits.push(line);
		}
		const added = this.waiting.merge(waits.join('\n'), now);
		if (added.length > 0) {
			const there = new Set(lines);
			for (const wait of added) this.noteEarly(wait, now, there);
		}
		this.written = undefined;
	}

	stored(now: number): string {
		this.tidy(now);
		const isInUse = this.isInUse(now);
		if (this.written?.isInUse !== isInUse) {
			this.written = { text: this.storedReports(isInUse, now), isInUse };
		}
		const used = isInUse ? `${USED} ${this.usedAt}` : '';
		return [used, this.written.text, this.waiting.stored(now)].filter((part) => part !== '').join('\n');
	}

	private storedReports(isInUse: boolean, now: number): string {
		const isEarly = (name: string) => isInUse && this.newest.has(name);
		const names = this.waiting.size > 0 ? this.reports.keys() : this.newest;
		// Read again, the last one counts as the newest.
		return Array.from(names)
			.filter((name) => isEarly(name) || this.isAwaited(name, now))
			.map((name) => this.reports.get(name)?.line)
			.join('\n');
	}

	/** @returns whether it has to be stored still, and those who have all that they wait for by it */
	report(
		name: string,
		report: DeliveryReport,
		now: number,
	): { readonly isNews: boolean; readonly done: readonly Registration[] } {
		this.tidy(now);
		// Pushed once more, it is no more in the database than before.
		if (!isBetter(report, this.reports.get(name)))
			return { isNews: this.unsettled.has(subjectOfReport(name)), done: [] };
		this.put(name, { ...report, seen: now });
		const waits = this.waiting.forMessage(name, now);
		const isNews = waits.length > 0 || this.isInUse(now);
		if (isNews) {
			this.written = undefined;
			this.unsettled.note(subjectOfReport(name), now);
		}
		return {
			isNews,
			done: waits.filter(({ awaited }) => this.isDone(awaited)),
		};
	}

	/** @param at when the node said so, by its own clock */
	add(registration: Registration, at: number, now: number): 'added' | 'over' | 'full' {
		const waits = this.waiting.all(now).filter(({ nonce }) => nonce !== registration.nonce);
		const awaited = [registration, ...waits].reduce((sum, one) => sum + (one.awaited?.names.length ?? 0), 0);
		if (waits.length >= MAX_WAITING || awaited > MAX_AWAITED) return 'full';
		this.usedAt = Math.max(this.usedAt, at);
		this.written = undefined;
		const added = this.waiting.add(registration, at);
		if (added === 'added') {
			this.unsettled.note(registration.nonce, now);
			this.noteEarly(registration, now);
		}
		return added;
	}

	/**
	 * Reports that this process alone knows and somebody waits for now.
	 *
	 * @param there lines that were read from the database
	 */
	private noteEarly({ awaited }: Registration, now: number, there?: ReadonlySet<string>): void {
		for (const name of awaited?.names ?? []) {
			const line = this.reports.get(name)?.line;
			const isStored = line === undefined || this.newest.has(name) || there?.has(line);
			if (!isStored) this.unsettled.note(subjectOfReport(name), now);
		}
	}

	/** Whether the database has the report of this message; undefined: nobody can look for it there. */
	whenStored(name: string): Promise<boolean> | undefined {
		return this.unsettled.whenFound(subjectOfReport(name));
	}

	/** What is known by these names of `unsettled`, as it is stored. */
	linesOf(names: Iterable<string>): string {
		const lines = Array.from(names, (subject) => {
			const [kind, name = ''] = subject.split(' ');
			return kind === REPORT ? this.reports.get(name)?.line : this.waiting.lineOf(subject);
		}).filter((line) => line !== undefined);
		// Or what is told would not be stored where nobody has heard yet that somebody waits.
		return lines.length === 0 ? '' : [`${USED} ${this.usedAt}`, ...lines].join('\n');
	}

	/** Whether a stored line says something that is not known here. */
	isNews(line: string): boolean {
		return line.startsWith(`${REPORT} `) ? this.isNewReport(line) : this.waiting.isNews(line);
	}

	private isNewReport(line: string): boolean {
		// Most are known as they are: there are thousands in each text.
		const known = this.reports.get(subjectOf(line).slice(REPORT.length + 1));
		if (known?.line === line) return false;
		const [name, report] = readReport(line) ?? [];
		return name !== undefined && report !== undefined && isBetter(report, this.reports.get(name));
	}

	remove(nonce: string, now: number, at?: number): void {
		this.waiting.remove(nonce, now, at);
		this.written = undefined;
	}

	/** Those who go on now: all is known, or their time is up. */
	due(now: number): Registration[] {
		return this.waiting
			.all(now)
			.filter(({ until, awaited }) => until - END_EARLY_MS <= now || this.isDone(awaited));
	}

	/** Whether anybody waits, and whether the time of one of them is up since then. */
	ends(since: number, now: number): { readonly isWaiting: boolean; readonly hasEnded: boolean } {
		const waits = this.waiting.all(now);
		const isBetween = (time: number) => time > since && time <= now;
		return {
			isWaiting: waits.length > 0,
			hasEnded: waits.some(({ until }) => isBetween(until - END_EARLY_MS)),
		};
	}

	/** What is known of the messages of a wait, by name. */
	reportsFor({ awaited }: Registration): Record<string, DeliveryReport> {
		return Object.fromEntries(
			(awaited?.names ?? []).flatMap((name) => {
				const known = this.reports.get(name);
				if (known === undefined) return [];
				const { status, at, failure } = known;
				return [[name, { status, at, ...(failure !== undefined && { failure }) }]];
			}),
		);
	}

	private isDone(awaited: Awaited | undefined): boolean {
		return awaited?.names.every((name) => reaches(this.reports.get(name), awaited.goal)) ?? false;
	}

	private isInUse(now: number): boolean {
		return now - this.usedAt < EARLY_MS;
	}

	private isAwaited(name: string, now: number): boolean {
		return this.waiting.forMessage(name, now).length > 0;
	}

	private put(name: string, report: Omit<Seen, 'line'>): void {
		this.delete(name);
		this.reports.set(name, { ...report, line: writeReport(name, report) });
		this.newest.add(name);
		const [oldest] = this.newest;
		if (this.newest.size <= MAX_STORED_EARLY || oldest === undefined) return;
		this.newest.delete(oldest);
		// Nobody looks for what is not stored.
		if (!this.isAwaited(oldest, report.seen)) this.unsettled.forget(subjectOfReport(oldest));
	}

	private delete(name: string): void {
		this.reports.delete(name);
		this.newest.delete(name);
	}

	/** Reports that nobody waits for have an age and a number. */
	private tidy(now: number): void {
		const { at, size } = this.tidied;
		if (now - at < TIDY_EVERY.ms && this.reports.size - size < TIDY_EVERY.reports) return;
		let early = 0;
		for (const [name, { seen }] of Array.from(this.reports).reverse()) {
			if (this.isAwaited(name, now)) continue;
			early += 1;
			if (early <= MAX_EARLY && Math.abs(now - seen) <= EARLY_MS) continue;
			this.delete(name);
			this.written = undefined;
		}
		this.tidied = { at: now, size: this.reports.size };
	}
}
