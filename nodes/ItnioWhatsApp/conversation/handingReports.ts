/** The trigger's part of Wait for Delivery: notes reports, and hands them to the executions that wait for them. */
import { sleep, type IHookFunctions, type IWebhookFunctions } from 'n8n-workflow';
import { derivedKey } from '../service/credential';
import { postToOwnAddress } from '../service/ownAddress';
import { settingsOf } from '../trigger/form';
import { Memory } from '../trigger/memory';
import type { Push, Refusal } from '../trigger/push';
import { settling } from '../trigger/settling';
import { ownAddress, waitingBase, withSecret } from './addresses';
import { Deliveries, MAX_AWAITED } from './deliveries';
import { readReportOf } from './deliveryReport';
import { DeliveryWatch } from './deliveryWatch';
import { addressOf, handOver } from './handingOver';
import { PURPOSE, writeNotice, type Action, type Receipt, type Registration } from './registration';
import { hasStored } from './waiting';

/** Its member of the static data. */
const PART = 'deliveries';
const deliveryList = new Memory(PART, () => new Deliveries());

/** Of this process. */
export const deliveryWatch = new DeliveryWatch({ now: Date.now, sleep });

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

type Caller = Parameters<typeof postToOwnAddress>[0] & Parameters<typeof derivedKey>[0];

/** Lets the trigger look whether somebody has waited long enough. @returns the HTTP status; 0: there was no answer */
async function remind(context: Caller, address: string): Promise<number> {
	try {
		const key = await derivedKey(context, PURPOSE);
		const reply = await postToOwnAddress(context, address, writeNotice(key, 'look', NO_WAIT, Date.now()));
		return 'status' in reply ? reply.status : 0;
	} catch {
		// The credential was taken away meanwhile.
		return 403;
	}
}

export class DeliveryReports {
	constructor(private readonly context: IWebhookFunctions) {}

	private get deliveries(): Deliveries {
		return deliveryList.of(this.context, Date.now());
	}

	/** @returns whether it has to be stored */
	note(push: Push): boolean {
		const read = readReportOf(push);
		if (read === undefined) return false;
		const { isNews, done } = this.deliveries.report(read.name, read.report, Date.now());
		if (isNews) this.watch();
		if (done.length > 0) this.handOverLater();
		return isNews;
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
		const isStored = hasStored(deliveryList.storedIn(this.context), registration);
		const added = deliveries.add(registration, at, now);
		if (added === 'over') return { status: 409, message: 'This wait is over.' };
		if (added === 'full') {
			return {
				status: 409,
				message: `It waits for the reports of ${MAX_AWAITED} messages already, and takes more when these are in or their time is up: set a shorter Limit Wait Time`,
			};
		}
		if (isStored) this.look();
		return { wait: isStored ? 'stored' : 'noted' };
	}

	/** Whoever has all reports, or has waited long enough, goes on. */
	look(): Receipt {
		this.watch();
		this.handOverLater();
		return 'looked';
	}

	private watch(): void {
		const { context, deliveries } = this;
		const address = ownAddress(context);
		if (address === undefined || !deliveries.ends(0, Date.now()).isWaiting) return;
		void deliveryWatch.over(deliveries, async () => {
			const status = await remind(context, address);
			return status < 400 || status >= 500;
		});
	}

	/** When the call is answered: by then n8n has stored what it brought. */
	private handOverLater(): void {
		const { deliveries } = this;
		const due = deliveries.due(Date.now());
		if (due.length === 0) return;
		const base = waitingBase(this.context);
		this.context.getResponseObject().once('finish', () => {
			for (const wait of due) void this.handOver(wait, deliveries, base);
		});
	}

	private async handOver(wait: Registration, deliveries: Deliveries, base: string): Promise<void> {
		const { nonce, executionId } = wait;
		if (inHand.has(nonce)) return;
		inHand.add(nonce);
		try {
			await sleep(settling.wait(performance.now()));
			const handed = await handOver(
				addressOf(base, wait),
				{ reports: deliveries.reportsFor(wait) },
				{
					post: async (url, body) => await postToOwnAddress(this.context, url, body),
					sleep,
					now: () => performance.now(),
					// Told twice it goes on once, and nothing else becomes of reports.
					wasTold: false,
					beforeTelling: async () => undefined,
					ended: () => false,
					onLong: () => undefined,
				},
			);
			if (handed.kind === 'taken' || handed.kind === 'gone' || handed.kind === 'refused') {
				deliveries.remove(nonce, Date.now());
				return;
			}
			const why = 'why' in handed ? `, because ${handed.why}` : '';
			this.context.logger.warn(
				`ITNIO WhatsApp Trigger: reports of delivery could not be handed to execution ${executionId} at ${base}${why}. It tries again.`,
			);
		} finally {
			inHand.delete(nonce);
		}
	}
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
		if ((await remind(context, address)) === 200) return;
	}
}
