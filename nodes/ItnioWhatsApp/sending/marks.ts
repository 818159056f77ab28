/** The marks of a process in n8n's store of one node: whether another one wrote over what it wrote. */
import { markOf } from './onceStore';

export class Marks {
	/** One that was found in the store when nobody could write over it any more. */
	sure: string | undefined;

	/** The latest one that was written. */
	latest: string | undefined;

	/** Another process wrote over what was written here. */
	wereWrittenOver = false;

	/** Removed together with what is not verified yet. */
	private removed: string[] = [];

	/** Of no use any more. */
	private old: string[] = [];

	private made = 0;

	constructor(private readonly random: () => number) {}

	next(): string {
		this.made += 1;
		return markOf(`${this.made}.${this.random()}`);
	}

	/** It was written. */
	keep(mark: string): void {
		if (this.latest !== undefined) this.old.push(this.latest);
		this.latest = mark;
	}

	/** Entries by which the latest one is asked about, and a new one is written. */
	asked(next: string): string[] {
		return this.latest === undefined ? [next] : [next, this.latest];
	}

	/** @returns whether the latest one was there */
	looked(fresh: ReadonlySet<string>): boolean {
		if (this.latest === undefined) return false;
		const isThere = !fresh.has(this.latest);
		if (!isThere) this.wereWrittenOver = true;
		return isThere;
	}

	/** The latest one was found. */
	found(): void {
		if (this.sure !== undefined) this.old.push(this.sure);
		this.sure = this.latest;
		this.latest = undefined;
	}

	/** One whose removal can be looked for, and those of no use, to be taken away. */
	withRemoval(): string[] {
		const mark = this.sure ?? this.next();
		this.removed.push(mark);
		this.sure = undefined;
		return [mark, ...this.old.splice(0)];
	}

	/** Those that were taken away; when they are looked for, they are written again. */
	takeRemoved(): string[] {
		return this.removed.splice(0);
	}

	/** They were written again. */
	retire(marks: readonly string[]): void {
		this.old.push(...marks);
	}

	/** All that may be in the store: they would use up what is remembered. */
	takeAll(): string[] {
		const own = [this.sure, this.latest].filter((mark) => mark !== undefined);
		this.sure = undefined;
		this.latest = undefined;
		return [...this.old.splice(0), ...own];
	}
}
