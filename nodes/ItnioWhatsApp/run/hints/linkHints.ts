/**
 * Links that look wrong for their kind, such as a sticker that ends in `.png`, documents without an ending, and
 * whole addresses behind the one of a template. The service takes them and WhatsApp
 * then drops the message, so it is worth a hint; the ending proves nothing, so it is no problem.
 */
import { escapeHtml } from '../../core/escape';
import { isRecord } from '../../core/members';
import { excerpt } from '../../core/text';

/** What WhatsApp shows of each kind, by the ending of the link (docs/api.md, section 2). */
const ENDINGS: Readonly<Record<string, readonly string[]>> = {
	image: ['jpg', 'jpeg', 'png'],
	video: ['mp4', '3gp', '3gpp'],
	audio: ['aac', 'amr', 'm4a', 'mp3', 'mp4', 'oga', 'ogg', 'opus'],
	sticker: ['webp'],
};

/** Endings that surely belong to another kind of file; others, such as `.php`, may give anything. */
const FILES: ReadonlySet<string> = new Set([
	...Object.values(ENDINGS).flat(),
	...['avi', 'bmp', 'csv', 'doc', 'docx', 'flac', 'gif', 'heic', 'htm', 'html', 'mkv', 'mov', 'pdf', 'ppt'],
	...['pptx', 'svg', 'tif', 'tiff', 'txt', 'wav', 'webm', 'wmv', 'xls', 'xlsx', 'zip'],
]);

/** @returns one sentence for each kind of media whose link looks wrong, without the item it is in */
export function linkHints(body: unknown): string[] {
	const hints = new Set<string>();
	visit(body, hints);
	return [...hints];
}

function visit(value: unknown, hints: Set<string>): void {
	if (Array.isArray(value)) return value.forEach((entry) => visit(entry, hints));
	if (!isRecord(value)) return;
	for (const [kind, media] of Object.entries(value)) {
		const endings = Object.hasOwn(ENDINGS, kind) ? ENDINGS[kind] : undefined;
		if (endings && isRecord(media)) compare(kind, endings, media.link, hints);
		if (kind === 'document' && isRecord(media)) lookAtName(media.filename, hints);
		visit(media, hints);
	}
	if (value.type === 'button' && value.sub_type === 'url') lookAtEndings(value.parameters, hints);
}

const WITH_SCHEME = /^(?:https?:\/\/|www\.)/i;
/** `shop.com/…`, and not `index.php/order`. */
const WITH_HOST =
	/^(?:[a-z0-9-]+\.)+(?:com|net|org|info|shop|store|online|site|app|io|co|me|id|my|sg|ph|vn|th|in|hk|tw|cn|jp|kr|br|mx|de|fr|es|it|nl|uk|us|au|tr|ae|sa|ng|za)\//i;

/** The address of a template's button has its beginning in the template. */
function lookAtEndings(parameters: unknown, hints: Set<string>): void {
	for (const value of Array.isArray(parameters) ? (parameters as unknown[]) : []) {
		const text = isRecord(value) && typeof value.text === 'string' ? value.text : '';
		// `INV.CO/0012` is a number of a bill.
		if (!WITH_SCHEME.test(text) && !(WITH_HOST.test(text) && /^[^/]*[a-z]/.test(text))) continue;
		hints.add(
			`Button › Value is a whole address, "${escapeHtml(excerpt(text, 60))}". It is put behind the one in the template, and the link may lead nowhere: enter what is different for each person, such as A-1024.`,
		);
	}
}

function compare(kind: string, endings: readonly string[], link: unknown, hints: Set<string>): void {
	const ending = typeof link === 'string' ? endingOf(link) : undefined;
	if (ending === undefined || endings.includes(ending) || !FILES.has(ending)) return;
	const expected = endings.map((possible) => `.${possible}`).join(', ');
	const article = /^[aeiou]/.test(kind) ? 'an' : 'a';
	hints.add(
		`A link for ${article} ${kind} ends in .${ending}. WhatsApp may not show it: ${article} ${kind} is usually ${expected}.`,
	);
}

/** A phone opens a document by the ending of its name. */
function lookAtName(name: unknown, hints: Set<string>): void {
	if (typeof name !== 'string' || name.trim() === '' || /\.[0-9a-z]{1,5}$/i.test(name.trim())) return;
	hints.add(
		`A document is called "${escapeHtml(excerpt(name, 60))}", which has no ending, so a phone may not know how to open it: add one to its File Name, such as .pdf.`,
	);
}

function endingOf(link: string): string | undefined {
	const path = link.split(/[?#]/, 1)[0] ?? '';
	return /^https?:\/\/[^/]+\/.*\.([0-9a-z]{1,5})$/i.exec(path)?.[1]?.toLowerCase();
}
