/**
 * A conversation on this machine, from both sides: a person writes, the trigger fires in a real n8n, the workflow
 * answers with a carousel, the person taps a quick reply, and delivery reports arrive. Prints what was said.
 *
 *   npm run demo:conversation                     exit code 1, naming the step, if anything goes wrong
 *   npm run demo:conversation -- --n8n=<version>  another version of n8n (a folder of scripts/n8n)
 *   npm run demo:conversation -- --report=<file>  also write { "passed": …, "failed": … } there
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { DEFAULT_ACCOUNT, startSandbox, type Sandbox } from '../sandbox';
import { playConversation } from './demo/conversation';
import { demoCredential } from './demo/workflow';
import { DEFAULT_VERSION, consoleProgress, knownVersions, packNode, startN8n, type N8n } from './n8n';

const { values: options } = parseArgs({
	options: { n8n: { type: 'string', default: DEFAULT_VERSION }, report: { type: 'string' } },
});
const progress = consoleProgress();

async function main(): Promise<void> {
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
		const data = demoCredential(DEFAULT_ACCOUNT, sandbox.url);
		const credential = await n8n.client.createCredential('ITNIO sandbox', 'itnioApi', data);
		console.log('');
		await playConversation(sandbox, n8n.client, credential, console.log);
		failed = false;
		console.log(`\n✓ The conversation went as it should (n8n ${options.n8n}).`);
	} finally {
		await n8n?.stop({ keepLog: failed });
		if (failed && n8n !== undefined) console.log(`n8n's log is kept in ${n8n.logFile}`);
		await sandbox?.close();
		if (options.report !== undefined) {
			writeFileSync(options.report, JSON.stringify({ passed: failed ? 0 : 1, failed: failed ? 1 : 0 }));
		}
	}
}

main().then(
	() => process.exit(0),
	(error: unknown) => {
		console.error(`\n${error instanceof Error ? error.message : String(error)}`);
		process.exit(1);
	},
);
