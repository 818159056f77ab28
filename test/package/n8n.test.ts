/** What the package takes from n8n while it runs. n8n gives and takes such names away without a word. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { clock } from '../../nodes/ItnioWhatsApp/run/slices';

const root = join(__dirname, '..', '..');

/** Looked up in the `n8n-workflow` of 2.8.4 and of 2.41.1: a name that is new here must be in both. */
const IN_EACH_VERSION = [
	'NodeConnectionTypes',
	'NodeOperationError',
	'OperationalError',
	'WAIT_INDEFINITELY',
	'sleep',
];

const filesIn = (folder: string): string[] =>
	readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts'))
		.map((file) => join(root, folder, file));

function valuesFromN8n(file: string): string[] {
	const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
	return source.statements.flatMap((statement) => {
		if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) return [];
		const { importClause } = statement;
		if (statement.moduleSpecifier.text !== 'n8n-workflow' || !importClause || importClause.isTypeOnly)
			return [];
		const named = importClause.namedBindings;
		if (!named || !ts.isNamedImports(named)) return ['everything'];
		return named.elements
			.filter(({ isTypeOnly }) => !isTypeOnly)
			.map(({ propertyName, name }) => (propertyName ?? name).text);
	});
}

it('is there in every version that is supported', () => {
	const taken = new Set(['nodes', 'credentials'].flatMap(filesIn).flatMap(valuesFromN8n));
	expect([...taken].filter((name) => !IN_EACH_VERSION.includes(name))).toEqual([]);
});

it('a wait ends with its signal, or when its time is over', async () => {
	await clock.sleep(1);
	await clock.sleep(1, new AbortController().signal);
	const over = new AbortController();
	const waiting = clock.sleep(60_000, over.signal);
	over.abort();
	await expect(waiting).rejects.toThrow('The wait was ended');
	await expect(clock.sleep(1, over.signal)).rejects.toThrow();
});
