/**
 * A drawn world in virtual time: n8n with its database, its places and its own addresses, ITNIO that pushes again, and
 * everything between them failing. The trigger and the waiting node are the real ones; n8n around them is a stand-in that
 * does what a real one was seen to do.
 */
import type { IDataObject, IWebhookDescription, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { receiveAnswer } from '../../nodes/ItnioWhatsApp/conversation/answered';
import { remember, type Question } from '../../nodes/ItnioWhatsApp/conversation/question';
import { Answers } from '../../nodes/ItnioWhatsApp/conversation/receiving';
import { writeNotice, PURPOSE } from '../../nodes/ItnioWhatsApp/conversation/registration';
import { withToken } from '../../nodes/ItnioWhatsApp/conversation/token';
import { derivedKey } from '../../nodes/ItnioWhatsApp/service/credential';
import { waitingWebhooks } from '../../nodes/ItnioWhatsApp/conversation/webhooks';
import { receive } from '../../nodes/ItnioWhatsApp/trigger/receive';
import { upMessageEvent } from '../../sandbox';
import { answerOnReceived } from '../trigger/onReceived';
import { idsOf, type Outcome, type Plan } from './worldPlan';

const credential = { appId: 'sandboxApp', apiSecret: 'the-secret-of-tests' };
const BUSINESS = '628111000111';
export const SARI = '6281234567890';
const OWN_URL = 'http://n8n/webhook/trigger';
/** So long n8n takes to begin with an execution, and so long again until it has stored what the call kept. */
const BEGINS_MS = 3;
/** After so long it is stored for good that the push was dealt with. */
const STORED_MS = 20;
/** The same where nobody heard of the beginning. */
const STORED_LATE_MS = 30_100;
const WAITING_URL = 'http://n8n/webhook-waiting';
const NODE_ID = '861af60c-a53d-4e51-aa16-fe4a3b683c95';
const sleep = async (ms: number) => await new Promise<void>((resolve) => setTimeout(resolve, ms));
/** What becomes of a call whose process was killed: nothing. */
const never = async () => await new Promise<never>(() => {});

let worlds = 0;

export async function play(plan: Plan, advance: (ms: number) => Promise<unknown>): Promise<Outcome> {
	const world = ++worlds;
	const begin = Date.now();
	const wait = { executionId: '7', nodeId: NODE_ID, nonce: '9srYfBM7', signature: 'c5'.repeat(32) };
	const question: Question = {
		run: 0,
		nonce: wait.nonce,
		signature: wait.signature,
		answerBy: 'buttons',
		recipient: SARI,
		businessPhone: BUSINESS,
		choices: [
			{ id: 'yes', title: 'Yes' },
			{ id: 'no', title: 'No' },
		],
		askedAt: 0,
	};
	const store: IDataObject = {};
	remember(store, plan.limitS > 0 ? { ...question, until: begin + plan.limitS * 1000 } : question);

	let database = '{}';
	let life = 0;
	let turn = 0;
	let status: Outcome['status'] = 'running';
	let errors = 0;
	let calls = 0;
	const taken: string[] = [];
	const started: IDataObject[] = [];
	const unstored: string[] = [];
	const unseen: string[] = [];
	const pushed: string[] = [];
	const since = () => Date.now() - begin;
	const waitingUrl = () => `${WAITING_URL}-${plan.moves.filter((atS) => atS * 1000 <= since()).length}`;

	/** A call of n8n's own address: what n8n does with it, after what stands between. */
	async function ownCall(url: string, body: IDataObject, caller: number): Promise<unknown> {
		const json = (statusCode: number, answer: unknown) => ({ statusCode, body: JSON.stringify(answer) });
		if (url.startsWith(OWN_URL)) {
			const { status: statusCode = 500 } = (await trigger(body)) ?? {};
			return json(statusCode, {});
		}
		const fault = plan.faults[calls++] ?? 'none';
		const fail = (code: string) => Object.assign(new Error(code), { code });
		await sleep(5);
		if (fault === 'refused' || !url.startsWith(`${waitingUrl()}/`)) throw fail('ECONNREFUSED');
		if (fault === 'lostBefore') throw fail('ECONNRESET');
		if (fault === 'gatewayBefore') return json(502, 'Bad Gateway');
		const answer = arrive(url, body, life);
		const late = sleep(20_000).then(() => {
			throw fail('ECONNABORTED');
		});
		const reply = await Promise.race([answer, late]);
		if (caller !== life) return await never();
		if (fault === 'lostAfter') throw fail('ECONNRESET');
		return fault === 'gatewayAfter' ? json(504, 'Gateway Timeout') : json(...reply);
	}

	/** n8n's own part of a call of the waiting address. */
	async function arrive(url: string, body: IDataObject, born: number): Promise<[number, unknown]> {
		if (status === 'running') return [409, { message: 'The execution "7" is running already.' }];
		if (status === 'finished') return [200, '<title>No action required</title>'];
		let reply: [number, unknown] = [200, {}];
		const query = Object.fromEntries(new URL(url).searchParams);
		const response = {
			status(code: number) {
				reply = [code, {}];
				return response;
			},
			json: (value: unknown) => void (reply = [reply[0], value]),
		};
		const result = await receiveAnswer({
			getRequestObject: () => ({ method: 'POST' }),
			getResponseObject: () => response,
			getQueryData: () => query,
			getBodyData: () => body,
			getNode: () => ({ name: 'Ask' }),
			evaluateExpression: (text: string) => (text.includes('context') ? store : {}),
		} as unknown as IWebhookFunctions);
		const { workflowData } = result;
		if (workflowData === undefined) return reply;
		// It waits for a free place first, and then for its turn.
		const { fromS, forS } = plan.full;
		const isFull = since() >= fromS * 1000 && since() < (fromS + forS) * 1000;
		if (isFull) await sleep((fromS + forS) * 1000 - since());
		if (born !== life) return await never();
		if ((status as string) !== 'waiting')
			return [500, { code: 0, message: 'There was a problem executing the workflow' }];
		status = 'running';
		const said = workflowData[0]?.[0]?.json.response as { messageId: string };
		taken.push(said.messageId);
		setTimeout(() => (status = 'finished'), plan.runsS * 1000);
		return [200, answerOnReceived(waitingWebhooks[1] as IWebhookDescription, result)];
	}

	/** A call of the trigger's address, as n8n serves it: the database is read when it begins, and written as a whole. */
	async function trigger(
		body: object,
		patienceMs = Infinity,
	): Promise<{ status: number; answer: unknown } | undefined> {
		const born = life;
		const process = turn++ % plan.processes;
		const staticData = JSON.parse(database) as Record<string, IDataObject>;
		const before = JSON.stringify(staticData);
		const node = (staticData.node ??= {});
		let settle: (reply: { status: number; answer: unknown }) => void = () => {};
		const replied = new Promise<{ status: number; answer: unknown }>((resolve) => (settle = resolve));
		const listeners: Array<() => void> = [];
		const hangUp = () => {
			response.destroyed = true;
			for (const listener of listeners.splice(0)) listener();
		};
		const response = {
			statusCode: 200,
			writableEnded: false,
			destroyed: false,
			status(code: number) {
				response.statusCode = code;
				return response;
			},
			json(answer: unknown) {
				settle({ status: response.statusCode, answer });
				response.writableEnded = true;
				hangUp();
			},
			once: (event: string, listener: () => void) => event === 'close' && listeners.push(listener),
		};
		const context = {
			getNodeParameter: (name: string) =>
				name === 'events' ? ['up-message-event'] : { groupMessages: plan.groupS },
			getCredentials: async () => credential,
			getQueryData: () => ({}),
			getBodyData: () => body,
			getRequestObject: () => ({ headers: { 'content-type': 'application/json' } }),
			getResponseObject: () => response,
			getNode: () => ({ id: 'trigger', name: 'Trigger' }),
			getWorkflow: () => ({ id: `world-${world}-${born}-${process}` }),
			getMode: () => 'webhook',
			getNodeWebhookUrl: () => OWN_URL,
			getWorkflowStaticData: () => node,
			evaluateExpression: () => `${waitingUrl()}/__UNKNOWN__`,
			logger: { warn: () => {}, error: () => void (errors += 1) },
			helpers: {
				httpRequest: async ({ url, body: sent }: { url: string; body: string }) => {
					if (born !== life) return await never();
					const reply = await ownCall(url, JSON.parse(sent) as IDataObject, born);
					return born === life ? reply : await never();
				},
			},
		} as unknown as IWebhookFunctions;
		const serve = async () => {
			let result: IWebhookResponseData;
			try {
				result = await receive(context, new Answers(context));
			} catch {
				if (born !== life) return;
				errors += 1;
				response.statusCode = 500;
				response.json({});
				return;
			}
			if (born !== life) return;
			const item = result.workflowData?.[0]?.[0]?.json;
			const store = () => {
				if (born === life && JSON.stringify(staticData) !== before) database = JSON.stringify(staticData);
			};
			// Of a call that is answered already, n8n does not wait for the beginning.
			if (item === undefined || result.noWebhookResponse) store();
			if (item === undefined) return;
			const { fromS, forS, afterS } = plan.broken;
			const isBroken = since() >= fromS * 1000 && since() < (fromS + forS) * 1000;
			await sleep(isBroken ? afterS * 1000 : BEGINS_MS);
			if (born !== life) return;
			if (isBroken) {
				if (response.writableEnded) unseen.push(...idsOf(item));
				else response.status(500).json({});
				return;
			}
			started.push(item);
			setTimeout(
				() => {
					if (born !== life) unstored.push(...idsOf(item));
				},
				result.noWebhookResponse || response.destroyed ? STORED_LATE_MS : STORED_MS,
			);
			await sleep(BEGINS_MS);
			if (born !== life || result.noWebhookResponse) return;
			store();
			response.json({});
		};
		void serve();
		if (patienceMs === Infinity) return await replied;
		return (await Promise.race([replied, sleep(patienceMs).then(hangUp)])) ?? undefined;
	}

	/** ITNIO: a call that is not answered with success in time is made again after 1, 3 and 5 minutes. */
	async function push(event: object, id: string): Promise<void> {
		for (const pauseMs of [0, 60_000, 180_000, 300_000]) {
			await sleep(pauseMs);
			pushed.push(id);
			const reply = await trigger(event, plan.patienceS * 1000);
			if (reply && reply.status < 400) return;
		}
	}

	const key = await derivedKey({ getCredentials: async () => credential } as never, PURPOSE);
	const registration = { ...wait, recipient: SARI, businessPhone: BUSINESS, until: 0 };
	await trigger(writeNotice(key, 'add', registration, Date.now()));
	await trigger(writeNotice(key, 'add', registration, Date.now()));

	setTimeout(() => (status = 'waiting'), plan.waitsFromS * 1000);
	if (plan.limitS > plan.waitsFromS) {
		setTimeout(() => {
			if (status === 'waiting') status = 'finished';
		}, plan.limitS * 1000);
	}
	for (const atS of plan.kills) {
		setTimeout(() => {
			life += 1;
			// n8n lists what was running as crashed.
			if (since() > plan.waitsFromS * 1000 && status === 'running') status = 'finished';
		}, atS * 1000);
	}
	for (const atS of plan.restarts) setTimeout(() => (life += 1), atS * 1000);
	let userCount = 0;
	for (const atS of plan.userWritesS) {
		setTimeout(() => {
			userCount += 1;
			const data = JSON.parse(database) as Record<string, unknown>;
			database = JSON.stringify({ ...data, global: { userCount } });
		}, atS * 1000);
	}
	const messages = plan.deeds.map(({ atS, kind, twice = false }, n) => {
		const id = `${world}-m${n}`;
		const choice = kind === 'tapYes' ? 0 : 1;
		const title = choice === 0 ? 'Yes' : 'No';
		const text = kind === 'typeYes' ? 'yes!' : `words ${n}`;
		const isTap = kind === 'tapYes' || kind === 'tapNo';
		const tap = { id: withToken(title.toLowerCase(), wait, choice), title };
		const event = {
			...upMessageEvent({ from: SARI, text }, { ...credential, businessPhone: BUSINESS, nowMs: Date.now() }),
			...(isTap ? { message: { type: 'interactive', interactive: { button_reply: tap } } } : {}),
			messageId: id,
		};
		for (let times = twice ? 2 : 1; times > 0; times--) setTimeout(() => void push(event, id), atS * 1000);
		return { id, kind };
	});
	await advance(45 * 60_000);
	const { global } = JSON.parse(database) as { global?: { userCount?: unknown } };
	const userCountAtEnd = global?.userCount ?? 0;
	return { taken, started, unstored, unseen, pushed, errors, status, messages, userCount: userCountAtEnd };
}
