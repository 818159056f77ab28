/**
 * The table of operations in the READMEs has a row for each kind. A row that is there keeps the words that somebody
 * found for it; a kind without one gets those of its form.
 */
import { kinds } from '../../nodes/ItnioWhatsApp/kinds/properties';
import type { Kind } from '../../nodes/ItnioWhatsApp/form/kind';

const limitsOf = ({ fields }: Kind): string =>
	fields
		.flatMap(({ displayName, hint }) => {
			const limit = /^Up to (\d+ .+)$/.exec(hint ?? '')?.[1];
			return limit === undefined ? [] : `${displayName.toLowerCase()} ${limit}`;
		})
		.join(', ');

/** @returns the rows of a table, with those that it lacks and without those of kinds that are gone */
export function operationRows(text: string): string {
	const [head = '', rule = '', ...rows] = text.split('\n').filter((line) => line.startsWith('|'));
	const operations = (kinds as readonly Kind[]).map((kind) => {
		const { name, description } = kind.operation;
		const start = `| *${name}* |`;
		return { start, row: `${start} ${description} | ${limitsOf(kind) || '—'} |` };
	});
	const kept = rows.filter((row) => operations.some(({ start }) => row.startsWith(start)));
	const lacking = operations.filter(({ start }) => !rows.some((row) => row.startsWith(start)));
	return [head, rule, ...kept, ...lacking.map(({ row }) => row)].join('\n');
}
