import type { Account } from './types';

/** The account to play with: everything works, and any business number of 7-14 digits is taken. */
export const DEFAULT_ACCOUNT: Account = {
	apiKey: 'sandbox-key',
	apiSecret: 'sandbox-secret',
	appIds: ['sandboxApp'],
	businessPhones: ['628111000111', '12025550100'],
	balance: '128.5000',
	gift: '10.0000',
	credit: '0.0000',
	about: 'everything works',
};

function troubled(apiKey: string, about: string, states: Pick<Account, 'wa' | 'sms' | 'balance'>): Account {
	return { ...DEFAULT_ACCOUNT, apiKey, about, ...states };
}

/**
 * One account for each state of a credential. The `/sms/` codes are documented one by one (docs/api.md, section 4);
 * what the same state answers on `/wa/` is the nearest code of that family, the vendor does not say.
 */
export const TROUBLED_ACCOUNTS: Account[] = [
	troubled('sandbox-locked', 'user locked', { sms: -13, wa: -1, balance: '0' }),
	troubled('sandbox-blocked-ip', 'IP address not allowed', { sms: -2, wa: -6, balance: '0' }),
	troubled('sandbox-unusual', 'port program unusual', { sms: -18, wa: -5, balance: '0' }),
	troubled('sandbox-workspace-disabled', 'workspace disabled', { sms: -29, wa: -1, balance: '0' }),
	troubled('sandbox-disabled', 'API key disabled', { sms: -30, wa: -1, balance: '0' }),
	troubled('sandbox-not-whitelisted', 'IP not in the whitelist', { sms: -31, wa: -6, balance: '0' }),
	troubled('sandbox-no-permission', 'key not allowed for this application', {
		sms: -32,
		wa: -10,
		balance: '0',
	}),
	troubled('sandbox-unverified', 'account not verified', { wa: -14, balance: '0.0000' }),
	troubled('sandbox-empty', 'balance used up', { wa: -68, balance: '0.0000' }),
];
