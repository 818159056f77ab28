import type { Failed } from '../classify';
import type { RequestContext } from '../client';
import type { Connection } from '../credential';
import { askPages } from '../queries/pages';
import { without } from '../queries/shape';
import { hasNoNumbers, readNumbers, type BusinessNumber } from './model';

const WHAT = 'the numbers of the account';

/** The business numbers of the app, or why there are none. Nothing is thrown. */
export async function queryNumbers(
	context: RequestContext,
	connection: Connection,
): Promise<{ readonly numbers: readonly BusinessNumber[] } | { readonly failure: Failed }> {
	const reply = await askPages(context, connection, {
		name: 'queryBusinessPhoneInfo',
		params: { phoneNumbers: [] },
		what: WHAT,
	});
	if ('failure' in reply) return reply;
	const numbers = readNumbers(reply.records);
	return numbers.length > 0 || reply.records.every(hasNoNumbers) ? { numbers } : without(WHAT);
}
