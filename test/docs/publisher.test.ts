/** Who publishes: set in package.json alone. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkDocs } from '../../scripts/check-docs';
import {
	isPlaceholder,
	publishedFiles,
	publisherOf,
	publisherProblems,
	withPublisher,
	type Publisher,
} from '../../scripts/docs/publisher';
import { onDisk, withChanges, type Repository } from '../../scripts/docs/repository';

const { address, author, email } = publisherOf(onDisk);

const withManifest = (change: object) =>
	withChanges({
		'package.json': JSON.stringify({ ...(JSON.parse(onDisk.read('package.json')) as object), ...change }),
	});

it('no file names the repository but those that are written', () => {
	const named = execFileSync('git', ['grep', '-lF', '-e', address], {
		cwd: join(__dirname, '..', '..'),
		encoding: 'utf8',
	});
	expect(named.trim().split('\n').sort()).toEqual(
		publishedFiles(onDisk)
			.filter((file) => onDisk.read(file).includes(address))
			.sort(),
	);
});

// The service itself may publish the package, or somebody whose name is in an example: elsewhere the same words are no author.
it.each([author, 'ITNIO', 'Sari'])(
	'the author %s is written into the licence, and nowhere else',
	(author) => {
		const texts = (publisher: Publisher) =>
			publishedFiles(onDisk).map(
				(file) => [file, withPublisher(file, onDisk.read(file), publisher)] as const,
			);
		const before = new Map(texts({ address, author: '', email }));
		const written = texts({ address, author, email }).filter(([file, text]) => before.get(file) !== text);
		expect(written).toEqual([['LICENSE.md', expect.stringContaining(` ${author}\n`)]]);
	},
);

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

describe('with a name of the owner of', () => {
	const root = join(__dirname, '..', '..');
	const copy = mkdtempSync(join(tmpdir(), 'published-'));
	const here: Repository = {
		...onDisk,
		read: (file) => readFileSync(join(copy, file), 'utf8'),
	};
	const run = (script: string, ...args: string[]) =>
		execFileSync(process.execPath, [script, ...args], { cwd: copy, encoding: 'utf8' });

	beforeAll(() => {
		const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root });
		for (const file of listed.toString().trim().split('\n')) {
			if (onDisk.exists(file)) cpSync(join(root, file), join(copy, file));
		}
		symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
	});

	afterAll(() => rmSync(copy, { recursive: true }));

	// One after the other: lines grow and shrink.
	it.each([5, 30, 14, 15])('%i letters, what one command writes is formatted', (letters) => {
		const owned = `https://github.com/${'f'.repeat(letters)}/n8n-nodes-itnio`;
		const files = publishedFiles(onDisk);
		const before = files.map(here.read);
		const manifest = here.read('package.json');
		writeFileSync(
			join(copy, 'package.json'),
			manifest.replace(`git+${publisherOf(here).address}.git`, `git+${owned}.git`),
		);
		run('--import', 'tsx', 'scripts/check-docs.ts', '--write');
		expect(publisherOf(here).address).toBe(owned);
		expect(publisherProblems(here)).toEqual([]);
		const changed = files.filter((file, index) => here.read(file) !== before[index]);
		expect(changed).toEqual(expect.arrayContaining(['package.json', 'credentials/ItnioApi.credentials.ts']));
		expect(run('node_modules/prettier/bin/prettier.cjs', '--list-different', ...changed)).toBe('');
	});
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
