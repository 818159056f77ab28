import { webAddress } from '../escape';
import { box, el, icon, place } from '../html';
import type { Drawing, MediaKind } from '../drawing';
import { documentCard, ghost, media, plainText, richText } from '../drawing';
import type { Spot } from '../bodyPart';
import { at, present } from '../bodyPart';

/** Photo or video with its caption. */
export const picture =
	(label: string, kind: MediaKind) =>
	(payload: Spot): Drawing => ({
		label,
		path: payload.path,
		look: 'media',
		bubble: [media(payload, kind), caption(payload)],
	});

export const sticker = (payload: Spot): Drawing => ({
	label: 'Sticker',
	path: payload.path,
	look: 'bare',
	bubble: media(payload, 'sticker'),
});

export const file = (payload: Spot): Drawing => ({
	label: 'Document',
	path: payload.path,
	look: 'media',
	bubble: [documentCard(payload), caption(payload)],
});

export function audio(payload: Spot): Drawing {
	const link = at(payload, 'link');
	const address = webAddress(link.value);
	return {
		label: 'Audio',
		path: payload.path,
		bubble: place(
			link.path,
			box('voice', icon('play'), box('wave'), box('voice-face', icon('mic'))),
			address === undefined
				? present(link)
					? plainText(link, 'ghost')
					: box('small', ghost('No link'))
				: el('audio', { src: address, controls: true, preload: 'none', 'aria-label': 'Audio' }),
		),
	};
}

const caption = (payload: Spot): ReturnType<typeof place> => {
	const spot = at(payload, 'caption');
	return place(spot.path, present(spot) ? box('caption', richText(spot, '')) : undefined);
};
