import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { MessageStore } from './store';
import { checkCustom } from './rules';
import { checkApp, checkEnvelope } from './rules/envelope';
import { CHECK_FAILED, MALFORMED, isJsonObject, optionalText, type Remarks } from './rules/members';
import { Refusal, refuse } from './rules/refusal';
import { checkLanguageCode, checkTemplate } from './rules/template';
import { authenticate } from './signature';
import { SMS_STATUSES, WA_STATUSES } from './statuses';
import { accountRecords, isBanned, numberRecords, pageOf } from './numbers';
import { TEMPLATES, describeTemplate } from './templates';
import { triggeredStatus } from './triggers';
import type { Account, JsonObject, Endpoint, ReceivedMessage, Settings } from './types';

/** A call as it came in; `parsed` is undefined when the body is no JSON. */
export interface Call {
	endpoint: Endpoint;
	headers: IncomingHttpHeaders;
	rawBody: string;
	parsed: unknown;
}

/** The JSON to answer with (docs/api.md, section 3), and the message if one was accepted. */
export interface Answer {
	json: JsonObject;
	message?: ReceivedMessage;
}

/** The pretended service itself: knows the API, nothing of sockets. */
export class Service {
	private readonly accounts: ReadonlyMap<string, Account>;

	constructor(
		accounts: readonly Account[],
		private readonly store: MessageStore,
		private readonly now: () => number,
		private readonly settings: () => Settings,
	) {
		this.accounts = new Map(accounts.map((account) => [account.apiKey, account]));
	}

	/** Whether a call comes from a known account. */
	knows(headers: IncomingHttpHeaders): boolean {
		try {
			authenticate(headers, this.accounts, this.now(), -4);
			return true;
		} catch (error) {
			asRefusal(error);
			return false;
		}
	}

	/** Never throws for a bad call: it becomes a refusal, which is recorded. */
	answer(call: Call): Answer {
		try {
			switch (call.endpoint) {
				case 'balance':
					return { json: this.balance(call) };
				case 'numbers':
				case 'account':
					return { json: this.account(call, call.endpoint) };
				case 'query':
					return { json: this.query(call) };
				default:
					return this.send(call, call.endpoint);
			}
		} catch (error) {
			return { json: this.refusal(call, asRefusal(error)) };
		}
	}

	private refusal(
		{ endpoint, rawBody, parsed }: Call,
		{ status: code, message: reason }: Refusal,
	): JsonObject {
		const status = String(code);
		const entry = { status, reason, body: parsed ?? rawBody, at: this.now(), endpoint };
		this.store.reject(entry, this.settings().keepMessages);
		return { status, reason };
	}

	private send({ headers, rawBody, parsed }: Call, endpoint: 'custom' | 'template'): Answer {
		const { account, body } = this.opened(headers, parsed);
		const { businessPhone, recipient } = checkEnvelope(body, account);
		const wanted = triggeredStatus(businessPhone, recipient);
		if (wanted !== undefined) refuse(wanted, WA_STATUSES[wanted] ?? 'refused');
		if (isBanned(businessPhone)) refuse(-97, WA_STATUSES[-97] ?? 'refused');

		const remarks: Remarks = { warnings: [], notes: [] };
		if (endpoint === 'template') checkTemplate(body, remarks);
		else checkCustom(body, remarks);
		const { enforceWindow, keepMessages } = this.settings();
		const at = this.now();
		if (endpoint === 'custom' && enforceWindow && !this.store.isWindowOpen(businessPhone, recipient, at)) {
			// The vendor publishes the rule, but not the code that goes with it.
			refuse(CHECK_FAILED, 'recipient did not write within the last 24 hours: send a template');
		}
		const messageId = randomUUID().replaceAll('-', '');
		const message = this.store.accept(
			{
				messageId,
				at,
				endpoint,
				recipient,
				businessPhone,
				body,
				rawBody,
				headers,
				reported: 'waiting',
				...remarks,
			},
			keepMessages,
		);
		const data = { channelType: 0, messageId, timestamp: Math.floor(at / 1000) };
		return { json: { status: '0', reason: 'success', data }, message };
	}

	private query({ headers, parsed }: Call): JsonObject {
		const { account, body } = this.opened(headers, parsed);
		const appId = checkApp(body, account);
		const templateId = optionalText(body, 'templateId', 'templateId');
		const languageCode = optionalText(body, 'languageCode', 'languageCode');
		if (languageCode !== undefined) checkLanguageCode(languageCode, 'languageCode');
		if (templateId !== undefined && !TEMPLATES.some((template) => template.templateId === templateId)) {
			refuse(-38, `templateId ${templateId} does not exist`);
		}
		const found = TEMPLATES.filter(
			(template) => templateId === undefined || template.templateId === templateId,
		)
			.filter(
				({ languages }) => !languageCode || languages.some(({ language }) => language.code === languageCode),
			)
			.map((template) => describeTemplate(template, appId, languageCode));
		const data = this.settings().templateDataAs === 'array' ? found : (found[0] ?? {});
		return { status: '0', reason: 'success', data };
	}

	/** Both queries take their page beside `params`, and name applications in there. */
	private account({ headers, parsed }: Call, endpoint: 'numbers' | 'account'): JsonObject {
		const { account, body } = this.opened(headers, parsed);
		const amount = (name: string, otherwise: number) => {
			const value = body[name] ?? otherwise;
			if (typeof value !== 'number' || !Number.isInteger(value) || value < 1)
				refuse(MALFORMED, `${name} must be a number from 1`);
			return value;
		};
		const params = isJsonObject(body.params) ? body.params : {};
		const textsIn = (name: string) => (Array.isArray(params[name]) ? params[name].map(String) : []);
		const appIds = textsIn('appIds');
		for (const appId of appIds) checkApp({ appId }, account);
		const records =
			endpoint === 'numbers'
				? numberRecords(textsIn('phoneNumbers'), this.now())
				: accountRecords(appIds[0] ?? account.appIds[0] ?? '', this.settings().callbackUrl);
		const data = pageOf(records, amount('current', 1), amount('size', 25));
		return { status: '0', reason: 'success', data };
	}

	private balance({ headers }: Call): JsonObject {
		// No Content-Type is asked for here: a GET without a body has none in most clients.
		const account = authenticate(headers, this.accounts, this.now(), -16);
		if (account.sms !== undefined) refuse(account.sms, SMS_STATUSES[account.sms] ?? 'refused');
		const { balance, gift = '0', credit = '0' } = account;
		return { status: '0', reason: 'success', balance, gift, credit };
	}

	/** What all `/wa/` calls have in common: a JSON object from a known account in good state. */
	private opened(headers: IncomingHttpHeaders, parsed: unknown): { account: Account; body: JsonObject } {
		const contentType = headers['content-type'] ?? '';
		if (!/^application\/json\s*(;|$)/i.test(contentType)) {
			refuse(CHECK_FAILED, 'header Content-Type must be application/json');
		}
		const account = authenticate(headers, this.accounts, this.now(), -4);
		if (account.wa !== undefined) refuse(account.wa, WA_STATUSES[account.wa] ?? 'refused');
		if (parsed === undefined) refuse(-7, 'the body is not JSON');
		if (!isJsonObject(parsed)) refuse(MALFORMED, 'the body must be a JSON object');
		return { account, body: parsed };
	}
}

/** @throws anything else: a mistake of the sandbox's own */
function asRefusal(error: unknown): Refusal {
	if (error instanceof Refusal) return error;
	throw error;
}
