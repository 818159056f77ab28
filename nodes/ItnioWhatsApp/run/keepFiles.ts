/** Links that outlive the execution: see `Files.keep`. */
import { complain, named, ROOT, type Problem } from '../core/rules';
import { UnusableFile } from '../media/file';
import type { Files } from '../media/n8nFiles';
import { withLinks } from '../media/resolve';
import type { Draft } from './draft';
import { binaryProperty } from '../kinds/shared/media';

/** The drafts with links that last; one whose file cannot be kept has a problem. */
export async function keepFiles(files: Files, drafts: readonly Draft[]): Promise<Draft[]> {
	return await Promise.all(
		drafts.map(async (draft) => (draft.problems.length > 0 ? draft : await keepFilesOf(files, draft))),
	);
}

async function keepFilesOf(files: Files, draft: Draft): Promise<Draft> {
	const links = new Map<string, string>();
	const problems: Problem[] = [];
	for (const [link, file] of draft.files) {
		const kept = await files.keep(file);
		if (kept instanceof UnusableFile) {
			complain((problem) => problems.push(problem), named(ROOT, binaryProperty), kept.why);
		} else links.set(link, kept.link);
	}
	return links.size === 0 && problems.length === 0
		? draft
		: {
				...draft,
				body: withLinks(draft.body, links),
				files: new Map(Array.from(draft.files, ([link, file]) => [links.get(link) ?? link, file])),
				problems,
			};
}
