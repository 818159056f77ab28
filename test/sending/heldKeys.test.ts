import { HeldKeys } from '../../nodes/ItnioWhatsApp/sending/heldKeys';

it('what was found as sent gives way to what is accepted now', () => {
	const held = new HeldKeys();
	held.remember = 10_000;
	const keys = (name: string, count: number) =>
		Array.from({ length: count }, (_, index) => `${name} ${index}`);
	const accept = (key: string) => {
		held.hold(key);
		held.letGo(key);
		held.wasAccepted(key);
	};
	const [first, found, second] = [keys('first', 250), keys('found', 250), keys('second', 250)];
	first.forEach(accept);
	for (const key of found) held.wasFoundAccepted(key);
	second.forEach(accept);
	// 500 were accepted: all of them are said again.
	const missing = [...first, ...second].filter((key) => !held.accepted.includes(key));
	expect(missing).toEqual([]);
});
