/** The option Check Links: each link of a run is looked at once, before the first message. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { lookAt, type Look, type LookContext } from '../api/look';
import { checkMessage } from '../checks/message';
import type { Problem } from '../checks/rules';
import { UnusableFile, UnusableLink } from '../media/file';
import { whatIsWrong } from '../media/judge';
import { mediaLinksIn, withMediaLinks } from '../media/resolve';
import { sharePageOf, unfetchable } from '../media/sharePages';
import { memberAt } from '../values/members';
import { isWebAddress } from '../values/webAddress';
import type { Draft } from './draft';
import { kinds } from './index';

const stopsAt = (url: string): boolean => sharePageOf(url) !== undefined;

const PARALLEL = 10;
/** For one link. */
const PATIENCE_MS = 10_000;
/** For all links of a run. */
const WHOLE_PATIENCE_MS = 60_000;

export interface Checked {
	readonly drafts: Draft[];
	/** Links for which there was no time. */
	readonly left: number;
}

/** The drafts with what is wrong with their links, for those that ask for it. */
export async function checkLinks(
	context: LookContext & Pick<IExecuteFunctions, 'getExecutionCancelSignal'>,
	drafts: readonly Draft[],
): Promise<Checked> {
	const asked = drafts.filter(({ options }) => options.checkLinks);
	const links = asked.flatMap(({ body }) => mediaLinksIn(body).map(({ link }) => link));
	// What is wrong already by the address alone is said already.
	const worthALook = links.filter((link) => isWebAddress(link) && unfetchable(link) === undefined);
	const looks = await lookAtAll(context, Array.from(new Set(worthALook)));
	return {
		drafts: drafts.map((draft) =>
			draft.options.checkLinks
				? { ...draft, problems: [...draft.problems, ...problemsOf(draft, looks)] }
				: draft,
		),
		left: new Set(worthALook).size - looks.size,
	};
}

async function lookAtAll(
	context: LookContext & Pick<IExecuteFunctions, 'getExecutionCancelSignal'>,
	links: readonly string[],
): Promise<ReadonlyMap<string, Look>> {
	const looks = new Map<string, Look>();
	if (links.length === 0) return looks;
	const canceled = context.getExecutionCancelSignal();
	const over = AbortSignal.any([
		AbortSignal.timeout(WHOLE_PATIENCE_MS),
		...(canceled === undefined ? [] : [canceled]),
	]);
	const waiting = [...links];
	const next = async (): Promise<void> => {
		for (let link = waiting.shift(); link !== undefined && !over.aborted; link = waiting.shift()) {
			const signal = AbortSignal.any([over, AbortSignal.timeout(PATIENCE_MS)]);
			const look = await lookAt(context, link, { stopsAt, signal, timeoutMs: PATIENCE_MS });
			if (!over.aborted) looks.set(link, look);
		}
	};
	await Promise.all(Array.from({ length: PARALLEL }, next));
	return looks;
}

/** Told by the rules themselves, so that they name the field: `Card 2 › Image or Video Link …`. */
function problemsOf({ body, files, inItsWords }: Draft, looks: ReadonlyMap<string, Look>): Problem[] {
	const marked = withMediaLinks(body, (kind, link) => {
		const look = looks.get(link);
		const why = look && whatIsWrong(kind, link, look);
		if (why === undefined) return undefined;
		const file = files.get(link);
		if (!file) return new UnusableLink(why);
		return new UnusableFile(`holds "${file.name}", whose link ${why}`);
	});
	const isMark = (value: unknown) => value instanceof UnusableLink || value instanceof UnusableFile;
	return checkMessage(marked, kinds)
		.filter(({ path }) => isMark(memberAt(marked, path)))
		.flatMap((problem) => inItsWords(problem) ?? []);
}
