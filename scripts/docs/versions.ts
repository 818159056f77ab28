/** The table of supported versions says what `.ci/run` runs in each of them. */
import { onDisk, type Repository } from './repository';

/** Which version of n8n `.ci/run` starts, and what it runs there, by the names of the commands. */
export const ciRuns = (repository: Repository): Array<{ version: string; scenario: string }> =>
	[...repository.read('.ci/run').matchAll(/^\s*(?:(demo)|e2e) (\d[\d.]+)(?: (\S+))?/gm)].map(
		([, demo, version = '', scenario = '']) => ({ version, scenario: demo ?? scenario }),
	);

/** @returns the rows of a table, their last cell from `.ci/run` */
export function versionRows(text: string): string {
	const [head = '', rule = '', ...rows] = text.split('\n').filter((line) => line.startsWith('|'));
	const made = rows.map((row) => {
		const [, version = '', node = ''] = row.split('|').map((cell) => cell.trim());
		const scenarios = ciRuns(onDisk)
			.filter((run) => run.version === version)
			.map(({ scenario }) => `\`${scenario}\``);
		return `| ${version} | ${node} | ${Array.from(new Set(scenarios)).join(', ')} |`;
	});
	return [head, rule, ...made].join('\n');
}
