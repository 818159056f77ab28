/** What an account answered a moment ago: each run of a loop would ask for the same list again. */
import { createHmac, randomBytes } from 'crypto';
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
	 * @param now milliseconds of a clock that nobody sets
	 */
	constructor(
		private readonly ask: (context: RequestContext, connection: Connection) => Promise<T>,
		private readonly now: () => number = () => performance.now(),
	) {}

	/** @returns undefined: the execution was canceled, so nobody is asked any more */
	async of(context: RequestContext, connection: Connection): Promise<T | undefined> {
		if (isCanceled(context)) return undefined;
		const name = await nameOf(context, connection);
		const recent = this.known.get(name);
		if (recent && this.now() - recent.askedAt < RECENT_MS) {
			const reply = await recent.reply;
			if (!('failure' in reply) || this.known.get(name) === recent) return reply;
			// Whoever asked was canceled meanwhile, which says nothing about the account.
			return await this.of(context, connection);
		}
		return await this.askNow(name, context, connection);
	}

	private async askNow(name: string, context: RequestContext, connection: Connection): Promise<T> {
		const recent = { askedAt: this.now(), reply: this.ask(context, connection) };
		this.known.delete(name);
		this.known.set(name, recent);
		for (const oldest of this.known.keys()) {
			if (this.known.size <= MAX_ACCOUNTS) break;
			this.known.delete(oldest);
		}
		const reply = await recent.reply;
		if ('failure' in reply && isCanceled(context) && this.known.get(name) === recent) {
			this.known.delete(name);
		}
		return reply;
	}
}
