/** SECURITY.md names every place of the code that asks somebody. */
import { basename } from 'node:path';
import { onDisk } from '../../scripts/docs/repository';

it('lists each file that makes requests, and no other', () => {
	const asking = ['nodes', 'credentials']
		.flatMap((folder) => onDisk.filesIn(folder))
		.filter((file) => file.endsWith('.ts') && /\bhttpRequest\w*\b[^;]*\(/.test(readCode(file)))
		.map((file) => basename(file));
	const table = onDisk.read('SECURITY.md').match(/^\| .*$/gm) ?? [];
	const named = table.flatMap((row) => Array.from(row.matchAll(/`(\w+\.ts)`/g), ([, file]) => file));
	expect(named.sort()).toEqual(asking.sort());
});

/** Without comments and types, which only name the helpers. */
function readCode(file: string): string {
	return onDisk
		.read(file)
		.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
		.replace(/Pick<[^>]*>/g, '');
}
