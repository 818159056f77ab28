/** A message that comes in another shape than the published one (docs/api.md, section 5), in that shape. */
import { recordIn, type Members } from './members';

/** What a customer wrote may look like JSON, and stays a text. */
const WORDS = 'text';

/**
 * A push, or an item that holds one, in which the message and its parts are objects also where they come as the text of
 * their JSON. A message that is an object already stays as it is, with the order of its members: pushes are known again
 * by it. What was given is not changed.
 */
export function regularPush<T extends Members>(push: T): T {
	const message = recordIn(push.message);
	if (message === undefined) return push;
	const parts = Object.entries(message).map(([name, part]): [string, unknown] => [
		name,
		name === WORDS ? part : (recordIn(part) ?? part),
	]);
	return { ...push, message: Object.fromEntries(parts) };
}
