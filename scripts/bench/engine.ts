/** Runs one node over many items in the engine of an installed n8n, without a server: the same for every contestant. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IDataObject,
	IHttpRequestOptions,
	INode,
	INodeParameters,
	INodeType,
	IRun,
	IVersionedNodeType,
} from 'n8n-workflow';

export interface Task {
	node: INodeType | IVersionedNodeType;
	typeVersion: number;
	parameters: INodeParameters;
	items: IDataObject[];
	credential: ICredentialDataDecryptedObject;
	credentialType: ICredentialType;
}

/** @param folder of an installed n8n */
export function engineOf(folder: string): (task: Task) => Promise<IRun> {
	const load = createRequire(join(folder, 'package.json'));
	load('reflect-metadata');
	const { WorkflowExecute, ExecutionLifecycleHooks } = load('n8n-core') as typeof import('n8n-core');
	const { NodeHelpers, Workflow } = load('n8n-workflow') as typeof import('n8n-workflow');

	return async ({ node, typeVersion, parameters, items, credential, credentialType }) => {
		const source = {
			description: {
				displayName: 'Source',
				name: 'source',
				group: ['trigger'],
				version: 1,
				description: 'Items',
				defaults: { name: 'Source' },
				inputs: [],
				outputs: ['main'],
				properties: [],
			},
			execute: async () => [items.map((json) => ({ json }))],
		} as unknown as INodeType;
		const types: Record<string, INodeType | IVersionedNodeType> = {
			'test.source': source,
			'test.sender': node,
		};
		const nodes = [
			{ id: '1', name: 'Source', type: 'test.source', typeVersion: 1, position: [0, 0], parameters: {} },
			{
				id: '2',
				name: 'Sender',
				type: 'test.sender',
				typeVersion,
				position: [200, 0],
				parameters,
				credentials: { itnioApi: { id: '1', name: 'ITNIO' } },
			},
		] as INode[];
		const data = {
			id: 'bench',
			name: 'Bench',
			active: false,
			nodes,
			connections: { Source: { main: [[{ node: 'Sender', type: 'main' as const, index: 0 }]] } },
			settings: {},
		};
		const workflow = new Workflow({
			...data,
			nodeTypes: {
				getByName: (type) => types[type] as INodeType,
				getByNameAndVersion: (type, version) =>
					NodeHelpers.getVersionedNodeType(types[type] as INodeType | IVersionedNodeType, version),
				getKnownTypes: () => ({}),
			},
		});
		const authenticate = credentialType.authenticate as (
			values: ICredentialDataDecryptedObject,
			request: IHttpRequestOptions,
		) => Promise<IHttpRequestOptions>;
		const additionalData = {
			credentialsHelper: {
				getParentTypes: () => [],
				getDecrypted: async () => ({ ...credential }),
				preAuthentication: async () => undefined,
				authenticate: async (
					values: ICredentialDataDecryptedObject,
					_: string,
					request: IHttpRequestOptions,
				) => await authenticate(values, request),
			},
			executionId: 'bench',
			hooks: new ExecutionLifecycleHooks('trigger', 'bench', data as never),
			currentNodeExecutionIndex: 0,
			restApiUrl: '',
			instanceBaseUrl: 'http://localhost/',
			webhookBaseUrl: '',
			webhookTestBaseUrl: '',
			variables: {},
			setExecutionStatus: () => undefined,
			sendDataToUI: () => undefined,
		};
		return await new WorkflowExecute(additionalData as never, 'trigger').run({
			workflow,
			startNode: workflow.getNode('Source') as INode,
		});
	};
}
