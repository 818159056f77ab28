/** A file that a person sent: from what a push says of it to a file of n8n. */
import { createHash } from 'crypto';
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { isRecord } from '../core/members';
import { oneLine, textOf } from '../core/text';
import { within } from '../core/time';
import { download, type DownloadContext } from '../service/download';
import { bareType, isMediaKind, MEDIA_LIMITS, sizeInWords } from './limits';
import { typeByStart } from './linkProblem';

/** A file as a push describes it (docs/api.md, section 5); texts are empty where it says nothing. */
export interface ReceivedFile {
	/** image, video, audio, document or sticker. */
	readonly kind: string;
	readonly link: string;
	readonly mimeType: string;
	readonly fileName: string;
	readonly sha256: string;
	/** When it was sent, Unix time in seconds. */
	readonly timestamp: string;
}

export type FileContext = DownloadContext & {
	helpers: Pick<IExecuteFunctions['helpers'], 'prepareBinaryData'>;
};

export type FetchedFile =
	| { readonly file: IBinaryData }
	/** A sentence. */
	| { readonly fileProblem: string };

/** From the first request to the last byte. */
const TIMEOUT_MS = 60_000;
/** n8n may keep files at a place that does not answer. */
const MAX_STORING_MS = 60_000;

/** The largest that people can send. Where nobody says what it is, it may be a document. */
const maxBytesOf = (kind: string): number =>
	(isMediaKind(kind) && kind !== 'document' ? MEDIA_LIMITS.video : MEDIA_LIMITS.document).maxBytes;

/** The file of an inbound message; undefined: it holds none. */
export function receivedFile({
	message,
	timestamp,
}: Readonly<Record<string, unknown>>): ReceivedFile | undefined {
	if (!isRecord(message)) return undefined;
	const kind = textOf(message.type);
	const file = message[kind];
	if (!isRecord(file) || !(isMediaKind(kind) || 'filePath' in file)) return undefined;
	return {
		kind,
		link: textOf(file.filePath).trim(),
		mimeType: textOf(file.mimeType),
		fileName: textOf(file.filename),
		sha256: textOf(file.sha256).trim(),
		timestamp: textOf(timestamp),
	};
}

const ENDINGS = new Map(
	Object.entries({
		...{ 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp', 'image/gif': 'gif' },
		...{ 'video/mp4': 'mp4', 'video/3gpp': '3gp', 'audio/ogg': 'ogg', 'audio/opus': 'opus' },
		...{ 'audio/mpeg': 'mp3', 'audio/mp4': 'm4a', 'audio/aac': 'aac', 'audio/amr': 'amr' },
		...{ 'application/pdf': 'pdf', 'text/plain': 'txt', 'text/csv': 'csv' },
	}),
);

/** In bytes: disks take names of 255, and a letter may have four. With room for what is put in front. */
const MAX_NAME = 200;
/** The sender chooses the name: of one that is far too long, only the end is looked at. */
const MAX_WRITTEN = 1_000;

/** A name without ways to other folders, and without what no file system takes. */
function safeName(written: string): string {
	const end = written.slice(-MAX_WRITTEN);
	const last = oneLine(end.split(/[\\/]/).pop() ?? '')
		// Without joiners, Persian words and emoji of several signs are others.
		.replace(/(?![\u200c\u200d])[\p{C}<>:"|?*]/gu, '')
		.replace(/^[.\s]+|[.\s]+$/g, '');
	const ending = /\.\w{1,8}$/.exec(last)?.[0] ?? '';
	const stem = last.slice(0, last.length - ending.length);
	let left = MAX_NAME - ending.length;
	const characters = Array.from(stem);
	const cutAt = characters.findIndex((character) => (left -= Buffer.byteLength(character)) < 0);
	return (cutAt < 0 ? stem : characters.slice(0, cutAt).join('')) + ending;
}

/** The name that the person's phone gave, or the kind and the time. */
export function nameOfFile({ fileName, kind, timestamp }: ReceivedFile, mimeType: string): string {
	const given = safeName(fileName);
	if (given !== '') return given;
	const ending = ENDINGS.get(mimeType);
	return `${[safeName(kind) || 'file', safeName(timestamp)].filter(Boolean).join('-')}${ending === undefined ? '' : `.${ending}`}`;
}

/** Hashes come as hex digits or, as WhatsApp writes them, in Base64. Undefined: it is no hash that can be compared. */
function isSame(bytes: Buffer, sha256: string): boolean | undefined {
	const digest = createHash('sha256').update(bytes).digest();
	if (/^[0-9a-f]{64}$/i.test(sha256)) return digest.toString('hex') === sha256.toLowerCase();
	if (/^[\w+/-]{43}=?$/.test(sha256)) return digest.equals(Buffer.from(sha256, 'base64'));
	return undefined;
}

/** What a server says instead of giving the file. */
const SAYINGS = ['text/html', 'application/xhtml+xml', 'application/json'];

const problem = ({ kind }: Pick<ReceivedFile, 'kind'>, why: string): FetchedFile => ({
	fileProblem: `The ${isMediaKind(kind) ? kind : 'file'} was not downloaded: ${why}.`,
});

/**
 * Fetches a file and hands it to n8n.
 *
 * @param baseUrl of the credential: the service's own address, where there is one
 * @returns the file, or why there is none; nothing is thrown
 */
export async function fetchFile(
	context: FileContext,
	given: ReceivedFile,
	baseUrl?: string,
): Promise<FetchedFile> {
	if (given.link === '') return problem(given, 'ITNIO gave no address of it');
	const maxBytes = maxBytesOf(given.kind);
	const found = await download(context, given.link, { maxBytes, timeoutMs: TIMEOUT_MS, baseUrl });
	if ('why' in found) {
		const limit = found.isTooLarge ? `, more than ${sizeInWords(maxBytes)}` : '';
		return problem(given, `its address ${found.why}${limit}`);
	}
	const announced = bareType(given.mimeType);
	const said = [typeByStart(found.bytes.subarray(0, 512)), bareType(found.mimeType)];
	const saying = SAYINGS.find((type) => said.includes(type) && type !== announced);
	const isUnasked = announced === '' && !isMediaKind(given.kind);
	const isSent = isSame(found.bytes, given.sha256);
	// A page that a person sent is a file like any other.
	if (saying !== undefined && !isUnasked && isSent !== true) {
		const what = saying === 'application/json' ? 'data' : 'a web page';
		return problem(given, `its address gives ${what} (${saying}) instead of the file`);
	}
	if (isSent === false) {
		return problem(given, 'what came is not what was sent, because its hash (sha256) is another one');
	}
	const mimeType = announced || bareType(found.mimeType) || 'application/octet-stream';
	try {
		const stored = context.helpers.prepareBinaryData(found.bytes, nameOfFile(given, mimeType), mimeType);
		return { file: await within(MAX_STORING_MS, stored, 'too long') };
	} catch {
		return problem(given, 'n8n could not store it. Look at the space on its disk');
	}
}
