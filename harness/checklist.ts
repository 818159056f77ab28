/** What a script in a real n8n found: a line for each check, and at the end the line that CI adds up. */
let passed = 0;
let failed = 0;

/** Notes one check and prints it with what was found. */
export function expect(what: string, holds: boolean, found: unknown): void {
	if (holds) passed += 1;
	else failed += 1;
	console.log(`${holds ? '✓' : '✗'} ${what}: ${String(found)}`);
}

/** Does the work and closes with "N passed, N failed". A script that checked nothing, or that threw, has failed. */
export async function closeAfter(work: () => Promise<unknown>): Promise<void> {
	try {
		await work();
	} catch (error) {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
		return;
	}
	console.log(`\n${passed} passed, ${failed} failed`);
	process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}
