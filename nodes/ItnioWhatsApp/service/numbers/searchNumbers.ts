/** What n8n's editor asks for the list of Business Phone. */
import { NodeOperationError, type ILoadOptionsFunctions, type INodeListSearchResult } from 'n8n-workflow';
import { connectionForForm } from '../formConnection';
import { peopleInWords, type BusinessNumber } from './model';
import { queryNumbers } from './query';

/** Short enough for the drop-down of n8n's editor, which cuts behind about 55 characters. */
const rowOf = (number: BusinessNumber): string =>
	[
		`${number.displayPhoneNumber || number.phoneNumber} – ${number.status}`,
		number.quality,
		peopleInWords(number),
	]
		.filter((part) => part !== '')
		.join(', ');

/** Those that can send come first. */
const rank = ({ status }: BusinessNumber): number => (status === 'CONNECTED' ? 0 : 1);

/** The numbers of the account; `filter` may be a part of a row, or digits of the number. */
export async function searchNumbers(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const found = await connectionForForm(this, async (connection) => await queryNumbers(this, connection));
	if ('failure' in found) throw new NodeOperationError(this.getNode(), found.failure.why);
	const wanted = (filter ?? '').trim().toLowerCase();
	const results = [...found.numbers]
		.sort((a, b) => rank(a) - rank(b))
		.map((number) => ({ name: rowOf(number), value: number.phoneNumber }))
		.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(wanted));
	return { results };
}
