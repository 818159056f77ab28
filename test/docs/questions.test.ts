/** Every answer of ITNIO finds the places that it changes: docs/questions-to-itnio.md names them by file and function. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const rows = readFileSync(join(root, 'docs', 'questions-to-itnio.md'), 'utf8')
	.split('\n')
	.filter((line) => line.startsWith('| ') && !/^\| (?:Question|---)/.test(line))
	.map((line) => line.split(' | '));

/** Paths without a folder of the repository in front are below nodes/ItnioWhatsApp. */
const placeOf = (path: string) =>
	[path, join('nodes', 'ItnioWhatsApp', path)].map((each) => join(root, each)).find(existsSync);

it.each(rows)('%s', (_question, _today, changes = '') => {
	const named = Array.from(
		changes.matchAll(/`([\w./-]+)`(?: \(`(\w+)`\))?/g),
		([, path = '', name]) => [path, name] as const,
	);
	if (!changes.includes('the rule of each kind')) expect(named).not.toEqual([]);
	for (const [path, name] of named) {
		const place = placeOf(path);
		expect([path, place]).not.toEqual([path, undefined]);
		if (place !== undefined && name !== undefined) {
			expect(statSync(place).isFile()).toBe(true);
			expect(readFileSync(place, 'utf8')).toMatch(new RegExp(`\\b(?:const|function) ${name}\\b`));
		}
	}
});
