// n8n's own publishing scan, on the sources and on what would be published. The scan itself fetches a published
// package by name; its rules are applied here before there is one.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { analyzePackage, SOURCE_FILE_PATTERNS } from '@n8n/scan-community-package/scanner/scanner.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-itnio-scan-'));
let failed = false;

function report(what, { passed, message, details }) {
	console.log(`${passed ? '✓' : '✗'} publishing scan of ${what}`);
	if (passed) return;
	failed = true;
	console.log(message ?? '', details ?? '');
}

try {
	report('the sources', await analyzePackage(root, SOURCE_FILE_PATTERNS));
	execFileSync(process.execPath, [join(root, 'node_modules/gulp/bin/gulp.js'), 'build'], { cwd: root });
	const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
	const packed = execFileSync(npm, ['pack', '--silent', '--pack-destination', folder], {
		cwd: root,
		encoding: 'utf8',
		shell: process.platform === 'win32',
	});
	execFileSync('tar', ['-xzf', join(folder, packed.trim().split('\n').at(-1)), '-C', folder]);
	report('the package', await analyzePackage(join(folder, 'package')));
} finally {
	rmSync(folder, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
