/** Who publishes: set in package.json alone. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { checkDocs } from '../../scripts/check-docs';
import { publishedFiles, publisherOf, publisherProblems, withPublisher } from '../../scripts/docs/publisher';
import { onDisk, withChanges } from '../../scripts/docs/repository';

const { address, author } = publisherOf(onDisk);

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
	const manifest = onDisk
		.read('package.json')
		.replace(`git+${address}.git`, 'git+https://github.com/flora/n8n-nodes-itnio.git')
		.replace(`"name": "${author}"`, '"name": "Flora & Co. $1"');
	const begun = withChanges({ 'package.json': manifest });
	const publisher = publisherOf(begun);
	expect(publisher).toEqual({
		address: 'https://github.com/flora/n8n-nodes-itnio',
		author: 'Flora & Co. $1',
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
