/** Every link leads somewhere: within a page, between pages, and from the forms' help and the code to a page. */
import { anchorsOf, linksOf, split } from '../markdown';
import { allPages, fileOf, LANGUAGES, pageOf, README } from '../pages';
import { publisherOf } from '../publisher';
import { resolved, type Repository } from '../repository';

/** Folders whose files name pages of the documentation by their address on the internet. */
const FOLDERS_WITH_ADDRESSES = ['nodes', 'credentials', '.github'];
/** Folders whose files cite `docs/api.md` by section. */
const FOLDERS_WITH_CITATIONS = ['nodes', 'credentials', 'sandbox', 'test'];

const isAddress = (target: string): boolean => /^[a-z]+:/i.test(target);

const hasAnchor = (repository: Repository, file: string, anchor: string): boolean =>
	anchorsOf(split(repository.read(file)).prose).has(decodeURIComponent(anchor));

export function linkProblems(repository: Repository, file: string): string[] {
	const { prose } = split(repository.read(file));
	return linksOf(prose).flatMap(({ target, isImage, text, line }) => {
		const place = `${file}:${line}`;
		if (isImage && text.trim() === '') return [`${place} picture without a description: ${target}`];
		if (isAddress(target)) return URL.canParse(target) ? [] : [`${place} is no address: ${target}`];
		const [path = '', anchor] = target.split('#');
		const found = resolved(file, path);
		if (found.startsWith('..')) return [`${place} leads out of the repository: ${target}`];
		if (!repository.exists(found)) return [`${place} there is no ${target}`];
		if (anchor === undefined || !found.endsWith('.md')) return [];
		return hasAnchor(repository, found, anchor) ? [] : [`${place} no heading for ${target}`];
	});
}

/** A picture that stands on no page costs the repository its size and its making. */
export function pictureProblems(repository: Repository, pages: readonly string[]): string[] {
	const shown = pages.map((file) => repository.read(file)).join('\n');
	return repository
		.filesIn('docs')
		.filter((file) => /\.(png|svg)$/.test(file) && !shown.includes(file.replace(/^docs\//, '')))
		.map((file) => `${file} stands on no page`);
}

/** The forms' help and GitHub's own forms lead to pages that are there. */
export function addressProblems(repository: Repository): string[] {
	const { address: ours } = publisherOf(repository);
	const addresses = new RegExp(`${ours}(?:/blob/main/([^\\s#'")\\]]+))?#?([^\\s'")\\]/]*)`, 'g');
	const files = FOLDERS_WITH_ADDRESSES.flatMap((folder) => repository.filesIn(folder));
	return files.flatMap((file) =>
		[...repository.read(file).matchAll(addresses)].flatMap(([address, path = 'README.md', anchor = '']) => {
			if (!repository.exists(path)) return [`${file} there is no ${path}: ${address}`];
			if (anchor === '' || (anchor === 'readme' && path === 'README.md')) return [];
			return hasAnchor(repository, path, anchor) ? [] : [`${file} no heading for ${address}`];
		}),
	);
}

/** What the code cites of the description of the service is there. */
export function citationProblems(repository: Repository): string[] {
	const sections = new Set(
		[...repository.read('docs/api.md').matchAll(/^## (\d+)\. /gm)].map(([, number = '']) => number),
	);
	const cited = /docs\/api\.md,[\s*/]+sections? (\d+)(?: (?:and|to) (\d+))?/g;
	return FOLDERS_WITH_CITATIONS.flatMap((folder) => repository.filesIn(folder))
		.filter((file) => file.endsWith('.ts'))
		.flatMap((file) =>
			[...repository.read(file).matchAll(cited)]
				.flatMap(([, first = '', last]) => (last === undefined ? [first] : [first, last]))
				.filter((number) => !sections.has(number))
				.map((number) => `${file} cites section ${number} of docs/api.md, which is not there`),
		);
}

/** Nobody gets lost: every page exists in both languages, is found from its README and leads back there. */
export function guideProblems(repository: Repository): string[] {
	const targets = (file: string): string[] =>
		linksOf(split(repository.read(file)).prose)
			.filter(({ target, isImage }) => !isImage && !isAddress(target))
			.map(({ target }) => resolved(file, target.split('#')[0] ?? ''));
	return LANGUAGES.flatMap((language) =>
		allPages(repository).flatMap((page) => {
			const file = fileOf(page, language);
			if (!repository.exists(file)) return [`there is no ${file}`];
			const twins = LANGUAGES.filter((other) => other !== language).map((other) => fileOf(page, other));
			const found = targets(file);
			const wanted = page === README ? twins : [...twins, fileOf(README, language)];
			const foreign = found.filter((target) => {
				const place = pageOf(target);
				return place && place.language !== language && !twins.includes(target);
			});
			const isFound = page === README || targets(fileOf(README, language)).includes(file);
			return [
				...wanted
					.filter((target) => !found.includes(target))
					.map((target) => `${file} does not lead to ${target}`),
				...(isFound ? [] : [`${fileOf(README, language)} does not lead to ${file}`]),
				...foreign.map((target) => `${file} leads to ${target}, which is in another language`),
			];
		}),
	);
}
