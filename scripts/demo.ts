/**
 * The whole way, on this machine: builds and packs the node, installs it into a real n8n as a user would, runs a
 * workflow that sends every kind of message to a stand-in of the ITNIO service, and shows what arrived there.
 *
 *   npm run demo                      run it once, exit code 1 if anything is missing
 *   npm start                         the same, then leave n8n's editor open until Ctrl-C
 *   npm run demo -- --n8n=<version>   another version of n8n (a folder of scripts/n8n)
 *   npm run demo -- --report=<file>   also write { "passed": …, "failed": … } there
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { DEFAULT_ACCOUNT, startSandbox } from '../sandbox';
import { checkDemo, demoCredential, loadDemoWorkflow, type DemoRow } from './demo/workflow';
import { printTable } from './demo/table';
import { DEFAULT_VERSION, consoleProgress, knownVersions, packNode, startN8n, type N8n } from './n8n';

type Sandbox = Awaited<ReturnType<typeof startSandbox>>;

const { values: options } = parseArgs({
	options: {
		open: { type: 'boolean', default: false },
		n8n: { type: 'string', default: DEFAULT_VERSION },
		report: { type: 'string' },
	},
});
const progress = consoleProgress();

async function demo(sandbox: Sandbox, n8n: N8n): Promise<{ rows: DemoRow[]; problems: string[] }> {
	const credential = await progress.step('Creating the credential', async () => {
		const data = demoCredential(DEFAULT_ACCOUNT, sandbox.url);
		const created = await n8n.client.createCredential('ITNIO sandbox', 'itnioApi', data);
		const test = await n8n.client.testCredential(created, 'itnioApi', data);
		if (test.status !== 'OK') throw new Error(`n8n's test of the credential says: ${test.message}`);
		return created;
	});
	const workflow = await progress.step(
		'Importing examples/demo-all-kinds.json',
		async () => await n8n.client.createWorkflow(loadDemoWorkflow(credential)),
	);
	const execution = await progress.step('Executing it', async () => await n8n.client.runWorkflow(workflow));
	return checkDemo(workflow, execution, sandbox.received);
}

async function main(): Promise<boolean> {
	let sandbox: Sandbox | undefined;
	let n8n: N8n | undefined;
	let failed = true;
	try {
		if (!knownVersions().includes(options.n8n)) {
			throw new Error(`No n8n ${options.n8n} here. Known versions: ${knownVersions().join(', ')}`);
		}
		const tarball = await packNode(progress);
		sandbox = await progress.step('Starting the ITNIO stand-in', async () => await startSandbox());
		n8n = await startN8n({ version: options.n8n, tarball, progress });
		const { rows, problems } = await demo(sandbox, n8n);
		printTable(rows);
		for (const problem of problems) console.log(`✗ ${problem}`);
		const passed = rows.filter(({ problem }) => problem === undefined).length;
		console.log(
			`\n${passed} of ${rows.length} messages were accepted, and the service has them on record (n8n ${options.n8n}).`,
		);
		failed = problems.length > 0 || passed < rows.length;
		if (options.report !== undefined) {
			const counts = { passed, failed: rows.length - passed + problems.length };
			writeFileSync(options.report, JSON.stringify(counts));
		}
		if (options.open) {
			console.log(
				`\nn8n is open at ${n8n.url}\n  email     ${n8n.owner.email}\n  password  ${n8n.owner.password}`,
			);
			console.log(
				'The workflow and its credential are in place. Messages go to the stand-in only. Ctrl-C ends it.',
			);
			// The harness ends everything at a signal.
			await new Promise(() => {});
		}
	} finally {
		await n8n?.stop({ keepLog: failed });
		if (failed && n8n !== undefined) console.log(`n8n's log is kept in ${n8n.logFile}`);
		await sandbox?.close();
	}
	return !failed;
}

main().then(
	(passed) => process.exit(passed ? 0 : 1),
	(error: unknown) => {
		console.error(`\n${error instanceof Error ? error.message : String(error)}`);
		process.exit(1);
	},
);
