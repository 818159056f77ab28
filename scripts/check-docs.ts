/**
 * Checks what the documentation says against what is there.
 *
 *   npm run check:docs               links, anchors, pictures, tables, words of the forms, commands
 *   npm run check:docs -- --write    first writes the tables that are made from the code
 *   npm run check:docs -- --online   also asks for every address on the internet
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { benchmarkSections } from './docs/benchmark';
import { KNOWN_COMMANDS, type KnownCommand } from './docs/commands';
import { kindDiff } from './docs/kindDiff';
import { anchorsOf, italicsOf, linksOf, replaceSection, split } from './docs/markdown';
import { allPages, ENGLISH_ONLY, fileOf, LANGUAGES, pageOf, README, type Language } from './docs/pages';
import { statusSections } from './docs/statuses';
import { knownWords, neededWords } from './docs/words';

const root = join(__dirname, '..');
const OTHERS = ['CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'sandbox/README.md', ...ENGLISH_ONLY];
/** A person reads it to its end. */
const LINES_OF_README = 250;
/** Folders whose files name pages of the documentation by their address on the internet. */
const FOLDERS_WITH_ADDRESSES = ['nodes', 'credentials', '.github'];
/** Folders whose files cite `docs/api.md` by section. */
const FOLDERS_WITH_CITATIONS = ['nodes', 'credentials', 'sandbox', 'test'];
const OUR_ADDRESS = 'https://github.com/n8n-nodes-itnio/n8n-nodes-itnio';

/** Sections that `--write` makes, by page. */
const MADE: Readonly<Record<string, (language: Language) => Readonly<Record<string, string>>>> = {
	errors: statusSections,
	'sending-many': benchmarkSections,
	developing: () => ({ 'add a kind': kindDiff() }),
};

const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');

function scripts(): Readonly<Record<string, string>> {
	return (JSON.parse(textOf('package.json')) as { scripts: Record<string, string> }).scripts;
}

/** Every file of the guide that is there, READMEs included. */
const guideFiles = (): string[] =>
	allPages()
		.flatMap((page) => LANGUAGES.map((language) => fileOf(page, language)))
		.filter((file) => existsSync(join(root, file)));

/** The file behind a link from another one, from the top of the repository. */
const resolved = (from: string, path: string): string =>
	path === '' ? from : normalize(join(dirname(from), decodeURIComponent(path)));

function withSections(file: string, text: string): string {
	const { page, language } = pageOf(file) ?? { page: '', language: LANGUAGES[0] };
	return Object.entries(MADE[page]?.(language) ?? {}).reduce(
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
		const found = resolved(file, path);
		if (found.startsWith('..')) return [`${place} leads out of the repository: ${target}`];
		if (!existsSync(join(root, found))) return [`${place} there is no ${target}`];
		if (anchor === undefined || !found.endsWith('.md')) return [];
		return hasAnchor(found, anchor) ? [] : [`${place} no heading for ${target}`];
	});
}

const hasAnchor = (file: string, anchor: string): boolean =>
	anchorsOf(split(textOf(file)).prose).has(decodeURIComponent(anchor));

const filesIn = (folders: readonly string[]): string[] =>
	folders.flatMap((folder) =>
		readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map((entry) => relative(root, join(entry.parentPath, entry.name))),
	);

/** What the code cites of the description of the service is there. */
function citationProblems(): string[] {
	const sections = new Set(
		[...textOf('docs/api.md').matchAll(/^## (\d+)\. /gm)].map(([, number = '']) => number),
	);
	return filesIn(FOLDERS_WITH_CITATIONS)
		.filter((file) => file.endsWith('.ts'))
		.flatMap((file) =>
			[...textOf(file).matchAll(/docs\/api\.md,(?:\s|\*)+sections? (\d+)(?: (?:and|to) (\d+))?/g)]
				.flatMap(([, first = '', last]) => (last === undefined ? [first] : [first, last]))
				.filter((number) => !sections.has(number))
				.map((number) => `${file} cites section ${number} of docs/api.md, which is not there`),
		);
}

/** The forms' help and GitHub's own forms lead to pages that are there. */
function addressProblems(): string[] {
	const addresses = new RegExp(`${OUR_ADDRESS}(?:/blob/main/([^\\s#'")\\]]+))?#?([^\\s'")\\]/]*)`, 'g');
	return filesIn(FOLDERS_WITH_ADDRESSES).flatMap((file) =>
		[...textOf(file).matchAll(addresses)].flatMap(([address, path = 'README.md', anchor = '']) => {
			if (!existsSync(join(root, path))) return [`${file} there is no ${path}: ${address}`];
			if (anchor === '' || (anchor === 'readme' && path === 'README.md')) return [];
			return hasAnchor(path, anchor) ? [] : [`${file} no heading for ${address}`];
		}),
	);
}

/** Nobody gets lost: every page exists in both languages, is found from its README and leads back there. */
function guideProblems(): string[] {
	const targets = (file: string): string[] =>
		linksOf(split(textOf(file)).prose)
			.filter(({ target, isImage }) => !isImage && !/^[a-z]+:/i.test(target))
			.map(({ target }) => resolved(file, target.split('#')[0] ?? ''));
	return LANGUAGES.flatMap((language) =>
		allPages().flatMap((page) => {
			const file = fileOf(page, language);
			if (!existsSync(join(root, file))) return [`there is no ${file}`];
			const twins = LANGUAGES.filter((other) => other !== language).map((other) => fileOf(page, other));
			const found = targets(file);
			const wanted = page === README ? twins : [...twins, fileOf(README, language)];
			const foreign = found.filter((target) => {
				const place = pageOf(target);
				return place && place.language !== language && !twins.includes(target);
			});
			return [
				...wanted
					.filter((target) => !found.includes(target))
					.map((target) => `${file} does not lead to ${target}`),
				...(page === README || targets(fileOf(README, language)).includes(file)
					? []
					: [`${fileOf(README, language)} does not lead to ${file}`]),
				...foreign.map((target) => `${file} leads to ${target}, which is in another language`),
			];
		}),
	);
}

function lengthProblems(file: string): string[] {
	const lines = textOf(file).trimEnd().split('\n').length;
	return lines <= LINES_OF_README
		? []
		: [`${file} has ${lines} lines, ${LINES_OF_README} is the most: a subject of its own goes to docs/`];
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
	const missing = (neededWords[pageOf(file)?.page ?? ''] ?? []).filter((word) => !text.includes(word));
	return [...unknown, ...missing.map((word) => `${file} says nothing of "${word}"`)];
}

function sectionProblems(file: string): string[] {
	const text = textOf(file);
	return withSections(file, text) === text
		? []
		: [`${file} a table made from the code is out of date: npm run check:docs -- --write`];
}

/** The table of supported versions names those that CI runs, and no others; so does the README's sentence. */
function versionProblems(language: Language): string[] {
	const run = [
		...textOf('.ci/run').matchAll(/^(?:demo|conversation|end_to_end|browser|queue) (\d[\d.]+)/gm),
	].map(([, version]) => version);
	const [readme, file] = [fileOf(README, language), fileOf('developing', language)];
	const said = [...textOf(file).matchAll(/^\| (\d+\.\d+\.\d+) \|/gm)].map(([, version]) => version);
	return [
		...run
			.filter((version = '') => !textOf(readme).includes(version))
			.map((version) => `${readme} does not say that n8n ${version} is tested`),
		...run
			.filter((version) => !said.includes(version))
			.map((version) => `${file} does not list n8n ${version}, which .ci/run tests`),
		...said
			.filter((version) => !run.includes(version))
			.map((version) => `${file} lists n8n ${version}, which .ci/run does not test`),
	];
}

/** Both languages must show the same: headings, pictures, code, links, points, and the number of rows of tables. */
function likenessProblems([one = '', other = '']: readonly string[]): string[] {
	const features = (file: string) => {
		const { blocks, prose } = split(textOf(file));
		const leadsTo = (target: string): string => {
			if (/^[a-z]+:/i.test(target)) return target;
			const found = resolved(file, target.split('#')[0] ?? '');
			return pageOf(found)?.page ?? found;
		};
		const links = linksOf(prose);
		return {
			headings: prose.filter((line) => /^#{1,6} /.test(line)).map((line) => line.replace(/ .*/, '')),
			pictures: links.filter(({ isImage }) => isImage).map(({ target }) => leadsTo(target)),
			links: links
				.filter(({ isImage }) => !isImage)
				.map(({ target }) => leadsTo(target))
				.sort(),
			points: prose.filter((line) => /^\s*(?:[-*]|\d+\.) /.test(line)).length,
			code: blocks.map(({ language, lines }) =>
				language === 'sh' ? commandsOf(lines).join('\n') : lines.join('\n'),
			),
			'rows of tables': prose.filter((line) => line.startsWith('|')).length,
		};
	};
	const [first, second] = [features(one), features(other)];
	return (Object.keys(first) as Array<keyof typeof first>)
		.filter((name) => JSON.stringify(first[name]) !== JSON.stringify(second[name]))
		.map((name) => {
			const [here, there] = [first[name], second[name]];
			const only = (some: unknown, others: unknown): string[] =>
				Array.isArray(some) && Array.isArray(others)
					? (some as string[]).filter((entry) => !others.includes(entry))
					: [];
			const differing = [...only(here, there), ...only(there, here)].join(', ');
			return `${one} and ${other} do not have the same ${name}${differing === '' ? '' : `: ${differing}`}`;
		});
}

/** @returns what is wrong, one sentence each; nothing leaves this machine */
export function checkDocs(): string[] {
	const guide = guideFiles();
	const missing = guideProblems();
	const others = OTHERS.filter((file) => existsSync(join(root, file)));
	return [
		...missing,
		...guide.flatMap((file) => [...sectionProblems(file), ...wordProblems(file)]),
		...[...guide, ...others].flatMap(linkProblems),
		...[...guide, 'CONTRIBUTING.md'].flatMap(commandProblems),
		...KNOWN_COMMANDS.flatMap(proofProblems),
		...addressProblems(),
		...citationProblems(),
		...LANGUAGES.map((language) => fileOf(README, language)).flatMap(lengthProblems),
		...LANGUAGES.flatMap(versionProblems),
		...allPages()
			.map((page) => LANGUAGES.map((language) => fileOf(page, language)))
			.filter((files) => files.every((file) => guide.includes(file)))
			.flatMap(likenessProblems),
		...guide.flatMap((file) => (textOf(file).includes('<!-- GAP') ? [`${file} has a gap to fill`] : [])),
	];
}

async function checkOnline(): Promise<string[]> {
	const addresses = new Set(
		[...guideFiles(), ...OTHERS]
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
		for (const file of guideFiles()) {
			writeFileSync(join(root, file), withSections(file, textOf(file)));
		}
	}
	const problems = [...checkDocs(), ...(process.argv.includes('--online') ? await checkOnline() : [])];
	for (const problem of problems) console.log(`✗ ${problem}`);
	console.log(problems.length === 0 ? '✓ The documentation holds.' : `${problems.length} problems`);
	process.exitCode = problems.length === 0 ? 0 : 1;
}

if (require.main === module) void main();
