/** The node tells the trigger who waits for a typed answer, before it asks. */
import { isRecord } from '../core/members';
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

/** @returns why it could not be registered, as it follows "because"; undefined: it is registered */
export async function register(
	registration: Registration,
	tools: RegisterTools,
): Promise<string | undefined> {
	let reply: Reply | undefined;
	for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
		if (attempt > 0) await tools.sleep(Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1)));
		reply = await tools.post(writeNotice(tools.key, 'add', registration, tools.now()));
		if ('unreachable' in reply) continue;
		const receipt = isRecord(reply.body) ? reply.body.wait : undefined;
		if (receipt === 'stored') return undefined;
		const mayPass = reply.status >= 500 || receipt === 'noted';
		if (!mayPass) return refusalOf(reply);
	}
	return reply &&
		isRecord((reply as { body?: unknown }).body) &&
		(reply as { body: { wait?: unknown } }).body.wait === 'noted'
		? 'n8n does not keep it: look into its log for errors of the database'
		: refusalOf(reply as Reply);
}

/** Where a question was not sent after all. A trigger that does not hear of it forgets by itself. */
export async function unregister(registration: Registration, tools: RegisterTools): Promise<void> {
	await tools.post(writeNotice(tools.key, 'remove', registration, tools.now()));
}
