import {
	NodeConnectionTypes,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { lookAfterStart } from './conversation/handingReports';
import { Answers } from './conversation/receiving';
import { checkForm } from './trigger/form';
import { EVENT_NAMES, triggerProperties } from './trigger/properties';
import { receive } from './trigger/receive';

const TO_TEST =
	'To test: copy the Test URL from Webhook URLs beside, enter it in the ITNIO console as the callback address, click the button above and write to your business.';

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
			'Enter the Production URL of the trigger in the ITNIO console as the callback address. ITNIO calls one address: it takes the place of the one that is there.',
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
				// Empty: n8n answers with what the node says. Without it, it says "firstEntryJson", the name of its own
				// default, and an expression would be computed for every call.
				responseData: '',
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
				await checkForm(this);
				void lookAfterStart(this);
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

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this, new Answers(this));
	}
}
