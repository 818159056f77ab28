/** From a call of the trigger's address to what the workflow starts with. */
import {
	sleep,
	type IDataObject,
	type INodeExecutionData,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import type { Conversation, Delivery } from './conversation';
import { unwanted } from './filters';
import { hasFile, withFiles, type ItemsWithFiles } from './files';
import { isOfThisApp, settingsOf } from './form';
import { groupItem, Groups } from './groups';
import { isEcho, itemOf, readInbound } from './inbound';
import { keepMemory, triggerOf } from './memory';
import { Note, type Left } from './note';
import { wishOf } from './optOut';
import { MESSAGE_STATUS, readPush, UP_MESSAGE, type Call, type Push, type Pushed } from './push';
import { answer, answerStored, refuse, type Storing } from './replies';
import type { Settings } from './settings';
import { tokenMatches } from './webhookSecret';

/** A message on its way to the workflow. */
interface Message extends Pushed {
	/** Whether the filters of the form let it start a workflow. */
	readonly isWanted: boolean;
	readonly late: boolean;
}

/** What people are writing at this moment. */
const groups = new Groups<Message>({ now: () => performance.now(), sleep });

/** One call of the trigger's address, which is answered once. */
class Receiving {
	private isAnswered = false;

	private storing: Storing | undefined;

	/** An answer that may have been handed over or not: it must not be tried again. */
	private unsure: Error | undefined;

	private readonly push: Push;

	private readonly note: Note;

	constructor(
		private readonly context: IWebhookFunctions,
		private readonly conversation: Conversation,
		private readonly settings: Settings,
		private readonly pushed: Pushed,
	) {
		// In a test the same event may be tried again and again.
		const isRemembered = settings.skipRepeats && context.getMode() !== 'manual';
		this.push = pushed.push;
		this.note = new Note(context, this.push, isRemembered, async (known) => await conversation.settle(known));
	}

	async receive(): Promise<IWebhookResponseData> {
		const { context, conversation, push } = this;
		if (push.eventType === MESSAGE_STATUS) this.storing = conversation.report(push);
		// Not behind it: a push that is left to n8n by then would be written without its name.
		if (this.storing !== undefined) keepMemory(context, Date.now());
		return await this.react();
	}

	private async react(): Promise<IWebhookResponseData> {
		const { conversation, push, settings } = this;
		const isInbound = push.eventType === UP_MESSAGE;
		if (isInbound && isEcho(push)) return this.drop('the business itself wrote it');
		const isTap = isInbound && conversation.isTap(push);
		const reason = unwanted(push, settings.filters);
		// Nothing is read or written for what nobody wants.
		if (reason !== undefined && !isTap && !(isInbound && conversation.concerns(push)))
			return this.drop(reason);
		const met = this.note.begin();
		if (met === 'atWork') {
			conversation.notTaken(push);
			return this.answer(503, 'n8n is still at work with this event. Push it again later.');
		}
		if (met === 'before') return this.drop('this event came before');
		let left: Left = 'push';
		try {
			const response = isInbound
				? await this.message(isTap, reason)
				: this.start({ json: itemOf(push, this.pushed.original) });
			left = response.workflowData === undefined ? 'nothing' : 'workflow';
			return response;
		} finally {
			await this.note.end(left === 'push' && this.unsure !== undefined ? 'error' : left);
		}
	}

	/** What becomes of an inbound message. */
	private async message(isTap: boolean, reason: string | undefined): Promise<IWebhookResponseData> {
		const { push, pushed, settings } = this;
		const tap = isTap ? await this.deliver([push]) : undefined;
		if (tap?.kind === 'handed' && !settings.alsoStartForAnswers) return this.handed();
		if (tap?.kind === 'before') return this.drop('this question was answered before');
		const late = tap?.kind === 'start' && tap.late;
		const messages = await this.inARow({ ...pushed, isWanted: reason === undefined, late });
		if (messages === undefined) return { noWebhookResponse: true };
		const answered = await this.answeredBy(messages);
		const left = messages.filter((one) => !answered.includes(one) || settings.alsoStartForAnswers);
		if (left.length === 0) return this.handed();
		const wanted = left.filter(({ isWanted }) => isWanted);
		if (wanted.length === 0) {
			return answered.length > 0 ? this.handed() : this.drop(reason ?? 'no message of this group is chosen');
		}
		// What was written besides starts a workflow all the same: n8n lists no error then.
		if (this.unsure !== undefined) this.context.logger.error(this.unsure.message);
		const { binary, items } = await this.withFiles(wanted);
		const [first = {}] = items;
		const json = settings.groupMessages > 0 ? groupItem(items) : first;
		return this.start({ json, ...(binary === undefined ? {} : { binary }) });
	}

	private start(item: INodeExecutionData): IWebhookResponseData {
		const reply = this.isAnswered
			? { noWebhookResponse: true }
			: { webhookResponse: { message: 'The workflow was started.' } };
		return { ...reply, workflowData: [[item]] };
	}

	/** The items, and what people sent with them; the service is answered before anything is fetched. */
	private async withFiles(messages: readonly Message[]): Promise<ItemsWithFiles> {
		const items = messages.map((one) => this.item(one));
		const pushes = messages.map(({ push }) => push);
		if (!this.settings.downloadFiles || !pushes.some(hasFile)) return { items };
		this.promise('The workflow starts when the file is there.');
		// In a test nothing is stored.
		this.note.hasWaited ||= this.context.getMode() !== 'manual';
		return await withFiles(this.context, items, pushes);
	}

	/** @returns those of the messages that an execution goes on with */
	private async answeredBy(messages: readonly Message[]): Promise<readonly Message[]> {
		const typed = messages.filter(({ push }) => this.mayBeTyped(push));
		if (!typed.some(({ push }) => this.conversation.concerns(push))) return [];
		const delivery = await this.deliver(
			typed.map(({ push }) => push),
			messages.length > 1,
		);
		if (delivery.kind !== 'handed') return [];
		return typed.filter(({ push }) => delivery.used.includes(String(push.messageId ?? '')));
	}

	/** A wish to be left alone is for the workflow that keeps it, and no answer. */
	private mayBeTyped(push: Push): boolean {
		if (this.conversation.isTap(push)) return false;
		return wishOf(readInbound(push)?.text ?? '', this.settings.optOutWords).optedOut === undefined;
	}

	private item({ push, original, late }: Message): IDataObject {
		const { withoutTokens } = this.conversation;
		const item = itemOf(withoutTokens(push), withoutTokens(original));
		const wish = wishOf(String(item.text), this.settings.optOutWords);
		return { ...item, ...wish, ...(late ? { lateAnswer: true } : {}) };
	}

	/** @param speaksForOthers the service was told 200 of other messages, and pushes none of them again */
	private async deliver(messages: readonly Push[], speaksForOthers = false): Promise<Delivery> {
		this.note.hasWaited = true;
		const delivery = await this.conversation.deliver(messages, {
			isTold: this.note.isTold || speaksForOthers,
			onLong: () => this.answer(503, 'n8n is at work with this answer. Push it again later.'),
		});
		if (delivery.kind !== 'failed') return delivery;
		const { error, used } = delivery;
		// Thrown, n8n lists it with the executions, where somebody looks.
		if (used.length === 0) throw error;
		this.unsure = error;
		return { kind: 'handed', used };
	}

	/**
	 * All that the person writes until there is a pause; the service is answered before that.
	 *
	 * @returns undefined: an earlier call starts the workflow with this message, too
	 */
	private async inARow(message: Message): Promise<Message[] | undefined> {
		const { context, settings } = this;
		const { person } = readInbound(message.push) ?? {};
		// In a test n8n listens for one call only. Without a person, nobody knows whose messages belong together.
		if (settings.groupMessages === 0 || context.getMode() === 'manual' || person === undefined)
			return [message];
		this.promise('The workflow starts when the person has paused.');
		const key = [triggerOf(context), String(message.push.businessPhone), person].join('/');
		const isFirst = !groups.has(key);
		this.note.hasWaited ||= isFirst;
		return await groups.gather(key, message, settings.groupMessages * 1000);
	}

	/** Answers before the workflow starts: from then on the service does not push it again. */
	private promise(message: string): void {
		this.answer(200, message);
		this.note.told();
	}

	private handed(): IWebhookResponseData {
		if (this.unsure !== undefined) throw this.unsure;
		return this.answer(200, 'Handed over to the execution that waits for it.');
	}

	private drop(why: string): IWebhookResponseData {
		const message = `Dropped: ${why}.`;
		if (this.storing === undefined) return this.answer(200, message);
		return answerStored(this.storing, (status, words) => this.answer(status, words), message);
	}

	/** Answers by itself: no workflow is started. */
	private answer(status: number, message: string): IWebhookResponseData {
		if (!this.isAnswered) {
			this.isAnswered = true;
			this.context.getResponseObject().status(status).json({ message });
		}
		return { noWebhookResponse: true };
	}
}

/**
 * Refused calls are answered 4xx, unwanted and repeated ones 200 (anything else would be pushed again), and none of
 * these starts a workflow. Other methods than POST, JSON that n8n cannot parse and bodies above n8n's own limit do
 * not come this far.
 */
export async function receive(
	context: IWebhookFunctions,
	conversation: Conversation,
): Promise<IWebhookResponseData> {
	const settings = settingsOf(context);
	const { secretToken, onlyThisApp } = settings;
	const { token } = context.getQueryData() as { token?: unknown };
	if (secretToken !== undefined && !tokenMatches(secretToken, token)) {
		return refuse(context, { status: 403, message: 'The token is missing or wrong.' });
	}
	const body: unknown = context.getBodyData();
	if (conversation.isNotice(body)) {
		const receipt = await conversation.notice(body);
		if ('status' in receipt) return refuse(context, receipt);
		keepMemory(context, Date.now());
		return answer(context, 200, receipt);
	}
	const { headers, rawBody } = context.getRequestObject() as ReturnType<typeof context.getRequestObject> &
		Pick<Call, 'rawBody'>;
	const reading = readPush({
		contentType: headers['content-type'],
		contentLength: headers['content-length'],
		rawBody,
		body,
	});
	if ('refusal' in reading) return refuse(context, reading.refusal);
	if (onlyThisApp && !(await isOfThisApp(context, reading.push)))
		return refuse(context, { status: 403, message: 'The event belongs to another app.' });
	return await new Receiving(context, conversation, settings, reading).receive();
}
