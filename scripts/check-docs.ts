/**
 * Checks what the documentation says against what is there.
 *
 *   npm run docs                         links, anchors, pictures, tables, words of the forms, commands
 *   npm run docs -- --write              first writes what is made from the code and from package.json
 *   npm run docs -- --online             also asks for every address on the internet
 *   npm run docs -- --images [word …]    takes the pictures again, all of them or those with one of these words
 */
import { allProofProblems, commandProblems } from './docs/checks/commands';
import {
	folderProblems,
	lengthProblems,
	sectionProblems,
	versionProblems,
	wordProblems,
} from './docs/checks/contents';
import { likenessProblems } from './docs/checks/likeness';
import {
	addressProblems,
	citationProblems,
	guideProblems,
	linkProblems,
	pictureProblems,
} from './docs/checks/links';
import { linksOf, split } from './docs/markdown';
import { allPages, ENGLISH_ONLY, fileOf, guideFiles, LANGUAGES } from './docs/pages';
import { onDisk, type Repository } from './docs/repository';
import { demoProblems } from './docs/demo';
import { publisherProblems } from './docs/publisher';
import { writeSections } from './docs/sections';

const OTHERS = ['CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'sandbox/README.md', ...ENGLISH_ONLY];

/** @returns what is wrong, one sentence each; nothing leaves this machine */
export function checkDocs(repository: Repository = onDisk): string[] {
	// Without all pages the other checks would only say the same in more words.
	const missing = guideProblems(repository);
	if (missing.length > 0) return missing;
	const guide = guideFiles(repository);
	return [
		...guide.flatMap((file) => [...sectionProblems(repository, file), ...wordProblems(repository, file)]),
		...[...guide, ...OTHERS].flatMap((file) => linkProblems(repository, file)),
		...[...guide, 'CONTRIBUTING.md', ...ENGLISH_ONLY].flatMap((file) => commandProblems(repository, file)),
		...allProofProblems(repository),
		...demoProblems(repository),
		...publisherProblems(repository),
		...addressProblems(repository),
		...citationProblems(repository),
		...pictureProblems(repository, [...guide, ...OTHERS]),
		...folderProblems(repository),
		...LANGUAGES.flatMap((language) => [
			...lengthProblems(repository, language),
			...versionProblems(repository, language),
		]),
		...allPages(repository)
			.map((page) => LANGUAGES.map((language) => fileOf(page, language)))
			.flatMap((files) => likenessProblems(repository, files)),
		...guide.flatMap((file) =>
			repository.read(file).includes('<!-- GAP') ? [`${file} has a gap to fill`] : [],
		),
		...[...guide, ...OTHERS].flatMap((file) =>
			/^(?:<{7}|>{7}) /m.test(repository.read(file)) ? [`${file} has the marks of a merge`] : [],
		),
	];
}

async function checkOnline(): Promise<string[]> {
	const addresses = new Set(
		[...guideFiles(onDisk), ...OTHERS]
			.flatMap((file) => linksOf(split(onDisk.read(file)).prose).map(({ target }) => target))
			.filter((target) => /^https?:/.test(target)),
	);
	const problems = await Promise.all(
		Array.from(addresses, async (address) => {
			try {
				const { status } = await fetch(address, { signal: AbortSignal.timeout(20_000) });
				return status === 404 || status === 410 ? `${address} answers ${status}` : undefined;
			} catch (error) {
				return `${address} does not answer: ${error instanceof Error ? error.message : String(error)}`;
			}
		}),
	);
	return problems.filter((problem) => problem !== undefined);
}

async function main(): Promise<void> {
	if (process.argv.includes('--images')) {
		const { takeAllPictures } = await import('./docs-images');
		return await takeAllPictures(process.argv.slice(2).filter((word) => !word.startsWith('-')));
	}
	if (process.argv.includes('--write')) writeSections();
	const problems = [...checkDocs(), ...(process.argv.includes('--online') ? await checkOnline() : [])];
	for (const problem of problems) console.log(`✗ ${problem}`);
	console.log(problems.length === 0 ? '✓ The documentation holds.' : `${problems.length} problems`);
	process.exitCode = problems.length === 0 ? 0 : 1;
}

if (require.main === module) {
	main().catch((error: unknown) => {
		console.error(error instanceof Error ? error.message : String(error));
		process.exitCode = 1;
	});
}
