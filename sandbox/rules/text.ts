import type { JsonObject } from '../types';
import { noteStrangers, object, text, type Remarks } from './members';

/** text (docs/api.md, section 2): 4096 characters is the vendor's own limit, so more is refused. */
export function checkText(body: JsonObject, remarks: Remarks): void {
	const inner = object(body, 'text', 'text', -114);
	text(inner, 'body', 'text.body', { empty: -115, max: 4096 });
	noteStrangers(inner, ['body'], 'text', remarks);
}
