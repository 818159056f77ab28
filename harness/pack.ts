import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { keepFolder, removeFolder, run, temporaryFolder } from './processes';
import { silent, type Progress } from './progress';

const root = join(__dirname, '..');
/** What the build reads, and what npm adds by itself. */
const SOURCES =
	/^(credentials|nodes|icons|index\.js|gulpfile\.js|package\.json|tsconfig\.json|\.npmrc|(README|CHANGELOG|LICENSE).*)$/;

interface Manifest {
	n8n: { credentials: string[]; nodes: string[] };
}

export interface PackedPackage {
	/** As `npm publish` would upload it. */
	tarball: string;
	/** The tarball unpacked. */
	folder: string;
	/** What npm says is in it, sorted. */
	files: string[];
	/** Removes both now instead of with the process, which jest never tells of its end. */
	remove(): void;
}

/**
 * Builds the package from a copy of the sources and packs it as `npm publish` would; the checkout itself is not
 * touched, so that two may do it at once. Everything lies in a temporary folder that goes with this process.
 *
 * @throws Error naming the log, when a step fails or the tarball lacks what package.json promises
 */
export async function packPackage(progress: Progress = silent): Promise<PackedPackage> {
	const work = temporaryFolder('pack');
	const copy = join(work, 'source');
	const logFile = join(work, 'pack.log');
	try {
		mkdirSync(copy);
		for (const name of readdirSync(root).filter((one) => SOURCES.test(one)))
			cpSync(join(root, name), join(copy, name), { recursive: true });
		symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
		await progress.step('Building the node', async () => {
			const gulp = join(root, 'node_modules', 'gulp', 'bin', 'gulp.js');
			await run(process.execPath, [gulp, 'build'], { cwd: copy, logFile });
		});
		return await progress.step('Packing it as npm would publish it', async () => {
			const report = join(work, 'pack.json');
			const flags = ['--json', '--ignore-scripts', '--pack-destination', work];
			await run('npm', ['pack', ...flags], { cwd: copy, logFile, outputFile: report });
			const [packed] = JSON.parse(readFileSync(report, 'utf8')) as Array<{
				filename: string;
				files: Array<{ path: string }>;
			}>;
			if (packed === undefined) throw new Error(`npm pack made no tarball. Its output is in ${logFile}`);
			const tarball = join(work, packed.filename);
			const files = packed.files.map(({ path }) => path).sort();
			expectPromised(files, logFile);
			await run('tar', ['-xzf', tarball, '-C', work], { cwd: work, logFile });
			const remove = () => removeFolder(work);
			return { tarball, folder: join(work, 'package'), files, remove };
		});
	} catch (error) {
		keepFolder(work);
		throw error;
	}
}

/** What package.json promises to n8n must be in the tarball, else n8n drops the package with one line in its log. */
function expectPromised(files: readonly string[], logFile: string): void {
	const { n8n } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
	const missing = [...n8n.credentials, ...n8n.nodes].filter((file) => !files.includes(file));
	if (missing.length > 0)
		throw new Error(`The tarball lacks ${missing.join(', ')}. npm's output is in ${logFile}`);
}
