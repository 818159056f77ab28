/** The tests of one n8n, in the order in which their files register them, and what is to be closed after the last. */
import type { NamedTest } from '../../harness';

export const tests: NamedTest[] = [];
const ends: Array<() => Promise<unknown>> = [];

export function test(name: string, body: () => Promise<unknown>): void {
	tests.push({ name, body });
}

export function after(end: () => Promise<unknown>): void {
	ends.push(end);
}

/** Closes in the opposite order. */
export async function closeAll(): Promise<void> {
	for (const end of ends.splice(0).reverse()) await end();
}
