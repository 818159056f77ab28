/** Account › Get Balance (docs/api.md, section 5): sends nothing and costs nothing. */
import type { INodePropertyOptions } from 'n8n-workflow';
import { ACCOUNT_STATUSES } from '../statuses';
import { ask } from '../queries/ask';
import type { ItemQuery } from '../queries/itemQuery';

export const getBalanceOperation: INodePropertyOptions = {
	name: 'Get Balance',
	value: 'getBalance',
	action: 'Get account balance',
	description: 'Get how much money the ITNIO account has left',
};

const WHAT = 'the account balance';

/** The service writes amounts as texts, e.g. `"128.5000"`. Undefined where there is no number. */
function amount(value: unknown): number | undefined {
	if (typeof value !== 'number' && typeof value !== 'string') return undefined;
	const text = String(value).trim().replace(/,/g, '');
	const number = Number(text);
	return text === '' || !Number.isFinite(number) ? undefined : number;
}

/** One row: what was paid in, what was given, and the credit, as numbers in the currency of the account. */
export const getBalance: ItemQuery = async (context, { baseUrl }) => {
	const reply = await ask(context, {
		method: 'GET',
		url: `${baseUrl}/sms/getBalance`,
		statuses: ACCOUNT_STATUSES,
		what: WHAT,
		expiredStatus: '-16',
	});
	if ('failure' in reply) return reply;
	const data = (reply.json.data ?? reply.json) as Readonly<Record<string, unknown>>;
	const balance = amount(data.balance);
	if (balance === undefined) {
		const why = `ITNIO answered, but without ${WHAT}. Look at the Base URL of the credential; if it is right, ask ITNIO support.`;
		return { failure: { kind: 'unknown', why } };
	}
	return { rows: [{ balance, gift: amount(data.gift) ?? null, credit: amount(data.credit) ?? null }] };
};
