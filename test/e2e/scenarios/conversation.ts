/**
 * A conversation on this machine, from both sides: a person writes, the trigger fires in a real n8n, the workflow
 * answers with a carousel, the person taps a quick reply, and delivery reports arrive. Prints what was said.
 *
 *   npm run e2e -- conversation [--n8n=2.8.4]
 */
import { parseArgs } from 'node:util';
import { expect, withN8n } from '../../../harness';
import { playConversation } from '../../../scripts/demo/conversation';
import { inN8n, N8N } from './shared';

const { values } = parseArgs({ options: N8N });

export async function run(): Promise<void> {
	await withN8n(inN8n(values.n8n), async ({ sandbox, client, credential }) => {
		console.log('');
		await playConversation(sandbox, client, credential, console.log);
	});
	expect('the conversation goes as it should', true, `n8n ${values.n8n}`);
}
