/** The sentence for a refusal of the service (docs/api.md, section 4). */
import { excerpt, oneLine } from '../core/text';
import type { StatusTable } from './statuses';

/** Code points of the service's own words, so that the error stays readable. */
const REASON_LIMIT = 300;

/**
 * A refusal as a person reads it: what happened, the status, what to do.
 *
 * @param status the service's `status`, e.g. `-68`
 * @param advice what to do, where more is known than the catalogue says
 * @param reason the service's own `reason`: shown where the catalogue does not know the status or says too little
 */
export function describeRefusal(
	table: StatusTable,
	status: string,
	reason?: string,
	advice?: string,
): string {
	const known = Object.hasOwn(table, status) ? table[status] : undefined;
	const said = excerpt(oneLine(reason ?? ''), REASON_LIMIT);
	if (!known) {
		return said === ''
			? `ITNIO refused with status ${status} and gave no reason. Ask ITNIO support what it means.`
			: `ITNIO refused: ${said} (status ${status}). The ITNIO documentation does not list this status: if the reason does not help, ask ITNIO support.`;
	}
	const quote = known.quoteReason && said !== '' ? `. ITNIO says: "${said}"` : '';
	return `${known.title} (status ${status})${quote}. ${advice ?? known.remedy}`;
}
