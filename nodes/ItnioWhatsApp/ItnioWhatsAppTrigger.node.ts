import {
	NodeConnectionTypes,
	NodeOperationError,
	sleep,
	type IDataObject,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { CREDENTIAL } from './service/credential';
import { isNotice } from './conversation/registration';
import { withoutTokens } from './conversation/token';
import { Answers } from './conversation/receiving';
import { unwanted } from './trigger/filters';
import { groupItem, Groups } from './trigger/groups';
import { itemOf } from './trigger/inbound';
import { EVENT_NAMES, triggerProperties } from './trigger/properties';
import { foreignApp, readPush, UP_MESSAGE, type Call, type Push } from './trigger/push';
import { fingerprint, memoryOf, triggerOf, type Repeats } from './trigger/repeats';
import { readSettings, type Settings } from './trigger/settings';
import { tokenMatches } from './trigger/webhookSecret';

const TO_TEST =
	'To test: copy the Test URL from Webhook URLs beside, enter it in the ITNIO console as the callback address, click the button above and write to your business.';

/** What people are writing at this moment. */
const groups = new Groups({ now: Date.now, sleep });

type Context = IHookFunctions | IWebhookFunctions;

/** @throws NodeOperationError with a sentence for the person who filled in the form */
function settingsOf(context: Context): Settings {
	const options = context.getNodeParameter('options', {}) as Record<string, unknown>;
	const reading = readSettings(context.getNodeParameter('events', []), options);
	if ('problem' in reading) throw new NodeOperationError(context.getNode(), reading.problem);
	return reading.settings;
}

/** @throws NodeOperationError when there is no credential to tell it */
async function appIdOf(context: Context): Promise<string> {
	const { appId } = await context.getCredentials(CREDENTIAL);
	const trimmed = typeof appId === 'string' ? appId.trim() : '';
	if (trimmed === '') {
		throw new NodeOperationError(context.getNode(), 'The credential has no App ID', {
			description: 'Enter it in the credential, or switch off the option Only This App.',
		});
	}
	return trimmed;
}

/** Answers by itself: no workflow is started. */
function answer(context: IWebhookFunctions, status: number, message: string): IWebhookResponseData {
	context.getResponseObject().status(status).json({ message });
	return { noWebhookResponse: true };
}

/** Whether a push came before. */
class Memory {
	private readonly name: string;

	private isMet = false;

	constructor(
		private readonly context: IWebhookFunctions,
		push: Push,
	) {
		this.name = fingerprint(push);
	}

	private get pushes(): Repeats {
		return memoryOf(triggerOf(this.context), Date.now());
	}

	/**
	 * @returns whether the push is met for the first time. Between asking and remembering nothing is awaited, so of two
	 * equal calls at the same time only one is the first.
	 */
	isFirst(): boolean {
		if (this.isMet) return true;
		const now = Date.now();
		const { pushes, name } = this;
		pushes.merge(this.context.getWorkflowStaticData('node').pushes, now);
		if (!pushes.begin(name, now)) return false;
		this.isMet = true;
		// n8n answers once the execution is on its way. If it cannot start one, the vendor's next try has to count.
		const response = this.context.getResponseObject();
		response.once('finish', () => {
			if (response.statusCode >= 400) this.pushes.forget(name);
		});
		return true;
	}

	/** The push is not dealt with: its repeat is welcome. */
	forget(): void {
		this.pushes.forget(this.name);
	}

	/** Assigned as a whole: n8n sees by the assignment that there is something to save. */
	keep(): void {
		if (!this.isMet) return;
		this.pushes.finish(this.name);
		this.context.getWorkflowStaticData('node').pushes = this.pushes.stored();
	}
}

/** A send node says that it waits for a typed answer. */
async function takeNotice(
	context: IWebhookFunctions,
	body: Readonly<Record<string, unknown>>,
): Promise<IWebhookResponseData> {
	const receipt = await new Answers(context).notice(body);
	if (typeof receipt !== 'string') return answer(context, receipt.status, receipt.message);
	context.getResponseObject().status(200).json({ wait: receipt });
	return { noWebhookResponse: true };
}

/** Starts the workflow when the person has paused; the service is answered before that. */
async function startGroup(
	context: IWebhookFunctions,
	item: IDataObject,
	seconds: number,
): Promise<IWebhookResponseData> {
	// In a test n8n listens for one call only. Without a number, nobody knows whose messages belong together.
	if (context.getMode() === 'manual' || item.sender === undefined) {
		return { workflowData: [[{ json: groupItem([item]) }]] };
	}
	answer(context, 200, 'The workflow starts when the person has paused.');
	const key = [triggerOf(context), String(item.businessPhone), String(item.sender)].join('/');
	const messages = await groups.gather(key, item, seconds * 1000);
	return messages === undefined
		? { noWebhookResponse: true }
		: { noWebhookResponse: true, workflowData: [[{ json: groupItem(messages) }]] };
}

/** What becomes of a push that is this trigger's own. */
async function receive(
	context: IWebhookFunctions,
	push: Push,
	{ filters, alsoStartForAnswers, groupMessages }: Settings,
	{ answers, memory }: { answers?: Answers; memory?: Memory },
): Promise<IWebhookResponseData> {
	const isRepeat = () => memory?.isFirst() === false;
	const dropped = (why: string) => answer(context, 200, `Dropped: ${why}.`);
	const came = 'this event came before';
	let late = {};
	if (answers?.concerns(push)) {
		if (isRepeat()) return dropped(came);
		const delivery = await answers.deliver(push);
		if (delivery.kind === 'before') return dropped('this question was answered before');
		if (delivery.kind === 'refuse') {
			memory?.forget();
			return answer(context, delivery.refusal.status, delivery.refusal.message);
		}
		if (delivery.kind === 'handed' && !alsoStartForAnswers) {
			return answer(context, 200, 'Handed over to the execution that waits for it.');
		}
		if (delivery.kind === 'start' && delivery.late) late = { lateAnswer: true };
	}

	const reason = unwanted(push, filters);
	if (reason !== undefined) return dropped(reason);
	if (isRepeat()) return dropped(came);
	const item = { ...itemOf(withoutTokens<Push>(push)), ...late };
	return groupMessages > 0 && push.eventType === UP_MESSAGE
		? await startGroup(context, item, groupMessages)
		: { workflowData: [[{ json: item }]] };
}

export class ItnioWhatsAppTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'ITNIO WhatsApp Trigger',
		name: 'itnioWhatsAppTrigger',
		icon: { light: 'file:../../icons/itnio.svg', dark: 'file:../../icons/itnio.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: `={{ [].concat($parameter["events"]).map((event) => (${JSON.stringify(EVENT_NAMES)})[event] ?? event).join(", ") }}`,
		description:
			'Send WhatsApp messages through ITNIO, or start a workflow when a message, a delivery report or another event comes in',
		eventTriggerDescription:
			'Waiting for ITNIO to push an event: the callback address in its console must be the Test URL',
		activationMessage:
			'Enter the Production URL of the trigger in the ITNIO console as the callback address.',
		defaults: { name: 'ITNIO WhatsApp Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'itnioApi',
				required: true,
				// Its App ID tells the events of this app from those of others: nothing else is needed of it.
				displayOptions: { hide: { 'options.onlyThisApp': [false] } },
			},
		],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				// Without it n8n answers with the name of its own default, "firstEntryJson".
				responseData: '={{ ({ message: "The workflow was started." }) }}',
				path: 'webhook',
			},
		],
		triggerPanel: {
			header: 'Events from ITNIO',
			executionsHelp: {
				inactive:
					'<b>While you build the workflow</b>, enter the Test URL in the ITNIO console, or call it yourself.<br /><br /><b>To let it run by itself</b>, publish the workflow and enter the Production URL in the ITNIO console.',
				active:
					'<b>While you build the workflow</b>, enter the Test URL in the ITNIO console, or call it yourself.<br /><br /><b>The workflow is published</b>: with the Production URL in the ITNIO console every event starts it. Look at the <a data-key="executions">executions list</a>.',
			},
			// While it listens n8n shows texts of its own, so this comes before.
			activationHint: {
				inactive: `${TO_TEST} To let it run by itself: publish the workflow and enter the Production URL there.`,
				active: `${TO_TEST} With the Production URL there, every event starts the published workflow.`,
			},
		},
		properties: triggerProperties,
	};

	webhookMethods = {
		default: {
			/**
			 * The service has no call to register a callback address: a person enters it in the vendor's console, and
			 * nobody can ask whether it is there. So there is nothing to create, but this is the moment to refuse a
			 * form that cannot work: when the workflow is published or begins to listen.
			 */
			async checkExists(this: IHookFunctions): Promise<boolean> {
				const { onlyThisApp } = settingsOf(this);
				if (onlyThisApp) await appIdOf(this);
				return true;
			},
			/** Never called, as checkExists always says yes. */
			async create(this: IHookFunctions): Promise<boolean> {
				return true;
			},
			/** The address in the vendor's console stays, and n8n answers it with 404 from now on. */
			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	/**
	 * Refused calls are answered 4xx, unwanted and repeated ones 200 (anything else would be pushed again), and none of
	 * these starts a workflow. Other methods than POST, JSON that n8n cannot parse and bodies above n8n's own limit do
	 * not come this far.
	 */
	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const settings = settingsOf(this);
		const { secretToken, onlyThisApp } = settings;
		const { token } = this.getQueryData() as { token?: unknown };
		if (secretToken !== undefined && !tokenMatches(secretToken, token)) {
			return answer(this, 403, 'The token is missing or wrong.');
		}

		const body: unknown = this.getBodyData();
		if (isNotice(body)) return await takeNotice(this, body);
		const { headers, rawBody } = this.getRequestObject() as ReturnType<typeof this.getRequestObject> &
			Pick<Call, 'rawBody'>;
		const reading = readPush({
			contentType: headers['content-type'],
			contentLength: headers['content-length'],
			rawBody,
			body,
		});
		if ('refusal' in reading) return answer(this, reading.refusal.status, reading.refusal.message);
		const { push } = reading;
		const refusal = onlyThisApp ? foreignApp(push, await appIdOf(this)) : undefined;
		if (refusal) return answer(this, refusal.status, refusal.message);

		const answers = new Answers(this);
		// In a test the same event may be tried again and again.
		const memory = settings.skipRepeats && this.getMode() !== 'manual' ? new Memory(this, push) : undefined;
		let isDone = false;
		try {
			const isInbound = push.eventType === UP_MESSAGE;
			const response = await receive(this, push, settings, {
				answers: isInbound ? answers : undefined,
				memory,
			});
			isDone = true;
			return response;
		} finally {
			if (!isDone) memory?.forget();
			// Now n8n writes what it read when the call began, and other calls may have written since.
			answers.keep();
			memory?.keep();
		}
	}
}
