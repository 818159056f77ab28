/** Where the documentation lives: a README, and a page of the guide for each subject, in two languages. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

export const LANGUAGES = ['en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];

export const README = 'README';
const READMES: Readonly<Record<Language, string>> = { en: 'README.md', 'zh-CN': 'README.zh-CN.md' };
const FOLDERS: Readonly<Record<Language, string>> = { en: 'docs', 'zh-CN': 'docs/zh-CN' };

/** For developers, who read English. */
export const ENGLISH_ONLY: readonly string[] = ['docs/api.md', 'docs/decisions.md'];

/** @returns the file of `README` or of a page such as `sending-many`, from the top of the repository */
export const fileOf = (page: string, language: Language): string =>
	page === README ? READMES[language] : `${FOLDERS[language]}/${page}.md`;

function pagesIn(language: Language): string[] {
	const folder = FOLDERS[language];
	if (!existsSync(join(root, folder))) return [];
	return readdirSync(join(root, folder))
		.filter((name) => name.endsWith('.md') && !ENGLISH_ONLY.includes(`${folder}/${name}`))
		.map((name) => name.replace(/\.md$/, ''));
}

/** @returns `README` and every page that is there in at least one language */
export const allPages = (): string[] => [README, ...new Set(LANGUAGES.flatMap(pagesIn).sort())];

/** @returns which page in which language a file is; nothing for a file that is no page of the guide */
export function pageOf(file: string): { page: string; language: Language } | undefined {
	for (const language of LANGUAGES) {
		for (const page of allPages()) if (fileOf(page, language) === file) return { page, language };
	}
	return undefined;
}
