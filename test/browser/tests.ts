/**
 * The packed node in a real n8n, used with mouse and keyboard in a real browser, against the stand-in of the service.
 *
 *   npm run e2e -- browser                    all of it
 *   npm run e2e -- browser carousel        only the tests with this word in their name
 *   npm run e2e -- browser --without=guidance --without=surprise   all but those
 *   npm run e2e -- browser --n8n=<version> another version of n8n (a folder of harness/n8n)
 *   npm run e2e -- browser --slower=6      in a browser that computes six times slower, as on a small machine
 *
 * What a failed test saw is kept as a picture.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { consoleProgress, DEFAULT_VERSION, runTests, withN8n } from '../../harness';
import { clock, editor, open, sandbox, tests } from './stage';
// Each adds its tests, and the first one the credential that the others need.
import './credential';
import './form';
import './carousel';
import './lists';
import './files';
import './sending';
import './surprises';
import './again';
import './guidance';

const { values: options, positionals } = parseArgs({
	options: {
		n8n: { type: 'string', default: DEFAULT_VERSION },
		slower: { type: 'string', default: '1' },
		without: { type: 'string', multiple: true, default: [] },
	},
	allowPositionals: true,
});
const progress = consoleProgress();

async function runAll(): Promise<void> {
	const pictures = mkdtempSync(join(tmpdir(), 'n8n-nodes-itnio-browser-'));
	const wanted = tests.filter(
		({ name }) =>
			name.startsWith('credential') ||
			((positionals.length === 0 || positionals.some((word) => name.includes(word))) &&
				!options.without.some((word) => name.startsWith(word))),
	);
	await runTests(wanted, progress, {
		before: () => sandbox.reset(),
		onFailure: async (name) => {
			const picture = join(pictures, `${name.replace(/\W+/g, '-').slice(0, 60)}.png`);
			await editor.page.screenshot({ path: picture }).catch(() => {});
			return `What the browser showed: ${picture}`;
		},
	});
}

export async function run(): Promise<void> {
	const now = () => Date.now() + clock.ahead;
	await withN8n({ version: options.n8n, progress, sandbox: { now } }, async (set) => {
		await open(set, { slower: Number(options.slower) });
		await runAll();
	});
}
