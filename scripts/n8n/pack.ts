import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keepFolder, run, temporaryFolder } from './processes';
import type { Progress } from './progress';

const root = join(__dirname, '..', '..');

interface Manifest {
	n8n: { credentials: string[]; nodes: string[] };
}

/** Builds the package and packs it as `npm publish` would. Returns the tarball's path, in a temporary folder. */
export async function packNode(progress: Progress): Promise<string> {
	const folder = temporaryFolder('pack');
	const logFile = join(folder, 'pack.log');
	try {
		await progress.step(
			'Building the node',
			async () =>
				await run(process.execPath, [join(root, 'node_modules', 'gulp', 'bin', 'gulp.js'), 'build'], {
					cwd: root,
					logFile,
				}),
		);
		return await progress.step('Packing it as npm would publish it', async () => {
			await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: root, logFile });
			const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
			if (tarball === undefined) throw new Error(`npm pack made no tarball. Its output is in ${logFile}`);
			await checkContents(join(folder, tarball), logFile);
			return join(folder, tarball);
		});
	} catch (error) {
		keepFolder(folder);
		throw error;
	}
}

/** What package.json promises to n8n must be in the tarball, else n8n drops the package with one line in its log. */
async function checkContents(tarball: string, logFile: string): Promise<void> {
	const list = `${tarball}.list`;
	await run('tar', ['-tzf', tarball], { cwd: root, logFile: list });
	const packed = readFileSync(list, 'utf8').split('\n');
	const { n8n } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
	const missing = [...n8n.credentials, ...n8n.nodes].filter((file) => !packed.includes(`package/${file}`));
	if (missing.length > 0)
		throw new Error(`The tarball lacks ${missing.join(', ')}. npm's output is in ${logFile}`);
}
