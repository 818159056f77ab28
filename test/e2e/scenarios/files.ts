/**
 * Files and links in a real n8n: a form with an upload, the file fetched from the link without a login, byte for byte;
 * what is refused; and links that are looked at before sending (Check Links). With `--queue`, n8n in queue mode, where it
 * keeps files in its database and a worker signs.
 *
 *   npm run e2e -- files [--n8n=2.8.4 --queue]
 */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
	expect,
	NODE_TYPE,
	textTo,
	until,
	withN8n,
	type JsonObject,
	type Scene,
	type Workflow,
} from '../../../harness';
import { inN8n, N8N } from './shared';

const { values } = parseArgs({
	options: { ...N8N, queue: { type: 'boolean', default: false } },
});
const PUBLIC = 'https://n8n.lucky-shrub.com';
/** n8n 2.8.4 moves a file of this name when the execution is over, newer versions any. */
const FIELD = 'data';
const FROM_FORM = `={{ $('Form').item.binary.${FIELD} }}`;
const MINUTES_MS = 180_000;
/** A person fills in the form; a node in between drops the file; the node at the end sends it. */
function formToDocument(
	path: string,
	credential: { id: string; name: string },
	parameters: JsonObject,
	settings: JsonObject = {},
): Workflow {
	const link = (node: string) => ({ main: [[{ node, type: 'main' as const, index: 0 }]] });
	return {
		name: path,
		settings: { executionOrder: 'v1', ...settings },
		nodes: [
			{
				name: 'Form',
				type: 'n8n-nodes-base.formTrigger',
				typeVersion: 2.2,
				position: [0, 0],
				webhookId: path,
				parameters: {
					formTitle: 'Invoice',
					formFields: {
						values: [
							{ fieldLabel: 'Phone', requiredField: true },
							{ fieldLabel: FIELD, fieldType: 'file', multipleFiles: false, requiredField: true },
						],
					},
					options: { path },
				},
			},
			{
				name: 'Only the number',
				type: 'n8n-nodes-base.set',
				typeVersion: 3.4,
				position: [200, 0],
				parameters: {
					assignments: {
						assignments: [{ id: 'phone', name: 'phone', value: '={{ $json.Phone }}', type: 'string' }],
					},
					options: { stripBinary: true },
				},
			},
			{
				name: 'Send',
				type: NODE_TYPE,
				typeVersion: 1,
				position: [400, 0],
				parameters: {
					operation: 'sendDocument',
					recipient: '={{ $json.phone }}',
					businessPhone: '6285574670498',
					mediaSource: 'file',
					...parameters,
				},
				credentials: { itnioApi: credential },
			},
		],
		connections: { Form: link('Only the number'), 'Only the number': link('Send') },
	};
}

interface Upload {
	readonly name: string;
	readonly type: string;
	readonly bytes: Buffer;
}

/** Sends the form as a browser does. */
async function submit({ n8n }: Scene, path: string, phone: string, file: Upload): Promise<void> {
	const form = new FormData();
	form.append('field-0', phone);
	form.append('field-1', new Blob([new Uint8Array(file.bytes)], { type: file.type }), file.name);
	const answer = await fetch(`${n8n.url}/form/${path}`, { method: 'POST', body: form });
	if (!answer.ok) throw new Error(`The form answered HTTP ${answer.status}: ${await answer.text()}`);
}

async function byteForByte(scene: Scene): Promise<void> {
	const { client, sandbox, credential, n8n } = scene;
	const workflow = await client.createWorkflow(
		formToDocument('upload', credential, { binaryProperty: FROM_FORM, caption: 'Thank you' }),
	);
	await client.activate(workflow);
	const files: Upload[] = [
		{ name: 'Invoice 7.pdf', type: 'application/pdf', bytes: randomBytes(300_000) },
		{ name: '发票 №7.pdf', type: 'application/pdf', bytes: randomBytes(2_000_000) },
	];
	for (const [index, file] of files.entries()) {
		sandbox.reset();
		await submit(scene, 'upload', `628120000000${index}`, file);
		const executions = await client.executionsOf(workflow.id, index + 1, MINUTES_MS);
		expect(
			'the execution is over',
			executions.every(({ status }) => status === 'success'),
			executions.map(({ status }) => status),
		);
		const { link, filename } = sandbox.received[0]?.body.document as { link: string; filename: string };
		expect('the document has the name of the file', filename === file.name, filename);
		expect('its link is at the public address', link.startsWith(`${PUBLIC}/rest/`), link.split('?')[0]);
		// No cookie, no header: as WhatsApp does.
		const answer = await fetch(link.replace(PUBLIC, n8n.url));
		const bytes = Buffer.from(await answer.arrayBuffer());
		const type = answer.headers.get('content-type');
		expect(
			'it opens without a login',
			answer.status === 200 && type === file.type,
			`${answer.status} ${type}`,
		);
		expect('the file is the same, byte for byte', bytes.equals(file.bytes), `${bytes.length} bytes`);
		const forged = await fetch(`${link.replace(PUBLIC, n8n.url).slice(0, -4)}AAAA`);
		expect('a forged link opens nothing', forged.status === 400, forged.status);
	}
}

/** What the execution of a workflow that a form has started says. */
async function refusal(scene: Scene, path: string, parameters: JsonObject, file: Upload): Promise<string> {
	const { client, credential, sandbox } = scene;
	sandbox.reset();
	const workflow = await client.createWorkflow(formToDocument(path, credential, parameters));
	await client.activate(workflow);
	await submit(scene, path, '6281200000001', file);
	const [execution] = await client.executionsOf(workflow.id, 1, MINUTES_MS);
	expect(`nothing is sent (${path})`, sandbox.received.length === 0, sandbox.received.length);
	return execution?.error?.message ?? `no error, ${execution?.status ?? 'no execution'}`;
}

async function refused(scene: Scene): Promise<void> {
	const pdf: Upload = { name: 'Invoice 7.pdf', type: 'application/pdf', bytes: randomBytes(1000) };
	const says = async (path: string, parameters: JsonObject, sentence: string) => {
		const message = await refusal(scene, path, parameters, pdf);
		expect(`it says why (${path})`, message.includes(sentence), message);
	};
	await says('no-file', { binaryProperty: 'invoice' }, 'but this item has no file of that name');
	await says(
		'wrong-type',
		{ operation: 'sendImage', binaryProperty: FROM_FORM },
		'which is application/pdf, but an image must be JPEG or PNG',
	);
	if (values.queue) return;
	await scene.n8n.restart({ env: { WEBHOOK_URL: '' } });
	await says('local-address', { binaryProperty: FROM_FORM }, 'Set WEBHOOK_URL');
	await scene.n8n.restart({ env: { WEBHOOK_URL: PUBLIC, N8N_DEFAULT_BINARY_DATA_MODE: 'default' } });
	await says('memory-mode', { binaryProperty: FROM_FORM }, 'n8n keeps it in memory only');
}

/** What the guide says of a workflow that does not keep its executions. */
async function notKept(scene: Scene): Promise<void> {
	const { client, credential, sandbox, n8n } = scene;
	sandbox.reset();
	const workflow = await client.createWorkflow(
		formToDocument(
			'not-kept',
			credential,
			{ binaryProperty: FROM_FORM },
			{ saveDataSuccessExecution: 'none' },
		),
	);
	await client.activate(workflow);
	const file = { name: 'a.pdf', type: 'application/pdf', bytes: randomBytes(1000) };
	await submit(scene, 'not-kept', '6281200000001', file);
	await until('the message', () => sandbox.received.length === 1, { timeoutMs: MINUTES_MS });
	const { link } = sandbox.received[0]?.body.document as { link: string };
	let status = 0;
	await until(
		'the file to go',
		async () => {
			({ status } = await fetch(link.replace(PUBLIC, n8n.url)));
			return status !== 200;
		},
		{ timeoutMs: MINUTES_MS },
	);
	expect('a file goes with an execution that is not kept', status >= 400, `HTTP ${status}`);
}

const PICTURES = 'pictures.lucky-shrub.com';
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, ...randomBytes(2000)]);
const ANSWERS: Record<string, (res: ServerResponse) => void> = {
	'/a.jpg': (res) => res.writeHead(200, { 'Content-Type': 'image/jpeg' }).end(JPEG),
	'/login': (res) => res.writeHead(200, { 'Content-Type': 'text/html' }).end('<!DOCTYPE html><p>Log in'),
	'/inside.jpg': (res) => res.writeHead(302, { Location: 'http://127.0.0.1:9/a.jpg' }).end(),
};

/** Links that WhatsApp could not use, told before anything is sent. */
async function links({ client, credential, sandbox }: Scene): Promise<void> {
	const visits: IncomingMessage[] = [];
	const server = createServer((req, res) => {
		visits.push(req);
		(ANSWERS[req.url ?? ''] ?? ((other: ServerResponse) => other.writeHead(404).end()))(res);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const at = (path: string) => `http://${PICTURES}:${port}${path}`;
	const send = async (mediaLink: string, people = 1) => {
		sandbox.reset();
		visits.splice(0);
		const recipients = Array.from({ length: people }, (_, index) => `62812000000${index}`);
		const workflow = textTo(recipients, credential, {
			parameters: {
				operation: 'sendImage',
				businessPhone: '6285574670498',
				recipient: '={{ $json.phone }}',
				mediaLink,
				options: { checkLinks: true },
			},
		});
		const { error } = await client.runWorkflow(await client.createWorkflow(workflow));
		return error?.message ?? 'sent';
	};
	try {
		for (const [link, sentence] of [
			[at('/gone.jpg'), 'leads to nothing (HTTP 404)'],
			[at('/login'), 'gives a web page instead of the file'],
			[at('/inside.jpg'), 'leads on to an address that only your own network knows'],
			[`http://nowhere.${PICTURES}/a.jpg`, 'Image Link'],
			['https://drive.google.com/file/d/1aBcD/view', 'Google Drive'],
			['http://192.168.1.7/a.jpg', 'Image Link'],
		] as const) {
			const message = await send(link);
			const isTold = message.includes(sentence) && sandbox.requests === 0;
			expect(`${link.replace(`:${port}`, '')} is told and not sent`, isTold, message);
		}
		const message = await send(at('/a.jpg'), 5);
		const isSent = message === 'sent' && sandbox.received.length === 5;
		expect('a good link goes to five people', isSent, message);
		expect('it is looked at once', visits.length === 1, visits.length);
		const told = JSON.stringify(visits[0]?.headers);
		expect('without key, signature or cookie', !/api-key|sign|cookie|authorization/i.test(told), told);
	} finally {
		server.closeAllConnections();
		server.close();
	}
}

export async function run(): Promise<void> {
	await withN8n(
		{
			...inN8n(values.n8n),
			// Without pruning, newer versions delete at once what is not kept; with it, within minutes.
			env: {
				WEBHOOK_URL: `${PUBLIC}/`,
				EXECUTIONS_DATA_PRUNE: 'false',
				NODE_OPTIONS: `--require=${join(__dirname, '..', '..', '..', 'harness', 'n8n', 'hosts.cjs')}`,
				HOSTS_OF_THIS_MACHINE: PICTURES,
			},
			...(values.queue ? { queue: { workers: 1 } } : {}),
		},
		async (scene) => {
			await links(scene);
			await byteForByte(scene);
			// In its database, n8n keeps uploads apart from executions.
			if (!values.queue) await notKept(scene);
			await refused(scene);
		},
	);
}
