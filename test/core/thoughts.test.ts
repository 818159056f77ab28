import { fromMarkdown } from '../../nodes/ItnioWhatsApp/core/markdown';

it.each([
	'Put this into prompt.txt:\n```\nYou are a clerk.\n</think>\n```\nThen restart the shop.',
	'Steps:\n1. Log in\n2. Paste this:\n~~~\n</thinking>\n~~~\nThat is all.',
])('an answer that shows a closing tag in a block of code is no thought: %j', (answer) => {
	const words = (text: string) => text.match(/[\p{L}\p{N}]+/gu);
	expect(words(fromMarkdown(answer))).toEqual(words(answer));
});
