/** Each wall of `eslint.walls.mjs` broken once: the lint has to say so. Everything goes through ESLint as `npm run lint` has it. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

const root = join(__dirname, '..', '..');
const PATHS = 'import-x/no-restricted-paths';
const NODE = join('nodes', 'ItnioWhatsApp');

/** ESLint and its configuration are ES modules, which jest does not load: a process of their own does. */
function inNode<T>(script: string, input: unknown): T {
	const options = { cwd: root, encoding: 'utf8', input: JSON.stringify(input), maxBuffer: 64e6 } as const;
	return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', script], options)) as T;
}

interface Source {
	readonly file: string;
	readonly code: string;
}

/** The rules that each source breaks, in the order of the sources. */
const brokenBy = (sources: readonly Source[]): string[][] =>
	inNode(
		`import { readFileSync } from 'node:fs';
		import { ESLint } from 'eslint';
		const eslint = new ESLint();
		const results = [];
		for (const { file, code } of JSON.parse(readFileSync(0, 'utf8'))) {
			const [{ messages }] = await eslint.lintText(code, { filePath: file });
			results.push(messages.map(({ ruleId, message }) => ruleId ?? message));
		}
		process.stdout.write(JSON.stringify(results));`,
		sources,
	);

const { MAY_KNOW, WITHOUT_N8N, WITH_HTTP } = inNode<{
	MAY_KNOW: Record<string, string[]>;
	WITHOUT_N8N: string[];
	WITH_HTTP: string[];
}>(`import * as walls from './eslint.walls.mjs'; process.stdout.write(JSON.stringify(walls));`, null);

const folders = Object.keys(MAY_KNOW);

/** A file of a folder, none of those that `from` may know although the rest of the folder is closed to it. */
function fileIn(folder: string, from = ''): string {
	const name = readdirSync(join(root, folder))
		.filter((entry) => entry.endsWith('.ts'))
		.find((entry) => !(MAY_KNOW[from] ?? []).some((known) => join(NODE, known) === join(folder, entry)));
	if (name === undefined) throw new Error(`${folder} has no file of its own`);
	return join(folder, name);
}

/** A source file in `from` that imports a file. */
function importing(from: string, target: string): Source {
	const file = join(from, 'made-up.ts');
	const path = relative(dirname(file), target).split(sep).join('/').replace(/\.ts$/, '');
	return {
		file,
		code: `import * as other from '${path.startsWith('.') ? path : `./${path}`}';\nexport { other };\n`,
	};
}

const within = (outer: string, inner: string) => inner === outer || inner.startsWith(`${outer}/`);
const mayKnow = (from: string, to: string): boolean =>
	within(from, to) || (MAY_KNOW[from] ?? []).some((known) => known === to);

it('has an entry for every folder of the node', () => {
	const found = readdirSync(join(root, NODE), { withFileTypes: true })
		.filter((entry) => entry.isDirectory())
		.map(({ name }) => name);
	expect(folders.filter((folder) => !folder.includes('/')).sort()).toEqual(found.sort());
	for (const path of Object.values(MAY_KNOW).flat()) {
		expect([path, existsSync(join(root, NODE, path))]).toEqual([path, true]);
	}
});

it('lets every folder know only what stands above it, so that there is no circle', () => {
	const rank = (path: string) => folders.findIndex((folder) => within(folder, path));
	for (const [index, folder] of folders.entries()) {
		for (const known of MAY_KNOW[folder] ?? []) {
			expect([folder, known, rank(known) < index]).toEqual([folder, known, true]);
		}
	}
});

describe('the lint', () => {
	const pairs = folders.flatMap((from) =>
		folders.filter((to) => from !== to).map((to) => ({ from, to, allowed: mayKnow(from, to) })),
	);
	const sources = pairs.map(({ from, to }) => importing(join(NODE, from), fileIn(join(NODE, to), from)));
	const broken = brokenBy(sources);

	it.each(pairs.map((pair, index) => [pair.from, pair.to, pair.allowed, index] as const))(
		'%s → %s: %s',
		(_from, _to, allowed, index) => {
			const found = (broken[index] ?? []).filter((rule) => rule === PATHS);
			// A folder inside another one stands behind both walls.
			expect(found.length > 0).toBe(!allowed);
		},
	);

	it('knows both sides of many walls', () => {
		expect(pairs.filter(({ allowed }) => allowed).length).toBeGreaterThan(20);
		expect(pairs.filter(({ allowed }) => !allowed).length).toBeGreaterThan(60);
	});

	const others: ReadonlyArray<readonly [what: string, source: Source, rule: string]> = [
		['the sandbox knows nothing of the node', importing('sandbox', fileIn(join(NODE, 'core'))), PATHS],
		['nor of the credential', importing('sandbox', fileIn('credentials')), PATHS],
		['the node knows nothing of the sandbox', importing(NODE, fileIn('sandbox')), PATHS],
		['nor of the tests', importing(join(NODE, 'core'), join('test', 'core', 'paths.ts')), PATHS],
		[
			'the credential knows only core/ and service/',
			importing('credentials', fileIn(join(NODE, 'sending'))),
			PATHS,
		],
		[
			'sending/ knows answers, but not the client',
			importing(join(NODE, 'sending'), join(NODE, 'service', 'client.ts')),
			PATHS,
		],
		[
			'a type is behind a wall, too',
			{
				file: join(NODE, 'core', 'made-up.ts'),
				code: "import type { Kind } from '../form/kind';\nexport type { Kind };\n",
			},
			PATHS,
		],
		[
			// `kinds/index.ts` imports this file, which here imports it back.
			'files know each other in one direction only',
			{
				file: join(NODE, 'kinds', 'text.ts'),
				code: "import * as list from './index';\nexport const sendText = { list };\n",
			},
			'import-x/no-cycle',
		],
		...WITHOUT_N8N.map(
			(folder) =>
				[
					`${folder}/ knows nothing of n8n`,
					{ file: join(NODE, folder, 'made-up.ts'), code: "export { sleep } from 'n8n-workflow';\n" },
					'no-restricted-imports',
				] as const,
		),
		...folders
			.filter((folder) => !WITH_HTTP.includes(folder))
			.map(
				(folder) =>
					[
						`${folder}/ does not touch HTTP`,
						{
							file: join(NODE, folder, 'made-up.ts'),
							code: "export const ask = ({ helpers }: any) => helpers.httpRequest({ url: 'https://example.com' });\n",
						},
						'no-restricted-properties',
					] as const,
			),
	];
	const brokenByOthers = brokenBy(others.map(([, source]) => source));

	it.each(others.map(([what, , rule], index) => [what, rule, index] as const))(
		'%s (%s)',
		(_what, rule, index) => {
			expect(brokenByOthers[index]).toContain(rule);
		},
	);
});
