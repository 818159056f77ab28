import type { Failed } from '../classify';
import type { RequestContext } from '../client';
import type { Connection } from '../credential';
import { askPages } from '../queries/pages';
import { readNumbers, type BusinessNumber } from './model';

/** The business numbers of the app, or why there are none. Nothing is thrown. */
export async function queryNumbers(
	context: RequestContext,
	connection: Connection,
): Promise<{ readonly numbers: readonly BusinessNumber[] } | { readonly failure: Failed }> {
	const reply = await askPages(context, connection, {
		name: 'queryBusinessPhoneInfo',
		params: { phoneNumbers: [] },
		what: 'the numbers of the account',
	});
	return 'failure' in reply ? reply : { numbers: readNumbers(reply.records) };
}
