/** The trigger's part of Wait for Delivery: notes reports, and hands them to the executions that wait for them. */
import { sleep, type IHookFunctions, type IWebhookFunctions } from 'n8n-workflow';
import { ringAfter } from '../core/alarms';
import { isRecord } from '../core/members';
import { derivedKey } from '../service/credential';
import { postToOwnAddress } from '../service/ownAddress';
import { settingsOf } from '../trigger/form';
import { Memory } from '../trigger/memory';
import type { Push, Refusal } from '../trigger/push';
import type { Storing } from '../trigger/replies';
import { settling } from '../trigger/settling';
import { ownAddress, waitingBase, withSecret } from './addresses';
import { Deliveries, missingIn, WHY_FULL } from './deliveries';
import { readReportOf } from './deliveryReport';
import { DeliverySharing, type Telling } from './deliverySharing';
import { DeliveryWatch } from './deliveryWatch';
import { addressOf, handOver, meaningOfReply, type Handed } from './handingOver';
import { LookingBack } from './lookingBack';
import { PURPOSE, writeNotice, type Action, type Receipt, type Registration } from './registration';
import { hasStored } from './waiting';

/** Its member of the static data. */
const PART = 'deliveries';
const deliveryList = new Memory(PART, () => new Deliveries());

/** Of this process. */
export const deliveryWatch = new DeliveryWatch({ now: Date.now, sleep });
/** Keeps no process alive. */
const rest = async (milliseconds: number): Promise<void> =>
	await new Promise((resolve) => ringAfter(milliseconds, resolve));
export const deliverySharing = new DeliverySharing({ now: Date.now, sleep: rest });
const lookingBack = new LookingBack(rest);

/** Waits whose reports are being handed over by this process. */
const inHand = new Set<string>();

/** What a notice tells that is about no wait. */
const NO_WAIT: Registration = {
	executionId: '',
	nodeId: '',
	nonce: '',
	signature: '',
	recipient: '',
	businessPhone: '',
	until: 0,
};

/**
 * The latest call for each list. Whatever lasts longer than its call goes on with this one: the token and the credential
 * may be others by now, and a context holds all static data that n8n read for its call.
 */
const latestCalls = new WeakMap<Deliveries, IWebhookFunctions>();

/** Every list has had one before anything begins that lasts. */
const latestOf = (deliveries: Deliveries) => latestCalls.get(deliveries) as IWebhookFunctions;

type Caller = Parameters<typeof postToOwnAddress>[0] & Parameters<typeof derivedKey>[0];

/**
 * Lets the trigger look whether somebody has waited long enough, at this process or another one.
 *
 * @param known what this process knows
 */
async function remind(context: Caller, address: string, known?: string): Promise<Telling> {
	let key: string;
	try {
		key = await derivedKey(context, PURPOSE);
	} catch {
		// The credential was taken away meanwhile.
		return 'unreachable';
	}
	const notice = writeNotice(key, 'look', NO_WAIT, Date.now(), known);
	const reply = await postToOwnAddress(context, address, notice);
	if (!('status' in reply)) return 'unreachable';
	const { status, body } = reply;
	const isItsAnswer = status === 200 && isRecord(body) && Array.isArray(body.missing);
	return isItsAnswer ? new Set((body.missing as unknown[]).map(String)) : 'unreachable';
}

async function remindLatest(deliveries: Deliveries, known?: string): Promise<Telling> {
	const context = latestOf(deliveries);
	const address = ownAddress(context);
	return address === undefined ? 'unreachable' : await remind(context, address, known);
}

/** For calls that may be trusted: their token is right. */
export class DeliveryReports {
	constructor(private readonly context: IWebhookFunctions) {}

	private get deliveries(): Deliveries {
		const deliveries = deliveryList.of(this.context, Date.now());
		latestCalls.set(deliveries, this.context);
		return deliveries;
	}

	/** @returns undefined: it need not be stored, or it is */
	note(push: Push): Storing | undefined {
		const read = readReportOf(push);
		if (read === undefined) return undefined;
		const { isNews, done } = this.deliveries.report(read.name, read.report, Date.now());
		// Also where others wait: the process that was told of them may be gone.
		this.watch();
		if (done.length > 0) this.handOverLater();
		if (!isNews) return undefined;
		return (this.share() ? this.deliveries.whenStored(read.name) : undefined) ?? 'byN8n';
	}

	/** A node says that it waits, or that it does not wait after all. */
	notice(action: Action, registration: Registration, at: number): { wait: Receipt } | Refusal {
		const { deliveries } = this;
		const now = Date.now();
		if (action !== 'add') {
			deliveries.remove(registration.nonce, now, at);
			return { wait: 'removed' };
		}
		// What n8n read from its database for this call holds it already: then it survives a restart.
		const isKept = hasStored(deliveryList.storedIn(this.context), registration);
		const added = deliveries.add(registration, at, now);
		if (added === 'over') return { status: 409, message: 'This wait is over.' };
		if (added === 'full') return { status: 409, message: WHY_FULL };
		this.share();
		if (isKept) this.lookAfterAll();
		return { wait: isKept ? 'stored' : 'noted' };
	}

	/**
	 * Whoever has all reports, or has waited long enough, goes on.
	 *
	 * @param known what another process knows
	 */
	look(known = ''): { readonly wait: Receipt; readonly missing: readonly string[] } {
		const now = Date.now();
		const missing = missingIn(deliveryList.storedIn(this.context), known, now);
		this.deliveries.merge(known, now);
		this.lookAfterAll();
		return { wait: 'looked', missing };
	}

	private lookAfterAll(): void {
		if (!this.deliveries.unsettled.isEmpty) this.share();
		this.watch();
		this.handOverLater();
	}

	private watch(): void {
		const { context, deliveries } = this;
		if (deliveryWatch.isOver(deliveries) || !deliveries.ends(0, Date.now()).isWaiting) return;
		if (ownAddress(context) === undefined) return;
		void deliveryWatch.over(deliveries, async () => await remindLatest(deliveries));
	}

	/** Another process may undo at any moment what this one lets n8n store. @returns whether anybody can be told */
	private share(): boolean {
		const { context, deliveries } = this;
		if (deliverySharing.isOver(deliveries)) return true;
		if (ownAddress(context) === undefined) return false;
		void deliverySharing.over(deliveries, async (known) => await remindLatest(deliveries, known));
		return true;
	}

	/** When the call is answered: by then n8n has stored what it brought. */
	private handOverLater(): void {
		const { deliveries } = this;
		const due = deliveries.due(Date.now());
		if (due.length === 0) return;
		const base = waitingBase(this.context);
		this.context.getResponseObject().once('finish', () => {
			for (const wait of due) void handReports(wait, deliveries, base);
		});
	}
}

async function handReports(wait: Registration, deliveries: Deliveries, base: string): Promise<void> {
	const { nonce, executionId } = wait;
	if (inHand.has(nonce)) return;
	inHand.add(nonce);
	try {
		await sleep(settling.wait(performance.now()));
		const url = addressOf(base, wait);
		const answer = { reports: deliveries.reportsFor(wait) };
		const call = { deliveries, url, answer };
		const handed = await tell(call);
		if (handed.kind === 'taken') void lookBack(call, executionId);
		if (handed.kind === 'taken' || handed.kind === 'gone' || handed.kind === 'refused') {
			deliveries.remove(nonce, Date.now());
			return;
		}
		const why = 'why' in handed ? `, because ${handed.why}` : '';
		latestOf(deliveries).logger.warn(
			`ITNIO WhatsApp Trigger: reports of delivery could not be handed to execution ${executionId} at ${base}${why}. It tries again.`,
		);
	} finally {
		inHand.delete(nonce);
	}
}

/** Reports for an execution that waits at this address. */
interface Told {
	readonly deliveries: Deliveries;
	readonly url: string;
	readonly answer: object;
}

async function tell({ deliveries, url, answer }: Told): Promise<Handed> {
	return await handOver(url, answer, {
		post: async (to, body) => await postToOwnAddress(latestOf(deliveries), to, body),
		sleep,
		now: () => performance.now(),
		// Told twice it goes on once, and nothing else becomes of reports.
		wasTold: false,
		isPatient: false,
		beforeTelling: async () => undefined,
		ended: () => false,
		onLong: () => undefined,
	});
}

async function lookBack(told: Told, executionId: string): Promise<void> {
	const { deliveries, url, answer } = told;
	const look = async () => await postToOwnAddress(latestOf(deliveries), url, { ...answer, look: true });
	await lookingBack.at({
		waitsAgain: async () => meaningOfReply(await look()).kind === 'fits',
		tellAgain: async () => {
			latestOf(deliveries).logger.warn(
				`ITNIO WhatsApp Trigger: execution ${executionId} had gone on with its reports of delivery, and a process of n8n that started let it wait again. It is told once more.`,
			);
			return (await tell(told)).kind === 'taken';
		},
	});
}

const START_PAUSE_MS = 3_000;
const MAX_START_TRIES = 20;

/** When n8n starts or the workflow is published: those who have waited since before that are looked after again. */
export async function lookAfterStart(context: IHookFunctions): Promise<void> {
	const stored = context.getWorkflowStaticData('node')[PART];
	const url = context.getNodeWebhookUrl('default');
	if (typeof stored !== 'string' || url === undefined || context.getActivationMode() === 'manual') return;
	const waits = new Deliveries();
	waits.merge(stored, Date.now());
	if (!waits.ends(0, Date.now()).isWaiting) return;
	const { secretToken } = settingsOf(context);
	const address = secretToken === undefined ? url : withSecret(url, secretToken);
	// n8n may not listen yet.
	for (let attempt = 0; attempt < MAX_START_TRIES; attempt++) {
		await sleep(START_PAUSE_MS);
		if (typeof (await remind(context, address)) === 'object') return;
	}
}
