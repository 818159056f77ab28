/** From the files that a form names to links in the body. */
import { isRecord } from '../core/members';
import { UnreadPhone } from '../core/phone';
import { OnlyThoughts } from '../core/thoughts';
import { ChosenFile, UnusableFile, type FileFinder, type StoredFile } from './file';
import { isMediaKind, overLimits, type MediaKind } from './limits';

const isPlain = (value: unknown): value is Record<string, unknown> =>
	isRecord(value) && Object.getPrototypeOf(value) === Object.prototype;

/** A copy of a body, changed from the inside out. What is neither a list nor a plain object is left to `change`. */
function mapped(value: unknown, change: (value: unknown) => unknown): unknown {
	if (Array.isArray(value)) return value.map((entry) => mapped(entry, change));
	if (!isPlain(value)) return change(value);
	const members = Object.entries(value).map(([key, member]) => [key, mapped(member, change)]);
	return change(Object.fromEntries(members));
}

/** The part of a file's name that tells which file a person has chosen. */
const called = ({ name }: StoredFile): string => (name === '' ? 'a file' : `"${name}"`);

function usable(kind: string, file: StoredFile): StoredFile | UnusableFile {
	const [problem] = isMediaKind(kind) ? overLimits(kind, file) : [];
	return problem === undefined ? file : new UnusableFile(`holds ${called(file)}, which ${problem}`);
}

export interface Resolved {
	/** With links for files, and `UnusableFile` where there is none. */
	readonly body: Record<string, unknown>;
	/** The files by their links. */
	readonly files: ReadonlyMap<string, StoredFile>;
}

/**
 * Puts links in the place of chosen files, and gives a document without a name the one of its file.
 *
 * @param body as its kind builds it: a chosen file stands below the API's own name of its kind, `image: { link }`
 * @param withLimits whether type and size are checked
 */
export function resolveFiles(
	body: Record<string, unknown>,
	find: FileFinder,
	{ withLimits }: { readonly withLimits: boolean },
): Resolved {
	const files = new Map<string, StoredFile>();

	const linked = (kind: string, media: Record<string, unknown>, { choice }: ChosenFile) => {
		const found = find(choice);
		const file = found instanceof UnusableFile || !withLimits ? found : usable(kind, found);
		if (file instanceof UnusableFile) return { ...media, link: file };
		files.set(file.link, file);
		const isNamed = kind === 'document' && media.filename === undefined && file.name !== '';
		return { ...media, link: file.link, ...(isNamed ? { filename: file.name } : {}) };
	};

	const withLinks = (value: unknown): unknown => {
		if (!isPlain(value)) return value;
		const members = Object.entries(value).map(([kind, media]) =>
			isPlain(media) && media.link instanceof ChosenFile
				? [kind, linked(kind, media, media.link)]
				: [kind, media],
		);
		return Object.fromEntries(members);
	};
	return { body: mapped(body, withLinks) as Record<string, unknown>, files };
}

/** Whether a mark stands where there is nothing that the service could decide about: no file, or no answer. */
export const isUnsendable = (value: unknown): boolean =>
	value instanceof UnusableFile || value instanceof OnlyThoughts;

/** The body as it can be shown and sent: an empty text where a file cannot go or no answer is, a number nobody can read as it was written. */
export const withoutUnusable = <T>(body: T): T =>
	mapped(body, (value) => {
		if (value instanceof UnreadPhone) return value.written;
		return isUnsendable(value) ? '' : value;
	}) as T;

/** Every link to media in a body, with the kind of media that it is for. */
export function mediaLinksIn(body: unknown): Array<{ readonly kind: MediaKind; readonly link: string }> {
	if (Array.isArray(body)) return body.flatMap(mediaLinksIn);
	if (!isRecord(body)) return [];
	return Object.entries(body).flatMap(([kind, media]) =>
		isMediaKind(kind) && isRecord(media) && typeof media.link === 'string'
			? [{ kind, link: media.link }]
			: mediaLinksIn(media),
	);
}

/** The body with something else in the place of media links; `change` gives undefined for what stays. */
export const withMediaLinks = <T>(body: T, change: (kind: MediaKind, link: string) => unknown): T =>
	mapped(body, (value) => {
		if (!isPlain(value)) return value;
		const members = Object.entries(value).map(([kind, media]) => {
			if (!isMediaKind(kind) || !isPlain(media) || typeof media.link !== 'string') return [kind, media];
			return [kind, { ...media, link: change(kind, media.link) ?? media.link }];
		});
		return Object.fromEntries(members);
	}) as T;

/** The body with other links to its files. */
export const withLinks = <T>(body: T, links: ReadonlyMap<string, string>): T =>
	mapped(body, (value) => (typeof value === 'string' ? (links.get(value) ?? value) : value)) as T;

/**
 * By what a message is known on the next try of a run: n8n signs a link afresh each time and moves a file that came with a
 * form, so the last part of the file's ID, which nobody changes, stands in its place.
 */
export const withFileIds = <T>(body: T, files: ReadonlyMap<string, StoredFile>): T =>
	withLinks(
		body,
		new Map(Array.from(files, ([link, { id }]) => [link, `file ${id.split('/').pop() ?? id}`])),
	);
