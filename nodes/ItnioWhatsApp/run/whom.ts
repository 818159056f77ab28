/** How a person tells the items of a run apart: by their places, counted from 1, and by whom they are for. */
import type { INodeExecutionData } from 'n8n-workflow';
import { excerpt, grouped, oneLine, ordinal, textOf } from '../core/text';

/** Whom something is about. */
export interface Subject {
	/** As n8n counts, from 0. */
	readonly itemIndex: number;
	/** How many items came in. With one, there is nothing to tell it apart from. */
	readonly items: number;
	/** Of the message, as it would be sent; a query has none. */
	readonly recipient?: unknown;
	/** The item itself: it names the person where the message has no recipient. */
	readonly item?: INodeExecutionData;
}

/** `3rd of 30 (+6281234567890)`: with the name, a person finds the row in their table. */
export function subjectWords(subject: Subject): string {
	const whom = whomOf(subject);
	const place = `${ordinal(subject.itemIndex)} of ${grouped(subject.items)}`;
	return whom === '' ? place : `${place} (${whom})`;
}

/** Of what is in the place of a number. */
const WHOM_LIMIT = 30;

/** Whom a message is for, e.g. `+6281234567890`; without a recipient the first text of its item, e.g. `Dewi`. */
export function whomOf({ recipient, item }: Pick<Subject, 'recipient' | 'item'>): string {
	const whom = oneLine(textOf(recipient));
	if (/^\d{7,14}$/.test(whom)) return `+${whom}`;
	return excerpt(whom === '' ? firstText(item) : whom, WHOM_LIMIT);
}

function firstText(item: INodeExecutionData | undefined): string {
	const found = Object.values(item?.json ?? {}).find(
		(value) => typeof value === 'string' && /\p{L}/u.test(value),
	);
	return typeof found === 'string' ? oneLine(found) : '';
}

const MOST_RANGES = 20;

/** Places of items as people write them: `1st–5th, 8th, 10th–13th`. */
export function placesOf(indexes: readonly number[]): string {
	const found: Array<[number, number]> = [];
	for (const index of [...new Set(indexes)].sort((a, b) => a - b)) {
		const last = found[found.length - 1];
		if (last && index === last[1] + 1) last[1] = index;
		else found.push([index, index]);
	}
	const shown = found
		.slice(0, MOST_RANGES)
		.map(([from, to]) => (from === to ? ordinal(from) : `${ordinal(from)}–${ordinal(to)}`));
	return shown.join(', ') + (found.length > MOST_RANGES ? ', …' : '');
}
