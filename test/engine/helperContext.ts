/** What a request needs of n8n, without a workflow: its own HTTP helper and the credential. */
import 'reflect-metadata';
import { getRequestHelperFunctions } from 'n8n-core/dist/execution-engine/node-execution-context/utils/request-helper-functions';
import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	INode,
	IWorkflowExecuteAdditionalData,
	Workflow,
} from 'n8n-workflow';
import { ItnioApi } from '../../credentials/ItnioApi.credentials';
import { credentialsHelperOf } from '../../harness/engine';

const node = { name: 'WhatsApp', type: 'n8n-nodes-itnio.itnioWhatsApp', typeVersion: 1 } as INode;

/** @param signal cancels the execution */
export function helperContext(
	credential: ICredentialDataDecryptedObject,
	signal?: AbortSignal,
): IExecuteFunctions {
	const credentialsHelper = credentialsHelperOf(new ItnioApi(), credential);
	const additionalData = { credentialsHelper } as unknown as IWorkflowExecuteAdditionalData;
	return {
		getNode: () => node,
		getCredentials: async () => ({ ...credential }),
		getExecutionCancelSignal: () => signal,
		helpers: getRequestHelperFunctions({} as Workflow, node, additionalData),
	} as unknown as IExecuteFunctions;
}
