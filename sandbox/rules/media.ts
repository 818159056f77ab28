import type { JsonObject } from '../types';
import { link, neverArrivesOver, noteStrangers, object, optionalText, text, type Remarks } from './members';

/** What a media kind takes besides its link, and the codes for an empty object and an empty link. */
const MEDIA = {
	image: { empty: -116, emptyLink: -117, caption: true, filename: false },
	audio: { empty: -118, emptyLink: -119, caption: false, filename: false },
	video: { empty: -120, emptyLink: -121, caption: true, filename: false },
	sticker: { empty: -122, emptyLink: -123, caption: false, filename: false },
	document: { empty: -124, emptyLink: -125, caption: true, filename: true },
} as const;

export type MediaKind = keyof typeof MEDIA;

/** image, audio, video, sticker, document (docs/api.md, section 2). The files themselves are never fetched. */
export function checkMedia(kind: MediaKind, body: JsonObject, remarks: Remarks): void {
	const rule = MEDIA[kind];
	const media = object(body, kind, kind, rule.empty);
	link(media, 'link', `${kind}.link`, rule.emptyLink);
	if (rule.filename) text(media, 'filename', `${kind}.filename`);
	if (rule.caption) {
		neverArrivesOver(optionalText(media, 'caption', `${kind}.caption`), 1024, `${kind}.caption`, remarks);
	}
	const known = ['link', ...(rule.caption ? ['caption'] : []), ...(rule.filename ? ['filename'] : [])];
	noteStrangers(media, known, kind, remarks);
}
