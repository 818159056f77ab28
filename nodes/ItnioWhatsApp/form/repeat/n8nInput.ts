/** The node's parameters and items, as n8n hands them over. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { isRecord } from '../../core/members';
import { options as optionsField } from '../options';
import type { Input, NamedItem } from './form';
import { attempt, nodeDataFor, type NodeData } from './nodeData';
import { placesIn, type ListPlace } from './places';

/** Ways to items that are not the one at hand. */
const OTHER_ITEMS = /\$(?:input|items?|node|prevNode)\b|\$\s*\(/;
const ALL_ITEMS = /\ball\b|\$items?\b|\bitemMatching\b|\bpairedItem\b/;

const isNamedItem = <T extends { readonly item: INodeExecutionData | undefined }>(
	one: T,
): one is T & { readonly item: INodeExecutionData } => typeof one.item?.json === 'object';

export function inputOf(context: IExecuteFunctions, usualCountryCode: string): Input {
	const { name: ownName, parameters, executeOnce } = context.getNode();
	const items = context.getInputData();
	// Of the item at hand and the one before it: with all of a large run, memory would run out.
	let known = new Map<object, ListPlace[]>();
	let knownBefore = known;
	let others: string[] | undefined;
	let handsOutCopies: boolean | undefined;

	/** All nodes that may have run: how an expression names one is its own business, the name may be computed. */
	const otherNodes = (): string[] => {
		const before = context.getParentNodes(ownName);
		const beside = before.flatMap(({ name }) => context.getChildNodes(name));
		const names = new Set([...before, ...beside].map(({ name }) => name));
		names.delete(ownName);
		return [...names];
	};

	/** All items of the nodes whose names are written, of the others those that are reached in simple ways. */
	const itemsOfNodes = (itemIndex: number, text: string): NamedItem[] => {
		const get = nodeDataFor(context, itemIndex);
		others ??= otherNodes();
		const plain = text.replace(/\\/g, '');
		const named = others.filter((name) => plain.includes(name.replace(/\\/g, '')));
		const isAll = (node: string) => ALL_ITEMS.test(text) && (named.length === 0 || named.includes(node));
		// The whole item, also where n8n keeps files apart.
		return others.flatMap((node) =>
			itemsOf(
				node,
				attempt(() => get(node, true)),
				itemIndex,
				isAll(node),
			),
		);
	};

	const itemsOf = (
		node: string,
		data: NodeData | undefined,
		itemIndex: number,
		isAll: boolean,
	): NamedItem[] => {
		const all = attempt(() => data?.all()) ?? [];
		const way = `$(${JSON.stringify(node).replace(/"/g, "'")})`;
		return [
			{ item: attempt(() => data?.item), name: `${way}.item.json` },
			...chosen(all, itemIndex, isAll).map((index) => ({
				item: all[index],
				name: `${way}.${index === 0 ? 'first()' : `all()[${index}]`}.json`,
			})),
		].filter(isNamedItem);
	};

	return {
		items: items.length,
		get: (name, itemIndex, field) =>
			name === optionsField.name
				? itemOptions(context, itemIndex)
				: context.getNodeParameter(name, itemIndex, field.default),
		stored: (name) => parameters[name],
		evaluate: (text, itemIndex) => context.evaluateExpression(text, itemIndex),
		executeOnce: executeOnce === true,
		usualCountryCode,
		allItems: () => context.getWorkflowDataProxy(0).$input.all().length,
		itemsFor: (itemIndex, text) => {
			[knownBefore, known] = [known, new Map()];
			const own = items[itemIndex];
			const found: NamedItem[] = own ? [{ item: own, name: '$json' }] : [];
			if (!OTHER_ITEMS.test(text)) return found;
			const beside = chosen(items, itemIndex, ALL_ITEMS.test(text)).map((index) => ({
				item: items[index],
				name: `$input.all()[${index}].json`,
			}));
			return [...found, ...itemsOfNodes(itemIndex, text), ...beside.filter(isNamedItem)];
		},
		placesIn: (json) => {
			const places = known.get(json) ?? knownBefore.get(json) ?? placesIn(json);
			known.set(json, places);
			return places;
		},
		handsOutCopies: () => {
			// The engine of newer versions of n8n has a memory of its own.
			handsOutCopies ??= attempt(() => context.evaluateExpression('{{ $json }}', 0)) !== items[0]?.json;
			return handsOutCopies;
		},
	};
}

/** The options of an item. A list of people who opted out may be long: it is computed once, for the run. */
function itemOptions(context: IExecuteFunctions, itemIndex: number): unknown {
	const stored = context.getNode().parameters[optionsField.name];
	if (!isRecord(stored) || !('doNotSendTo' in stored)) {
		return context.getNodeParameter(optionsField.name, itemIndex, optionsField.default);
	}
	const names = Object.keys(stored).filter((name) => name !== 'doNotSendTo');
	return Object.fromEntries(
		names.map((name) => [name, context.getNodeParameter(`${optionsField.name}.${name}`, itemIndex, '')]),
	);
}

/** The items that expressions reach in simple ways: the first, the last and that at hand. */
const chosen = (items: readonly unknown[], itemIndex: number, isAll: boolean): number[] =>
	isAll
		? items.map((_, index) => index)
		: [...new Set([itemIndex, 0, items.length - 1])].filter((index) => index < items.length);
