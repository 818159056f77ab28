/** Numbers that ITNIO told in this execution: they are complete, whatever they would mean in a sheet. */
import type { IExecuteFunctions, INodeExecutionData, NodeTypeAndVersion } from 'n8n-workflow';
import { isRecord } from '../core/members';
import { textOf } from '../core/text';
import { attempt, nodeDataFor } from '../form/repeat/nodeData';
import { storeOf } from './store';

type Item = INodeExecutionData['json'];

/** By the end of its type, which begins with the name of the package, and its operation: what a node gives that is complete. */
const GIVES: ReadonlyArray<
	readonly [type: RegExp, operation: RegExp, numbersOf: (json: Item) => readonly unknown[]]
> = [
	[/\bitnioWhatsAppTrigger$/, /^/, ({ sender, person, recipient: reported }) => [sender, person, reported]],
	// All other operations pass on what came in, as somebody wrote it.
	[/\bitnioWhatsApp$/, /^send/, (json) => [sentTo(json)]],
];

/** Of what the node wrote itself: beside a response or an error stands what came in, and what has problems is as somebody wrote it. */
function sentTo({ response, error, ...sent }: Item): unknown {
	if (isRecord(response)) return response.sender;
	const told = error === undefined ? sent : sent.details;
	if (!isRecord(told)) return undefined;
	const { recipient, problems } = told;
	return Array.isArray(problems) && problems.length > 0 ? undefined : recipient;
}

const DIGITS = /^\d{7,14}$/;
/** What is given, and errors. */
const OUTPUTS = [0, 1];

interface Told {
	readonly numbers: Set<string>;
	/** How many runs of a node are read. */
	readonly runs: Map<string, number>;
}

/** By the memory that n8n has for this node in this execution: in a loop each run is read once. */
const toldIn = new WeakMap<object, Told>();

/** @returns digits, of all nodes of this package that ran before this one; of a tool, before its agent */
export function toldNumbers(context: IExecuteFunctions): ReadonlySet<string> {
	const memory = storeOf(context);
	const { numbers, runs } = toldIn.get(memory) ?? { numbers: new Set(), runs: new Map<string, number>() };
	toldIn.set(memory, { numbers, runs });
	const { $node } = context.getWorkflowDataProxy(0);
	const get = nodeDataFor(context, 0);
	for (const { name, type, parameters } of nodesBefore(context)) {
		const operation = textOf(parameters?.operation);
		const numbersOf = GIVES.find(([of, by]) => of.test(type) && by.test(operation))?.[2];
		if (numbersOf === undefined) continue;
		const count = Number($node[name]?.runIndex) + 1;
		// Pinned data is there without a run.
		for (let run = runs.get(name) ?? 0; run < Math.max(count, 1); run += 1) {
			for (const output of OUTPUTS) {
				for (const { json } of attempt(() => get(name, true).all(output, run)) ?? []) {
					for (const number of numbersOf(json).map(textOf)) if (DIGITS.test(number)) numbers.add(number);
				}
			}
		}
		runs.set(name, count);
	}
	return numbers;
}

function nodesBefore(context: IExecuteFunctions): NodeTypeAndVersion[] {
	// n8n throws where a connection of a node was left that is no longer there.
	const nodesAt = (way: 'getChildNodes' | 'getParentNodes', name: string) =>
		attempt(() => context[way](name, { includeNodeParameters: true })) ?? [];
	// Of a tool: its agent, or the node before that.
	const source = attempt(() => context.getInputSourceData().previousNode);
	const [next] = source === undefined ? [] : nodesAt('getChildNodes', source);
	const before = [context.getNode().name, source ?? '', next?.name ?? ''].flatMap((name) =>
		nodesAt('getParentNodes', name),
	);
	const byName = new Map(before.map((node) => [node.name, node]));
	return [...byName.values()].filter(({ disabled }) => !disabled);
}
