/** What a page says is so: the words of the forms, the tables made from the code, the versions that CI runs. */
import { italicsOf, split } from '../markdown';
import { fileOf, pageOf, README, type Language } from '../pages';
import type { Repository } from '../repository';
import { withSections } from '../sections';
import { ciRuns } from '../versions';
import { knownWords, neededWords } from '../words';

/** A person reads it to its end. */
const LINES_OF_README = 250;
const NODE = 'nodes/ItnioWhatsApp';
/** Where the rooms of the node are explained. */
const HOUSE = 'CONTRIBUTING.md';

/** Italics are words of a form, so that a label cannot change without the page. */
export function wordProblems(repository: Repository, file: string): string[] {
	const text = repository.read(file);
	const unknown = italicsOf(split(text).prose).flatMap(({ text: way, line }) =>
		way
			.split(' › ')
			.filter((word) => !knownWords.has(word.trim()))
			.map((word) => `${file}:${line} no form has the words "${word}"`),
	);
	const missing = (neededWords[pageOf(file)?.page ?? ''] ?? []).filter((word) => !text.includes(word));
	return [...unknown, ...missing.map((word) => `${file} says nothing of "${word}"`)];
}

export function sectionProblems(repository: Repository, file: string): string[] {
	const text = repository.read(file);
	return withSections(file, text) === text
		? []
		: [`${file} a table made from the code is out of date: npm run docs -- --write`];
}

export function lengthProblems(repository: Repository, language: Language): string[] {
	const file = fileOf(README, language);
	const lines = repository.read(file).trimEnd().split('\n').length;
	return lines <= LINES_OF_README
		? []
		: [`${file} has ${lines} lines, ${LINES_OF_README} is the most: a subject of its own goes to docs/`];
}

/** The node's folders are explained, so that a stranger finds the one that a change belongs in. */
export function folderProblems(repository: Repository): string[] {
	const folders = new Set(
		repository
			.filesIn(NODE)
			.map((file) => file.slice(NODE.length + 1).split('/'))
			.flatMap(([folder = '', ...inside]) => (inside.length === 0 ? [] : [folder])),
	);
	const text = repository.read(HOUSE);
	return Array.from(folders)
		.filter((folder) => !text.includes(`\`${folder}/\``))
		.map((folder) => `${HOUSE} does not say what ${NODE}/${folder}/ is for`);
}

/** The table of supported versions names those that CI runs, and no others; the README names them all. */
export function versionProblems(repository: Repository, language: Language): string[] {
	const run = ciRuns(repository).map(({ version }) => version);
	const workflow = '.github/workflows/ci.yml';
	const matrix = /n8n: \[(.*)\]/.exec(repository.read(workflow))?.[1] ?? '';
	const [readme, file] = [fileOf(README, language), fileOf('developing', language)];
	const said = [...repository.read(file).matchAll(/^\| (\d+\.\d+\.\d+) \|/gm)].map(
		([, version = '']) => version,
	);
	return [
		...run
			.filter((version) => !matrix.includes(`'${version}'`))
			.map((version) => `${workflow} does not run n8n ${version}, which .ci/run tests`),
		...run
			.filter((version) => !repository.read(readme).includes(version))
			.map((version) => `${readme} does not say that n8n ${version} is tested`),
		...run
			.filter((version) => !said.includes(version))
			.map((version) => `${file} does not list n8n ${version}, which .ci/run tests`),
		...said
			.filter((version) => !run.includes(version))
			.map((version) => `${file} lists n8n ${version}, which .ci/run does not test`),
	];
}
