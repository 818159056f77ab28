/**
 * The scene of everything that runs in a real n8n: demo, end-to-end tests, browser tests, queue mode, pictures.
 *
 *   await withN8n({ version: '2.41.1', progress: consoleProgress() }, async ({ client, sandbox, credential, n8n, openEditor }) => {
 *     const workflow = await client.createWorkflow(textTo(['6281200000001'], credential));
 *     const execution = await client.runWorkflow(workflow);        // as the editor's button does, to the end
 *     outputOf(execution, SEND)[0]?.json.messageId;                // what a node put out
 *     sandbox.received;                                            // what the service got
 *     await client.activate(workflow);                             // then client.callWebhook(path, body)
 *     await client.retryExecution(execution.id);                   // "Retry" of a failed execution
 *     await n8n.kill();                                            // as a power cut would
 *     await n8n.restart();                                         // same user folder, address and session
 *     const editor = await openEditor();                           // a logged-in browser page
 *     await editor.openWorkflow(workflow.id);
 *   });
 *
 * What is there when the work begins: a sandbox of the service; the package, built and packed as npm would publish it,
 * installed in an n8n of this version as a user would; its owner, logged in (`client`); a credential for the sandbox.
 * Everything is gone when the work ends, however it ends; n8n's log is kept when the work throws, and the error names it.
 *
 * Queue mode, with PostgreSQL and Redis (on Debian, root gets them installed): `queue: { workers: 2, webhooks: 1 }`. The
 * processes are `scene.workers` and `scene.webhooks`; `workers[0].kill()` ends one as a power cut would, and
 * `n8n.startWorker()` adds one. Any of n8n's settings: `env: { N8N_DEFAULT_LOCALE: 'zh-CN' }`, later with
 * `n8n.restart({ env })`.
 *
 * A test runner with before and after: `const scene = await startScene(options)` and `await scene.stop()`.
 */
import type { Browser } from 'playwright-core';
import { startSandbox, type Sandbox, type SandboxOptions } from '../sandbox';
import { startChromium } from './browser/chromium';
import { Editor, type EditorOptions } from './browser/editor';
import { startN8n, type JsonObject, type N8n, type N8nClient, type N8nProcess } from './n8n';
import { packPackage } from './pack';
import { silent, type Progress } from './progress';
import { startServers } from './servers';
import { PATIENCE_MS } from './until';
import { credentialData } from './workflows';

export interface SceneOptions {
	/** One of harness/n8n/<version>. */
	version?: string;
	progress?: Progress;
	/** Added to n8n's environment, and stronger than the harness's. */
	env?: NodeJS.ProcessEnv;
	sandbox?: SandboxOptions;
	/** What the credential has beside what it needs, e.g. a business phone. */
	credential?: JsonObject;
	/** n8n in queue mode: how many workers and webhook processes it has beside the main one. */
	queue?: { workers: number; webhooks?: number };
	/** A folder for n8n's data that exists and is kept; without it a temporary one. */
	userFolder?: string;
}

export interface Scene {
	n8n: N8n;
	client: N8nClient;
	sandbox: Sandbox;
	/** Of the type itnioApi, for the sandbox. */
	credential: { id: string; name: string };
	/** In queue mode: the settings by which n8n reaches PostgreSQL and Redis. */
	servers?: Readonly<Record<string, string>>;
	/** In queue mode: stops Redis and starts it again with its data. */
	restartRedis?: () => Promise<void>;
	workers: N8nProcess[];
	webhooks: N8nProcess[];
	/** Starts Chromium the first time. */
	browser(): Promise<Browser>;
	/** A browser window in n8n's editor, logged in as the owner. */
	openEditor(options?: EditorOptions): Promise<Editor>;
	/** Ends everything. n8n's log goes, too, unless `keepLog`. */
	stop(options?: { keepLog?: boolean }): Promise<void>;
}

/** Sets the scene. Whoever calls this has to stop it; `withN8n` does so by itself. */
export async function startScene(options: SceneOptions = {}): Promise<Scene> {
	const { progress = silent, version, queue } = options;
	/** What was started, to be ended in the opposite order. */
	const ends: Array<(keepLog: boolean) => Promise<unknown>> = [];
	const stop = async ({ keepLog = false } = {}) => {
		for (const end of ends.splice(0).reverse()) await end(keepLog);
	};
	try {
		const packed = await packPackage(progress);
		ends.push(async () => packed.remove());
		const servers =
			queue && (await progress.step('Starting PostgreSQL and Redis', async () => await startServers()));
		if (servers) ends.push(async () => await servers.stop());
		// A busy n8n may take its time for the answer to a push; a repeat would be one push too many.
		const sandbox = await startSandbox({ pushTimeoutMs: PATIENCE_MS, ...options.sandbox });
		ends.push(async () => await sandbox.close());

		const env = { ...servers?.env, ...options.env };
		const n8n = await startN8n({
			...{ version, tarball: packed.tarball, progress, env },
			...(options.userFolder !== undefined && { userFolder: options.userFolder }),
		});
		ends.push(async (keepLog) => await n8n.stop({ keepLog }));
		const { workers: workerCount = 0, webhooks: webhookCount = 0 } = queue ?? {};
		const [workers, webhooks] = [
			await startSeveral(workerCount, n8n.startWorker),
			await startSeveral(webhookCount, n8n.startWebhookProcess),
		];

		const { client } = n8n;
		const data = { ...credentialData(sandbox.url), ...options.credential };
		const credential = await client.createCredential('ITNIO sandbox', 'itnioApi', data);
		let started: Promise<Browser> | undefined;
		const browser = async () => await (started ??= startChromium(progress));
		ends.push(async () => await (await started?.catch(() => undefined))?.close());
		const openEditor = async (how?: EditorOptions) =>
			await Editor.open(await browser(), n8n.url, n8n.owner, how);
		return {
			n8n,
			client,
			sandbox,
			credential,
			servers: servers?.env,
			restartRedis: servers?.restartRedis,
			workers,
			webhooks,
			browser,
			openEditor,
			stop,
		};
	} catch (error) {
		await stop({ keepLog: true });
		throw error;
	}
}

/** One after the other: n8n's processes race for their settings file otherwise. */
async function startSeveral(count: number, startOne: () => Promise<N8nProcess>): Promise<N8nProcess[]> {
	const processes: N8nProcess[] = [];
	while (processes.length < count) processes.push(await startOne());
	return processes;
}

/**
 * Sets the scene, does the work in it and clears everything away.
 *
 * @returns what `work` returns
 * @throws what `work` throws, with the place of n8n's log
 */
export async function withN8n<T>(options: SceneOptions, work: (scene: Scene) => Promise<T>): Promise<T> {
	const scene = await startScene(options);
	let finished = false;
	try {
		const result = await work(scene);
		finished = true;
		return result;
	} catch (error) {
		if (error instanceof Error) error.message += `\nn8n's log is kept in ${scene.n8n.logFile}`;
		throw error;
	} finally {
		await scene.stop({ keepLog: !finished });
	}
}
