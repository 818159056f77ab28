import { publisherOf } from './publisher';
import { onDisk } from './repository';

/**
 * Every command that the documentation tells people to type, and where CI runs it. A command that is not in this
 * table fails the check of the documentation; so does one whose proof is no longer in the named file.
 */
export interface KnownCommand {
	/** The whole line; options in `…` stand for anything. */
	command: string;
	/** Where CI runs it: a file and a text in it. */
	ci?: { file: string; text: string };
	/** Why CI does not run it. */
	not?: string;
}

const RUN = '.ci/run';
const { address } = publisherOf(onDisk);

export const KNOWN_COMMANDS: readonly KnownCommand[] = [
	{ command: `git clone ${address}.git`, not: 'CI starts from a clone' },
	{ command: 'cd n8n-nodes-itnio', not: 'CI starts in the clone' },
	{
		// With the packed package instead of the published one, and a folder of its own for each n8n.
		command: 'npm install --prefix ~/.n8n/nodes n8n-nodes-itnio',
		ci: { file: 'harness/n8n/start.ts', text: "'npm', ['install', '--prefix', nodes, tarball" },
	},
	{ command: 'npm run format', ci: { file: 'package.json', text: 'prettier --check' } },
	{ command: 'npm test', ci: { file: RUN, text: 'npm test' } },
	{ command: 'npm run demo', ci: { file: RUN, text: 'npm run demo' } },
	{
		command: 'npm run demo -- --n8n=2.41.1',
		ci: { file: RUN, text: 'demo 2.41.1' },
	},
	{ command: 'npm start', ci: { file: '.github/workflows/ci.yml', text: 'npm start' } },
	{ command: 'npm run sandbox', ci: { file: 'test/docs/commands.test.ts', text: "'sandbox'" } },
	{ command: 'npm run e2e', ci: { file: RUN, text: 'e2e 2.8.4 tests' } },
	...['browser', 'conversation', 'conversations', 'executions', 'files', 'once', 'queue'].map((scenario) => ({
		command: `npm run e2e -- ${scenario}`,
		ci: { file: RUN, text: `e2e 2.8.4 ${scenario}` },
	})),
	{ command: 'npm run e2e -- delivery', ci: { file: RUN, text: 'e2e 2.41.1 delivery' } },
	{
		command: 'npm run e2e -- desk',
		not: 'npm test runs the same four workflows in the engine of n8n (test/examples/desk.test.ts)',
	},
	{
		command: 'npm run e2e -- desk-reports',
		not: 'it measures how long the reports of a large campaign take',
	},
	{ command: 'npm run e2e -- load', not: 'it measures what n8n spends' },
	{
		command: 'npm run e2e -- steady',
		not: 'it runs what CI runs several times over, on one core and beside endless loops, which takes hours',
	},
	{
		command: 'npm run e2e -- video',
		not: 'what it does the browser tests do, too; it is run when the script of the video is changed',
	},
	{ command: 'npm run e2e -- week', not: 'it takes an hour; CI runs a short one' },
	{ command: 'npm run e2e -- walk', not: 'it counts; what it does on the way the browser tests do, too' },
	{ command: 'npm run bench', ci: { file: '.github/workflows/bench.yml', text: 'npm run bench -- --quick' } },
	{ command: 'npm run docs', ci: { file: 'test/docs/docs.test.ts', text: 'checkDocs(' } },
	{ command: 'npm run docs -- --write', not: 'CI checks that it would change nothing' },
	{
		command: 'npm run docs -- --images',
		ci: { file: '.github/workflows/bench.yml', text: 'npm run docs -- --images' },
	},
	{ command: 'INJECT=all npx jest injection', not: 'CI runs a sample of it with npm test' },
	{ command: 'npm run build', ci: { file: '.github/workflows/publish.yml', text: 'npm run build' } },
	{ command: '.ci/run', ci: { file: '.github/workflows/ci.yml', text: '.ci/run' } },
	...['', ' -- minor', ' -- --dry-run'].map((release) => ({
		command: `npm run release${release}`,
		not: 'a person decides on a release; test/docs tests its steps',
	})),
	{ command: 'git push --follow-tags', not: 'a person decides on a release' },
];
