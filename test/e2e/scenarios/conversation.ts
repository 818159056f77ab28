/**
 * A conversation on this machine, from both sides: a person writes, the trigger fires in a real n8n, the workflow
 * answers with a carousel, the person taps a quick reply, and delivery reports arrive. Prints what was said.
 *
 *   npm run e2e -- conversation [--n8n=2.8.4]
 */
import { parseArgs } from 'node:util';
import { consoleProgress, DEFAULT_VERSION, expect, withN8n } from '../../../harness';
import { playConversation } from '../../../scripts/demo/conversation';

const { values } = parseArgs({ options: { n8n: { type: 'string', default: DEFAULT_VERSION } } });

export async function run(): Promise<void> {
	const options = { version: values.n8n, progress: consoleProgress() };
	await withN8n(options, async ({ sandbox, client, credential }) => {
		console.log('');
		await playConversation(sandbox, client, credential, console.log);
	});
	expect('the conversation goes as it should', true, `n8n ${values.n8n}`);
}
