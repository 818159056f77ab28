/** The trigger's part of a conversation: who waits for an answer, and handing it over to them. */
import { sleep, type IWebhookFunctions } from 'n8n-workflow';
import { ringAfter } from '../core/alarms';
import { derivedKey } from '../service/credential';
import { postToOwnAddress } from '../service/ownAddress';
import { businessPhoneOf, readInbound } from '../trigger/inbound';
import { Memory, triggerOf } from '../trigger/memory';
import type { Push, Refusal } from '../trigger/push';
import type { Conversation, Delivery, Service, Undelivered } from '../trigger/conversation';
import { fingerprint, pushes, Repeats } from '../trigger/repeats';
import { settling } from '../trigger/settling';
import { waitingBase } from './addresses';
import type { PersonAnswer } from './answer';
import { saidBy, ticketOf } from './fromPush';
import { addressOf, handOver, meaningOfReply, QUICK_MS, type Handed } from './handingOver';
import { DeliveryReports } from './handingReports';
import { InTurn } from './inTurn';
import { nameOfQuestion, over, quotesOver } from './over';
import { partsOf, type Meant, type Part, type Quotes } from './quoted';
import { isNotice, PURPOSE, readNotice, unsigned, type Receipt } from './registration';
import { tellItself } from './toItself';
import { withoutTokens, type Wait } from './token';
import { isLastPush, together, undeliveredOf } from './undelivered';
import { hasStored, MAX_WAITING, Waiting } from './waiting';

/** Of this process. */
const turns = new InTurn();

const waitingList = new Memory('waiting', () => new Waiting());

/** Questions that were answered, by nonce: a second tap on one of them is not another answer. */
const answeredList = new Memory('answered', () => new Repeats());

/** Answers that n8n was told, by push, execution and nonce: where it stops then, nobody hears what it said. */
const toldList = new Memory('told', () => new Repeats());

/** Where only the pushes are to be stored. */
const NOBODY = { nonce: '' };

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

	private readonly taken: Array<Pick<Wait, 'nonce'>> = [];

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

	/** The last one to ask first. */
	private waitsFor(push: Push): Wait[] {
		const { sender } = readInbound(push) ?? {};
		return sender === undefined ? [] : this.waiting.for(sender, businessPhoneOf(push), Date.now());
	}

	/** A send node says that it waits, or that it does not wait after all. */
	async notice(body: Readonly<Record<string, unknown>>): Promise<{ wait: Receipt } | Refusal> {
		let key: string;
		try {
			key = await derivedKey(this.context, PURPOSE);
		} catch (error) {
			return unsigned(error);
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
			const [own = '', message] = nonce.split('.');
			if (own !== NOBODY.nonce) this.answered.meet(own, now);
			if (message !== undefined) over.of(this.context, now).meet(message, now);
			this.waiting.remove(own, now);
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
		if (readInbound(push)?.sender === undefined) return false;
		return this.waitsFor(push).length > 0 || this.toldBefore(push) !== undefined;
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

	notTaken(push: Push): void {
		isLastPush(push);
	}

	async settle(known: string | undefined): Promise<void> {
		const waits = this.taken.length === 0 && known !== undefined ? [NOBODY] : this.taken;
		for (const { nonce } of waits) await tellItself(this.context, 'answered', nonce, known);
	}

	/** Executions that are stopped or deleted do not say so. */
	private async lookAfter(base: string): Promise<void> {
		for (const wait of this.waiting.next(LOOKS)) {
			const reply = await postToOwnAddress(this.context, addressOf(base, wait), LOOK);
			if (meaningOfReply(reply).kind === 'gone') this.waiting.remove(wait.nonce, Date.now());
		}
	}

	/** Whom n8n was told to give this answer to. */
	private toldBefore(push: Push): Pick<Wait, 'executionId' | 'nonce'> | undefined {
		const { told } = this;
		const name = told.size === 0 ? undefined : told.startingWith(fingerprint(push));
		const [, executionId = '', nonce = ''] = name?.split('.') ?? [];
		return name === undefined ? undefined : { executionId, nonce };
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
		if (handed.kind === 'taken') return this.take(ticket, handed);
		// Another tap on the same question was quicker, at another process.
		if (this.answered.has(ticket.nonce)) return BEFORE;
		return (
			undeliveredOf(this.context, messages, ticket, handed, service) ??
			(handed.kind === 'refused' ? START : LATE)
		);
	}

	private async deliverTyped(messages: readonly Push[], service: Service): Promise<Delivery | Undelivered> {
		const [push] = messages;
		const before = push && this.toldBefore(push);
		const waits = push ? this.waitsFor(push) : [];
		const asked = before ? waits.filter(({ nonce }) => nonce === before.nonce) : waits;
		const isOver = (one: Push) => !before && quotesOver(this.context, one);
		const parts = await this.partsOf(asked, messages, isOver, service);
		// None waits for another one, which n8n may not get through to for long.
		const deliveries = parts.map(async ({ messages: all, meant }): Promise<Delivery | Undelivered> => {
			// It may have been answered while they were asked.
			const left = all.filter((one) => !isOver(one));
			return left.length === 0 ? START : await this.deliverPart(left, meant, service);
		});
		return together(this.context, await Promise.all(deliveries));
	}

	/** Messages in a row, by the questions that they quote. */
	private async partsOf(
		waits: readonly Wait[],
		messages: readonly Push[],
		isOver: (push: Push) => boolean,
		{ isTold, onLong }: Service,
	): Promise<Array<Part<Wait>>> {
		const base = waitingBase(this.context);
		const ask = async (wait: Wait, body: Quotes) => {
			const reply = await postToOwnAddress(this.context, addressOf(base, wait), body);
			if (meaningOfReply(reply).kind === 'gone') {
				// Whoever gave it an answer is about to hear that it was taken.
				await this.inTurn(wait, async () => undefined);
				this.waiting.remove(wait.nonce, Date.now());
			}
			return reply;
		};
		const takeBack = ringAfter(QUICK_MS, onLong);
		try {
			return await partsOf(waits, messages, { ask, sleep, isPatient: isTold, isOver });
		} finally {
			takeBack();
		}
	}

	private async deliverPart(
		messages: readonly Push[],
		meant: Meant<Wait>,
		service: Service,
	): Promise<Delivery | Undelivered> {
		if ('unasked' in meant)
			return undeliveredOf(this.context, messages, meant.unasked, meant, service) ?? START;
		for (const wait of meant.waits) {
			const delivery = await this.inTurn(wait, async () => {
				if (this.answered.has(wait.nonce)) return undefined;
				const handed = await this.hand(messages, wait, {}, service);
				if (handed.kind === 'taken') return this.take(wait, handed);
				if (handed.kind === 'gone') this.waiting.remove(wait.nonce, Date.now());
				return undeliveredOf(this.context, messages, wait, handed, service);
			});
			if (delivery) return delivery;
		}
		// The execution that was told no longer waits, and n8n was restarted since.
		const [push] = messages;
		const told = push && this.toldBefore(push);
		const unsure = { kind: 'unsure', used: [] } as const;
		return (told && undeliveredOf(this.context, messages, told, unsure, service)) ?? START;
	}

	private take({ nonce }: Wait, { used, asked }: Extract<Handed, { kind: 'taken' }>): Delivery {
		const now = Date.now();
		this.answered.meet(nonce, now);
		this.waiting.remove(nonce, now);
		const message = asked === undefined ? [] : [nameOfQuestion(asked)];
		for (const name of message) over.of(this.context, now).meet(name, now);
		this.taken.push({ nonce: [nonce, ...message].join('.') });
		return { kind: 'handed', used };
	}

	private async hand(
		messages: readonly Push[],
		wait: Wait,
		what: Pick<PersonAnswer, 'choice'>,
		{ isTold, onLong }: Service,
	): Promise<Handed> {
		const [push] = messages;
		const answer: PersonAnswer = {
			sender: (push && readInbound(push)?.sender) ?? '',
			businessPhone: push ? businessPhoneOf(push) : '',
			said: messages.map(saidBy),
			...what,
		};
		const name = [push ? fingerprint(push) : '', wait.executionId, wait.nonce].join('.');
		const handed = await handOver(addressOf(waitingBase(this.context), wait), answer, {
			post: async (url, body) => await postToOwnAddress(this.context, url, body),
			sleep,
			now: () => performance.now(),
			wasTold: this.told.has(name),
			beforeTelling: async () => await tellItself(this.context, 'told', name),
			ended: () => this.answered.has(wait.nonce),
			isPatient: isTold,
			onLong,
		});
		// What became of it is known: should it be pushed again, it is like any other.
		this.told.forget(name);
		return handed;
	}
}
