/**
 * n8n's own publishing scan, on the sources and on what would be published. The scan itself fetches a published
 * package by name; its rules are applied here before there is one.
 */
import { join } from 'node:path';
import { packPackage } from '../harness';

interface Finding {
	passed: boolean;
	message?: string;
	details?: string;
}

interface Scanner {
	SOURCE_FILE_PATTERNS: string[];
	analyzePackage(folder: string, patterns?: string[]): Promise<Finding>;
}

function report(what: string, { passed, message, details }: Finding): boolean {
	console.log(`${passed ? '✓' : '✗'} publishing scan of ${what}`);
	if (!passed) console.log(message ?? '', details ?? '');
	return passed;
}

async function main(): Promise<boolean> {
	const scanner = '@n8n/scan-community-package/scanner/scanner.mjs';
	const { analyzePackage, SOURCE_FILE_PATTERNS } = (await import(scanner)) as Scanner;
	const sources = report('the sources', await analyzePackage(join(__dirname, '..'), SOURCE_FILE_PATTERNS));
	const { folder } = await packPackage();
	return report('the package', await analyzePackage(folder)) && sources;
}

main().then(
	(good) => process.exit(good ? 0 : 1),
	(error: unknown) => {
		console.error(error instanceof Error ? error.message : String(error));
		process.exit(1);
	},
);
