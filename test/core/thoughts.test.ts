import { fromMarkdown } from '../../nodes/ItnioWhatsApp/core/markdown';
import { withoutThoughts } from '../../nodes/ItnioWhatsApp/core/thoughts';

it.each([
	'Put this into prompt.txt:\n```\nYou are a clerk.\n</think>\n```\nThen restart the shop.',
	'Steps:\n1. Log in\n2. Paste this:\n~~~\n</thinking>\n~~~\nThat is all.',
])('an answer that shows a closing tag in a block of code is no thought: %j', (answer) => {
	const words = (text: string) => text.match(/[\p{L}\p{N}]+/gu);
	expect(words(fromMarkdown(answer))).toEqual(words(answer));
});

it.each([
	'He wants no ```json fence.\n</think>\n\n',
	'Either ~~~ or ```, I think.\n</think>\n',
	'```js a()``` is enough.\n</think>\n',
	'</think>\n\n',
	'\n</think>',
	'<thought>\nHe is rude.\n</thought>\n',
	'<seed:think>He is rude.</seed:think>',
	'<|channel|>analysis<|message|>Rude.<|end|><|start|>assistant<|channel|>final<|message|>',
])('a thought is taken out, whatever signs are in it: %j', (thoughts) => {
	expect(fromMarkdown(`${thoughts}Halo Sari`)).toBe('Halo Sari');
});

it.each([
	'1. Paste this:\n\n   ```\n   </think>\n   ```\nDone',
	'- ```\n</think>\n```\nDone',
	'> ~~~\n> </think>\n> ~~~',
])('code within a list or a quote is code: %j', (answer) => {
	expect(fromMarkdown(answer)).toContain('</think>');
});

it('a block of code of ten million letters comes to an end', () => {
	const code = 'x'.repeat(10_000_000);
	expect(withoutThoughts(`\`\`\`\n${code}\n\`\`\``)).toHaveLength(code.length + 8);
	expect(withoutThoughts(`\`\`\`\n${code}\n\`\`\`\n</think>\nHi`)).toBe('Hi');
});

/** A field says `Hi {{ $json.name }}! {{ $json.output }}`. */
it.each([
	['Hi Sari! <think>\nHe is rude.\n</think>\n\nYes', 'Hi Sari! Yes'],
	['Hi Sari! <think>He is rude.</think>\nYes', 'Hi Sari! Yes'],
	['İyi günler\r\n<Thinking>\r\nKaba.\r\n</Thinking>\r\nEvet', 'İyi günler\r\nEvet'],
	['Hello\n<think>\n<think>\nso\n</think>\nSari <think>so</think>', 'Hello\nSari '],
	['Hi Sari! <think>\nCall `stock()` or ```js\na()\n```\n</think>\nYes', 'Hi Sari! Yes'],
	['Hi! <think>\n`a`\n</think>\nYes <think>\n`b`\n</think>\nNo', 'Hi! Yes No'],
])('a thought behind a greeting is taken out, and nothing else: %j', (text, rest) => {
	expect(withoutThoughts(text)).toBe(rest);
});

it.each([
	'Begin with <think>\nand end with `</think>`\nDone',
	'Begin with <think>\nand end with\n```\n</think>\n```\nDone',
	'Begin `a` <think>\nso\n</think>\nDone',
	'Hi <think>so `a`</think>\nDone',
])('a tag that may be code stays, with all around it: %j', (text) => {
	expect(withoutThoughts(text)).toBe(text);
});

it('code behind a thought with code in it is code', () => {
	const code = 'Write:\n```\n<think>\nso\n</think>\n```';
	expect(withoutThoughts(`Hi! <think>\n\`a\`\n</think>\n${code}`)).toBe(`Hi! ${code}`);
});

it.each(['<think>So</think>\n</think>\n', '<think><think>So</think></think>', 'So\n</think>\n</think>\n'])(
	'a mark that closes once more goes, too: %j',
	(thoughts) => {
		expect(withoutThoughts(`${thoughts}Hi`)).toBe('Hi');
	},
);
