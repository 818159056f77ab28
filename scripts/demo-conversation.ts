/**
 * A conversation on this machine, from both sides: a person writes, the trigger fires in a real n8n, the workflow
 * answers with a carousel, the person taps a quick reply, and delivery reports arrive. Prints what was said.
 *
 *   npm run demo:conversation                     exit code 1, naming the step, if anything goes wrong
 *   npm run demo:conversation -- --n8n=<version>  another version of n8n (a folder of harness/n8n)
 *   npm run demo:conversation -- --report=<file>  also write { "passed": …, "failed": … } there
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { consoleProgress, DEFAULT_VERSION, withN8n } from '../harness';
import { playConversation } from './demo/conversation';

const { values: options } = parseArgs({
	options: { n8n: { type: 'string', default: DEFAULT_VERSION }, report: { type: 'string' } },
});

function report(passed: number, failed: number): void {
	if (options.report !== undefined) writeFileSync(options.report, JSON.stringify({ passed, failed }));
}

async function main(): Promise<void> {
	report(0, 1);
	await withN8n(
		{ version: options.n8n, progress: consoleProgress() },
		async ({ sandbox, client, credential }) => {
			console.log('');
			await playConversation(sandbox, client, credential, console.log);
		},
	);
	report(1, 0);
	console.log(`\n✓ The conversation went as it should (n8n ${options.n8n}).`);
}

main().then(
	() => process.exit(0),
	(error: unknown) => {
		console.error(`\n${error instanceof Error ? error.message : String(error)}`);
		process.exit(1);
	},
);
