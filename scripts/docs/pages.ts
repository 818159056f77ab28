/** Where the documentation lives: a README, and a page of the guide for each subject, in two languages. */
import type { Repository } from './repository';

export const LANGUAGES = ['en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];

export const README = 'README';
const READMES: Readonly<Record<Language, string>> = { en: 'README.md', 'zh-CN': 'docs/zh-CN/README.md' };
const FOLDERS: Readonly<Record<Language, string>> = { en: 'docs', 'zh-CN': 'docs/zh-CN' };

/** For developers, who read English. */
export const ENGLISH_ONLY: readonly string[] = [
	'docs/api.md',
	'docs/decisions.md',
	'docs/publishing.md',
	'docs/questions-to-itnio.md',
	'docs/video.md',
];

/** @returns the file of `README` or of a page such as `sending-many`, from the top of the repository */
export const fileOf = (page: string, language: Language): string =>
	page === README ? READMES[language] : `${FOLDERS[language]}/${page}.md`;

/** @returns which page in which language a file is; nothing for a file that is no page of the guide */
export function pageOf(file: string): { page: string; language: Language } | undefined {
	if (ENGLISH_ONLY.includes(file)) return undefined;
	for (const language of LANGUAGES) {
		if (file === READMES[language]) return { page: README, language };
		const [, page] = /^([^/]+)\.md$/.exec(file.slice(FOLDERS[language].length + 1)) ?? [];
		if (page !== undefined && file === fileOf(page, language)) return { page, language };
	}
	return undefined;
}

/** @returns `README` and every page that is there in at least one language */
export const allPages = (repository: Repository): string[] => [
	...new Set([
		README,
		...repository
			.filesIn('docs')
			.flatMap((file) => pageOf(file)?.page ?? [])
			.sort(),
	]),
];

/** @returns the files of all pages that are there, READMEs included */
export const guideFiles = (repository: Repository): string[] =>
	allPages(repository)
		.flatMap((page) => LANGUAGES.map((language) => fileOf(page, language)))
		.filter((file) => repository.exists(file));
