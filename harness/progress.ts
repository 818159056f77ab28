/** Says what is going on while something long runs. */
export interface Progress {
	/** Shows `title` while `work` runs, then how long it took. A failure is shown too, and thrown on. */
	step<T>(title: string, work: () => Promise<T>): Promise<T>;
	note(line: string): void;
}

const frames = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';
const seconds = (since: number) => (Date.now() - since) / 1000;

/** On a terminal a line that counts the seconds; elsewhere (CI) a line now and then, so that nobody thinks it hangs. */
export function consoleProgress(out: NodeJS.WriteStream = process.stdout): Progress {
	return {
		async step(title, work) {
			const since = Date.now();
			let frame = 0;
			const spin = () =>
				out.write(`\r\x1b[2K${frames[frame++ % frames.length]} ${title} … ${Math.floor(seconds(since))} s`);
			const remind = () => out.write(`  … ${title} (${Math.round(seconds(since))} s so far)\n`);
			const timer = setInterval(out.isTTY ? spin : remind, out.isTTY ? 120 : 15_000);
			const end = (mark: string, text: string) =>
				out.write(`${out.isTTY ? '\r\x1b[2K' : ''}${mark} ${title} ${text}\n`);
			if (out.isTTY) spin();
			try {
				const result = await work();
				end('✓', `(${seconds(since).toFixed(1)} s)`);
				return result;
			} catch (error) {
				end('✗', `failed after ${seconds(since).toFixed(1)} s`);
				throw error;
			} finally {
				clearInterval(timer);
			}
		},
		note: (line) => {
			out.write(`  ${line}\n`);
		},
	};
}

/** For tests that speak for themselves. */
export const silent: Progress = { step: async (_title, work) => await work(), note: () => {} };
