/** What an account answered a moment ago: each run of a loop would ask for the same list again. */
import { createHmac, randomBytes } from 'crypto';
import { within } from '../core/time';
import type { RequestContext } from './client';
import type { Connection } from './credential';
import { secretsOf } from './redact';

/** Old enough to save a loop its questions, young enough that nobody waits for what they have just changed. */
export const RECENT_MS = 60_000;
export const MAX_ACCOUNTS = 100;

interface Recent<T> {
	/** By the clock of this process. */
	readonly askedAt: number;
	readonly reply: Promise<T>;
}

/** Nobody can tell by a key for which secret it stands, or try which one it is. */
const SALT = randomBytes(32);

async function nameOf(context: RequestContext, { baseUrl, appId }: Connection): Promise<string> {
	const { apiKey, apiSecret } = await secretsOf(context);
	return createHmac('sha256', SALT)
		.update(JSON.stringify([baseUrl, appId, apiKey, apiSecret]))
		.digest('base64');
}

const isCanceled = (context: RequestContext): boolean =>
	context.getExecutionCancelSignal?.()?.aborted === true;

/** The answers to one question, one for each account, shared by all executions of this process. */
export class RecentAnswers<T extends object> {
	/** Oldest first. */
	private readonly known = new Map<string, Recent<T>>();

	/**
	 * @param ask must not throw; what it gives has a member `failure` where there is no answer
	 * @param maxMs so long one question holds up those who ask it, all together
	 * @param now milliseconds of a clock that nobody sets
	 */
	constructor(
		private readonly ask: (context: RequestContext, connection: Connection) => Promise<T>,
		private readonly maxMs: number,
		private readonly now: () => number = () => performance.now(),
	) {}

	/**
	 * @returns undefined: the execution was canceled, so nobody is asked any more
	 * @throws where there is no credential, or no answer in time
	 */
	async of(context: RequestContext, connection: Connection): Promise<T | undefined> {
		if (isCanceled(context)) return undefined;
		const name = await within(this.maxMs, nameOf(context, connection), 'too long');
		const known = this.known.get(name);
		const isRecent = known !== undefined && this.now() - known.askedAt < RECENT_MS;
		const recent = isRecent ? known : this.askNow(name, context, connection);
		// Not anew for each run: an answer that never comes would hold up all of them.
		const reply = await within(recent.askedAt + this.maxMs - this.now(), recent.reply, 'too long');
		if (!isRecent || !('failure' in reply) || this.known.get(name) === recent) return reply;
		// Whoever asked was canceled meanwhile, which says nothing about the account.
		return await this.of(context, connection);
	}

	private askNow(name: string, context: RequestContext, connection: Connection): Recent<T> {
		const recent: Recent<T> = {
			askedAt: this.now(),
			reply: this.ask(context, connection).then((reply) => {
				const isLost = 'failure' in reply && isCanceled(context);
				if (isLost && this.known.get(name) === recent) this.known.delete(name);
				return reply;
			}),
		};
		this.known.delete(name);
		this.known.set(name, recent);
		for (const oldest of this.known.keys()) {
			if (this.known.size <= MAX_ACCOUNTS) break;
			this.known.delete(oldest);
		}
		return recent;
	}
}
