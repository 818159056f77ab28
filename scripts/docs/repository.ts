/** The files that the checks of the documentation look at. A test hands in changed ones. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

const root = join(__dirname, '..', '..');

/** Paths are from the top of the repository. */
export interface Repository {
	exists(path: string): boolean;
	/** @throws Error if there is no such file */
	read(file: string): string;
	/** The files in a folder, however deep. */
	filesIn(folder: string): string[];
}

/** Where a file of the repository lies on this machine. */
export const pathOf = (file: string): string => join(root, file);

export const onDisk: Repository = {
	exists: (path) => existsSync(join(root, path)),
	read: (file) => readFileSync(join(root, file), 'utf8'),
	filesIn: (folder) =>
		existsSync(join(root, folder))
			? readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
					.filter((entry) => entry.isFile())
					.map((entry) => relative(root, join(entry.parentPath, entry.name)))
			: [],
};

/** @param changes file → its text; undefined takes the file away */
export function withChanges(changes: Readonly<Record<string, string | undefined>>): Repository {
	const isChanged = (file: string) => Object.hasOwn(changes, file);
	return {
		exists: (path) => (isChanged(path) ? changes[path] !== undefined : onDisk.exists(path)),
		read: (file) => changes[file] ?? onDisk.read(file),
		filesIn: (folder) => [
			...onDisk.filesIn(folder).filter((file) => !isChanged(file)),
			...Object.keys(changes).filter((file) => changes[file] !== undefined && file.startsWith(`${folder}/`)),
		],
	};
}

/** The file behind a link: `path` as it stands in the file `from`. */
export const resolved = (from: string, path: string): string =>
	path === '' ? from : normalize(join(dirname(from), decodeURIComponent(path)));
