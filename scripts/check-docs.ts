/**
 * Checks what the documentation says against what is there.
 *
 *   npm run check:docs               links, anchors, pictures, tables, words of the forms, commands
 *   npm run check:docs -- --write    first writes the tables that are made from the code
 *   npm run check:docs -- --online   also asks for every address on the internet
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { benchmarkSections } from './docs/benchmark';
import { KNOWN_COMMANDS, type KnownCommand } from './docs/commands';
import { kindDiff } from './docs/kindDiff';
import { anchorsOf, italicsOf, linksOf, replaceSection, split } from './docs/markdown';
import { STATUS_SECTIONS } from './docs/statuses';
import { knownWords, neededWords } from './docs/words';

const root = join(__dirname, '..');
const READMES = ['README.md', 'README.zh-CN.md'];
const OTHERS = ['CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'sandbox/README.md', 'docs/decisions.md'];
/** Made by `--write` in both languages. */
const SHARED_SECTIONS: Readonly<Record<string, string>> = { 'add a kind': kindDiff() };

const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');

function scripts(): Readonly<Record<string, string>> {
	return (JSON.parse(textOf('package.json')) as { scripts: Record<string, string> }).scripts;
}

function withSections(file: string, text: string): string {
	const sections = { ...SHARED_SECTIONS, ...STATUS_SECTIONS[file], ...benchmarkSections(file) };
	return Object.entries(sections).reduce(
		(result, [name, content]) => replaceSection(result, name, content),
		text,
	);
}

function linkProblems(file: string): string[] {
	const { prose } = split(textOf(file));
	return linksOf(prose).flatMap(({ target, isImage, text, line }) => {
		const place = `${file}:${line}`;
		if (isImage && text.trim() === '') return [`${place} picture without a description: ${target}`];
		if (/^[a-z]+:/i.test(target)) {
			return URL.canParse(target) ? [] : [`${place} is no address: ${target}`];
		}
		const [path = '', anchor] = target.split('#');
		const found = path === '' ? file : normalize(join(dirname(file), decodeURIComponent(path)));
		if (found.startsWith('..')) return [`${place} leads out of the repository: ${target}`];
		if (!existsSync(join(root, found))) return [`${place} there is no ${target}`];
		if (anchor === undefined || !found.endsWith('.md')) return [];
		const anchors = anchorsOf(split(textOf(found)).prose);
		return anchors.has(decodeURIComponent(anchor)) ? [] : [`${place} no heading for ${target}`];
	});
}

/** The commands of a shell block, without comments. */
const commandsOf = (lines: readonly string[]): string[] =>
	lines.map((line) => line.replace(/\s+#.*$|^#.*$/, '').trim()).filter((line) => line !== '');

function proofProblems({ command, ci, not }: KnownCommand): string[] {
	if (ci === undefined) return not ? [] : [`commands.ts: say where CI runs "${command}", or why it does not`];
	if (!existsSync(join(root, ci.file))) return [`commands.ts: "${command}": there is no ${ci.file}`];
	return textOf(ci.file).includes(ci.text)
		? []
		: [`commands.ts: "${command}": ${ci.file} does not have "${ci.text}"`];
}

function commandProblems(file: string): string[] {
	const text = textOf(file);
	const known = new Set(KNOWN_COMMANDS.map(({ command }) => command));
	const { blocks } = split(text);
	const inBlocks = blocks.flatMap(({ language, lines, line }) => {
		if (language === '') return [`${file}:${line} code block without a language`];
		if (!['sh', 'bash', 'shell', 'console'].includes(language)) return [];
		return commandsOf(lines)
			.filter((command) => !known.has(command))
			.map((command) => `${file}:${line} command that is not in scripts/docs/commands.ts: ${command}`);
	});
	const unknownScripts = [...text.matchAll(/\bnpm run ([\w:-]+)/g)]
		.map(([, name = '']) => name)
		.filter((name) => !Object.hasOwn(scripts(), name))
		.map((name) => `${file} package.json has no script "${name}"`);
	return [...inBlocks, ...new Set(unknownScripts)];
}

/** Italics are words of a form, so that a label cannot change without the page. */
function wordProblems(file: string): string[] {
	const text = textOf(file);
	const { prose } = split(text);
	const unknown = italicsOf(prose).flatMap(({ text: way, line }) =>
		way
			.split(' › ')
			.filter((word) => !knownWords.has(word.trim()))
			.map((word) => `${file}:${line} no form has the words "${word}"`),
	);
	const missing = neededWords.filter((word) => !text.includes(word));
	return [...unknown, ...missing.map((word) => `${file} says nothing of "${word}"`)];
}

function sectionProblems(file: string): string[] {
	const text = textOf(file);
	return withSections(file, text) === text
		? []
		: [`${file} a table made from the code is out of date: npm run check:docs -- --write`];
}

/** The table of supported versions names those that CI runs, and no others. */
function versionProblems(file: string): string[] {
	const run = [
		...textOf('.ci/run').matchAll(/^(?:demo|conversation|end_to_end|browser|queue) (\d[\d.]+)/gm),
	].map(([, version]) => version);
	const said = [...textOf(file).matchAll(/^\| (\d+\.\d+\.\d+) \|/gm)].map(([, version]) => version);
	return [
		...run
			.filter((version) => !said.includes(version))
			.map((version) => `${file} does not list n8n ${version}, which .ci/run tests`),
		...said
			.filter((version) => !run.includes(version))
			.map((version) => `${file} lists n8n ${version}, which .ci/run does not test`),
	];
}

/** Both languages must show the same: pictures, code, marks and the number of rows of each table. */
function likenessProblems([one = '', other = '']: readonly string[]): string[] {
	const features = (file: string) => {
		const { blocks, prose } = split(textOf(file));
		return {
			headings: prose.filter((line) => /^#{1,6} /.test(line)).map((line) => line.replace(/ .*/, '')),
			pictures: linksOf(prose)
				.filter(({ isImage }) => isImage)
				.map(({ target }) => target),
			code: blocks.map(({ language, lines }) =>
				language === 'sh' ? commandsOf(lines).join('\n') : lines.join('\n'),
			),
			'rows of tables': prose.filter((line) => line.startsWith('|')).length,
		};
	};
	const [first, second] = [features(one), features(other)];
	return (Object.keys(first) as Array<keyof typeof first>)
		.filter((name) => JSON.stringify(first[name]) !== JSON.stringify(second[name]))
		.map((name) => `${one} and ${other} do not have the same ${name}`);
}

/** @returns what is wrong, one sentence each; nothing leaves this machine */
export function checkDocs(): string[] {
	const readmes = READMES.filter((file) => existsSync(join(root, file)));
	const others = OTHERS.filter((file) => existsSync(join(root, file)));
	return [
		...READMES.filter((file) => !readmes.includes(file)).map((file) => `there is no ${file}`),
		...readmes.flatMap((file) => [...sectionProblems(file), ...wordProblems(file), ...versionProblems(file)]),
		...[...readmes, ...others].flatMap(linkProblems),
		...[...readmes, 'CONTRIBUTING.md']
			.filter((file) => existsSync(join(root, file)))
			.flatMap(commandProblems),
		...KNOWN_COMMANDS.flatMap(proofProblems),
		...(readmes.length === READMES.length ? likenessProblems(READMES) : []),
		...readmes.flatMap((file) => (textOf(file).includes('<!-- GAP') ? [`${file} has a gap to fill`] : [])),
	];
}

async function checkOnline(): Promise<string[]> {
	const addresses = new Set(
		[...READMES, ...OTHERS]
			.filter((file) => existsSync(join(root, file)))
			.flatMap((file) => linksOf(split(textOf(file)).prose).map(({ target }) => target))
			.filter((target) => /^https?:/.test(target)),
	);
	const problems = await Promise.all(
		Array.from(addresses, async (address) => {
			try {
				const { status } = await fetch(address, { signal: AbortSignal.timeout(20_000) });
				return status === 404 || status === 410 ? `${address} answers ${status}` : undefined;
			} catch (error) {
				return `${address} does not answer: ${error instanceof Error ? error.message : String(error)}`;
			}
		}),
	);
	return problems.filter((problem) => problem !== undefined);
}

async function main(): Promise<void> {
	if (process.argv.includes('--write')) {
		for (const file of READMES.filter((name) => existsSync(join(root, name)))) {
			writeFileSync(join(root, file), withSections(file, textOf(file)));
		}
	}
	const problems = [...checkDocs(), ...(process.argv.includes('--online') ? await checkOnline() : [])];
	for (const problem of problems) console.log(`✗ ${problem}`);
	console.log(problems.length === 0 ? '✓ The documentation holds.' : `${problems.length} problems`);
	process.exitCode = problems.length === 0 ? 0 : 1;
}

if (require.main === module) void main();
