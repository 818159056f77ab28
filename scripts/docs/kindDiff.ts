/** The diff that adds a kind of message: what "Send Sticker" takes, made from the files as they are. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, '..', '..', 'nodes', 'ItnioWhatsApp', 'messages');
const read = (name: string) => readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');
const path = (name: string) => `nodes/ItnioWhatsApp/messages/${name}`;

/** The line and its neighbours. */
function hunk(lines: readonly string[], wanted: string): string[] {
	const at = lines.indexOf(wanted);
	if (at < 1) throw new Error(`"${wanted.trim()}" is not in ${path('rooms.ts')}`);
	return [' ' + lines[at - 1], '+' + wanted, ' ' + (lines[at + 1] ?? '')];
}

export function kindDiff(): string {
	return [
		'```diff',
		`--- a/${path('rooms.ts')}`,
		`+++ b/${path('rooms.ts')}`,
		...hunk(read('rooms.ts'), "export { sticker } from './sticker';"),
		'--- /dev/null',
		`+++ b/${path('sticker.ts')}`,
		...read('sticker.ts').map((line) => '+' + line),
		'```',
	].join('\n');
}
