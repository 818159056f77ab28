/** A node of a few lines, as people write them. The real n8n loads it as a custom extension: see `ways.ts`. */
import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';

export class PlainSender implements INodeType {
	description = {
		displayName: 'Plain Sender',
		name: 'plainSender',
		group: ['output'],
		version: 1,
		description: 'Sends one message after the other',
		defaults: { name: 'Plain Sender' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'itnioApi', required: true }],
		// n8n drops parameters that the form does not have.
		properties: ['url', 'body'].map((name) => ({
			displayName: name,
			name,
			type: 'string',
			default: '',
		})),
	} as unknown as INodeTypeDescription;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = this.getInputData();
		for (const index of items.keys()) {
			await this.helpers.httpRequestWithAuthentication.call(this, 'itnioApi', {
				method: 'POST',
				url: this.getNodeParameter('url', index) as string,
				body: JSON.parse(this.getNodeParameter('body', index) as string),
				json: true,
			});
		}
		return [items];
	}
}
