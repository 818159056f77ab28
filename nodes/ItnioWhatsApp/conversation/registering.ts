/** The node tells the trigger who waits for a typed answer, before it asks. */
import { isRecord } from '../core/members';
import { mayBeStarting } from '../service/ownAddress';
import type { Reply } from './handingOver';
import { writeNotice, type Notice, type Registration } from './registration';

export interface RegisterTools {
	/** Posts JSON. Must not throw. */
	readonly post: (notice: Notice) => Promise<Reply>;
	/** Milliseconds. */
	readonly sleep: (milliseconds: number) => Promise<void>;
	/** Milliseconds since 1970. */
	readonly now: () => number;
	readonly key: string;
}

/** Tries until n8n has it in its database: beside other calls of the trigger it may take a few. */
const MAX_TRIES = 12;
/** Beside these, an n8n that starts is asked so often: it may take half a minute. */
const MAX_STARTS = 35;
const FIRST_PAUSE_MS = 50;
const MAX_PAUSE_MS = 1_000;

/** Why the trigger does not take it, as it follows "because". */
function refusalOf(reply: Reply): string {
	if ('unreachable' in reply) {
		return `the Callback URL of the ITNIO API credential cannot be reached from here: ${reply.unreachable}`;
	}
	const { status, body } = reply;
	// It stands within a sentence that has an end of its own.
	const said = isRecord(body) && typeof body.message === 'string' ? body.message.replace(/\.$/, '') : '';
	if (status === 404) {
		return 'no published trigger listens at the Callback URL of the ITNIO API credential (HTTP 404): publish the workflow of your ITNIO WhatsApp Trigger, or copy its Production URL once more';
	}
	if (status === 200) {
		return 'whatever listens at the Callback URL of the ITNIO API credential is not an ITNIO WhatsApp Trigger of this version';
	}
	return `the trigger at the Callback URL of the ITNIO API credential does not take it (HTTP ${status}): ${said}`.replace(
		/: $/,
		'',
	);
}

/** What follows tries: n8n has it, is about to store it, may take it later, or never will. */
function outcomeOf(reply: Reply): 'stored' | 'noted' | 'starting' | 'failed' | 'refused' {
	if (mayBeStarting(reply)) return 'starting';
	if ('unreachable' in reply) return 'failed';
	const receipt = isRecord(reply.body) ? reply.body.wait : undefined;
	if (receipt === 'stored' || receipt === 'noted') return receipt;
	return reply.status >= 500 ? 'failed' : 'refused';
}

/** @returns why it could not be registered, as it follows "because"; undefined: it is registered */
export async function register(
	registration: Registration,
	tools: RegisterTools,
): Promise<string | undefined> {
	let tries = 0;
	let starts = 0;
	for (;;) {
		const reply = await tools.post(writeNotice(tools.key, 'add', registration, tools.now()));
		const outcome = outcomeOf(reply);
		if (outcome === 'stored') return undefined;
		if (outcome === 'starting') starts += 1;
		else tries += 1;
		if (outcome === 'refused' || tries >= MAX_TRIES || starts >= MAX_STARTS) {
			const isLost = outcome === 'noted';
			return isLost ? 'n8n does not keep it: look into its log for errors of the database' : refusalOf(reply);
		}
		await tools.sleep(Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tries + starts - 1)));
	}
}

/** Where a question was not sent after all. A trigger that does not hear of it forgets by itself. */
export async function unregister(registration: Registration, tools: RegisterTools): Promise<void> {
	await tools.post(writeNotice(tools.key, 'remove', registration, tools.now()));
}
