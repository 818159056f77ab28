/** The option Check Links: each link of a run is looked at once, before the first message. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { TOO_LATE } from '../service/openLink';
import { probeLink, type Probe, type ProbeContext } from '../service/probeLink';
import { inTime } from '../service/timeLimit';
import { checkMessage } from '../core/message';
import type { Problem } from '../core/rules';
import { UnusableFile, UnusableLink } from '../media/file';
import { linkProblem } from '../media/linkProblem';
import { mediaLinksIn, withMediaLinks } from '../media/resolve';
import { sharePageOf, unfetchable } from '../media/sharePages';
import { memberAt } from '../core/members';
import { isWebAddress } from '../core/webAddress';
import type { Draft } from './draft';
import { slicesOf } from './slices';
import { kinds } from '../kinds/properties';

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
	context: ProbeContext & Pick<IExecuteFunctions, 'getExecutionCancelSignal'>,
	drafts: readonly Draft[],
): Promise<Checked> {
	const asked = drafts.filter(({ options }) => options.checkLinks);
	const slices = slicesOf();
	const found = await slices.map(asked, ({ body }) => mediaLinksIn(body));
	const links = new Set(found.flat().map(({ link }) => link));
	// What is wrong already by the address alone is said already.
	const worthProbing = Array.from(links).filter(
		(link) => isWebAddress(link) && unfetchable(link) === undefined,
	);
	const probes = await probeAll(context, worthProbing);
	return {
		drafts: await slices.map(drafts, (draft) =>
			draft.options.checkLinks
				? { ...draft, problems: [...draft.problems, ...problemsOf(draft, probes)] }
				: draft,
		),
		left: worthProbing.length - probes.size,
	};
}

async function probeAll(
	context: ProbeContext & Pick<IExecuteFunctions, 'getExecutionCancelSignal'>,
	links: readonly string[],
): Promise<ReadonlyMap<string, Probe>> {
	const probes = new Map<string, Probe>();
	if (links.length === 0) return probes;
	await inTime(WHOLE_PATIENCE_MS, context.getExecutionCancelSignal(), async (over) => {
		const waiting = [...links];
		const next = async (): Promise<void> => {
			for (let link = waiting.shift(); link !== undefined && !over.aborted; link = waiting.shift()) {
				const probe = await probeWithin(context, link, over);
				if (!over.aborted) probes.set(link, probe);
			}
		};
		await Promise.all(Array.from({ length: PARALLEL }, next));
	});
	return probes;
}

async function probeWithin(context: ProbeContext, link: string, over: AbortSignal): Promise<Probe> {
	const probe = await inTime(
		PATIENCE_MS,
		over,
		async (signal) => await probeLink(context, link, { stopsAt, signal, timeoutMs: PATIENCE_MS }),
	);
	return probe ?? { kind: 'unreachable', why: TOO_LATE };
}

/** Told by the rules themselves, so that they name the field: `Card 2 › Image or Video Link …`. */
function problemsOf({ body, files, inItsWords }: Draft, probes: ReadonlyMap<string, Probe>): Problem[] {
	const marked = withMediaLinks(body, (kind, link) => {
		const probe = probes.get(link);
		const why = probe && linkProblem(kind, link, probe);
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
