/** The trigger's part of a conversation: who waits for an answer, and handing it over to them. */
import { sleep, type IWebhookFunctions } from 'n8n-workflow';
import { derivedKey } from '../service/credential';
import { postToOwnAddress } from '../service/ownAddress';
import { businessPhoneOf, messageOf, readInbound, tapIn } from '../trigger/inbound';
import { Memory, triggerOf } from '../trigger/memory';
import { secondsOf, type Push, type Refusal } from '../trigger/push';
import type { Conversation, Delivery, Service, Undelivered } from '../trigger/conversation';
import { fingerprint, pushes, Repeats } from '../trigger/repeats';
import { settling } from '../trigger/settling';
import { ownAddress, waitingBase } from './addresses';
import type { PersonAnswer, Said } from './answer';
import { addressOf, handOver, meaningOfReply, type Handed } from './handingOver';
import { DeliveryReports } from './handingReports';
import { InTurn } from './inTurn';
import { quotedOrAll } from './quoted';
import { isNotice, PURPOSE, readNotice, writeNotice, type Action, type Receipt } from './registration';
import { findTicket, withoutTokens, type Ticket, type Wait } from './token';
import { unreachable, unsure } from './undelivered';
import { hasStored, MAX_WAITING, Waiting } from './waiting';

/** ITNIO pushes again three times: behind the last one nothing comes, so that it must not be lost. */
const REPEATS = [1, 2, 3];

/** Of this process. */
const turns = new InTurn();

const waitingList = new Memory('waiting', () => new Waiting());

/** Questions that were answered, by nonce: a second tap on one of them is not another answer. */
const answeredList = new Memory('answered', () => new Repeats());

/** Answers that n8n was told, by push, execution and nonce: where it stops then, nobody hears what it said. */
const toldList = new Memory('told', () => new Repeats());

/** Pushes that could not be handed over, each with the number of its try. */
const failures = new Repeats();

/** Where only the pushes are to be stored. */
const NOBODY: Wait = { executionId: '', nodeId: '', nonce: '', signature: '' };

/** A list that is so full may hold executions that were stopped or deleted. */
const MANY = (MAX_WAITING * 3) / 4;
/** So many are looked after with each new one: all of them, before the list is full. */
const LOOKS = 5;
/** No answer to any question. */
const LOOK = { sender: '', businessPhone: '', said: [], look: true };

const START: Delivery = { kind: 'start', late: false };
const LATE: Delivery = { kind: 'start', late: true };
const BEFORE: Delivery = { kind: 'before' };

export class Answers implements Conversation {
	readonly isNotice = isNotice;

	readonly withoutTokens = withoutTokens<Push>;

	private readonly taken: Wait[] = [];

	private readonly reports: DeliveryReports;

	constructor(private readonly context: IWebhookFunctions) {
		settling.wait(performance.now());
		this.reports = new DeliveryReports(context);
	}

	report(push: Push): ReturnType<Conversation['report']> {
		return this.reports.note(push);
	}

	private get waiting(): Waiting {
		return waitingList.of(this.context, Date.now());
	}

	private get told(): Repeats {
		return toldList.of(this.context, Date.now());
	}

	private get answered(): Repeats {
		return answeredList.of(this.context, Date.now());
	}

	/** A send node says that it waits, or that it does not wait after all. */
	async notice(body: Readonly<Record<string, unknown>>): Promise<{ wait: Receipt } | Refusal> {
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
		const now = Date.now();
		const reading = readNotice(key, body, now);
		if ('refusal' in reading) return { status: 403, message: reading.refusal };
		const { action, at, registration, known } = reading;
		const { nonce } = registration;
		if (action === 'told') {
			this.told.meet(nonce, now);
			return { wait: 'noted' };
		}
		if (action === 'look') return this.reports.look(known);
		if (registration.awaited) return this.reports.notice(action, registration, at);
		if (action === 'answered') {
			pushes.of(this.context, now).merge(known ?? '', now);
			if (nonce !== NOBODY.nonce) this.answered.meet(nonce, now);
			this.waiting.remove(nonce, now);
			return { wait: 'removed' };
		}
		if (action === 'remove') {
			this.waiting.remove(nonce, now, at);
			return { wait: 'removed' };
		}
		// What n8n read from its database for this call holds it already: then it survives a restart.
		const isStored = hasStored(waitingList.storedIn(this.context), registration);
		const added = this.answered.has(nonce) ? 'over' : this.waiting.add(registration, at);
		if (added === 'over') return { status: 409, message: 'This wait is over.' };
		// Not waited for: this call has to end at once.
		if (this.waiting.size >= MANY) void this.lookAfter(waitingBase(this.context));
		return { wait: isStored ? 'stored' : 'noted' };
	}

	isTap(push: Push): boolean {
		return ticketOf(push) !== undefined;
	}

	concerns(push: Push): boolean {
		const { sender } = readInbound(push) ?? {};
		if (sender === undefined) return false;
		const waits = this.waiting.for(sender, businessPhoneOf(push), Date.now());
		return waits.length > 0 || this.toldBefore(push) !== undefined;
	}

	async deliver(messages: readonly Push[], service: Service): Promise<Delivery | Undelivered> {
		const [push] = messages;
		if (push === undefined) return START;
		await sleep(settling.wait(performance.now()));
		const ticket = ticketOf(push);
		if (ticket) {
			const { choice } = ticket;
			return await this.inTurn(
				ticket,
				async () => await this.deliverTap(messages, { ticket, choice }, service),
			);
		}
		return await this.deliverTyped(messages, service);
	}

	async settle(known: string | undefined): Promise<void> {
		const waits = this.taken.length === 0 && known !== undefined ? [NOBODY] : this.taken;
		for (const wait of waits) await this.store('answered', wait, known);
	}

	/** Told to the trigger's own address: that call ends at once, so it may write. */
	private async store(action: Action, wait: Wait, known?: string): Promise<void> {
		const address = ownAddress(this.context);
		if (address === undefined) return;
		let key: string;
		try {
			key = await derivedKey(this.context, PURPOSE);
		} catch {
			// Without a credential it is stored with the next push.
			return;
		}
		const registration = { ...wait, recipient: '', businessPhone: '', until: 0 };
		await postToOwnAddress(this.context, address, writeNotice(key, action, registration, Date.now(), known));
	}

	/** Executions that are stopped or deleted do not say so. */
	private async lookAfter(base: string): Promise<void> {
		for (const wait of this.waiting.next(LOOKS)) {
			const reply = await postToOwnAddress(this.context, addressOf(base, wait), LOOK);
			if (meaningOfReply(reply).kind === 'gone') this.waiting.remove(wait.nonce, Date.now());
		}
	}

	/** The ID of the execution that n8n was told to give this answer to. */
	private toldBefore(push: Push): string | undefined {
		const { told } = this;
		return told.size === 0 ? undefined : told.startingWith(fingerprint(push))?.split('.')[1];
	}

	/** Of several answers to one question, each hears what became of the one before. */
	private async inTurn<T>({ nonce }: Wait, work: () => Promise<T>): Promise<T> {
		return await turns.run(`${triggerOf(this.context)}/${nonce}`, work);
	}

	private async deliverTap(
		messages: readonly Push[],
		{ ticket, choice }: { readonly ticket: Wait; readonly choice: number },
		service: Service,
	): Promise<Delivery | Undelivered> {
		if (this.answered.has(ticket.nonce)) return BEFORE;
		const handed = await this.hand(messages, ticket, { choice }, service);
		if (handed.kind === 'taken') return this.take(ticket, handed.used);
		// Another tap on the same question was quicker, at another process.
		if (this.answered.has(ticket.nonce)) return BEFORE;
		return this.failed(messages, ticket, handed, service) ?? (handed.kind === 'refused' ? START : LATE);
	}

	private async deliverTyped(messages: readonly Push[], service: Service): Promise<Delivery | Undelivered> {
		const [push] = messages;
		const sender = push && readInbound(push)?.sender;
		if (push === undefined || sender === undefined) return START;
		const open = this.waiting.for(sender, businessPhoneOf(push), Date.now());
		const waits = await quotedOrAll(
			open,
			messages,
			async (wait, body) =>
				await postToOwnAddress(this.context, addressOf(waitingBase(this.context), wait), body),
		);
		for (const wait of waits) {
			const delivery = await this.inTurn(wait, async () => {
				if (this.answered.has(wait.nonce)) return undefined;
				const handed = await this.hand(messages, wait, {}, service);
				if (handed.kind === 'taken') return this.take(wait, handed.used);
				if (handed.kind === 'gone') this.waiting.remove(wait.nonce, Date.now());
				return this.failed(messages, wait, handed, service);
			});
			if (delivery) return delivery;
		}
		// The execution that was told no longer waits, and n8n was restarted since.
		const executionId = this.toldBefore(push);
		if (executionId === undefined) return START;
		return this.failed(messages, { ...NOBODY, executionId }, { kind: 'unsure', used: [] }, service) ?? START;
	}

	/** @returns undefined: nobody waits for it, or ITNIO does not push it again */
	private failed(
		messages: readonly Push[],
		{ executionId }: Wait,
		handed: Handed,
		{ isTold }: Service,
	): Undelivered | undefined {
		if (handed.kind === 'unsure') {
			const used = handed.used.length > 0 ? handed.used : messages.map((one) => said(one).messageId);
			return unsure(this.context, executionId, used);
		}
		if (handed.kind !== 'unreachable' || isTold) return undefined;
		const [push] = messages;
		const name = push ? fingerprint(push) : '';
		if (REPEATS.every((attempt) => !failures.meet(`${name}-${attempt}`, Date.now()))) return undefined;
		return unreachable(this.context, executionId, handed.why);
	}

	private take(wait: Wait, used: readonly string[]): Delivery {
		const now = Date.now();
		this.answered.meet(wait.nonce, now);
		this.waiting.remove(wait.nonce, now);
		this.taken.push(wait);
		return { kind: 'handed', used };
	}

	private async hand(
		messages: readonly Push[],
		wait: Wait,
		what: Pick<PersonAnswer, 'choice'>,
		{ onLong }: Service,
	): Promise<Handed> {
		const [push] = messages;
		const answer: PersonAnswer = {
			sender: (push && readInbound(push)?.sender) ?? '',
			businessPhone: push ? businessPhoneOf(push) : '',
			said: messages.map(said),
			...what,
		};
		const name = [push ? fingerprint(push) : '', wait.executionId, wait.nonce].join('.');
		const handed = await handOver(addressOf(waitingBase(this.context), wait), answer, {
			post: async (url, body) => await postToOwnAddress(this.context, url, body),
			sleep,
			now: () => performance.now(),
			wasTold: this.told.has(name),
			beforeTelling: async () => await this.store('told', { ...NOBODY, nonce: name }),
			ended: () => this.answered.has(wait.nonce),
			onLong,
		});
		// What became of it is known: should it be pushed again, it is like any other.
		this.told.forget(name);
		return handed;
	}
}

/** Of what was tapped where that is known: the question itself may stand beside it, with all its choices. */
const ticketOf = (push: Push): Ticket | undefined => findTicket(tapIn(push)?.id) ?? findTicket(push.message);

const said = (push: Push): Said => ({
	messageId: String(push.messageId ?? ''),
	timestamp: secondsOf(push),
	text: readInbound(push)?.text ?? '',
	message: withoutTokens(messageOf(push)),
});
