import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { changelogFor, isReleased, leadsTo, nextVersion, withVersion } from '../../scripts/release/steps';

const read = (name: string) => readFileSync(join(__dirname, '..', '..', name), 'utf8');

it.each([
	['0.1.0', 'patch', '0.1.1'],
	['0.1.9', 'minor', '0.2.0'],
	['0.9.9', 'major', '1.0.0'],
	['0.1.0', '0.1.0', '0.1.0'],
])('after %s, %s is %s', (current, wanted, next) => expect(nextVersion(current, wanted)).toBe(next));

it.each(['', 'big', '1.2', 'v1.2.3'])('does not guess what "%s" means', (wanted) => {
	expect(() => nextVersion('0.1.0', wanted)).toThrow('Which release?');
});

it.each([
	['package.json', 1],
	['package-lock.json', 2],
])('sets the version of %s and nothing else', (name, count) => {
	const before = read(name);
	const after = withVersion(before, '9.8.7', count);
	const { version, packages, ...rest } = JSON.parse(after) as Record<string, Record<string, object>>;
	const old = JSON.parse(before) as Record<string, Record<string, object>>;
	expect(version).toBe('9.8.7');
	if (packages) {
		expect(packages['']).toEqual({ ...old.packages?.[''], version: '9.8.7' });
		expect({ ...packages, '': null }).toEqual({ ...old.packages, '': null });
	}
	expect(rest).toEqual(Object.fromEntries(Object.keys(rest).map((key) => [key, old[key]])));
	expect(after.split('\n')).toHaveLength(before.split('\n').length);
});

describe('changelog', () => {
	const log = '# Changelog\n\n## [Unreleased]\n\n### Added\n- A\n\n## [0.1.0] - 2026-01-01\n\n- B\n';

	it('puts what is unreleased under the version', () => {
		expect(changelogFor(log, '0.2.0', '2026-02-03')).toBe(
			'# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2026-02-03\n\n### Added\n- A\n\n## [0.1.0] - 2026-01-01\n\n- B\n',
		);
	});

	it('refuses a release without changes', () => {
		expect(() => changelogFor(changelogFor(log, '0.2.0', '2026-02-03'), '0.3.0', '2026-02-04')).toThrow(
			'nothing under "Unreleased"',
		);
	});

	it('refuses a version that was released', () => {
		expect(isReleased(log, '0.1.0')).toBe(true);
		expect(isReleased(log, '0.1')).toBe(false);
		expect(() => changelogFor(log, '0.1.0', '2026-02-03')).toThrow('has version 0.1.0 already');
	});

	it('has the heading in the changelog of this package', () => {
		expect(read('CHANGELOG.md')).toContain('## [Unreleased]\n');
	});
});

it.each([
	['git@github.com:flora/n8n-nodes-itnio.git', true],
	['https://github.com/Flora/n8n-nodes-itnio', true],
	['https://github.com/flora/n8n-nodes-itnio-2.git', false],
	['https://github.com/n8n-nodes-itnio/flora.git', false],
	['/srv/n8n-nodes-itnio', false],
])('to a repository that the package names: pushed to %s, %s', (remote, expected) => {
	const remotes = `origin\t${remote} (fetch)\norigin\t${remote} (push)`;
	expect(leadsTo(remotes, 'https://github.com/flora/n8n-nodes-itnio')).toBe(expected);
});
