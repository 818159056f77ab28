import { webAddress } from '../../core/webAddress';
import { at, present, type BodyPart } from '../../preview/bodyPart';
import {
	documentCard,
	media,
	placeholder,
	plainText,
	richText,
	type Drawing,
	type DrawnMedia,
} from '../../preview/drawing';
import { box, el, icon, place } from '../../preview/html';

/** Photo or video with its caption. */
export const drawPicture =
	(label: string, kind: DrawnMedia) =>
	(payload: BodyPart): Drawing => ({
		label,
		path: payload.path,
		bubbleStyle: 'media',
		bubble: [media(payload, kind), caption(payload)],
	});

export const drawSticker = (payload: BodyPart): Drawing => ({
	label: 'Sticker',
	path: payload.path,
	bubbleStyle: 'bare',
	bubble: media(payload, 'sticker'),
});

export const drawFile = (payload: BodyPart): Drawing => ({
	label: 'Document',
	path: payload.path,
	bubbleStyle: 'media',
	bubble: [documentCard(payload), caption(payload)],
});

export function drawAudio(payload: BodyPart): Drawing {
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
					? plainText(link, 'placeholder')
					: box('small', placeholder('No link'))
				: el('audio', { src: address, controls: true, preload: 'none', 'aria-label': 'Audio' }),
		),
	};
}

const caption = (payload: BodyPart): ReturnType<typeof place> => {
	const part = at(payload, 'caption');
	return place(part.path, present(part) ? box('caption', richText(part, '')) : undefined);
};
