/**
 * What needs a real n8n: the packed node in it, against the stand-in of the service. One scenario at a time:
 *
 *   npm run e2e                                     the end-to-end tests
 *   npm run e2e -- executions --n8n=2.41.1          another scenario, in another n8n (a folder of harness/n8n)
 *   npm run e2e -- executions --calls=200 --queue   its own options stand at the top of its file
 *
 * The last line is "N passed, N failed".
 */
import { closeAfter } from '../../harness';

const SCENARIOS: Readonly<Record<string, () => Promise<{ run: () => Promise<void> }>>> = {
	tests: async () => await import('./tests'),
	browser: async () => await import('../browser/tests'),
	conversation: async () => await import('./scenarios/conversation'),
	conversations: async () => await import('./scenarios/conversations'),
	desk: async () => await import('./scenarios/desk'),
	'desk-reports': async () => await import('./scenarios/deskReports'),
	delivery: async () => await import('./scenarios/delivery'),
	executions: async () => await import('./scenarios/executions'),
	files: async () => await import('./scenarios/files'),
	once: async () => await import('./scenarios/once'),
	queue: async () => await import('./scenarios/queue'),
	steady: async () => await import('./scenarios/steady'),
	week: async () => await import('./scenarios/week'),
	video: async () => await import('./scenarios/video'),
	load: async () => await import('./scenarios/load'),
	walk: async () => await import('./scenarios/walk'),
};

void closeAfter(async () => {
	const [first = ''] = process.argv.slice(2);
	const isNamed = first !== '' && !first.startsWith('-');
	const load = SCENARIOS[isNamed ? first : 'tests'];
	if (load === undefined)
		throw new Error(`There is no scenario "${first}", only ${Object.keys(SCENARIOS).join(', ')}.`);
	// What is left is the scenario's own.
	if (isNamed) process.argv.splice(2, 1);
	const { run } = await load();
	await run();
});
