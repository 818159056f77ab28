/** The texts of a release, from the texts before it. Pure. */

const VERSION = /^(\d+)\.(\d+)\.(\d+)$/;

/**
 * @param wanted `patch`, `minor`, `major`, or a version such as `1.0.0`
 * @throws Error with a sentence for the person
 */
export function nextVersion(current: string, wanted: string): string {
	if (VERSION.test(wanted)) return wanted;
	const [, major = 0, minor = 0, patch = 0] = (VERSION.exec(current) ?? []).map(Number);
	switch (wanted) {
		case 'major':
			return `${major + 1}.0.0`;
		case 'minor':
			return `${major}.${minor + 1}.0`;
		case 'patch':
			return `${major}.${minor}.${patch + 1}`;
		default:
			throw new Error(`Which release? npm run release -- patch | minor | major | 1.2.3`);
	}
}

/** Sets the first `count` versions of a package.json or lockfile; everything else stays as it is, byte for byte. */
export function withVersion(text: string, version: string, count: number): string {
	let left = count;
	const result = text.replace(/("version": )"[^"]*"/g, (found, start: string) => {
		left -= 1;
		return left >= 0 ? `${start}"${version}"` : found;
	});
	if (left > 0) throw new Error('There is no version to set.');
	return result;
}

export const isReleased = (changelog: string, version: string): boolean =>
	changelog.includes(`\n## [${version}]`);

/**
 * Whether a release can be pushed from here to the repository that the package names: npm refuses the proof of origin of
 * any other, and by then the tag is public.
 *
 * @param remotes as `git remote --verbose` lists them
 * @param address e.g. `https://github.com/somebody/n8n-nodes-itnio`
 */
export function leadsTo(remotes: string, address: string): boolean {
	const path = new URL(address).pathname.slice(1).toLowerCase();
	return Array.from(remotes.matchAll(/github\.com[:/](\S+?)(?:\.git)?\s+\(push\)/gi)).some(
		([, pushed = '']) => pushed.toLowerCase() === path,
	);
}

const UNRELEASED = '## [Unreleased]\n';

/**
 * Moves what is under "Unreleased" under the new version.
 *
 * @param date as 2026-01-31
 * @throws Error if there is nothing to release, or if the version was released
 */
export function changelogFor(changelog: string, version: string, date: string): string {
	if (isReleased(changelog, version)) throw new Error(`CHANGELOG.md has version ${version} already.`);
	const start = changelog.indexOf(UNRELEASED);
	if (start === -1) throw new Error('CHANGELOG.md has no heading "## [Unreleased]".');
	const content = start + UNRELEASED.length;
	const next = changelog.indexOf('\n## [', content);
	const changes = changelog.slice(content, next === -1 ? undefined : next);
	if (!/^- /m.test(changes)) throw new Error('CHANGELOG.md has nothing under "Unreleased".');
	return `${changelog.slice(0, content)}\n## [${version}] - ${date}\n${changelog.slice(content)}`;
}
