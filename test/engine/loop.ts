import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';

/** Loop Over Items: one batch after the other by its second output, and all that came back by its first. */
export const loopOf = (batchSize: number): INodeType =>
	({
		description: {
			displayName: 'Loop',
			name: 'loop',
			group: ['organization'],
			version: 1,
			description: '',
			defaults: { name: 'Loop' },
			inputs: ['main'],
			outputs: ['main', 'main'],
			properties: [],
		},
		async execute(this: IExecuteFunctions) {
			const own = this.getContext('node') as { left?: INodeExecutionData[]; done?: INodeExecutionData[] };
			if (own.left === undefined) [own.left, own.done] = [[...this.getInputData()], []];
			else own.done?.push(...this.getInputData());
			const batch = own.left.splice(0, batchSize);
			return batch.length > 0 ? [[], batch] : [own.done ?? [], []];
		},
	}) as unknown as INodeType;
