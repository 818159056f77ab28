/** Who publishes: set in package.json alone. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { checkDocs } from '../../scripts/check-docs';
import {
	isPlaceholder,
	publishedFiles,
	publisherOf,
	publisherProblems,
	withPublisher,
} from '../../scripts/docs/publisher';
import { onDisk, withChanges } from '../../scripts/docs/repository';

const { address, author } = publisherOf(onDisk);

const withManifest = (change: object) =>
	withChanges({
		'package.json': JSON.stringify({ ...(JSON.parse(onDisk.read('package.json')) as object), ...change }),
	});

it('no file names the repository or its author but those that are written', () => {
	const named = execFileSync('git', ['grep', '-lF', '-e', address, '-e', author], {
		cwd: join(__dirname, '..', '..'),
		encoding: 'utf8',
	});
	expect(named.trim().split('\n').sort()).toEqual(
		publishedFiles(onDisk)
			.filter((file) => [address, author].some((words) => onDisk.read(file).includes(words)))
			.sort(),
	);
});

it('another publisher: package.json is edited, one command writes the rest', () => {
	const begun = withManifest({
		repository: { type: 'git', url: 'git+https://github.com/flora/n8n-nodes-itnio.git' },
		author: { name: 'Flora & Co. $1', email: 'flora@shop.example' },
	});
	const publisher = publisherOf(begun);
	expect(publisher).toEqual({
		address: 'https://github.com/flora/n8n-nodes-itnio',
		author: 'Flora & Co. $1',
		email: 'flora@shop.example',
	});
	const left = publisherProblems(begun);
	expect(left).toContain(
		'credentials/ItnioApi.credentials.ts names another publisher than package.json: run npm run docs -- --write',
	);
	expect(left).toContain('LICENSE.md names another publisher than package.json: run npm run docs -- --write');
	expect(checkDocs(begun)).toEqual(expect.arrayContaining(left));

	const written = Object.fromEntries(
		publishedFiles(begun).map((file) => [file, withPublisher(file, begun.read(file), publisher)]),
	);
	expect(publisherProblems(withChanges(written))).toEqual([]);
	expect(Object.keys(written).filter((file) => written[file]?.includes(address))).toEqual([]);
	expect(written['LICENSE.md']).toContain('Flora & Co. $1');
});

it('a repository that is not called as the package is refused, with how to write it', () => {
	const renamed = withChanges({
		'package.json': onDisk
			.read('package.json')
			.replace(`git+${address}.git`, 'git+https://gitlab.com/flora/node.git'),
	});
	expect(() => publisherOf(renamed)).toThrow(
		'package.json: repository.url must be git+https://github.com/<owner>/n8n-nodes-itnio.git, not git+https://gitlab.com/flora/node.git',
	);
});

describe('the author of package.json', () => {
	const withAuthor = (written: unknown) => publisherOf(withManifest({ author: written }));

	it.each(['Flora <flora@shop.example>', 'Flora <flora@shop.example> (https://shop.example)'])(
		'may be a text, as npm takes it: %s',
		(written) => expect(withAuthor(written)).toMatchObject({ author: 'Flora', email: 'flora@shop.example' }),
	);

	it.each([undefined, null, '', 'Flora', '<flora@shop.example>', {}, { name: 'Flora' }, ['Flora']])(
		'%j is refused, with how to write it',
		(written) =>
			expect(() => withAuthor(written)).toThrow(
				'package.json: author must have a name and an email, "Flora <flora@example.com>", not ',
			),
	);

	it('a placeholder is in the way of a release until both are set', () => {
		const written = (name: string, email: string) => isPlaceholder(withAuthor({ name, email }));
		expect(written('Flora', '1+flora@users.noreply.github.com')).toBe(false);
		expect(written(['n8n-nodes-itnio', 'maintainers'].join(' '), 'flora@shop.example')).toBe(true);
		expect(written('Flora', 'maintainers@users.noreply.github.com')).toBe(true);
	});
});
