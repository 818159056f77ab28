/** What the benchmark measured: one group for each question, which can be measured at different times. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Measured } from './contestant';
import type { Limited } from './limits';

/** How a group was measured. */
export interface Origin {
	command: string;
	machine: string;
}

/** One way to send, in one run of many messages. */
export interface Row extends Limited, Measured {
	name: string;
	accepted: number;
	lost: number;
	doubled: number;
}

/** One way to send, in many executions of one message in a real n8n. */
export interface ExecutionsRow extends Limited {
	name: string;
	accepted: number;
	lost: number;
	doubled: number;
	/** Answers "too many". */
	refused: number;
	/** From the first call to the last answer. */
	seconds: number;
}

/** The option Send Once against the same run without it, in a real n8n. */
export interface OnceCost extends Limited {
	/** Keys that the node remembered before each run. */
	keys: number;
	rounds: number;
	/** Seconds that the node took, median. */
	without: number;
	withOnce: number;
	/** Median of the rounds. */
	ratio: number;
}

/** CPU milliseconds per message. */
export interface Share {
	messages: number;
	rounds: number;
	thisNode: number;
	bareLoop: number;
	/** The bare loop that reads two fields with expressions, as any node does. */
	formLoop: number;
	/** This node to the bare loop. */
	ratio: number;
	toFormLoop: number;
}

/** CPU milliseconds of a push at the trigger. */
export interface PushCost {
	/** In each round. */
	pushes: number;
	rounds: number;
	/** How many people are waited for. */
	waiting: number;
	rows: Array<{
		/** A report that nobody chose, or a message that starts the workflow. */
		what: 'report' | 'message';
		/** The trigger alone, or with what n8n does for its static data. */
		part: 'own' | 'whole';
		none: number;
		many: number;
		/** Median of the rounds. */
		ratio: number;
	}>;
}

export interface Growth extends Measured {
	messages: number;
	lost: number;
	doubled: number;
}

export interface Results {
	/** How many messages. */
	messages?: Origin & { rows: Row[] };
	/** How long answers take. */
	latency?: Origin & { rows: Row[] };
	executions?: Origin & {
		/** Each row is the middle one of so many runs, by what was lost, then by time. */
		rounds: number;
		rows: ExecutionsRow[];
	};
	/** Beside so many remembered keys, each. */
	once?: Origin & { costs: OnceCost[] };
	/** Processor and memory. */
	work?: Origin & { share: Share; growth: Growth[] };
	/** While nobody and while many are waited for. */
	pushes?: Origin & { cost: PushCost };
}

export type Group = keyof Results;

export const GROUPS: readonly Group[] = ['messages', 'latency', 'executions', 'once', 'work', 'pushes'];

const file = join(__dirname, '..', '..', 'docs', 'bench', 'results.json');

/** What was measured last, of each group. */
export const readResults = (): Results =>
	existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Results) : {};

/** Replaces the groups that are given. @returns all groups */
export function writeResults(measured: Results): Results {
	const all: Results = { ...readResults(), ...measured };
	const inOrder = Object.fromEntries(
		GROUPS.filter((group) => all[group]).map((group) => [group, all[group]]),
	);
	writeFileSync(file, `${JSON.stringify(inOrder, null, '\t')}\n`);
	return inOrder;
}
