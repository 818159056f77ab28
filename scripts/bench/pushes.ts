/**
 * What a push costs of processor time, while nobody and while 2,000 people are waited for: the trigger in n8n-core's own
 * context, the list of who waits where n8n keeps it. Reading that list from the database is n8n's own part, and counted apart.
 */
import 'reflect-metadata';
import { WebhookContext } from 'n8n-core';
import {
	Workflow,
	type IDataObject,
	type INode,
	type INodeTypes,
	type IWebhookData,
	type IWebhookFunctions,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { Answers } from '../../nodes/ItnioWhatsApp/conversation/receiving';
import { MAX_WAITING, Waiting } from '../../nodes/ItnioWhatsApp/conversation/waiting';
import { triggerProperties } from '../../nodes/ItnioWhatsApp/trigger/properties';
import { receive } from '../../nodes/ItnioWhatsApp/trigger/receive';
import { messageStatusEvent, upMessageEvent } from '../../sandbox';
import { median } from './median';
import type { PushCost } from './results';

const BUSINESS = '628111000111';
const APP = 'sandboxApp';
const type = {
	description: {
		properties: triggerProperties,
		credentials: [{ name: 'itnioApi', required: true }],
		inputs: [],
		outputs: ['main'],
	},
};
const nodeTypes = { getByName: () => type, getByNameAndVersion: () => type } as unknown as INodeTypes;

/** The static data of a workflow whose trigger waits for so many people. */
function storedFor(count: number): string {
	const waiting = new Waiting();
	for (let n = 0; n < count; n++) {
		const wait = {
			executionId: String(n + 1),
			nodeId: '861af60c-a53d-4e51-aa16-fe4a3b683c95',
			nonce: `n${n}`,
			signature: 'c5'.repeat(32),
		};
		const recipient = String(6_281_000_000_000 + n);
		waiting.add({ ...wait, recipient, businessPhone: BUSINESS, until: 0 }, n);
	}
	return JSON.stringify({ 'node:Trigger': { waiting: waiting.stored(Date.now()) } });
}

/** One workflow with the trigger, and what n8n does around each call of it. */
class Served {
	private database: string;

	private readonly node: INode;

	constructor(
		private readonly name: string,
		waiting: number,
	) {
		this.database = storedFor(waiting);
		this.node = {
			id: name,
			name: 'Trigger',
			type: 'itnioWhatsAppTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: { events: ['up-message-event'] },
			credentials: { itnioApi: { id: '1', name: 'ITNIO' } },
		};
	}

	/** A call, as n8n prepares it. */
	prepare(body: object): Prepared {
		const workflow = new Workflow({
			id: this.name,
			nodes: [this.node],
			connections: {},
			active: true,
			nodeTypes,
			staticData: JSON.parse(this.database) as IDataObject,
		});
		const response = { statusCode: 200, status: () => response, json: () => response, once: () => response };
		const additionalData = {
			httpRequest: {
				body,
				headers: { 'content-type': 'application/json', 'content-length': '400' },
				query: {},
				params: {},
			},
			httpResponse: response,
			credentialsHelper: { getDecrypted: async () => ({ appId: APP, apiSecret: 'a secret' }) },
		} as unknown as IWorkflowExecuteAdditionalData;
		const webhook = { webhookDescription: { name: 'default' } } as IWebhookData;
		const node = workflow.getNode('Trigger') as INode;
		const context: unknown = new WebhookContext(workflow, node, additionalData, 'webhook', webhook, [], null);
		return { context: context as IWebhookFunctions, workflow };
	}

	/** What n8n does behind a call. */
	finish({ staticData }: Workflow): void {
		if ((staticData as { __dataChanged?: boolean }).__dataChanged) this.database = JSON.stringify(staticData);
	}
}

interface Prepared {
	readonly context: IWebhookFunctions;
	readonly workflow: Workflow;
}

/** CPU milliseconds since a measure of before. */
function cpuSince(begin: NodeJS.CpuUsage): number {
	const { user, system } = process.cpuUsage(begin);
	return (user + system) / 1_000;
}

/** @param bodies of calls that come at the same time @returns CPU milliseconds of the trigger alone, and with n8n's part */
async function serve(served: Served, bodies: readonly object[]): Promise<{ own: number; whole: number }> {
	const begin = process.cpuUsage();
	const calls = bodies.map((body) => served.prepare(body));
	const since = process.cpuUsage();
	for (const { context } of calls) await receive(context, new Answers(context));
	const own = cpuSince(since);
	for (const { workflow } of calls) served.finish(workflow);
	return { own, whole: cpuSince(begin) };
}

/** A report of a delivery that nobody chose, and a message of somebody who is not waited for, which starts the workflow. */
const EVENTS = {
	report: (n: number) =>
		messageStatusEvent({ messageId: `m${n}`, recipient: '6289000000000' }, 'read', {
			appId: APP,
			businessPhone: BUSINESS,
			nowMs: Date.now(),
		}),
	message: (n: number) =>
		upMessageEvent(
			{ from: String(6_289_000_000_000 + n), text: 'Are you open today?' },
			{
				appId: APP,
				businessPhone: BUSINESS,
				nowMs: Date.now(),
			},
		),
};

/** None and many in turn, several times, because other work on the machine disturbs them. */
export async function pushCostOf(pushes: number, rounds: number): Promise<PushCost> {
	const rows: PushCost['rows'] = [];
	for (const what of ['report', 'message'] as const) {
		const costs = [0, MAX_WAITING].map((waiting) => ({
			served: new Served(`${what}-${waiting}`, waiting),
			own: [] as number[],
			whole: [] as number[],
		}));
		for (let round = 0; round <= rounds; round++) {
			for (const { served, own, whole } of costs) {
				const bodies = Array.from({ length: pushes }, (_, n) => EVENTS[what](round * pushes + n));
				const sum = { own: 0, whole: 0 };
				// Each message is stored, and read by the next one; a report is neither.
				const groups = what === 'report' ? [bodies] : bodies.map((body) => [body]);
				for (const group of groups) {
					const cost = await serve(served, group);
					sum.own += cost.own / pushes;
					sum.whole += cost.whole / pushes;
				}
				// The first round compiles, and fills what is remembered.
				if (round === 0) continue;
				own.push(sum.own);
				whole.push(sum.whole);
			}
		}
		const [none, many] = costs;
		for (const part of ['own', 'whole'] as const) {
			const [withNone, withMany] = [none?.[part] ?? [], many?.[part] ?? []];
			rows.push({
				what,
				part,
				none: median(withNone),
				many: median(withMany),
				ratio: median(withMany.map((cost, round) => cost / (withNone[round] as number))),
			});
		}
	}
	return { pushes, rounds, waiting: MAX_WAITING, rows };
}
