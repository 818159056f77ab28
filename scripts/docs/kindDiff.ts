/** The diff that adds a kind of message: what "Send Location" takes, made from the files as they are. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, '..', '..', 'nodes', 'ItnioWhatsApp', 'kinds');
const read = (name: string) => readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');
const path = (name: string) => `nodes/ItnioWhatsApp/kinds/${name}`;

/** The line alone: its neighbours would change with every kind that comes beside it. */
function added(lines: readonly string[], wanted: string): string {
	if (!lines.includes(wanted)) throw new Error(`"${wanted}" is not in ${path('index.ts')}`);
	return '+' + wanted;
}

export function kindDiff(): string {
	return [
		'```diff',
		`--- a/${path('index.ts')}`,
		`+++ b/${path('index.ts')}`,
		added(read('index.ts'), "export { sendLocation } from './location';"),
		'--- /dev/null',
		`+++ b/${path('location.ts')}`,
		...read('location.ts').map((line) => '+' + line),
		'```',
	].join('\n');
}
