/**
 * The trigger's webhook function behind a real HTTP server, called in n8n-core's own WebhookContext. What n8n does around
 * it is done here the same way: it reads and parses the body first, gives every call a fresh workflow with the static
 * data as stored, and stores it again only after a good answer. The end-to-end tests do the same in a whole n8n.
 */
import 'reflect-metadata';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseIncomingMessage, WebhookContext } from 'n8n-core';
import { Logger } from 'n8n-core/node_modules/@n8n/backend-common';
import { Container } from 'n8n-core/node_modules/@n8n/di';
import { SSHClientsManager } from 'n8n-core/dist/execution-engine/ssh-clients-manager';
import {
	Workflow,
	type IBinaryKeyData,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type INode,
	type INodeParameters,
	type INodeTypes,
	type IWebhookData,
	type IWebhookDescription,
	type IWebhookFunctions,
	type IWorkflowExecuteAdditionalData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { ItnioWhatsAppTrigger } from '../../nodes/ItnioWhatsApp/ItnioWhatsAppTrigger.node';
import { answerOnReceived } from './onReceived';

export interface ListenerOptions {
	parameters?: INodeParameters;
	credential?: ICredentialDataDecryptedObject | null;
	mode?: WorkflowExecuteMode;
	/** Where executions wait for answers. */
	waitingUrl?: string;
	/** n8n's own address as it knows it, where that is another one. */
	ownUrl?: string;
	/** What n8n has in its database before the first call. */
	stored?: IDataObject;
	/** Awaited before n8n gives the credential: it may take its time. */
	beforeCredential?: () => Promise<void>;
}

export interface Answer {
	status: number;
	message: unknown;
	/** Milliseconds. */
}

export interface Listener {
	url: string;
	/** The first item of each workflow that was started. */
	started: IDataObject[];
	/** The files of each of these items. */
	files: IBinaryKeyData[];
	/** What the node threw: n8n stores it. */
	thrown: Error[];
	/** Warnings and errors in n8n's log. */
	logged: string[];
	/** How many calls came so far. */
	calls: () => number;
	/** What n8n would have in its database. */
	staticData: () => IDataObject;
	post: (
		body: unknown,
		options?: { to?: string; query?: string; headers?: Record<string, string> },
	) => Promise<Answer>;
	/** As when n8n cannot start the next execution. */
	breakNextStart: () => void;
	/** n8n needs so long until it cannot start the executions that begin from now on; 0: it can again. */
	breakStarts: (afterMs: number) => void;
	/** n8n needs so long before an execution is there. */
	slowStarts: (ms: number) => void;
	/** A new process: only what was stored is left. */
	restart: () => void;
	/** The workflow is published with another form. */
	publish: (parameters: INodeParameters) => void;
	/** The address of a second process with the same database. Its own address, as it knows it, is that of the first one. */
	otherUrl: string;
	/** The next call that has something to store has to wait: others may read and write meanwhile. */
	holdNextStore: () => { readonly isHeld: Promise<void>; readonly release: () => void };
	close: () => Promise<void>;
}

let count = 0;

/** Something that happens when the test says so. */
function later(): { readonly promise: Promise<void>; readonly come: () => void } {
	let come: () => void = () => undefined;
	const promise = new Promise<void>((resolve) => (come = resolve));
	return { promise, come };
}

afterAll(() => Container.get(SSHClientsManager).onShutdown());

async function readAll(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}

export async function listen(options: ListenerOptions = {}): Promise<Listener> {
	const { credential = { appId: 'sandboxApp' }, mode = 'webhook', waitingUrl, beforeCredential } = options;
	const type = new ItnioWhatsAppTrigger();
	const node: INode = {
		id: `trigger-${++count}`,
		name: 'Trigger',
		type: 'n8n-nodes-itnio.itnioWhatsAppTrigger',
		typeVersion: 1,
		position: [0, 0],
		parameters: options.parameters ?? {},
		...(credential === null ? {} : { credentials: { itnioApi: { id: '1', name: 'ITNIO' } } }),
	};
	const nodeTypes = {
		getByName: () => type,
		getByNameAndVersion: () => type,
		getKnownTypes: () => ({}),
	} as unknown as INodeTypes;
	const started: IDataObject[] = [];
	const files: IBinaryKeyData[] = [];
	const thrown: Error[] = [];
	const logged: string[] = [];
	Container.set(
		Logger,
		Object.create(Container.get(Logger), {
			warn: { value: (line: string) => void logged.push(line) },
			error: { value: (line: string) => void logged.push(line) },
		}) as Logger,
	);
	let database = JSON.stringify(options.stored ?? {});
	let broken = false;
	let breaksMs = 0;
	let slowMs = 0;
	let hold: () => Promise<void> = async () => undefined;
	let life = 0;
	let calls = 0;

	async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
		calls += 1;
		const send = (status: number, json: object) => {
			response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(json));
		};
		parseIncomingMessage(request as never);
		const rawBody = await readAll(request);
		const { contentType } = request as { contentType?: string };
		let body: unknown;
		try {
			if (contentType === 'application/json' && rawBody.length > 0)
				body = JSON.parse(rawBody.toString('utf8'));
		} catch {
			return send(422, { code: 422, message: 'Failed to parse request body' });
		}
		const workflow = new Workflow({
			id: `workflow-${node.id}-${request.url?.startsWith('/other') ? 'other' : life}`,
			nodes: [node],
			connections: {},
			active: true,
			nodeTypes,
			staticData: JSON.parse(database) as IDataObject,
		});
		const query = Object.fromEntries(new URL(request.url ?? '/', 'http://n8n').searchParams);
		const httpRequest = Object.assign(request, { body, rawBody, query, params: {} });
		const httpResponse = Object.assign(response, {
			status: (code: number) => Object.assign(response, { statusCode: code }),
			json: (value: object) => send(response.statusCode, value),
		});
		const additionalData = {
			httpRequest,
			httpResponse,
			webhookWaitingBaseUrl: waitingUrl,
			webhookBaseUrl: options.ownUrl ?? url,
			formWaitingBaseUrl: '',
			credentialsHelper: {
				async getDecrypted() {
					await beforeCredential?.();
					return { ...credential };
				},
			},
		} as unknown as IWorkflowExecuteAdditionalData;
		const [webhookDescription] = type.description.webhooks as [IWebhookDescription];
		const webhookData = { webhookDescription } as IWebhookData;
		const context = new WebhookContext(
			workflow,
			workflow.getNode('Trigger') as INode,
			additionalData,
			mode,
			webhookData,
			[],
			null,
		);
		const result = await type.webhook.call(context as unknown as IWebhookFunctions);
		const [[{ json: item, binary = {} } = { json: undefined }] = []] = result.workflowData ?? [];
		if (item !== undefined && broken) {
			broken = false;
			return send(500, { message: 'There was a problem executing the workflow' });
		}
		if (item !== undefined && breaksMs > 0) {
			await new Promise((resolve) => setTimeout(resolve, breaksMs).unref());
			return send(500, { message: 'There was a problem executing the workflow' });
		}
		if (item !== undefined && slowMs > 0) await new Promise((resolve) => setTimeout(resolve, slowMs).unref());
		if ((workflow.staticData as { __dataChanged?: boolean }).__dataChanged) {
			const text = JSON.stringify(workflow.staticData);
			const wait = hold;
			hold = async () => undefined;
			await wait();
			database = text;
		}
		// What the node leaves to n8n to answer is answered once it is stored.
		if (!result.noWebhookResponse) send(200, answerOnReceived(webhookDescription, result) as object);
		if (item === undefined) return;
		started.push(item);
		files.push(binary);
	}

	const server = createServer((request, response) => {
		serve(request, response).catch((error: Error) => {
			thrown.push(error);
			if (!response.headersSent) response.writeHead(500).end(JSON.stringify({ message: error.message }));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const url = `${origin}/webhook`;
	return {
		url,
		otherUrl: `${origin}/other/webhook`,
		started,
		files,
		thrown,
		logged,
		calls: () => calls,
		staticData: () => JSON.parse(database) as IDataObject,
		async post(body, { to = url, query = '', headers = {} } = {}) {
			const response = await fetch(to + query, {
				method: 'POST',
				headers: { 'Content-Type': 'application/json;charset=UTF-8', ...headers },
				body: typeof body === 'string' ? body : JSON.stringify(body),
			});
			const { message } = (await response.json()) as { message: unknown };
			return { status: response.status, message };
		},
		breakNextStart: () => (broken = true),
		breakStarts: (ms) => (breaksMs = ms),
		slowStarts: (ms) => (slowMs = ms),
		restart: () => (life += 1),
		publish: (parameters) => (node.parameters = parameters),
		holdNextStore: () => {
			const [reached, released] = [later(), later()];
			hold = async () => {
				reached.come();
				await released.promise;
			};
			return { isHeld: reached.promise, release: released.come };
		},
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
