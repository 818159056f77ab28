/** What the walls cannot see: circles that only types close, and one exported name for two things. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const root = join(__dirname, '..', '..');

const filesIn = (folder: string): string[] =>
	readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
		.map((entry) => relative(root, join(entry.parentPath, entry.name)));

const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** The files of ours that a file imports, for their values or for their types. */
function importsOf(file: string): string[] {
	const found = read(file).matchAll(/^(?:import|export)\b[^;]*?\bfrom '(\.[^']*)';/gm);
	return Array.from(found, ([, path = '']) => join(dirname(file), path)).flatMap((path) =>
		[`${path}.ts`, join(path, 'index.ts')].filter((candidate) => existsSync(join(root, candidate))),
	);
}

/** The first way that leads from a file back to itself, if there is one. */
function circleIn(graph: ReadonlyMap<string, readonly string[]>): string[] {
	const done = new Set<string>();
	const visit = (file: string, way: readonly string[]): string[] => {
		if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
		if (done.has(file)) return [];
		for (const next of graph.get(file) ?? []) {
			const circle = visit(next, [...way, file]);
			if (circle.length > 0) return circle;
		}
		done.add(file);
		return [];
	};
	for (const file of graph.keys()) {
		const circle = visit(file, []);
		if (circle.length > 0) return circle;
	}
	return [];
}

const graphOf = (folder: string) => new Map(filesIn(folder).map((file) => [file, importsOf(file)]));

it.each(['sandbox', 'nodes'])('no file of %s leads back to itself, not even by its types', (folder) => {
	const graph = graphOf(folder);
	expect([...graph.values()].flat().length).toBeGreaterThan(40);
	expect(circleIn(graph)).toEqual([]);
	// A circle would be found.
	const [file = '', [imported = ''] = []] = Array.from(graph).find(([, imports]) => imports.length > 0) ?? [];
	graph.set(imported, [file]);
	expect(circleIn(graph)).not.toEqual([]);
});

it('no file of the node is longer than a person reads at once', () => {
	const lines = (file: string) => read(file).trimEnd().split('\n').length;
	expect(filesIn('nodes').filter((file) => lines(file) > 300)).toEqual([]);
});

it('an exported name of the node stands for one thing', () => {
	const places = new Map<string, string[]>();
	const exported =
		/^export (?:async )?(?:abstract )?(?:const|let|function\*?|class|interface|type|enum) (\w+)/gm;
	for (const file of filesIn('nodes')) {
		for (const [, name = ''] of read(file).matchAll(exported)) {
			const known = places.get(name) ?? [];
			// Overloads of a function are one thing.
			if (!known.includes(file)) places.set(name, [...known, file]);
		}
	}
	expect(places.size).toBeGreaterThan(200);
	const twice = Array.from(places).filter(([, files]) => files.length > 1);
	expect(twice).toEqual([]);
});
