/** What other nodes gave in this execution, as n8n hands it over. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

export interface NodeData {
	readonly item?: INodeExecutionData;
	readonly all: (output?: number, run?: number) => INodeExecutionData[] | undefined;
}

/** @returns what a node of this name gave, the whole items; throws where n8n does, e.g. where it did not run */
export const nodeDataFor = (
	context: IExecuteFunctions,
	itemIndex: number,
): ((name: string, full: true) => NodeData) => context.getWorkflowDataProxy(itemIndex).$ as never;

/** @returns undefined where n8n throws, e.g. because a node did not run */
export const attempt = <T>(get: () => T): T | undefined => {
	try {
		return get();
	} catch {
		return undefined;
	}
};
