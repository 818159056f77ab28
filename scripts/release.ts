/**
 * Makes a release ready: tests, version, changelog, commit, tag. Publishing is left to GitHub Actions, which npm trusts
 * and which proves from what commit the package was built (.github/workflows/publish.yml).
 *
 *   npm run release -- patch | minor | major | 1.2.3
 *   npm run release                         the version of package.json, as long as it was not released
 *   npm run release -- minor --dry-run      changes nothing: says what it would do, and what is in its way
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isPlaceholder, publisherOf } from './docs/publisher';
import { onDisk } from './docs/repository';
import { changelogFor, isReleased, leadsTo, nextVersion, withVersion } from './release/steps';

const root = join(__dirname, '..');
const file = (name: string) => join(root, name);
const read = (name: string) => readFileSync(file(name), 'utf8');
const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();

function obstacles(tag: string): string[] {
	const branch = git('branch', '--show-current');
	const publisher = publisherOf(onDisk);
	const { address } = publisher;
	const remotes = git('remote', '--verbose');
	return [
		branch !== 'main' && `Releases are made on main, this is ${branch || 'no branch'}.`,
		git('status', '--porcelain') !== '' &&
			'There are changes that are not committed: commit or stash them first.',
		git('tag', '--list', tag) !== '' && `The tag ${tag} exists already.`,
		!leadsTo(remotes, address) &&
			`package.json names ${address}, and no remote of this clone leads there: set it first (docs/publishing.md).`,
		isPlaceholder(publisher) &&
			`package.json names ${publisher.author} <${publisher.email}> as author, a placeholder: set it first (docs/publishing.md).`,
	].filter((obstacle) => obstacle !== false);
}

function main(): void {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: { 'dry-run': { type: 'boolean', default: false } },
	});
	const changelog = read('CHANGELOG.md');
	const current = (JSON.parse(read('package.json')) as { version: string }).version;
	const [wanted = isReleased(changelog, current) ? '' : current] = positionals;
	const version = nextVersion(current, wanted);
	const tag = `v${version}`;
	const today = new Date().toISOString().slice(0, 10);
	const files = {
		'package.json': withVersion(read('package.json'), version, 1),
		// Its own version stands in there twice: at the top and as the root package.
		'package-lock.json': withVersion(read('package-lock.json'), version, 2),
		'CHANGELOG.md': changelogFor(changelog, version, today),
	};
	const inTheWay = obstacles(tag);
	if (values['dry-run']) {
		console.log(
			[
				`npm run release -- ${version} would`,
				'  1. run npm test',
				`  2. set the version ${current} → ${version} in package.json and package-lock.json`,
				`  3. put what is under Unreleased in CHANGELOG.md under [${version}] - ${today}`,
				`  4. commit "Release ${version}" and tag it ${tag}`,
				'It pushes nothing: git push --follow-tags does, and the tag starts .github/workflows/publish.yml.',
				...inTheWay.map((obstacle) => `In its way: ${obstacle}`),
			].join('\n'),
		);
		return;
	}
	if (inTheWay.length > 0) throw new Error(inTheWay.join('\n'));
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
