/** Account › Get Many Numbers (docs/api.md, section 5): one row for each business number. */
import type { INodePropertyOptions } from 'n8n-workflow';
import { queryNumbers } from '../numbers/query';
import type { ItemQuery } from '../queries/itemQuery';

export const getNumbersOperation: INodePropertyOptions = {
	name: 'Get Many Numbers',
	value: 'getNumbers',
	action: 'Get many business numbers',
	description:
		'Get the WhatsApp numbers of your business: state, quality, and how many people each may write to first in a day',
};

export const getNumbers: ItemQuery = async (context, connection) => {
	const reply = await queryNumbers(context, connection);
	return 'failure' in reply ? reply : { rows: reply.numbers.map((number) => ({ ...number })) };
};
