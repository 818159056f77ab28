/** The diff that adds a kind of message: what "Send Sticker" takes, made from the files as they are. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, '..', '..', 'nodes', 'ItnioWhatsApp', 'messages', 'kinds');
const read = (name: string) => readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');
const path = (name: string) => `nodes/ItnioWhatsApp/messages/kinds/${name}`;

/** The line and its neighbours. */
function hunk(lines: readonly string[], wanted: string): string[] {
	const at = lines.indexOf(wanted);
	if (at < 1) throw new Error(`"${wanted.trim()}" is not in ${path('index.ts')}`);
	return [' ' + lines[at - 1], '+' + wanted, ' ' + (lines[at + 1] ?? '')];
}

export function kindDiff(): string {
	return [
		'```diff',
		`--- a/${path('index.ts')}`,
		`+++ b/${path('index.ts')}`,
		...hunk(read('index.ts'), "export { sendSticker } from './sticker';"),
		'--- /dev/null',
		`+++ b/${path('sticker.ts')}`,
		...read('sticker.ts').map((line) => '+' + line),
		'```',
	].join('\n');
}
