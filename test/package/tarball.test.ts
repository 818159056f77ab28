/** What `npm publish` would upload: packed, unpacked, required. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { installTarball } from '../../harness/n8n/start';
import { packPackage, type PackedPackage } from '../../harness/pack';

const root = join(__dirname, '..', '..');
interface Manifest {
	name: string;
	version: string;
	main: string;
	n8n: { n8nNodesApiVersion: number; credentials: string[]; nodes: string[] };
	dependencies?: unknown;
	peerDependencies: unknown;
	publishConfig?: unknown;
	scripts?: Record<string, string>;
}

let packed: PackedPackage;
let unpacked: string;
let files: string[];
let manifest: Manifest;

function filesIn(folder: string): string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
		.sort();
}

beforeAll(async () => {
	packed = await packPackage();
	unpacked = packed.folder;
	files = filesIn(unpacked);
	expect(packed.files).toEqual(files);
	manifest = JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8')) as Manifest;
});
afterAll(() => packed.remove());

const textOf = (file: string) => readFileSync(join(unpacked, file), 'utf8');
const scripts = () => files.filter((file) => file.endsWith('.js'));

it('holds the compiled nodes, their icons and words, and nothing else', () => {
	const beside = files.filter((file) => !file.startsWith('dist/'));
	expect(beside).toEqual(expect.arrayContaining(['LICENSE.md', 'index.js', 'package.json']));
	expect(
		beside.filter((file) => !/^(index\.js|package\.json|(README|LICENSE|CHANGELOG)[^/]*)$/.test(file)),
	).toEqual([]);
	expect(files.filter((file) => file.startsWith('dist/') && !/\.(js|svg|node\.json)$/.test(file))).toEqual(
		[],
	);
	expect(files.filter((file) => /\.ts$|\.map$|test|spec|sandbox|tsbuildinfo|(^|\/)\./.test(file))).toEqual(
		[],
	);
});

it('is documented in English only, as n8n asks of packages that it verifies', () => {
	const pages = files.filter((file) => file.endsWith('.md'));
	expect(pages).toEqual(['LICENSE.md', 'README.md']);
	expect(pages.filter((file) => /\p{Script=Han}/u.test(textOf(file)))).toEqual([]);
});

it('has a compiled file for every source and no other', () => {
	const sources = ['credentials', 'nodes'].flatMap((folder) =>
		filesIn(join(root, folder)).map((file) => `${folder}/${file}`),
	);
	const expected = sources
		.filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
		.map((file) => `dist/${file.replace(/\.ts$/, '.js')}`);
	expect(scripts().filter((file) => file !== 'index.js')).toEqual(expected.sort());
});

it('names no place of the machine that built it', () => {
	const places = [root, dirname(packed.folder), homedir(), tmpdir()].filter((place) => place.length > 1);
	for (const file of files) {
		expect([file, places.filter((place) => textOf(file).includes(place))]).toEqual([file, []]);
		expect([file, /sourceMappingURL/.test(textOf(file))]).toEqual([file, false]);
	}
});

it('gives n8n what package.json promises', () => {
	const { n8n } = manifest;
	expect(n8n.n8nNodesApiVersion).toBe(1);
	expect([...n8n.credentials, ...n8n.nodes].filter((file) => !files.includes(file))).toEqual([]);
	// And nothing that n8n could load is forgotten.
	expect([...n8n.credentials, ...n8n.nodes].sort()).toEqual(
		files.filter((file) => /\.(credentials|node)\.js$/.test(file)),
	);
	expect(manifest.main).toBe('index.js');
});

it('is published by the workflow alone: elsewhere npm has no provenance to give, and refuses', () => {
	expect(manifest.publishConfig).toEqual({ access: 'public', provenance: true });
});

it('ships no packages: n8n-workflow is n8n’s own', () => {
	expect(manifest.dependencies).toBeUndefined();
	expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	expect(
		Object.keys(manifest.scripts ?? {}).filter((name) => /^(pre|post)?install$|^prepare$/.test(name)),
	).toEqual([]);
});

it('is installed alone: n8n-workflow is not fetched beside the one that n8n has', async () => {
	const userFolder = join(dirname(unpacked), 'user');
	await installTarball(userFolder, packed.tarball, join(dirname(unpacked), 'install.log'));
	const modules = join(userFolder, '.n8n', 'nodes', 'node_modules');
	expect(readdirSync(modules).filter((name) => !name.startsWith('.'))).toEqual(['n8n-nodes-itnio']);
}, 60_000);

it('requires nothing but its own files, n8n-workflow and crypto', () => {
	for (const file of scripts()) {
		const required = Array.from(
			textOf(file).matchAll(/\b(?:require|import)\(\s*(['"`])(.*?)\1/g),
			([, , name = '']) => name,
		);
		for (const name of required) {
			if (name.startsWith('.')) {
				const target = join(unpacked, dirname(file), name);
				expect([
					file,
					name,
					existsSync(target) || existsSync(`${target}.js`) || existsSync(join(target, 'index.js')),
				]).toEqual([file, name, true]);
			} else expect(['n8n-workflow', 'crypto']).toContain(name);
		}
		expect([file, /\b(require|import)\(\s*[^'"`\s]/.test(textOf(file))]).toEqual([file, false]);
	}
	expect(builtinModules).toContain('crypto');
});

describe('required from where it was unpacked', () => {
	/** In a process of its own, in which only n8n-workflow can be found. */
	function inPackage(code: string): unknown {
		const modules = join(unpacked, 'node_modules');
		if (!existsSync(modules)) {
			mkdirSync(modules);
			symlinkSync(join(root, 'node_modules', 'n8n-workflow'), join(modules, 'n8n-workflow'), 'junction');
		}
		return JSON.parse(
			execFileSync(process.execPath, ['-e', `console.log(JSON.stringify((() => { ${code} })()))`], {
				cwd: unpacked,
				encoding: 'utf8',
			}),
		);
	}

	it('is the classes that saved workflows name', () => {
		const names = inPackage(
			'return Object.entries(require(process.cwd())).map(([name, Type]) => [name, new Type().name ?? new Type().description.name])',
		);
		expect(names).toEqual(
			expect.arrayContaining([
				['ItnioApi', 'itnioApi'],
				['ItnioWhatsApp', 'itnioWhatsApp'],
			]),
		);
		expect(names).toHaveLength(manifest.n8n.credentials.length + manifest.n8n.nodes.length);
	});

	it('has an icon for light and for dark, and a codex file, for each node and credential', () => {
		const loaded =
			inPackage(`return require('./package.json').n8n.nodes.concat(require('./package.json').n8n.credentials).map((file) => {
			const [Type] = Object.values(require('./' + file));
			const type = new Type();
			return { file, name: type.description?.name ?? type.name, icon: type.description?.icon ?? type.icon };
		})`) as Array<{ file: string; name: string; icon: { light: string; dark: string } }>;
		expect(loaded).toHaveLength(manifest.n8n.credentials.length + manifest.n8n.nodes.length);
		for (const { file, name, icon } of loaded) {
			for (const shade of [icon.light, icon.dark]) {
				expect(shade).toMatch(/^file:.*\.svg$/);
				const path = join(dirname(file), shade.replace('file:', ''));
				expect(files).toContain(path);
				expect(textOf(path)).toMatch(/^<svg[^>]*viewBox/);
			}
			expect(icon.light).not.toBe(icon.dark);
			if (!file.endsWith('.node.js')) continue;
			const codex = JSON.parse(textOf(file.replace(/\.js$/, '.json'))) as Record<string, unknown>;
			expect(codex).toMatchObject({ node: `${manifest.name}.${name}`, categories: expect.any(Array) });
		}
	});
});
