/** The week as it happens: who calls the shop's workflows, who answers, what ITNIO reports. */
import { setTimeout as sleep } from 'node:timers/promises';
import {
	messageStatusEvent,
	upMessageEvent,
	type Account,
	type JsonObject,
	type PushOutcome,
	type ReceivedMessage,
	type Sandbox,
} from '../../../../sandbox';
import { ASK_MINUTES, BUSINESS, CHOICES, type Shop } from './workflows';
import { OPTIONS } from './options';
import { random, WEEK, type Call, type Conversation, type Person, type Planned } from './world';

const HOUR_MS = 60 * 60_000;
/** In the message itself: `[o-12]`. */
const ID = /\[([a-z]-[\w.-]+)\]/;
/** A caller that insists gives up after so long. */
const PATIENCE_MS = 10 * 60_000;
/** n8n looks once a minute who has waited long enough. */
const LATE_MS = ASK_MINUTES * 60_000 + 75_000;

export const idIn = ({ rawBody }: Pick<ReceivedMessage, 'rawBody'>): string => ID.exec(rawBody)?.[1] ?? '';

/** One call as it went. Times are milliseconds since 1970. */
export interface CallRecord {
	readonly path: string;
	readonly ids: readonly string[];
	readonly calledAt: number;
	/** The last time that it was tried. */
	triedAt: number;
	answeredAt: number;
	/** `heard`: n8n answered 200; `refused`: surely not taken; `unsure`: the connection broke. */
	end: 'heard' | 'refused' | 'unsure';
	tries: number;
}

/** One message of a person, or one report, as ITNIO pushed it. */
export interface PushedRecord {
	readonly what: 'message' | 'report';
	readonly messageId: string;
	readonly person: string;
	readonly at: number;
	readonly isTap: boolean;
	/** The question that it may answer. */
	readonly question?: string;
	readonly status?: string;
	readonly optsOut?: boolean;
	outcome?: PushOutcome;
	/** When it was over: pushes wait for each other. */
	endedAt?: number;
}

export class Traffic {
	readonly calls: CallRecord[] = [];
	readonly pushed: PushedRecord[] = [];
	/** What the service accepted, by what stands in it. */
	readonly accepted = new Map<string, ReceivedMessage[]>();
	/** Who said so, and when n8n was told; milliseconds since 1970. */
	readonly leaving = new Map<string, number>();
	private read = 0;
	private readonly open = new Set<Promise<unknown>>();

	constructor(
		private readonly sandbox: Sandbox,
		private readonly shop: Shop,
		private readonly account: Account,
		/** Where the shop's workflows are called. */
		private readonly url: string,
	) {}

	/** So much is under way. */
	get openCount(): number {
		return this.open.size;
	}

	private background(work: Promise<unknown>): void {
		const settled = work.catch((error: unknown) => console.error('  traffic:', error));
		this.open.add(settled);
		void settled.finally(() => this.open.delete(settled));
	}

	/** The whole week; resolves when the last call has been made and everybody has answered. */
	async live(startedAt: number): Promise<void> {
		const due: Array<{ at: number; act: () => Promise<unknown> }> = [
			...WEEK.calls.map((call) => ({ at: call.at, act: async () => await this.call(call) })),
			...WEEK.conversations.map((one) => ({ at: one.at, act: async () => await this.converse(one) })),
			...WEEK.notes.map((note) => ({
				at: note.at,
				act: async () => await this.says(note.person, { text: note.text }, { optsOut: note.optsOut }),
			})),
		].sort((a, b) => a.at - b.at);
		const reporting = this.reportAll();
		for (const { at, act } of due) {
			const wait = startedAt + at - Date.now();
			if (wait > 0) await sleep(wait);
			this.background(act());
		}
		while (this.open.size > 0) await Promise.all(this.open);
		this.isOver = true;
		await reporting;
		while (this.open.size > 0) await Promise.all(this.open);
	}

	private isOver = false;

	/** @returns how it ended */
	async call({ path, messages, insists }: Pick<Call, 'path' | 'messages' | 'insists'>): Promise<CallRecord> {
		const record: CallRecord = {
			...{ path, ids: messages.map(({ id }) => id), calledAt: Date.now(), triedAt: 0, answeredAt: 0 },
			...{ end: 'refused', tries: 0 },
		};
		this.calls.push(record);
		const items = messages.map((message) => this.item(message));
		const until = Date.now() + PATIENCE_MS;
		do {
			record.tries += 1;
			record.triedAt = Date.now();
			record.end = await this.post(path, { items });
			if (record.end === 'heard' || (record.end === 'unsure' && !insists)) break;
			await sleep(1_500);
		} while (Date.now() < until);
		record.answeredAt = Date.now();
		return record;
	}

	private item({ id, phone, country, person, hoursSilent }: Planned): JsonObject {
		// The shop's hours are shorter than ours: what the sheet says is put into the time of n8n.
		const lastWroteAt =
			hoursSilent === undefined ? '' : new Date(Date.now() - hoursSilent * HOUR_MS).toISOString();
		return { id, phone, country, name: person.name, lastWroteAt };
	}

	private async post(path: string, body: object): Promise<CallRecord['end']> {
		try {
			const response = await fetch(`${this.url}/webhook/${path}`, {
				method: 'POST',
				headers: { 'Content-Type': 'application/json' },
				body: JSON.stringify(body),
				signal: AbortSignal.timeout(60_000),
			});
			await response.arrayBuffer();
			if (response.ok) return 'heard';
			// While it starts, n8n does not know its webhooks yet.
			return response.status === 404 || response.status === 503 ? 'refused' : 'unsure';
		} catch (error) {
			const { code } = ((error as Error).cause ?? {}) as { code?: string };
			return code === 'ECONNREFUSED' ? 'refused' : 'unsure';
		}
	}

	/** Takes in what the service has accepted since. */
	look(): ReceivedMessage[] {
		const { received } = this.sandbox;
		const fresh = received.slice(this.read);
		this.read = received.length;
		for (const message of fresh) {
			const id = idIn(message);
			this.accepted.set(id, [...(this.accepted.get(id) ?? []), message]);
		}
		return fresh;
	}

	private async converse(one: Conversation): Promise<void> {
		const { question, behaviour, thinksMs, answerBy, choice } = one;
		const { end } = await this.call(one);
		if (end === 'refused') return;
		const patience = Date.now() + 2 * 60_000;
		while (!this.accepted.has(question.id)) {
			if (Date.now() > patience) return;
			await sleep(250);
		}
		const asked = this.accepted.get(question.id)?.[0];
		if (asked === undefined || behaviour === 'silence') return;
		await sleep(behaviour === 'late' ? LATE_MS : thinksMs);
		const about = { question: question.id };
		const first = CHOICES[choice] ?? CHOICES[0];
		const tap = async (title: string) => await this.says(question.person, { tap: { title } }, about, asked);
		const answer = async () => {
			if (answerBy === 'buttons')
				return behaviour === 'title'
					? await this.says(question.person, { text: first }, about)
					: await tap(first);
			if (answerBy === 'file')
				return await this.says(question.person, { media: { type: 'image', caption: 'Here it is' } }, about);
			return await this.says(
				question.person,
				{ text: `Leave it at the door, please, ${question.id}` },
				about,
			);
		};
		if (behaviour === 'otherWords') {
			await this.says(question.person, { text: 'How much is it?' }, about);
			await sleep(2_000);
		}
		await answer();
		if (behaviour === 'twice') {
			await sleep(1_000);
			await answer();
		} else if (behaviour === 'secondThought') {
			await sleep(3_000);
			await tap(CHOICES[(choice + 1) % CHOICES.length] ?? first);
		}
	}

	/** A person writes or taps; ITNIO pushes it, again if it must. */
	private async says(
		person: Person,
		what: { text?: string; tap?: { title: string }; media?: { type: string; caption?: string } },
		about: { question?: string; optsOut?: boolean },
		asked?: ReceivedMessage,
	): Promise<void> {
		const from = person.hiddenAs ?? person.digits;
		const origin = { appId: this.account.appIds[0] ?? '', businessPhone: BUSINESS, nowMs: Date.now() };
		const tap = what.tap && { ...what.tap, ...(asked && { messageId: asked.messageId }) };
		const inbound = { ...what, from, name: person.name, ...(tap && { tap }) };
		const event = upMessageEvent(inbound, origin, asked);
		const record: PushedRecord = {
			...{ what: 'message', messageId: String(event.messageId), person: person.digits, at: Date.now() },
			...{ isTap: what.tap !== undefined, ...about },
		};
		this.pushed.push(record);
		await this.push(record, event);
	}

	private async push(record: PushedRecord, event: JsonObject): Promise<void> {
		record.outcome = await this.sandbox.push(this.shop.callbackUrl, event);
		record.endedAt = Date.now();
	}

	/** What becomes of each message, as ITNIO tells it: in any order, sometimes twice. */
	private async reportAll(): Promise<void> {
		while (!this.isOver) {
			for (const message of this.look()) {
				if (random() < OPTIONS.reports) this.background(this.report(message));
			}
			await sleep(200);
		}
		this.look();
	}

	private async report({ messageId, recipient, businessPhone }: ReceivedMessage): Promise<void> {
		const course = random();
		const failure = random() < 0.7 ? '131026' : '131049';
		const statuses = (
			course < 0.03
				? ['sent', 'failed']
				: course < 0.1
					? ['delivered', 'sent', 'delivered']
					: course < 0.15
						? ['read', 'delivered']
						: course < 0.6
							? ['sent', 'delivered']
							: ['sent', 'delivered', 'read']
		) as ReadonlyArray<'sent' | 'delivered' | 'read' | 'failed'>;
		for (const status of statuses) {
			await sleep(200 + random() * 3_000);
			const origin = { appId: this.account.appIds[0] ?? '', businessPhone, nowMs: Date.now() };
			const event = messageStatusEvent(
				{ messageId, recipient },
				status,
				origin,
				status === 'failed' ? failure : '',
			);
			const record: PushedRecord = {
				...{ what: 'report', messageId, person: recipient, at: Date.now(), isTap: false, status },
			};
			this.pushed.push(record);
			await this.push(record, event);
		}
	}
}
