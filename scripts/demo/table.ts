import type { DemoRow } from './workflow';

/** Prints the messages of the demo in columns as wide as what they hold. */
export function printTable(rows: DemoRow[], print: (line: string) => void = console.log): void {
	const lines = [
		['', 'Kind', 'Recipient', 'Message ID', 'What the service received'],
		...rows.map(({ kind, recipient, messageId, received, problem }) => [
			problem === undefined ? '✓' : '✗',
			kind,
			recipient || '–',
			messageId || '–',
			problem ?? received,
		]),
	];
	const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
	print('');
	for (const line of lines)
		print(
			line
				.map((cell, column) => cell.padEnd(widths[column] ?? 0))
				.join('  ')
				.trimEnd(),
		);
}
