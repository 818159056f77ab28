/** Every command that a page tells people to type is run by CI, or it is said why not. */
import { KNOWN_COMMANDS, type KnownCommand } from '../commands';
import { commandsOf, split } from '../markdown';
import type { Repository } from '../repository';

function proofProblems(repository: Repository, { command, ci, not }: KnownCommand): string[] {
	if (ci === undefined) return not ? [] : [`commands.ts: say where CI runs "${command}", or why it does not`];
	if (!repository.exists(ci.file)) return [`commands.ts: "${command}": there is no ${ci.file}`];
	return repository.read(ci.file).includes(ci.text)
		? []
		: [`commands.ts: "${command}": ${ci.file} does not have "${ci.text}"`];
}

/** The table of commands names places that are there. */
export const allProofProblems = (repository: Repository): string[] =>
	KNOWN_COMMANDS.flatMap((command) => proofProblems(repository, command));

export function commandProblems(repository: Repository, file: string): string[] {
	const text = repository.read(file);
	const { scripts } = JSON.parse(repository.read('package.json')) as { scripts: Record<string, string> };
	const known = new Set(KNOWN_COMMANDS.map(({ command }) => command));
	const inBlocks = split(text).blocks.flatMap(({ language, lines, line }) => {
		if (language === '') return [`${file}:${line} code block without a language`];
		if (!['sh', 'bash', 'shell', 'console'].includes(language)) return [];
		return commandsOf(lines)
			.filter((command) => !known.has(command))
			.map((command) => `${file}:${line} command that is not in scripts/docs/commands.ts: ${command}`);
	});
	const unknownScripts = [...text.matchAll(/\bnpm run ([\w:-]+)/g)]
		.map(([, name = '']) => name)
		.filter((name) => !Object.hasOwn(scripts, name))
		.map((name) => `${file} package.json has no script "${name}"`);
	return [...inBlocks, ...new Set(unknownScripts)];
}
