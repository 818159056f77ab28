/** The trigger's part of a conversation: who waits for an answer, and handing it over to them. */
import { NodeOperationError, sleep, type IDataObject, type IWebhookFunctions } from 'n8n-workflow';
import { derivedKey } from '../service/credential';
import { postToOwnAddress } from '../service/ownAddress';
import { repairPhone } from '../core/phone';
import type { Answer } from './answer';
import { addressOf, handOver, type Handed } from './handingOver';
import { PURPOSE, readNotice, type Receipt, type Registration } from './registration';
import { findTicket, type Ticket, type Wait } from './token';
import { hasStored, sameStored, Waiting } from './waiting';
import { isRecord } from '../core/members';
import { readInbound } from '../trigger/inbound';
import type { Push, Refusal } from '../trigger/push';
import { Repeats, triggerOf } from '../trigger/repeats';
import { Settling } from '../trigger/settling';

/** After this age of a push the service does not repeat it any more: it must not be lost. Seconds. */
const LAST_CALL_S = 270;

/** Of this process. */
const settling = new Settling();

/** What one trigger node of this process knows. */
interface Knowledge {
	readonly waiting: Waiting;
	/** Questions that were answered, by nonce: a second tap on one of them is not another answer. */
	readonly answered: Repeats;
}

const known = new Map<string, Knowledge>();

/** n8n does not say when a workflow is gone for good. */
function forgetSpent(now: number): void {
	for (const [name, { waiting, answered }] of known) {
		if (waiting.isEmpty && answered.isSpent(now)) known.delete(name);
	}
}

/** Asked for anew each time: what holds nothing may have been put away since, and another call has begun a new one. */
function knowledgeOf(trigger: string): Knowledge {
	const knowledge = known.get(trigger) ?? { waiting: new Waiting(), answered: new Repeats() };
	known.set(trigger, knowledge);
	return knowledge;
}

/**
 * `handed`: an execution goes on with it. `before`: the question was answered before. `start`: nobody waits for it, so it
 * starts a workflow like any message; `late` where somebody did. `refuse`: see there.
 */
export type Delivery =
	| { readonly kind: 'handed' | 'before' }
	| { readonly kind: 'start'; readonly late: boolean }
	| { readonly kind: 'refuse'; readonly refusal: Refusal };

const START: Delivery = { kind: 'start', late: false };
const LATE: Delivery = { kind: 'start', late: true };

export class Answers {
	private readonly trigger: string;

	private readonly stored: IDataObject;

	private readonly now = Date.now();

	constructor(private readonly context: IWebhookFunctions) {
		settling.wait(performance.now());
		forgetSpent(this.now);
		this.trigger = triggerOf(context);
		this.stored = context.getWorkflowStaticData('node');
		this.knowledge.answered.merge(this.stored.answered, this.now);
		this.knowledge.waiting.merge(this.stored.waiting, this.now);
	}

	private get knowledge(): Knowledge {
		return knowledgeOf(this.trigger);
	}

	/**
	 * To be called when the call ends, too: n8n then writes what it read at its beginning, and other calls may have
	 * written since. Assigned as a whole, and only where something changed: the workflow is written then.
	 */
	keep(): void {
		const { waiting, answered } = this.knowledge;
		const list = waiting.stored();
		if (!sameStored(this.stored.waiting, list)) this.stored.waiting = list;
		const names = answered.stored();
		if (!sameStored(this.stored.answered, names)) this.stored.answered = names;
	}

	/** A send node says that it waits, or that it does not wait after all. */
	async notice(body: Readonly<Record<string, unknown>>): Promise<Receipt | Refusal> {
		let key: string;
		try {
			key = await derivedKey(this.context, PURPOSE);
		} catch {
			return {
				status: 403,
				message:
					'The trigger has no credential: switch on Only This App, and choose the credential of the send node.',
			};
		}
		const reading = readNotice(key, body, this.now);
		if ('refusal' in reading) return { status: 403, message: reading.refusal };
		const { action, at, registration } = reading;
		const { waiting, answered } = this.knowledge;
		if (action === 'remove') {
			waiting.remove(registration.nonce, this.now, at);
			this.keep();
			return 'removed';
		}
		// What n8n read from its database for this call holds it already: then it survives a restart.
		const isStored = hasStored(this.stored.waiting, registration);
		const added = answered.has(registration.nonce) ? 'over' : waiting.add(registration, at);
		if (added === 'over') return { status: 409, message: 'This wait is over.' };
		if (added === 'full') {
			return {
				status: 503,
				message: 'Too many people are waited for. Add the option Limit Wait Time to the questions.',
			};
		}
		this.keep();
		return isStored ? 'stored' : 'noted';
	}

	/** Whether somebody waits, or waited, for what a push brings. */
	concerns(push: Push): boolean {
		return findTicket(push.message) !== undefined || this.waitingFor(push).length > 0;
	}

	/** A tap, a text or a location finds the execution that waits for it. */
	async deliver(push: Push): Promise<Delivery> {
		await sleep(settling.wait(performance.now()));
		const ticket = findTicket(push.message);
		if (ticket) return await this.deliverTap(push, ticket);
		for (const registration of this.waitingFor(push)) {
			const handed = await this.hand(push, registration, said(push));
			if (handed.kind === 'taken') return this.taken(registration);
			if (handed.kind === 'gone') {
				this.knowledge.waiting.remove(registration.nonce, this.now);
				this.keep();
			}
			const delivery = this.failed(push, registration, handed);
			if (delivery) return delivery;
		}
		return START;
	}

	private async deliverTap(push: Push, ticket: Ticket): Promise<Delivery> {
		const isAnswered = () => this.knowledge.answered.has(ticket.nonce);
		if (isAnswered()) return { kind: 'before' };
		const handed = await this.hand(push, ticket, { choice: ticket.choice });
		if (handed.kind === 'taken') return this.taken(ticket);
		// Another tap on the same question was quicker.
		if (isAnswered()) return { kind: 'before' };
		if (handed.kind === 'forged') {
			return { kind: 'refuse', refusal: { status: 403, message: 'The answer is not signed by this n8n.' } };
		}
		return this.failed(push, ticket, handed) ?? (handed.kind === 'gone' ? LATE : START);
	}

	/** What becomes of a push that n8n could not decide on; undefined: it could. */
	private failed(push: Push, { executionId }: Wait, handed: Handed): Delivery | undefined {
		if (handed.kind !== 'busy' && handed.kind !== 'unreachable') return undefined;
		const age = this.now / 1000 - Number(push.timestamp);
		if (age > LAST_CALL_S) return LATE;
		if (handed.kind === 'busy') {
			const message = `Execution ${executionId} is at work. Push the answer again later.`;
			return { kind: 'refuse', refusal: { status: 503, message } };
		}
		// Thrown, so that it stands in n8n's list of executions, where somebody looks.
		throw new NodeOperationError(
			this.context.getNode(),
			`An answer in WhatsApp could not be handed to execution ${executionId}, which waits for it: n8n cannot reach its own address ${this.base()}, because ${handed.why}`,
			{
				description:
					'Set the environment variable WEBHOOK_URL of n8n to an address that also n8n itself can reach. ITNIO pushes the answer again after 1, 3 and 5 minutes.',
			},
		);
	}

	private waitingFor(push: Push): Registration[] {
		const inbound = readInbound(push);
		if (inbound?.sender === undefined || Object.keys(said(push)).length === 0) return [];
		return this.knowledge.waiting.for(inbound.sender, businessPhoneOf(push));
	}

	private taken({ nonce }: Wait): Delivery {
		this.knowledge.answered.meet(nonce, this.now);
		this.knowledge.waiting.remove(nonce, this.now);
		this.keep();
		return { kind: 'handed' };
	}

	/** n8n's address for waiting executions, as this process knows it. */
	private base(): string {
		const example = String(this.context.evaluateExpression('{{ $execution.resumeUrl }}', 0));
		return example.replace(/[?#].*$/, '').replace(/\/[^/]*$/, '');
	}

	private async hand(push: Push, wait: Wait, what: Partial<Answer>): Promise<Handed> {
		const answer: Answer = {
			sender: readInbound(push)?.sender ?? '',
			businessPhone: businessPhoneOf(push),
			messageId: String(push.messageId ?? ''),
			timestamp: Number(push.timestamp) || 0,
			...what,
		};
		return await handOver(addressOf(this.base(), wait), answer, {
			post: async (url, body) => await postToOwnAddress(this.context, url, body),
			sleep,
			ended: () => this.knowledge.answered.has(wait.nonce),
		});
	}
}

const businessPhoneOf = ({ businessPhone }: Push): string => repairPhone(businessPhone);

/** What can be an answer without a tap. */
function said(push: Push): Pick<Answer, 'text' | 'location'> {
	const message = isRecord(push.message) ? push.message : {};
	if (message.type === 'location' && isRecord(message.location)) return { location: message.location };
	const text = readInbound(push)?.text ?? '';
	return text.trim() === '' ? {} : { text };
}
