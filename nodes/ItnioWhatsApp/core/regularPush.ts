/** A message that comes in another shape than the published one (docs/api.md, section 5), in that shape. */
import { recordIn, type Members } from './members';

/** What a customer wrote may look like JSON, and stays a text. */
const WORDS = 'text';
/** Published in small letters. */
const TYPE = 'type';

/**
 * A push, or an item that holds one, in which the message and its parts are objects also where they come as the text of
 * their JSON, and its type is in small letters. A message that is so already stays as it is, with the order of its
 * members: pushes are known again by it. What was given is not changed.
 */
export function regularPush<T extends Members>(push: T): T {
	const message = recordIn(push.message);
	if (message === undefined) return push;
	const parts = Object.entries(message).map(([name, part]): [string, unknown] => {
		// Its file and its words are looked for by it.
		if (name === TYPE) return [name, typeof part === 'string' ? part.trim().toLowerCase() : part];
		return [name, name === WORDS ? part : (recordIn(part) ?? part)];
	});
	return { ...push, message: Object.fromEntries(parts) };
}
