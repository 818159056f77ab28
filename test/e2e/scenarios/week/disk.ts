/** A disk of its own for n8n's data, which can be made full: in memory, on Linux, as root. */
import { statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, temporaryFolder } from '../../../../harness/processes';

export interface SmallDisk {
	readonly folder: string;
	fill(): Promise<void>;
	free(): Promise<void>;
	remove(): Promise<void>;
}

/** Megabytes; only what is used is taken from memory. */
const SIZE = 6_000;

/** Bytes. */
const ROOM = 256 * 1024;

/** @returns nothing where this cannot be done */
export async function smallDisk(): Promise<SmallDisk | undefined> {
	if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
	const work = temporaryFolder('disk');
	const [folder, logFile] = [join(work, 'user'), join(work, 'mount.log')];
	writeFileSync(logFile, '');
	const call = async (command: string, ...args: string[]) => await run(command, args, { cwd: '/', logFile });
	const resize = async (size: string) => await call('mount', '-o', `remount,size=${size}`, folder);
	try {
		await call('mkdir', folder);
		await call('mount', '-t', 'tmpfs', '-o', `size=${SIZE}m`, 'tmpfs', folder);
	} catch {
		return undefined;
	}
	return {
		folder,
		fill: async () => {
			// n8n goes on writing: a size below what is in it by then is refused.
			for (let room = 0; ; room += ROOM) {
				const { blocks, bfree, bsize } = statfsSync(folder);
				try {
					return await resize(String((blocks - bfree) * bsize + room));
				} catch (error) {
					if (room > 10 * ROOM) throw error;
				}
			}
		},
		free: async () => await resize(`${SIZE}m`),
		remove: async () => await call('umount', '-l', folder),
	};
}
