/** What a query gives for one input item. */
import type { IBinaryKeyData, IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { Failed } from '../classify';
import type { Connection } from '../credential';

/** The rows that an input item gives, or why there are none. */
export type QueryResult =
	{ readonly rows: readonly IDataObject[]; readonly binary?: IBinaryKeyData } | { readonly failure: Failed };

/** Asks the service what one item wants to know. May throw, e.g. where an expression fails. */
export type ItemQuery = (
	context: IExecuteFunctions,
	connection: Connection,
	itemIndex: number,
) => Promise<QueryResult>;
