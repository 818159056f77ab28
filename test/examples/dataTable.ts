/** n8n's Data Table node over rows in memory: as much of it as the examples use. */
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

interface Condition {
	keyName: string;
	keyValue: unknown;
}

/** @param rows of the one table there is; they stay from run to run */
export const dataTable = (rows: IDataObject[]) =>
	async function (this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const valueOf = (name: string, item: number) => this.getNodeParameter(name, item) as IDataObject;
		const items = this.getInputData();
		const operation = `${this.getNodeParameter('resource', 0) as string} ${this.getNodeParameter('operation', 0) as string}`;
		const outputOf = (each: (item: number) => IDataObject[]) => [
			items.flatMap((_, item) => each(item).map((json) => ({ json: { ...json }, pairedItem: { item } }))),
		];
		switch (operation) {
			case 'table create':
				return outputOf(() => [{ name: this.getNodeParameter('tableName', 0) }]);
			case 'row get':
				return outputOf(() => rows);
			case 'row insert':
				return outputOf((item) => {
					const row = { id: rows.length + 1, ...items[item]?.json };
					rows.push(row);
					return [row];
				});
			case 'row update':
				return outputOf((item) => {
					const conditions = valueOf('filters', item).conditions as unknown as Condition[];
					const found = rows.filter((row) =>
						conditions.every(({ keyName, keyValue }) => String(row[keyName]) === String(keyValue)),
					);
					for (const row of found) Object.assign(row, valueOf('columns', item).value);
					return found;
				});
			default:
				throw new Error(`No stand-in for ${operation}`);
		}
	};
