import { kindOfBody } from '../core/message';
import { isRecord } from '../core/members';
import { at, type BodyPart } from '../preview/bodyPart';
import { drawUnknown, type Drawing } from '../preview/drawing';
import { kinds } from './properties';

/** Draws the message of an API body, whatever it holds. */
export function drawMessage(body: BodyPart): Drawing {
	const kind = isRecord(body.value) ? kindOfBody(body.value, kinds) : undefined;
	if (kind?.draw === undefined) return drawUnknown(body);
	return kind.draw(at(body, kind.shape.member ?? kind.shape.type));
}
