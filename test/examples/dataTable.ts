/** n8n's Data Table node over rows in memory: as much of it as the examples use. */
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

/** Rows by the name of their table; they stay from run to run. */
export type Tables = Map<string, IDataObject[]>;

interface Condition {
	keyName: string;
	condition?: string;
	keyValue?: unknown;
}

const isEmpty = (value: unknown) => value === undefined || value === null;
/** Dates are ISO texts in the same time zone, so their order is that of the texts. */
const isLess = (a: unknown, b: unknown) =>
	typeof a === 'number' ? a < Number(b) : new Date(String(a)) < new Date(String(b));

function holds(row: IDataObject, { keyName, condition = 'eq', keyValue }: Condition): boolean {
	const value = row[keyName];
	if (condition === 'isEmpty') return isEmpty(value);
	if (isEmpty(value)) return false;
	switch (condition) {
		case 'isNotEmpty':
			return true;
		case 'eq':
			return String(value) === String(keyValue);
		case 'lt':
			return isLess(value, keyValue);
		case 'gt':
			return !isLess(value, keyValue);
		default:
			throw new Error(`No stand-in for the condition ${condition}`);
	}
}

/** As the node takes them by itself: n8n's own columns are left out. */
const mapped = (json: IDataObject): IDataObject =>
	Object.fromEntries(Object.entries(json).filter(([name]) => name !== 'id'));

export const dataTable = (tables: Tables) =>
	async function (this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const parameter = (name: string, item = 0) => this.getNodeParameter(name, item) as never;
		const items = this.getInputData();
		const operation = `${parameter('resource') as string} ${parameter('operation') as string}`;
		const outputOf = (each: (item: number) => IDataObject[]) => [
			items.flatMap((_, item) => each(item).map((json) => ({ json: { ...json }, pairedItem: { item } }))),
		];
		const rowsOf = (name: string) => {
			if (!tables.has(name)) tables.set(name, []);
			return tables.get(name) as IDataObject[];
		};
		if (operation === 'table create') {
			rowsOf(parameter('tableName'));
			return outputOf(() => [{ name: parameter('tableName') }]);
		}
		const rows = rowsOf((parameter('dataTableId') as IDataObject).value as string);
		const found = (item: number) => {
			const { conditions = [] } = parameter('filters', item) as { conditions?: Condition[] };
			return rows.filter((row) => conditions.every((condition) => holds(row, condition)));
		};
		const values = (item: number): IDataObject => {
			const columns = parameter('columns', item) as { value: IDataObject | null };
			return columns.value ?? mapped(items[item]?.json ?? {});
		};
		const insert = (values: IDataObject) => {
			const row = { id: rows.length + 1, ...values };
			rows.push(row);
			return [row];
		};
		switch (operation) {
			case 'row get':
				return outputOf((item) => {
					const limit = Number(parameter('limit', item) || Infinity);
					const all = found(item);
					const column = parameter('orderByColumn', item) as string;
					if (limit < all.length) all.sort((a, b) => (isLess(a[column], b[column]) ? 1 : -1));
					return all.slice(0, limit);
				});
			case 'row insert':
				return outputOf((item) => insert(values(item)));
			case 'row update':
				return outputOf((item) => found(item).map((row) => Object.assign(row, values(item))));
			case 'row upsert':
				return outputOf((item) => {
					const known = found(item);
					return known.length > 0
						? known.map((row) => Object.assign(row, values(item)))
						: insert(values(item));
				});
			case 'row deleteRows':
				return outputOf((item) => {
					const gone = found(item);
					for (const row of gone) rows.splice(rows.indexOf(row), 1);
					return gone;
				});
			case 'row rowNotExists':
				return [
					items.flatMap(({ json }, item) =>
						found(item).length === 0 ? [{ json, pairedItem: { item } }] : [],
					),
				];
			default:
				throw new Error(`No stand-in for ${operation}`);
		}
	};
