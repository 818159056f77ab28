/**
 * Runs workflows in the real n8n-core, without a server: Retry On Fail, error output, item linking and the HTTP helper
 * are n8n's own. Only the credential store and the first node are stand-ins. Tests take the n8n-core of this project,
 * the benchmark that of an installed n8n.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type {
	IConnections,
	IBinaryKeyData,
	ICredentialDataDecryptedObject,
	ICredentialType,
	IDataObject,
	IHttpRequestOptions,
	INode,
	INodeType,
	IPinData,
	IRun,
	IRunExecutionData,
	IVersionedNodeType,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
	IWorkflowSettings,
} from 'n8n-workflow';

export type NodeImplementation = INodeType | IVersionedNodeType;

export interface EngineWorkflow {
	nodes: INode[];
	connections: IConnections;
	/** The implementation of a type of node. */
	typeOf: (type: string) => NodeImplementation;
	/** The name of the first node. */
	start: string;
}

export interface EngineTask extends EngineWorkflow {
	credentialType: ICredentialType;
	credential: ICredentialDataDecryptedObject;
	/** Where the internet reaches n8n's own API. */
	restApiUrl?: string;
	workflowSettings?: IWorkflowSettings;
	/** As n8n counts its executions. */
	executionId?: string;
	/** From an earlier run: goes on with it, as the "Retry" of a failed execution does. */
	resume?: IRunExecutionData;
	/** The data pinned to nodes, of an execution by hand. */
	pinData?: IPinData;
	/** Called when it runs, e.g. to cancel it later. */
	onStart?: (run: { cancel: () => void }) => void;
}

export interface Engine {
	run(task: EngineTask): Promise<IRun>;
	/** Ends a timer of n8n's SSH manager, which would keep a process waiting. */
	shutdown(): void;
}

type Authenticate = (
	values: ICredentialDataDecryptedObject,
	request: IHttpRequestOptions,
) => Promise<IHttpRequestOptions>;

/** What n8n asks its credential store for, with one credential in it. */
export function credentialsHelperOf(type: ICredentialType, credential: ICredentialDataDecryptedObject) {
	const authenticate = type.authenticate as Authenticate;
	return {
		getParentTypes: () => [],
		getDecrypted: async () => ({ ...credential }),
		preAuthentication: async () => undefined,
		authenticate: async (
			values: ICredentialDataDecryptedObject,
			_type: string,
			request: IHttpRequestOptions,
		) => await authenticate.call(type, values, request),
	};
}

/** @param folder in whose node_modules n8n-core and n8n-workflow are */
export function engineOf(folder: string): Engine {
	const load = createRequire(join(folder, 'package.json'));
	load('reflect-metadata');
	const { WorkflowExecute, ExecutionLifecycleHooks } = load('n8n-core') as typeof import('n8n-core');
	const { NodeHelpers, Workflow } = load('n8n-workflow') as typeof import('n8n-workflow');

	const additionalData = (
		{ credentialType, credential, restApiUrl = '', executionId = '1' }: EngineTask,
		data: object,
	): IWorkflowExecuteAdditionalData =>
		({
			credentialsHelper: credentialsHelperOf(credentialType, credential),
			executionId,
			hooks: new ExecutionLifecycleHooks('trigger', executionId, data as IWorkflowBase),
			currentNodeExecutionIndex: 0,
			restApiUrl,
			instanceBaseUrl: 'http://localhost/',
			webhookBaseUrl: '',
			webhookTestBaseUrl: '',
			// Where executions wait. Nobody listens there.
			webhookWaitingBaseUrl: 'http://localhost/webhook-waiting',
			formWaitingBaseUrl: '',
			variables: {},
			setExecutionStatus: () => undefined,
			sendDataToUI: () => undefined,
			executionTimeoutTimestamp: undefined,
		}) as unknown as IWorkflowExecuteAdditionalData;

	return {
		async run(task) {
			const { nodes, connections, typeOf, start, resume, pinData, onStart } = task;
			const settings = task.workflowSettings ?? {};
			const data = { id: 'test', name: 'Test', active: false, nodes, connections, settings };
			const workflow = new Workflow({
				...data,
				pinData,
				nodeTypes: {
					getByName: typeOf,
					getByNameAndVersion: (type, version) => NodeHelpers.getVersionedNodeType(typeOf(type), version),
					getKnownTypes: () => ({}),
				},
			});
			const engine = resume
				? new WorkflowExecute(additionalData(task, data), 'trigger', resume)
				: new WorkflowExecute(additionalData(task, data), pinData ? 'manual' : 'trigger');
			const running = resume
				? engine.processRunExecutionData(workflow)
				: engine.run({ workflow, startNode: workflow.getNode(start) as INode, pinData });
			onStart?.({ cancel: () => running.cancel() });
			return await running;
		},
		shutdown() {
			// The engine's own container lies below n8n-core.
			const loadOfCore = createRequire(load.resolve('n8n-core'));
			const { Container } = loadOfCore('@n8n/di') as {
				Container: { get: (type: unknown) => { onShutdown: () => void } };
			};
			const { SSHClientsManager } = load('n8n-core/dist/execution-engine/ssh-clients-manager') as {
				SSHClientsManager: unknown;
			};
			Container.get(SSHClientsManager).onShutdown();
		},
	};
}

const SOURCE = 'Source';
const SOURCE_TYPE = 'test.source';

/** A workflow that hands items, and the files that each of them has, to one node. */
export function workflowOf(
	items: readonly IDataObject[],
	node: Pick<INode, 'name' | 'type' | 'typeVersion' | 'parameters'> & Partial<INode>,
	implementation: NodeImplementation,
	files: ReadonlyArray<IBinaryKeyData | undefined> = [],
	sourceType = SOURCE_TYPE,
): EngineWorkflow {
	const source = {
		description: {
			displayName: SOURCE,
			name: 'source',
			group: ['trigger'],
			version: 1,
			description: 'Items',
			defaults: { name: SOURCE },
			inputs: [],
			outputs: ['main'],
			// n8n keeps only parameters that the form has.
			properties: [{ displayName: 'Operation', name: 'operation', type: 'string', default: '' }],
		},
		execute: async () => [
			items.map((json, index) => ({ json, ...(files[index] && { binary: files[index] }) })),
		],
	} as unknown as INodeType;
	const types: Record<string, NodeImplementation> = { [sourceType]: source, [node.type]: implementation };
	return {
		nodes: [
			{ id: 'source', name: SOURCE, type: sourceType, typeVersion: 1, position: [0, 0], parameters: {} },
			{ id: 'node', position: [200, 0], credentials: { itnioApi: { id: '1', name: 'ITNIO' } }, ...node },
		],
		connections: { [SOURCE]: { main: [[{ node: node.name, type: 'main', index: 0 }]] } },
		typeOf: (type) => types[type] as NodeImplementation,
		start: SOURCE,
	};
}
