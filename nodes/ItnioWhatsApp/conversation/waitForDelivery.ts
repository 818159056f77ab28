/** Operation "Wait for Delivery": lets the execution wait until there is a last report of each of its messages. */
import { randomBytes } from 'crypto';
import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { isMissing } from '../core/members';
import { excerpt, textOf } from '../core/text';
import { saysNone, whyUnmeant } from '../core/unmeant';
import { DELIVERY_LIMIT } from '../form/waitForDelivery';
import { itemError, failedItem } from '../run/failed';
import { callbackUrlOf } from '../service/credential';
import { tellTrigger, waitOf } from './ask';
import { readCallbackUrl } from './callbackUrl';
import { END_EARLY_MS } from './deliveries';
import { nameOfMessage, outcomeOf } from './deliveryReport';
import { rememberDelivery } from './deliveryWait';
import type { Goal, Registration } from './registration';
import { obstacle, type Wait } from './token';
import { waitUntil } from './waitUntil';

/** They are stored with the trigger's workflow. */
export const MAX_MESSAGES_AWAITED = 500;
/** WhatsApp gives a message up that it could not deliver for so long. */
const MAX_DAYS = 30;
const DAY_MS = 86_400_000;

/** No service has longer ones, and none with a space. */
const MESSAGE_ID = /^[^\s{}[\]]{1,200}$/;

/** What code writes of an item that no message was sent for. */
const NO_ID = /^(?:undefined|nan)$/i;

/** The message of an item; undefined: the item has none, because nothing was sent for it. */
function messageOf(context: IExecuteFunctions, itemIndex: number): string | undefined {
	const given: unknown = context.getNodeParameter('messageId', itemIndex, '');
	const written = textOf(given).trim();
	if (isMissing(given) || saysNone(written) || NO_ID.test(written)) return undefined;
	if (MESSAGE_ID.test(written) && whyUnmeant(written) === undefined) return written;
	const why = `Message ID is "${excerpt(written, 60)}", which is none: drag messageId of the send node into it`;
	const { length: items, [itemIndex]: item } = context.getInputData();
	throw itemError(context.getNode(), { itemIndex, items, item }, why);
}

function limitOf(context: IExecuteFunctions, now: number): number {
	const { limitWaitTime } = context.getNodeParameter('options', 0, {}) as { limitWaitTime?: unknown };
	const reading = waitUntil(limitWaitTime ?? { values: DELIVERY_LIMIT }, {
		now,
		timeZone: context.getTimezone(),
	});
	const complain = (problem: string) =>
		new NodeOperationError(context.getNode(), `Limit Wait Time ${problem}`);
	if ('problem' in reading) throw complain(reading.problem);
	const until = reading.until?.getTime() ?? now + DAY_MS;
	if (until > now + MAX_DAYS * DAY_MS) {
		throw complain(`is longer than ${MAX_DAYS} days: no report comes after that`);
	}
	return until;
}

/** @returns the address of the trigger */
async function callbackOf(context: IExecuteFunctions): Promise<string> {
	const written = await callbackUrlOf(context);
	if (written === '') {
		throw new NodeOperationError(
			context.getNode(),
			'The reports of delivery find no way back: enter the Production URL of your ITNIO WhatsApp Trigger as Callback URL in the ITNIO API credential',
			{
				description:
					'Its workflow must be published, and the same address must be the callback address in the ITNIO console.',
			},
		);
	}
	const reading = readCallbackUrl(written);
	if ('url' in reading) return reading.url;
	throw new NodeOperationError(
		context.getNode(),
		`Callback URL of the ITNIO API credential ${reading.problem}`,
	);
}

/** The items as they go on where n8n ends the wait by itself, and where there is nothing to wait for. */
const withoutReports = (
	items: readonly INodeExecutionData[],
	names: ReadonlyArray<string | undefined>,
): INodeExecutionData[] =>
	items.map((item, index) => ({
		...item,
		json: { ...item.json, delivery: { ...outcomeOf(names[index], new Map()) } },
		pairedItem: { item: index },
	}));

/**
 * n8n signs the addresses of "Send and Wait" only. At those of other operations its newer versions want the token of the
 * execution, which is in `$execution.resumeUrl`; the older ones look at neither.
 */
function withTokenOfExecution(context: IExecuteFunctions, wait: Wait): Wait {
	try {
		const address = new URL(String(context.evaluateExpression('{{ $execution.resumeUrl }}', 0)));
		return { ...wait, signature: address.searchParams.get('signature') ?? wait.signature };
	} catch {
		// Without an address nothing finds the way back. That is said where the missing parts are looked at.
		return wait;
	}
}

async function waitForReports(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const node = context.getNode();
	const items = context.getInputData();
	const messages = items.map((_, index) => messageOf(context, index));
	const sent = messages.filter((message) => message !== undefined);
	const names = messages.map((message) => (message === undefined ? undefined : nameOfMessage(message)));
	const now = Date.now();
	const limit = limitOf(context, now);
	if (sent.length > MAX_MESSAGES_AWAITED) {
		throw new NodeOperationError(
			node,
			`There are ${sent.length} messages, but one execution can wait for ${MAX_MESSAGES_AWAITED}: put Loop Over Items with Batch Size ${MAX_MESSAGES_AWAITED} before the send node`,
		);
	}
	if (sent.length === 0) {
		// Nothing was sent for any of them, and each says so; otherwise the field is wrong.
		const isSkipped = items.every(({ json }) => json.skipped === true || json.error !== undefined);
		if (isSkipped) return withoutReports(items, names);
		throw new NodeOperationError(
			node,
			'No item has a Message ID: put this node behind one that sends, and drag its messageId into the field',
			{ description: 'With Preview Only nothing is sent, so that there is nothing to wait for.' },
		);
	}
	if (node.type.endsWith('Tool')) {
		throw new NodeOperationError(node, 'Wait for Delivery cannot wait inside a tool: use it in a workflow');
	}
	const callbackUrl = await callbackOf(context);
	const nonce = randomBytes(6).toString('base64url');
	const wait = withTokenOfExecution(context, waitOf(context, nonce));
	const wrong = obstacle(wait);
	if (wrong !== undefined) {
		throw new NodeOperationError(node, `The reports of delivery find no way back. ${wrong}`);
	}
	const until = limit + END_EARLY_MS;
	const goal = context.getNodeParameter('until', 0, 'delivered') as Goal;
	const awaited = { goal, names: [...new Set(names.filter((name) => name !== undefined))] };
	const registration: Registration = { ...wait, recipient: '', businessPhone: '', until, awaited };
	const { withdraw, why } = await tellTrigger(context, callbackUrl, registration);
	let isWaiting = false;
	try {
		if (why !== undefined) {
			throw new NodeOperationError(node, `The reports of delivery find no way back, because ${why}`);
		}
		rememberDelivery(context.getContext('node'), { nonce, signature: wait.signature, names, until });
		// When n8n ends the wait, it passes on what came in.
		for (const [index, item] of withoutReports(items, names).entries()) items[index] = item;
		await context.putExecutionToWait(new Date(until));
		isWaiting = true;
		return items;
	} finally {
		if (!isWaiting) await withdraw();
	}
}

/** What was sent stays sent where it cannot wait: nothing here may look as if it had not left. */
export async function runWaitForDelivery(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	if (!context.continueOnFail()) return await waitForReports(context);
	try {
		return await waitForReports(context);
	} catch (error) {
		const why = error instanceof Error ? error.message : 'Wait for Delivery failed';
		const node = context.getNode();
		return context.getInputData().map((item, itemIndex, { length: items }) => {
			const { recipient } = item.json;
			return failedItem(node, { itemIndex, items, item, recipient }, { kind: 'unknown', why });
		});
	}
}
