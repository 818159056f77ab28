/** The option Last Wrote At of a message. */
import { readLastWroteAt } from '../core/lastWrote';
import { complain, type Problem } from '../core/rules';
import { CUSTOM_MESSAGE_PATH } from '../form/kind';
import { placeOf } from '../form/readOptions';
import type { Draft } from './draft';

interface Ways {
	/** Of the workflow. */
	readonly timeZone: string;
	/** Unix time in milliseconds. */
	readonly now: number;
}

/** A draft with the moment at which its person last wrote, or with what is wrong with it. */
export function withLastWroteAt(draft: Draft, ways: Ways): Draft {
	const { lastWroteAt } = draft.options;
	// A template that comes as custom JSON is bound to no window either.
	if (lastWroteAt === undefined || draft.path !== CUSTOM_MESSAGE_PATH) return draft;
	const read = readLastWroteAt(lastWroteAt, ways);
	if ('at' in read) return { ...draft, lastWroteAt: read.at };
	const problems: Problem[] = [...draft.problems];
	complain((problem) => problems.push(problem), placeOf('lastWroteAt'), read.why);
	return { ...draft, problems };
}
