/** What is drawn of a world, and what is seen of it at its end. */
import type { IDataObject } from 'n8n-workflow';

/** What stands between the trigger and n8n's address for waiting executions, for each call of it. */
export type Fault = 'none' | 'refused' | 'lostBefore' | 'lostAfter' | 'gatewayBefore' | 'gatewayAfter';

export interface Deed {
	readonly atS: number;
	readonly kind: 'tapYes' | 'tapNo' | 'typeYes' | 'words';
	/** ITNIO pushes it a second time at once. */
	readonly twice?: boolean;
}

export interface Plan {
	readonly deeds: readonly Deed[];
	readonly faults: readonly Fault[];
	/** For so many seconds n8n has no free place, from then on. */
	readonly full: { readonly fromS: number; readonly forS: number };
	/** Until then the execution is still sending its question. */
	readonly waitsFromS: number;
	/** When the time is up; 0: never. */
	readonly limitS: number;
	/** For so long the execution goes on after the answer. */
	readonly runsS: number;
	readonly kills: readonly number[];
	/** n8n restarts and finishes what it was running; open calls break off. */
	readonly restarts: readonly number[];
	/** When n8n gets another address (`WEBHOOK_URL`): nothing is at the old one from then on. */
	readonly moves: readonly number[];
	/** When executions of the user's own write into the workflow's static data. */
	readonly userWritesS: readonly number[];
	/** Group Messages; 0: off. */
	readonly groupS: number;
	/** For so many seconds n8n cannot begin with a workflow, and needs so long to find out. */
	readonly broken: { readonly fromS: number; readonly forS: number; readonly afterS: number };
	/** So long ITNIO waits for an answer. */
	readonly patienceS: number;
	/** That take turns with the calls, and share the database. */
	readonly processes: number;
}

export interface Outcome {
	/** Message ID → how often an execution went on with it. */
	readonly taken: readonly string[];
	readonly started: readonly IDataObject[];
	/** Message ID of those whose workflow began so shortly before n8n ended that it was not stored yet. */
	readonly unstored: readonly string[];
	/** Message ID of those whose call was answered before n8n could not begin: nobody sees that. */
	readonly unseen: readonly string[];
	/** Message ID of each push. */
	readonly pushed: readonly string[];
	readonly errors: number;
	readonly status: 'running' | 'waiting' | 'finished';
	readonly messages: ReadonlyArray<{ readonly id: string; readonly kind: Deed['kind'] }>;
	readonly userCount: unknown;
}

/** The messages that a workflow starts with. */
export const idsOf = ({ messages, messageId }: IDataObject): string[] =>
	Array.isArray(messages)
		? (messages as IDataObject[]).map((one) => String(one.messageId))
		: [String(messageId)];
