/** What a run in a real n8n found: a line for each check, and at the end the line that CI adds up. */
import type { Progress } from './progress';

let passed = 0;
let failed = 0;

/** Notes one check that is shown in another way. */
export function count(holds: boolean): void {
	if (holds) passed += 1;
	else failed += 1;
}

/** Notes one check and prints it with what was found. */
export function expect(what: string, holds: boolean, found: unknown): void {
	count(holds);
	console.log(`${holds ? '✓' : '✗'} ${what}: ${String(found)}`);
}

export interface NamedTest {
	readonly name: string;
	readonly body: () => Promise<unknown>;
}

/**
 * Runs tests one after the other; each counts as one check.
 *
 * @param around what happens before each, and after one that failed
 * @throws Error when one or more failed, after all have run
 */
export async function runTests(
	tests: readonly NamedTest[],
	progress: Progress,
	around: { before: () => void; onFailure?: (name: string) => Promise<string> },
): Promise<void> {
	const failedBefore = failed;
	for (const { name, body } of tests) {
		around.before();
		try {
			await progress.step(name, body);
			count(true);
		} catch (error) {
			count(false);
			console.error(error instanceof Error ? error.stack : error);
			const note = await around.onFailure?.(name);
			if (note !== undefined) console.error(`  ${note}`);
		}
	}
	if (failed > failedBefore) throw new Error(`${failed - failedBefore} of ${tests.length} tests failed.`);
}

/** Does the work and closes with "N passed, N failed". What checked nothing, or threw, has failed. */
export async function closeAfter(work: () => Promise<unknown>): Promise<void> {
	try {
		await work();
		if (passed + failed === 0) throw new Error('Nothing was checked.');
	} catch (error) {
		console.error(`\n${error instanceof Error ? error.message : String(error)}`);
		if (failed === 0) failed = 1;
	}
	console.log(`\n${passed} passed, ${failed} failed`);
	process.exit(failed > 0 ? 1 : 0);
}
