import { Agent } from 'node:http';
import axios, { type AxiosInstance, type AxiosRequestConfig, type AxiosResponse } from 'axios';
import { parse as parseFlatted } from 'flatted';
import { PATIENCE_MS, until } from '../until';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export interface WorkflowNode {
	id?: string;
	name: string;
	type: string;
	typeVersion: number;
	position: [number, number];
	parameters: JsonObject;
	credentials?: Record<string, { id: string; name: string }>;
	onError?: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';
	retryOnFail?: boolean;
	maxTries?: number;
	/** Milliseconds. */
	waitBetweenTries?: number;
	executeOnce?: boolean;
	alwaysOutputData?: boolean;
	disabled?: boolean;
	/** Webhooks of production need one. */
	webhookId?: string;
}

export interface Workflow {
	name: string;
	nodes: WorkflowNode[];
	connections: Record<string, { main: { node: string; type: 'main'; index: number }[][] }>;
	settings?: JsonObject;
}

export interface SavedWorkflow extends Workflow {
	id: string;
	versionId: string;
}

export interface Item {
	json: JsonObject;
	binary?: Record<string, JsonObject>;
	pairedItem?: Json;
	error?: NodeFailure;
}

export interface NodeFailure {
	message: string;
	description?: string | null;
}

/** One run of one node. */
export interface NodeRun {
	executionStatus?: string;
	/** Milliseconds. */
	executionTime: number;
	data?: { main: (Item[] | null)[] };
	error?: NodeFailure;
	hints?: { message: string }[];
}

export interface Execution {
	id: string;
	status: 'new' | 'running' | 'waiting' | 'success' | 'error' | 'canceled' | 'crashed' | 'unknown';
	mode: string;
	startedAt: string;
	stoppedAt: string | null;
	/** Runs by node name. */
	runData: Record<string, NodeRun[]>;
	error?: NodeFailure;
}

interface StoredData {
	resultData?: { runData?: Record<string, NodeRun[]>; error?: NodeFailure };
}

type StoredExecution = Omit<Execution, 'runData' | 'error'> & { data?: string | StoredData };

export interface NodeType {
	name: string;
	displayName: string;
	version: number | number[];
	properties: { name: string; displayName: string; options?: { name: string; value?: string }[] }[];
}

/** The form as it stands, of a node of this type. */
export interface FormRequest {
	path: string;
	nodeTypeAndVersion: { name: string; version: number };
	parameters: JsonObject;
	credentials: Record<string, { id: string; name: string }>;
	/** What the person typed to search for. */
	filter?: string;
}

interface PublicationStatus {
	status: 'in_progress' | 'not_published' | 'published' | 'partial' | 'failed';
	triggers: { errorMessage: string | null }[];
}

export interface Owner {
	email: string;
	password: string;
}

/** The items that the last run of a node put out. */
export function outputOf(execution: Execution, node: string, output = 0): Item[] {
	return execution.runData[node]?.at(-1)?.data?.main[output] ?? [];
}

const UNFINISHED: ReadonlyArray<Execution['status']> = ['new', 'running', 'waiting', 'unknown'];

interface ExecutionState {
	id: string;
	status: Execution['status'];
	mode: string;
}

/** Some versions (2.20) cannot show an execution that has begun and has no data yet, and answer 500. */
function noneIfUnready(error: Error): undefined {
	if (/^n8n answered 500 .*reading 'resultData'/.test(error.message)) return undefined;
	throw error;
}

/** What n8n answered, as text. */
const told = (data: unknown): string => (typeof data === 'string' ? data : (JSON.stringify(data) ?? ''));

/** n8n lists no more executions at a time. */
const PAGE = 100;

/** The part of n8n's REST API (the one its editor uses) that demo and tests need. Every call throws on a refusal. */
export class N8nClient {
	private readonly http: AxiosInstance;
	private cookie = '';

	constructor(readonly url: string) {
		this.http = axios.create({
			baseURL: url,
			// n8n ties the session to the browser that logged in, and believes this header.
			headers: { 'browser-id': 'n8n-nodes-itnio' },
			// A connection that n8n closes at the moment in which it is used again ends as "socket hang up".
			httpAgent: new Agent({ keepAlive: false }),
			// Nobody's proxy leads to this machine.
			proxy: false,
			timeout: PATIENCE_MS,
			validateStatus: () => true,
		});
	}

	/** Makes the first user, who owns the instance, and is logged in as that user. */
	async setUpOwner({ email, password }: Owner): Promise<void> {
		await this.call('POST', '/rest/owner/setup', {
			email,
			password,
			firstName: 'Flora',
			lastName: 'Florist',
		});
		await this.login({ email, password });
	}

	async login({ email, password }: Owner): Promise<void> {
		await this.call('POST', '/rest/login', { emailOrLdapLoginId: email, password });
	}

	async createCredential(
		name: string,
		type: string,
		data: JsonObject,
	): Promise<{ id: string; name: string }> {
		const { id } = await this.call<{ id: string }>('POST', '/rest/credentials', { name, type, data });
		return { id, name };
	}

	/** Deletes all of them: a new n8n has none. */
	async deleteCredentials(): Promise<void> {
		const all = await this.call<Array<{ id: string }>>('GET', '/rest/credentials');
		for (const { id } of all) await this.call('DELETE', `/rest/credentials/${id}`);
	}

	/** What the "Test" button of the credential form says. The credential must be stored; `data` are the values to test. */
	async testCredential(
		credential: { id: string; name: string },
		type: string,
		data: JsonObject,
	): Promise<{ status: 'OK' | 'Error'; message: string }> {
		return await this.call('POST', '/rest/credentials/test', { credentials: { ...credential, type, data } });
	}

	async createWorkflow(workflow: Workflow): Promise<SavedWorkflow> {
		return await this.call('POST', '/rest/workflows', {
			// n8n 1 wants to be told.
			active: false,
			settings: { executionOrder: 'v1' },
			...workflow,
		});
	}

	/** Saves what was changed. Where the workflow is active, n8n 2 goes on with the published version. */
	async updateWorkflow({ id, versionId, ...workflow }: SavedWorkflow): Promise<SavedWorkflow> {
		const { name, nodes, connections, settings } = workflow;
		const change = { name, nodes, connections, settings, versionId };
		return await this.call('PATCH', `/rest/workflows/${id}`, change);
	}

	/** What the nodes of a workflow keep between executions: its static data, as JSON. */
	async memoryOf(workflowId: string): Promise<string> {
		const { staticData } = await this.call<{ staticData?: unknown }>('GET', `/rest/workflows/${workflowId}`);
		return typeof staticData === 'string' ? staticData : JSON.stringify(staticData ?? {});
	}

	/** For good, with its executions; n8n wants it archived first. */
	async deleteWorkflow(id: string): Promise<void> {
		await this.call('POST', `/rest/workflows/${id}/archive`, {});
		await this.call('DELETE', `/rest/workflows/${id}`);
	}

	/** Publishes a workflow and waits until its triggers listen. Throws in the words of a trigger that does not. */
	async activate({ id, versionId }: SavedWorkflow): Promise<void> {
		await this.call('POST', `/rest/workflows/${id}/activate`, { versionId });
		await this.untilPublished(id);
	}

	async deactivate({ id }: SavedWorkflow): Promise<void> {
		await this.call('POST', `/rest/workflows/${id}/deactivate`, {});
	}

	/** Until its triggers listen: newer versions of n8n publish after the answer; older ones do not know this call. */
	async untilPublished(id: string): Promise<void> {
		await until('n8n to publish the workflow', async () => {
			const { status, triggers } = await this.call<PublicationStatus>(
				'GET',
				`/rest/workflows/${id}/publication-status`,
			).catch((error: Error): PublicationStatus => {
				if (error.message.startsWith('n8n answered 404')) return { status: 'published', triggers: [] };
				throw error;
			});
			if (status === 'failed' || status === 'partial') {
				const reasons = triggers.flatMap(({ errorMessage }) => errorMessage ?? []);
				throw new Error(`n8n could not publish the workflow: ${reasons.join('; ')}`);
			}
			return status === 'published';
		});
	}

	/** Calls the webhook of an active workflow. Returns the HTTP status and the text of the answer. */
	async callWebhook(path: string, body: object): Promise<{ status: number; text: string }> {
		return await this.post(`${this.url}/webhook/${path}`, body);
	}

	/** Posts JSON to any address, e.g. one that waits for an answer, or the webhook of another process. */
	async post(address: string, body: object): Promise<{ status: number; text: string }> {
		const { status, data } = await this.request<string>({
			method: 'POST',
			url: address,
			data: body,
			headers: { 'Content-Type': 'application/json' },
			responseType: 'text',
			transformResponse: (text: string) => text,
		});
		return { status, text: data };
	}

	/** Starts a workflow as the editor's button does, from its first trigger. Returns the execution's ID. */
	async startWorkflow(workflow: SavedWorkflow): Promise<string> {
		const trigger = workflow.nodes.find(({ type }) => /trigger$/i.test(type));
		if (trigger === undefined) throw new Error(`The workflow "${workflow.name}" has no trigger to run from`);
		const { executionId } = await this.call<{ executionId?: string }>(
			'POST',
			`/rest/workflows/${workflow.id}/run`,
			{ workflowData: workflow, triggerToStartFrom: { name: trigger.name } },
		);
		if (executionId === undefined) throw new Error(`n8n did not start the workflow "${workflow.name}"`);
		return executionId;
	}

	/** Starts a workflow as the editor's button does, and waits for the end. */
	async runWorkflow(workflow: SavedWorkflow, timeoutMs = PATIENCE_MS): Promise<Execution> {
		return await this.waitForExecution(await this.startWorkflow(workflow), timeoutMs);
	}

	/** Waits until an execution is over. One that waits for an answer or a time is not: see `waitForStatus`. */
	async waitForExecution(id: string, timeoutMs = PATIENCE_MS): Promise<Execution> {
		const finished = await this.pollExecution(id, timeoutMs, ({ status }) => !UNFINISHED.includes(status));
		// n8n writes the end of an execution a moment before its data, where there is any.
		const hasData = ({ runData }: Execution) => Object.keys(runData).length > 0;
		return hasData(finished) ? finished : await this.pollExecution(id, 5_000, hasData).catch(() => finished);
	}

	/** Waits until an execution has a status, e.g. `waiting`. */
	async waitForStatus(id: string, wanted: Execution['status'], timeoutMs = PATIENCE_MS): Promise<Execution> {
		return await this.pollExecution(id, timeoutMs, ({ status }) => status === wanted);
	}

	private async pollExecution(
		id: string,
		timeoutMs: number,
		done: (execution: Execution) => boolean,
	): Promise<Execution> {
		let last: Execution['status'] = 'new';
		return await until(
			() => `execution ${id}, which is still "${last}"`,
			async () => {
				const execution = await this.getExecution(id).catch(noneIfUnready);
				if (execution === undefined) return false;
				last = execution.status;
				return done(execution) && execution;
			},
			{ timeoutMs },
		);
	}

	/** Waits until a workflow has run `count` times and all of that is over. Oldest first. */
	async executionsOf(workflowId: string, count: number, timeoutMs = PATIENCE_MS): Promise<Execution[]> {
		let found = 0;
		const list = await until(
			() => `n8n to start the workflow ${count} times; it started ${found} times`,
			async () => {
				const executions = await this.listExecutions(workflowId);
				found = executions.length;
				return found >= count && executions;
			},
			{ timeoutMs },
		);
		const oldestFirst = list.sort((a, b) => Number(a.id) - Number(b.id));
		return await Promise.all(oldestFirst.map(async ({ id }) => await this.waitForExecution(id, timeoutMs)));
	}

	async getExecution(id: string): Promise<Execution> {
		const { data, ...execution } = await this.call<StoredExecution>('GET', `/rest/executions/${id}`);
		const stored = (typeof data === 'string' ? parseFlatted(data) : data) as StoredData | undefined;
		return { ...execution, runData: stored?.resultData?.runData ?? {}, error: stored?.resultData?.error };
	}

	/** All executions of a workflow, newest first. */
	async listExecutions(workflowId: string): Promise<ExecutionState[]> {
		// n8n asks its database for those that run and, apart from that, for those that are over: what ends meanwhile is in both.
		const all = new Map<string, ExecutionState>();
		for await (const page of this.pagesOfExecutions(workflowId))
			for (const execution of page) all.set(execution.id, execution);
		return [...all.values()];
	}

	private async *pagesOfExecutions(workflowId: string): AsyncGenerator<ExecutionState[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const page = async (range = '') =>
			await this.call<{ results: ExecutionState[]; nextCursor?: string | null }>(
				'GET',
				`/rest/executions?filter=${filter}&limit=${PAGE}${range}`,
			);
		const { results, nextCursor } = await page();
		yield results;
		if (results.length < PAGE) return;
		// Newer n8n: one page leads to the next.
		for (let cursor = nextCursor; cursor;) {
			const next = await page(`&cursor=${cursor}`);
			yield next.results;
			cursor = next.nextCursor;
		}
		if (nextCursor !== undefined) return;
		// n8n orders by the time of their start and pages by ID, which are not the same order in queue mode: so by windows of
		// IDs, each no larger than a page.
		for (let top = Math.max(...results.map(({ id }) => Number(id))) + PAGE; top > 0; top -= PAGE) {
			const window = await page(`&firstId=${Math.max(0, top - PAGE - 1)}&lastId=${top}`);
			yield window.results;
		}
	}

	/** How many executions of a workflow have each state, once so many have ended. */
	async statesOf(workflowId: string, count: number, timeoutMs = PATIENCE_MS): Promise<Map<string, number>> {
		const isOver = ({ status }: ExecutionState) => !['new', 'running', 'waiting'].includes(status);
		let ended = 0;
		const all = await until(
			() => `${count} executions of the workflow to end; ${ended} have`,
			async () => {
				const executions = await this.listExecutions(workflowId);
				ended = executions.filter(isOver).length;
				return ended >= count && executions;
			},
			{ timeoutMs },
		);
		const states = new Map<string, number>();
		for (const { status } of all) states.set(status, (states.get(status) ?? 0) + 1);
		return states;
	}

	/**
	 * "Retry" of a failed execution. Waits for the end of the new execution.
	 *
	 * @param workflow as it is saved now, or the original one
	 */
	async retryExecution(
		id: string,
		workflow: 'saved' | 'original' = 'saved',
		timeoutMs = PATIENCE_MS,
	): Promise<Execution> {
		const retry = await this.call<{ id: string }>('POST', `/rest/executions/${id}/retry`, {
			loadWorkflow: workflow === 'saved',
		});
		return await this.waitForExecution(retry.id, timeoutMs);
	}

	/** Cancels an execution. */
	async stopExecution(id: string): Promise<void> {
		await this.call('POST', `/rest/executions/${id}/stop`, {});
	}

	async deleteExecutions(...ids: string[]): Promise<void> {
		await this.call('POST', '/rest/executions/delete', { ids });
	}

	/** What the editor asks a node for while its form is filled in: the rows of a list, the fields of a mapper. */
	async askForm<T>(
		kind: 'resource-locator-results' | 'resource-mapper-fields' | 'options',
		methodName: string,
		{ parameters, ...request }: FormRequest,
	): Promise<T> {
		return await this.call('POST', `/rest/dynamic-node-parameters/${kind}`, {
			methodName,
			currentNodeParameters: parameters,
			...request,
		});
	}

	async nodeTypes(): Promise<NodeType[]> {
		return await this.call('GET', '/types/nodes.json');
	}

	async credentialTypes(): Promise<{ name: string; displayName: string }[]> {
		return await this.call('GET', '/types/credentials.json');
	}

	private async call<T>(
		method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
		path: string,
		body?: unknown,
	): Promise<T> {
		const { status, data, headers } = await this.request<{ data?: unknown } | string>({
			method,
			url: path,
			headers: this.cookie === '' ? {} : { Cookie: this.cookie },
			...(body === undefined ? {} : { data: body }),
		});
		if (status < 200 || status > 299) {
			throw new Error(`n8n answered ${status} to ${method} ${path}: ${told(data).slice(0, 500)}`);
		}
		const cookies = (headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]);
		if (cookies.length > 0) this.cookie = cookies.join('; ');
		return (path.startsWith('/rest/') && typeof data === 'object' ? data.data : data) as T;
	}
	/** Newer n8n turns every call away, before it looks at it, for as long as its database is slow to answer. */
	private async request<T>(config: AxiosRequestConfig): Promise<AxiosResponse<T>> {
		return await until('the database of n8n', async () => {
			const response = await this.http.request<T>(config);
			const isTurnedAway = response.status === 503 && told(response.data).includes('Database is not ready');
			return isTurnedAway ? undefined : response;
		});
	}
}
