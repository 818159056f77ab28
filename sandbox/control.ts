import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ServerContext } from './context';
import {
	accountUpdateEvent,
	billingEvent,
	messageStatusEvent,
	numberQualityEvent,
	templateStatusEvent,
} from './events';
import { parseJson } from './json';
import { feed, page } from './page';
import { isJsonObject } from './rules/members';
import type { JsonObject, Inbound } from './types';

/** What the page shows at most. */
const SHOWN = 60;

class BadRequest extends Error {}

/** The page and everything under `/_/`: what drives the sandbox when it runs as a process of its own. */
export async function control(
	context: ServerContext,
	path: string,
	req: IncomingMessage,
	res: ServerResponse,
	rawBody: string,
): Promise<void> {
	// Another website open in the same browser must not be able to drive the sandbox.
	const { origin, host } = req.headers;
	if (origin !== undefined && origin !== `http://${host}`)
		return answer(res, 403, { error: 'foreign origin' });

	const query = new URL(req.url ?? '/', 'http://sandbox').searchParams;
	const { sandbox, store } = context;
	try {
		switch (`${req.method} ${path}`) {
			case 'GET /':
				return html(
					res,
					page(context.accounts, store.newest(SHOWN), store.counts(), sandbox.settings, `http://${host}`),
				);
			case 'GET /_/feed': {
				const entries = store.newest(SHOWN, Number(query.get('after') ?? 0));
				return answer(res, 200, { ...store.counts(), html: feed(entries) });
			}
			case 'GET /_/counts':
				return answer(res, 200, store.counts());
			case 'GET /_/messages':
				return answer(res, 200, messages(context, query));
			case 'GET /_/pushes':
				return answer(res, 200, sandbox.pushes);
			case 'GET /_/settings':
				return answer(res, 200, sandbox.settings);
			case 'POST /_/settings':
				sandbox.configure(bodyOf(rawBody));
				return answer(res, 200, sandbox.settings);
			case 'POST /_/reset':
				sandbox.reset();
				return answer(res, 200, store.counts());
			case 'POST /_/inbound': {
				const what = bodyOf(rawBody);
				if (typeof what.from !== 'string')
					throw new BadRequest('"from" must be the number of the person who writes');
				return answer(res, 200, await sandbox.inbound(what as unknown as Inbound));
			}
			case 'POST /_/push':
				return answer(res, 200, await push(context, bodyOf(rawBody)));
			default:
				return answer(res, 404, { error: `${req.method} ${path} is not known here` });
		}
	} catch (error) {
		return answer(res, 400, { error: badRequest(error).message });
	}
}

/** @throws anything that is not the caller's own mistake */
function badRequest(error: unknown): Error {
	if (error instanceof BadRequest || error instanceof TypeError) return error;
	throw error;
}

/** Lean by default: raw bodies and headers double the size of forty thousand messages. */
function messages({ sandbox, store }: ServerContext, query: URLSearchParams): JsonObject {
	const limit = Number(query.get('limit') ?? Infinity);
	const last = <T>(entries: T[]) => (Number.isFinite(limit) ? entries.slice(-limit) : entries);
	const received = query.has('full')
		? last(sandbox.received)
		: last(sandbox.received).map(({ n, messageId, at, endpoint, body, reported, warnings, notes }) => ({
				...{ n, messageId, at, endpoint, body, reported, warnings, notes },
			}));
	return { ...store.counts(), received, rejected: last(sandbox.rejected) };
}

/** `{ event }` as it is, or `{ eventType, … }` or `{ field, … }` filled up; to `url`, or else to the callback address of the settings. */
async function push({ sandbox, accounts, now }: ServerContext, what: JsonObject): Promise<JsonObject> {
	const { url = sandbox.settings.callbackUrl, eventType, ...members } = what;
	// Pushes about the account have a member of this name themselves: a word.
	const { event } = members;
	if (typeof url !== 'string') throw new BadRequest('"url" is missing, and no callbackUrl is set');
	const origin = {
		appId: accounts[0]?.appIds[0] ?? '',
		businessPhone: accounts[0]?.businessPhones[0] ?? '',
		nowMs: now(),
	};
	const made = () => {
		switch (eventType ?? members.field) {
			case 'message-status-event':
				return messageStatusEvent({ messageId: '', recipient: '' }, 'sent', origin);
			case 'template-status-event': {
				const template = { templateId: '900000000000002', templateName: 'welcome', languageCode: 'en_US' };
				return templateStatusEvent({ ...template, status: 'APPROVED' }, origin);
			}
			case 'billing-event':
				return billingEvent({ messageId: '' }, origin);
			case 'phone_number_quality_update':
				return numberQualityEvent({}, origin);
			case 'account_update':
				return accountUpdateEvent(members, origin);
			default:
				throw new BadRequest(
					'give an "event", or the "eventType" or "field" of one to make (people write with /_/inbound)',
				);
		}
	};
	const whole = isJsonObject(event) ? event : { ...made(), ...members };
	// The answer would take nine minutes if the repeats were awaited; /_/pushes shows how it went on.
	return { event: whole, ...(await sandbox.pushOnce(url, whole)) };
}

function bodyOf(rawBody: string): JsonObject {
	const parsed = parseJson(rawBody);
	if (parsed === undefined) throw new BadRequest('the body is not JSON');
	if (!isJsonObject(parsed)) throw new BadRequest('the body must be a JSON object');
	return parsed;
}

function answer(res: ServerResponse, status: number, json: object): void {
	res.writeHead(status, { 'Content-Type': 'application/json;charset=UTF-8', 'Cache-Control': 'no-store' });
	res.end(JSON.stringify(json));
}

function html(res: ServerResponse, text: string): void {
	res.writeHead(200, {
		'Content-Type': 'text/html;charset=UTF-8',
		'Cache-Control': 'no-store',
		'Content-Security-Policy':
			"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'",
		'X-Content-Type-Options': 'nosniff',
	});
	res.end(text);
}
