/** Account › Get Balance (docs/api.md, section 5): sends nothing and costs nothing. */
import type { INodePropertyOptions } from 'n8n-workflow';
import { isMissing, recordIn } from '../../core/members';
import { excerpt, textOf } from '../../core/text';
import { ACCOUNT_STATUSES } from '../statuses';
import { ask } from '../queries/ask';
import type { ItemQuery } from '../queries/itemQuery';
import { without } from '../queries/shape';

export const getBalanceOperation: INodePropertyOptions = {
	name: 'Get Balance',
	value: 'getBalance',
	action: 'Get account balance',
	description: 'Get how much money the ITNIO account has left',
};

const WHAT = 'the account balance';

/** A comma before three digits is a decimal sign for half of the world, unless a point or one more comma follows. */
const THOUSANDS = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:,\d{3}|\.\d+)$/;
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** The service writes amounts as texts, e.g. `"128.5000"`. Undefined where it is not certain which number it is. */
function amount(value: unknown): number | undefined {
	const text = textOf(value).trim();
	const plain = THOUSANDS.test(text) ? text.replace(/,/g, '') : text;
	const number = DECIMAL.test(plain) ? Number(plain) : NaN;
	return Number.isFinite(number) ? number : undefined;
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
	const { json } = reply;
	const amounts = [recordIn(json.data), json].find((place) => !isMissing(place?.balance));
	const balance = amount(amounts?.balance);
	if (amounts === undefined) return without(WHAT);
	if (balance === undefined) {
		const why = `ITNIO answered, but without ${WHAT} as one certain amount: it gave "${excerpt(textOf(amounts.balance), 40)}". Look at it in the ITNIO console.`;
		return { failure: { kind: 'unknown', why } };
	}
	return {
		rows: [{ balance, gift: amount(amounts?.gift) ?? null, credit: amount(amounts?.credit) ?? null }],
	};
};
