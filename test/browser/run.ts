/**
 * The packed node in a real n8n, used with mouse and keyboard in a real browser, against the stand-in of the service.
 *
 *   npm run test:browser                    all of it
 *   npm run test:browser -- carousel        only the tests with this word in their name
 *   npm run test:browser -- --n8n=<version> another version of n8n (a folder of harness/n8n)
 *   npm run test:browser -- --slower=6      in a browser that computes six times slower, as on a small machine
 *
 * The last line is `<n> passed, <n> failed`. What a failed test saw is kept as a picture.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { consoleProgress, DEFAULT_VERSION, withN8n } from '../../harness';
import { clock, editor, open, sandbox, tests } from './stage';
// Each adds its tests, and the first one the credential that the others need.
import './credential';
import './form';
import './carousel';
import './lists';
import './files';
import './sending';
import './surprises';

const { values: options, positionals } = parseArgs({
	options: {
		n8n: { type: 'string', default: DEFAULT_VERSION },
		slower: { type: 'string', default: '1' },
	},
	allowPositionals: true,
});
const progress = consoleProgress();

/** @returns how many failed */
async function runAll(): Promise<number> {
	const pictures = mkdtempSync(join(tmpdir(), 'n8n-nodes-itnio-browser-'));
	let [passed, failed] = [0, 0];
	const wanted = tests.filter(
		({ name }) =>
			positionals.length === 0 ||
			name.startsWith('credential') ||
			positionals.some((word) => name.includes(word)),
	);
	for (const { name, body } of wanted) {
		sandbox.reset();
		try {
			await progress.step(name, body);
			passed += 1;
		} catch (error) {
			failed += 1;
			const picture = join(pictures, `${failed}-${name.split(':')[0]}.png`);
			await editor.page.screenshot({ path: picture }).catch(() => {});
			console.error(
				`  ${error instanceof Error ? error.message : String(error)}\n  What the browser showed: ${picture}`,
			);
		}
	}
	console.log(`${passed} passed, ${failed} failed`);
	return failed;
}

async function main(): Promise<void> {
	const now = () => Date.now() + clock.ahead;
	await withN8n({ version: options.n8n, progress, sandbox: { now } }, async (set) => {
		await open(set, { slower: Number(options.slower) });
		if ((await runAll()) > 0) throw new Error('Some of the browser tests failed.');
	});
}

main().then(
	() => process.exit(0),
	(error: unknown) => {
		console.error(error instanceof Error ? error.message : String(error));
		process.exit(1);
	},
);
