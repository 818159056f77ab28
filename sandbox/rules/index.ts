import type { JsonObject } from '../types';
import { checkContacts } from './contacts';
import { ENVELOPE, checkContext } from './envelope';
import { checkInteractive } from './interactive';
import { checkLocation } from './location';
import { checkMedia } from './media';
import { noteStrangers, type Remarks } from './members';
import { refuse } from './refusal';
import { checkText } from './text';

const KINDS: Readonly<Record<string, (body: JsonObject, remarks: Remarks) => void>> = {
	text: checkText,
	image: (body, remarks) => checkMedia('image', body, remarks),
	audio: (body, remarks) => checkMedia('audio', body, remarks),
	video: (body, remarks) => checkMedia('video', body, remarks),
	document: (body, remarks) => checkMedia('document', body, remarks),
	sticker: (body, remarks) => checkMedia('sticker', body, remarks),
	location: checkLocation,
	contacts: checkContacts,
	interactive: checkInteractive,
};

/**
 * The part of a custom message that depends on its type (docs/api.md, section 2).
 * @throws Refusal -132 for an unknown type, and every code that belongs to one of the types
 */
export function checkCustom(body: JsonObject, remarks: Remarks): void {
	const { type } = body;
	if (typeof type !== 'string' || !Object.hasOwn(KINDS, type)) {
		refuse(-132, `type must be one of ${Object.keys(KINDS).join(', ')}`);
	}
	checkContext(body, remarks);
	KINDS[type]?.(body, remarks);
	noteStrangers(body, [...ENVELOPE, 'type', 'context', type], '', remarks);
}
