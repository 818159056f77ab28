import { DEFAULT_ACCOUNT, TROUBLED_ACCOUNTS } from './accounts';
import { MessageStore } from './store';
import { ReceivedFiles } from './files';
import { messageStatusEvent, upMessageEvent } from './events';
import { startRuntime } from './runtime';
import { Pushes } from './pushes';
import { listen } from './server';
import { Service } from './service';
import { DEFAULT_SETTINGS, changedSettings } from './settings';
import type { JsonObject, Inbound, ReceivedMessage, Sandbox, SandboxOptions } from './types';

export { DEFAULT_ACCOUNT, TROUBLED_ACCOUNTS } from './accounts';
export {
	accountUpdateEvent,
	billingEvent,
	messageStatusEvent,
	numberQualityEvent,
	templateStatusEvent,
	upMessageEvent,
} from './events';
export { FAULT_KINDS } from './faults';
export { NUMBERS, WABA_ID } from './numbers';
export { sign } from './signature';
export { SMS_STATUSES, WA_STATUSES } from './statuses';
export { TEMPLATES } from './templates';
export { businessPhoneFor, recipientFor } from './triggers';
export type * from './types';

/**
 * Starts a stand-in for the ITNIO service on 127.0.0.1 (docs/api.md, sections 1 to 5).
 * @returns once it listens
 * @throws TypeError for an impossible setting, and the system's error when the port is taken
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { port = 0, accounts = [DEFAULT_ACCOUNT, ...TROUBLED_ACCOUNTS], now = Date.now, ...given } = options;
	const initial = changedSettings(DEFAULT_SETTINGS, given);
	let present = startRuntime(initial);
	const settings = () => present.settings;
	const store = new MessageStore();
	const pushes = new Pushes(now, settings);
	const service = new Service(accounts, store, now, settings);

	const files = new ReceivedFiles();
	/** Known once it listens. */
	let url = '';

	const defaults = accounts[0] ?? DEFAULT_ACCOUNT;
	const origin = (businessPhone?: string, appId?: string) => ({
		appId: appId ?? defaults.appIds[0] ?? '',
		businessPhone: businessPhone ?? defaults.businessPhones[0] ?? '',
		nowMs: now(),
	});

	/** sent, delivered, read, one after the other; a message over Meta's limits fails instead. */
	async function reportProgress(message: ReceivedMessage): Promise<void> {
		const { callbackUrl } = settings();
		if (callbackUrl === null) return;
		const doomed = message.warnings[0];
		for (const status of doomed ? (['failed'] as const) : (['sent', 'delivered', 'read'] as const)) {
			const from = origin(message.businessPhone, String(message.body.appId));
			await pushes.start(callbackUrl, messageStatusEvent(message, status, from, doomed)).first;
		}
	}

	const sandbox: Omit<Sandbox, 'url' | 'port' | 'close'> = {
		get received() {
			return store.received;
		},
		get rejected() {
			return store.rejected;
		},
		get pushes() {
			return pushes.records;
		},
		get requests() {
			return store.requests;
		},
		get settings() {
			return present.settings;
		},
		counts: () => store.counts(),
		configure(change) {
			const next = changedSettings(present.settings, change);
			// Faults already used up stay so, unless they are set again; the same holds for the rate.
			const fresh = startRuntime(next);
			present = {
				settings: next,
				faults: change.faults === undefined && change.seed === undefined ? present.faults : fresh.faults,
				rate:
					change.ratePerSecond === undefined && change.rateCountedBy === undefined
						? present.rate
						: fresh.rate,
			};
		},
		reset() {
			store.clear();
			files.clear();
			pushes.records.length = 0;
			present = startRuntime(initial);
		},
		async push(callbackUrl, event) {
			return await pushes.start(callbackUrl, event as JsonObject).done;
		},
		async pushOnce(callbackUrl, event) {
			return await pushes.start(callbackUrl, event as JsonObject).first;
		},
		async inbound(what: Inbound) {
			const from = origin(what.to, what.appId);
			store.personWrote(from.businessPhone, what.from, from.nowMs);
			const sent = what.tap?.messageId === undefined ? undefined : store.find(what.tap.messageId);
			const event = upMessageEvent(
				what,
				{ ...from, keepFile: (type, mimeType, login) => files.keep(type, mimeType, url, login) },
				sent,
			);
			const { callbackUrl } = settings();
			if (callbackUrl === null) return { event, pushed: false, delivered: false };
			const { delivered } = await pushes.start(callbackUrl, event).first;
			return { event, pushed: true, delivered };
		},
	};

	const server = await listen({
		port,
		now,
		store,
		service,
		files,
		accounts,
		sandbox,
		runtime: () => present,
		accepted: (message) => void reportProgress(message),
	});
	({ url } = server);
	return Object.defineProperties(sandbox, {
		url: { value: server.url, enumerable: true },
		port: { value: server.port, enumerable: true },
		close: {
			value: async () => {
				pushes.stop();
				await server.close();
			},
			enumerable: true,
		},
	}) as Sandbox;
}
