const { execFileSync } = require('node:child_process');
const { rmSync } = require('node:fs');
const { dest, parallel, series, src } = require('gulp');

function clean(done) {
	rmSync('dist', { recursive: true, force: true });
	done();
}

function compile(done) {
	execFileSync(process.execPath, [require.resolve('typescript/bin/tsc')], { stdio: 'inherit' });
	done();
}

/** The nodes name their icons as ../../icons/itnio.svg, seen from dist/nodes/ItnioWhatsApp. */
function icons() {
	return src('icons/*.svg').pipe(dest('dist/icons'));
}

/** The codex files tell n8n's search in which category and under which words a node is found. */
function codex() {
	return src('nodes/**/*.node.json', { base: '.' }).pipe(dest('dist'));
}

exports.icons = icons;
exports.build = series(clean, parallel(compile, icons, codex));
exports.default = exports.build;
