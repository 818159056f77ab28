/** Numbers that ITNIO told in this execution: they are complete, whatever they would mean in a sheet. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { isMissing, isRecord } from '../core/members';
import { textOf } from '../core/text';
import { recipient } from '../form/phones';
import { nodeDataFor } from '../form/repeat/nodeData';

type Item = INodeExecutionData['json'];

/** By the end of its type, which begins with the name of the package: what a node gives that is complete. */
const GIVES: ReadonlyArray<readonly [type: RegExp, numbersOf: (json: Item) => readonly unknown[]]> = [
	[/\bitnioWhatsAppTrigger$/, ({ sender, person, recipient: reported }) => [sender, person, reported]],
	[
		/\bitnioWhatsApp$/,
		({ messageId, recipient: sentTo, details, response }) => [
			// What has problems is as somebody wrote it.
			!isMissing(messageId) && sentTo,
			isRecord(details) && details.problems === undefined && details.recipient,
			isRecord(response) && response.sender,
		],
	],
];

const DIGITS = /^\d{7,14}$/;
const NAMED_NODE = /\$\(\s*(["'])(.+?)\1\s*\)/g;

/** @returns digits, of the nodes before this one, and of those that its Recipient names: a tool of an agent has none before it */
export function toldNumbers(context: IExecuteFunctions): ReadonlySet<string> {
	const { name: ownName, parameters } = context.getNode();
	const named = Array.from(
		textOf(parameters[recipient.name]).matchAll(NAMED_NODE),
		([, , name = '']) => name,
	);
	const behind = named.flatMap((name) => context.getChildNodes(name).slice(0, 1));
	const before = [ownName, ...behind.map(({ name }) => name)].flatMap((name) => context.getParentNodes(name));
	const types = new Map(before.map(({ name, type }) => [name, type]));
	const get = nodeDataFor(context, 0);
	const told = new Set<string>();
	for (const [name, type] of types) {
		const numbersOf = GIVES.find(([of]) => of.test(type))?.[1];
		if (numbersOf === undefined) continue;
		try {
			for (const { json } of get(name, true).all() ?? []) {
				for (const number of numbersOf(json).map(textOf)) if (DIGITS.test(number)) told.add(number);
			}
		} catch {
			// It did not run in this execution.
		}
	}
	return told;
}
