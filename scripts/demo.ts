/**
 * The whole way, on this machine: builds and packs the node, installs it into a real n8n as a user would, runs a
 * workflow that sends every kind of message to a stand-in of the ITNIO service, and shows what arrived there.
 *
 *   npm run demo                      run it once, exit code 1 if anything is missing
 *   npm start                         the same, then leave n8n's editor open until Ctrl-C
 *   npm run demo -- --n8n=<version>   another version of n8n (a folder of harness/n8n)
 */
import { parseArgs } from 'node:util';
import {
	closeAfter,
	consoleProgress,
	count,
	credentialData,
	DEFAULT_VERSION,
	expect,
	loadExample,
	withN8n,
	type Scene,
} from '../harness';
import { printTable } from './demo/table';
import { checkDemo, DEMO, type DemoRow } from './demo/workflow';

const { values: options } = parseArgs({
	options: {
		open: { type: 'boolean', default: false },
		n8n: { type: 'string', default: DEFAULT_VERSION },
	},
});
const progress = consoleProgress();

async function demo({
	client,
	sandbox,
	credential,
}: Scene): Promise<{ rows: DemoRow[]; problems: string[] }> {
	await progress.step('Testing the credential', async () => {
		const test = await client.testCredential(credential, 'itnioApi', credentialData(sandbox.url));
		if (test.status !== 'OK') throw new Error(`n8n's test of the credential says: ${test.message}`);
	});
	const workflow = await progress.step(
		`Importing examples/${DEMO}`,
		async () => await client.createWorkflow(loadExample(DEMO, credential)),
	);
	const execution = await progress.step('Executing it', async () => await client.runWorkflow(workflow));
	return checkDemo(workflow, execution, sandbox.received);
}

/** Prints what came of it, and counts each message and each problem. */
function report({ rows, problems }: Awaited<ReturnType<typeof demo>>): boolean {
	printTable(rows);
	for (const { problem } of rows) count(problem === undefined);
	for (const problem of problems) expect('the demo', false, problem);
	const passed = rows.filter(({ problem }) => problem === undefined).length;
	console.log(
		`\n${passed} of ${rows.length} messages were accepted, and the service has them on record (n8n ${options.n8n}).`,
	);
	return passed === rows.length && problems.length === 0;
}

async function main(): Promise<void> {
	await withN8n({ version: options.n8n, progress }, async (scene) => {
		const good = report(await demo(scene));
		if (options.open) {
			const { n8n, sandbox } = scene;
			console.log(
				[
					`\nn8n is open at ${n8n.url}`,
					`  email     ${n8n.owner.email}`,
					`  password  ${n8n.owner.password}`,
					`What the stand-in received, and what it may be made to do: ${sandbox.url}`,
					'  To try a trigger, enter its Production URL there as the callback address, and write as a person.',
					'The workflow and its credential are in place. Messages go to the stand-in only. Ctrl-C ends it.',
				].join('\n'),
			);
			// The harness ends everything at a signal.
			await new Promise(() => {});
		}
		if (!good) throw new Error('The demo found what the table says.');
	});
}

void closeAfter(main);
