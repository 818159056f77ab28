/**
 * Runs workflows with the node in the real n8n-core engine: Retry On Fail, error output, item linking and the HTTP
 * helper are n8n's own. Only the credential store and the trigger are stand-ins.
 */
import 'reflect-metadata';
import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
// The engine's own container, which lies below n8n-core: its SSH manager keeps a timer that would keep jest waiting.
import { Container } from 'n8n-core/node_modules/@n8n/di';
import { SSHClientsManager } from 'n8n-core/dist/execution-engine/ssh-clients-manager';
import {
	createRunExecutionData,
	NodeConnectionTypes,
	Workflow,
	type IConnections,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type IHttpRequestOptions,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
	type IRun,
	type IRunExecutionData,
	type IWorkflowBase,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { ItnioApi } from '../../credentials/ItnioApi.credentials';
import { ItnioWhatsApp } from '../../nodes/ItnioWhatsApp/ItnioWhatsApp.node';

/** Gives the items of the test to the node under test. */
class Source implements INodeType {
	description = {
		displayName: 'Source',
		name: 'source',
		group: ['trigger' as const],
		version: 1,
		description: 'Items of the test',
		defaults: { name: 'Source' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	};

	constructor(private readonly items: readonly IDataObject[]) {}

	execute = async (): Promise<INodeExecutionData[][]> => [this.items.map((json) => ({ json }))];
}

export interface EngineOptions {
	items?: readonly IDataObject[];
	parameters: INodeParameters;
	/** Settings of the node, e.g. `retryOnFail`, `onError`. */
	settings?: Partial<INode>;
	credential?: ICredentialDataDecryptedObject;
	/** From an earlier run: goes on with it, as the "Retry" of a failed execution does. */
	resume?: IRunExecutionData;
	/** Called with the engine before it runs, e.g. to cancel it later. */
	onStart?: (run: { cancel: () => void }) => void;
}

export interface EngineRun {
	run: IRun;
	/** Output items of the node under test, per output. */
	outputs: INodeExecutionData[][];
	error?: { message: string; description?: string | null; context?: IDataObject };
	hints: string[];
}

const NODE_NAME = 'WhatsApp';

afterAll(() => Container.get(SSHClientsManager).onShutdown());

export async function runInEngine(options: EngineOptions): Promise<EngineRun> {
	const node: INode = {
		id: 'node',
		name: NODE_NAME,
		type: 'n8n-nodes-itnio.itnioWhatsApp',
		typeVersion: 1,
		position: [200, 0],
		parameters: options.parameters,
		credentials: { itnioApi: { id: '1', name: 'ITNIO' } },
		waitBetweenTries: 1,
		...options.settings,
	};
	const source: INode = {
		id: 'source',
		name: 'Source',
		type: 'test.source',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const types: Record<string, INodeType> = {
		[node.type]: new ItnioWhatsApp(),
		[source.type]: new Source(options.items ?? [{}]),
	};
	const nodeTypes: INodeTypes = {
		getByName: (type) => types[type] as INodeType,
		getByNameAndVersion: (type) => types[type] as INodeType,
		getKnownTypes: () => ({}),
	};
	const connections: IConnections = {
		Source: { main: [[{ node: NODE_NAME, type: NodeConnectionTypes.Main, index: 0 }]] },
	};
	const data = { id: 'test', name: 'Test', active: false, nodes: [source, node], connections, settings: {} };
	const workflow = new Workflow({ ...data, nodeTypes });
	const additionalData = additionalDataOf(options.credential ?? {}, data as unknown as IWorkflowBase);
	const engine = options.resume
		? new WorkflowExecute(additionalData, 'trigger', options.resume)
		: new WorkflowExecute(additionalData, 'trigger');
	const running = options.resume
		? engine.processRunExecutionData(workflow)
		: engine.run({ workflow, startNode: workflow.getNode('Source') as INode });
	options.onStart?.({ cancel: () => running.cancel() });
	const run = await running;
	const task = run.data.resultData.runData[NODE_NAME]?.at(-1);
	return {
		run,
		outputs: (task?.data?.main ?? []).map((items) => items ?? []),
		error: run.data.resultData.error as EngineRun['error'],
		hints: (task?.hints ?? []).map(({ message }) => message),
	};
}

/**
 * What the "Retry" of a failed execution starts from: the stored run, as it is after it was written to the
 * database and read again, with the failed task taken out.
 */
export function resumable(run: IRun): IRunExecutionData {
	const data = structuredCloneOf(run.data);
	const failed = data.resultData.runData[NODE_NAME];
	failed?.pop();
	if (failed?.length === 0) delete data.resultData.runData[NODE_NAME];
	delete data.resultData.error;
	return createRunExecutionData(data as Parameters<typeof createRunExecutionData>[0]);
}

const structuredCloneOf = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

export function additionalDataOf(
	credential: ICredentialDataDecryptedObject,
	data: IWorkflowBase,
): IWorkflowExecuteAdditionalData {
	const type = new ItnioApi();
	return {
		credentialsHelper: {
			getParentTypes: () => [],
			getDecrypted: async () => ({ ...credential }),
			preAuthentication: async () => undefined,
			authenticate: async (
				values: ICredentialDataDecryptedObject,
				_type: string,
				request: IHttpRequestOptions,
			) => await type.authenticate(values, request),
		},
		executionId: 'execution',
		hooks: new ExecutionLifecycleHooks('trigger', 'execution', data),
		currentNodeExecutionIndex: 0,
		restApiUrl: '',
		instanceBaseUrl: 'http://localhost/',
		webhookBaseUrl: '',
		webhookTestBaseUrl: '',
		variables: {},
		setExecutionStatus: () => undefined,
		sendDataToUI: () => undefined,
		executionTimeoutTimestamp: undefined,
	} as unknown as IWorkflowExecuteAdditionalData;
}
