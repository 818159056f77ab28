import { isRecord } from '../../core/members';
import { at, type BodyPart } from '../bodyPart';
import { locationCard, richText, unknownJson, type Drawing } from '../drawing';
import { place } from '../html';
import { contacts } from './contacts';
import { buttons, carousel, list, locationRequest } from './interactive';
import { audio, file, picture, sticker } from './media';
import { template } from './template';

type Kinds = ReadonlyMap<unknown, (payload: BodyPart) => Drawing>;

/** By the `type` of the body; each gets the part of the body that is named like the type. */
const KINDS: Kinds = new Map([
	[
		'text',
		(payload: BodyPart) => ({
			label: 'Text',
			path: payload.path,
			bubble: richText(at(payload, 'body'), 'No text'),
		}),
	],
	['image', picture('Photo', 'image')],
	['video', picture('Video', 'video')],
	['audio', audio],
	['document', file],
	['sticker', sticker],
	[
		'location',
		(payload: BodyPart) => ({
			label: 'Location',
			path: payload.path,
			bubbleStyle: 'media' as const,
			bubble: locationCard(payload),
		}),
	],
	['contacts', contacts],
	['template', template],
]);

/** By `interactive.type`. */
const INTERACTIVE_KINDS: Kinds = new Map([
	['list', list],
	['button', buttons],
	['location_request_message', locationRequest],
	['carousel', carousel],
]);

/** Draws the message of an API body, whatever it holds. */
export function drawMessage(body: BodyPart): Drawing {
	const type = at(body, 'type').value;
	const known = KINDS.get(type);
	if (known) return known(at(body, String(type)));
	const interactive = at(body, 'interactive');
	const knownInteractive =
		type === 'interactive' ? INTERACTIVE_KINDS.get(at(interactive, 'type').value) : undefined;
	if (knownInteractive) return knownInteractive(interactive);
	// A template message has no type of its own.
	if (type !== 'interactive' && isRecord(at(body, 'template').value)) return template(at(body, 'template'));
	return unknown(body, type === 'interactive' ? interactive : at(body, 'type'));
}

const unknown = (body: BodyPart, cause: BodyPart): Drawing => ({
	label: 'Message of an unknown kind',
	path: cause.path,
	bubble: place(at(cause, 'type').path, unknownJson(body)),
});
