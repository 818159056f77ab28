/** Runs the node in the real engine of this project's n8n-core, in a workflow of two nodes. */
import { join } from 'node:path';
import {
	createRunExecutionData,
	type IBinaryKeyData,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type IRun,
	type IRunExecutionData,
	type IWorkflowSettings,
} from 'n8n-workflow';
import { ItnioApi } from '../../credentials/ItnioApi.credentials';
import { engineOf, workflowOf } from '../../harness/engine';
import { ItnioWhatsApp } from '../../nodes/ItnioWhatsApp/ItnioWhatsApp.node';

export const engine = engineOf(join(__dirname, '..', '..'));
afterAll(() => engine.shutdown());

export interface EngineOptions {
	items?: readonly IDataObject[];
	/** The type of the node that gives the items, e.g. the trigger's. */
	sourceType?: string;
	/** The files of each item. */
	files?: ReadonlyArray<IBinaryKeyData | undefined>;
	/** Where the internet reaches n8n's own API, as WEBHOOK_URL says. */
	restApiUrl?: string;
	/** Settings of the workflow, e.g. which executions are kept. */
	workflowSettings?: IWorkflowSettings;
	parameters: INodeParameters;
	/** Settings of the node, e.g. `retryOnFail`, `onError`. */
	settings?: Partial<INode>;
	credential?: ICredentialDataDecryptedObject;
	/** As n8n counts its executions. */
	executionId?: string;
	/** From an earlier run: goes on with it, as the "Retry" of a failed execution does. */
	resume?: IRunExecutionData;
	/** Called with the engine before it runs, e.g. to cancel it later. */
	onStart?: (run: { cancel: () => void }) => void;
	/** In place of the node itself, e.g. one whose calls to n8n fail. */
	implementation?: INodeType;
}

export interface EngineRun {
	run: IRun;
	/** Output items of the node under test, per output. */
	outputs: INodeExecutionData[][];
	error?: { message: string; description?: string | null; context?: IDataObject };
	hints: string[];
}

const NODE_NAME = 'WhatsApp';

export async function runInEngine(options: EngineOptions): Promise<EngineRun> {
	const { items = [{}], files, parameters, settings, credential = {}, resume, onStart } = options;
	const {
		sourceType,
		restApiUrl,
		workflowSettings,
		executionId,
		implementation = new ItnioWhatsApp(),
	} = options;
	const node = {
		name: NODE_NAME,
		type: 'n8n-nodes-itnio.itnioWhatsApp',
		typeVersion: 1,
		parameters,
		waitBetweenTries: 1,
		...settings,
	};
	const run = await engine.run({
		...workflowOf(items, node, implementation, files, sourceType),
		credentialType: new ItnioApi(),
		credential,
		restApiUrl,
		workflowSettings,
		executionId,
		resume,
		onStart,
	});
	const task = run.data.resultData.runData[NODE_NAME]?.at(-1);
	return {
		run,
		outputs: (task?.data?.main ?? []).map((output) => output ?? []),
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
