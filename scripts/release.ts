/**
 * Makes a release ready: tests, version, changelog, commit, tag. Publishing is left to GitHub Actions, which npm trusts
 * and which proves from what commit the package was built (.github/workflows/publish.yml).
 *
 *   npm run release -- patch | minor | major | 1.2.3
 *   npm run release -- minor --dry-run      only says what it would do
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { changelogFor, nextVersion, withVersion } from './release/steps';

const root = join(__dirname, '..');
const file = (name: string) => join(root, name);
const read = (name: string) => readFileSync(file(name), 'utf8');
const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();

function refuseUnlessReady(tag: string): void {
	const branch = git('branch', '--show-current');
	if (branch !== 'main') throw new Error(`Releases are made on main, this is ${branch || 'no branch'}.`);
	if (git('status', '--porcelain') !== '')
		throw new Error('There are changes that are not committed: commit or stash them first.');
	if (git('tag', '--list', tag) !== '') throw new Error(`The tag ${tag} exists already.`);
}

function main(): void {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: { 'dry-run': { type: 'boolean', default: false } },
	});
	const [wanted = ''] = positionals;
	const current = (JSON.parse(read('package.json')) as { version: string }).version;
	const version = nextVersion(current, wanted);
	const tag = `v${version}`;
	const today = new Date().toISOString().slice(0, 10);
	const files = {
		'package.json': withVersion(read('package.json'), version, 1),
		// Its own version stands in there twice: at the top and as the root package.
		'package-lock.json': withVersion(read('package-lock.json'), version, 2),
		'CHANGELOG.md': changelogFor(read('CHANGELOG.md'), version, today),
	};
	if (values['dry-run']) {
		console.log(
			`Would set ${current} → ${version}, write ${Object.keys(files).join(', ')}, commit and tag ${tag}.`,
		);
		return;
	}
	refuseUnlessReady(tag);
	const { status } = spawnSync('npm', ['test'], { cwd: root, stdio: 'inherit' });
	if (status !== 0) throw new Error('npm test failed: nothing was changed.');
	for (const [name, text] of Object.entries(files)) writeFileSync(file(name), text);
	git('commit', '-m', `Release ${version}`, '--', ...Object.keys(files));
	git('tag', '-a', tag, '-m', version);
	console.log(`Version ${version} is committed and tagged. To publish it: git push --follow-tags`);
}

try {
	main();
} catch (error) {
	console.error(error instanceof Error ? error.message : String(error));
	process.exitCode = 1;
}
