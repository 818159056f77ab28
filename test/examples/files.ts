/** The workflows of examples/, as a person imports them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IConnections, IDataObject, INode } from 'n8n-workflow';

const folder = join(__dirname, '..', '..', 'examples');

export interface ExampleFile {
	name: string;
	nodes: INode[];
	connections: IConnections;
	settings?: object;
	/** By the name of a node. */
	pinData?: Readonly<Record<string, ReadonlyArray<{ json: IDataObject }>>>;
}

export const exampleNames: readonly string[] = readdirSync(folder)
	.filter((name) => name.endsWith('.json'))
	.sort();

export const textOf = (name: string): string => readFileSync(join(folder, name), 'utf8');

export const exampleOf = (name: string): ExampleFile => JSON.parse(textOf(name)) as ExampleFile;
