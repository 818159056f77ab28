/** What WhatsApp takes of each kind of media: sizes from the API reference, section 2, types from Meta's own pages [M]. */

export type MediaKind = 'image' | 'video' | 'audio' | 'document' | 'sticker';

export interface MediaLimit {
	/** In a sentence, e.g. `an image`. */
	readonly one: string;
	/** The MIME types that arrive; undefined where any does. */
	readonly types?: readonly string[];
	/** The types as people call them. */
	readonly typesInWords?: string;
	readonly maxBytes: number;
}

const KB = 1024;
const MB = 1024 * KB;

export const MEDIA_LIMITS: Readonly<Record<MediaKind, MediaLimit>> = {
	image: {
		one: 'an image',
		types: ['image/jpeg', 'image/png', 'image/jpg', 'image/pjpeg'],
		typesInWords: 'JPEG or PNG',
		maxBytes: 5 * MB,
	},
	video: {
		one: 'a video',
		types: ['video/mp4', 'video/3gpp'],
		typesInWords: 'MP4 or 3GP',
		maxBytes: 16 * MB,
	},
	audio: {
		one: 'an audio file',
		// The same sounds under the names that browsers and file systems give them.
		types: [
			...['audio/mpeg', 'audio/mp3', 'audio/mp4', 'audio/x-m4a', 'audio/m4a', 'audio/ogg', 'audio/opus'],
			...['application/ogg', 'audio/aac', 'audio/x-aac', 'audio/x-hx-aac-adts', 'audio/amr'],
		],
		typesInWords: 'MP3, OGG, AAC, AMR or M4A',
		maxBytes: 16 * MB,
	},
	document: { one: 'a document', maxBytes: 100 * MB },
	sticker: { one: 'a sticker', types: ['image/webp'], typesInWords: 'WebP', maxBytes: 100 * KB },
};

export const isMediaKind = (kind: string): kind is MediaKind => Object.hasOwn(MEDIA_LIMITS, kind);

/** A MIME type without its parameters, e.g. `text/csv` of `text/csv; charset=utf-8`. */
export const bareType = (mimeType: string): string => (mimeType.split(';', 1)[0] ?? '').trim().toLowerCase();

/** A size as people read it: `100 KB`, `7.3 MB`. */
export function sizeInWords(bytes: number): string {
	if (bytes < KB) return `${bytes} bytes`;
	const [count, unit] = bytes < MB ? [bytes / KB, 'KB'] : [bytes / MB, 'MB'];
	// Rounded up, so that what is over a limit never reads like the limit.
	return `${Math.ceil(count * 10) / 10} ${unit}`;
}

/**
 * What WhatsApp would not take of a file, as the end of a sentence that names it.
 *
 * @param file `mimeType` and `bytes` as far as they are known
 */
export function overLimits(
	kind: MediaKind,
	{ mimeType, bytes }: { readonly mimeType?: string; readonly bytes?: number },
): string[] {
	const { one, types, typesInWords, maxBytes } = MEDIA_LIMITS[kind];
	const found = [];
	if (types && mimeType !== undefined && !types.includes(bareType(mimeType))) {
		found.push(`is ${bareType(mimeType) || 'of an unknown type'}, but ${one} must be ${typesInWords}`);
	}
	if (bytes === 0) found.push('is empty (0 bytes)');
	if (bytes !== undefined && bytes > maxBytes) {
		found.push(`has ${sizeInWords(bytes)}, but ${one} may have at most ${sizeInWords(maxBytes)}`);
	}
	return found;
}
