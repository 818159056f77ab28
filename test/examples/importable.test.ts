/** Every example can be imported, fits the nodes' forms, explains itself, and carries nobody's secrets. */
import { NodeHelpers, type INode, type INodeType, type IDataObject } from 'n8n-workflow';
import { ItnioWhatsApp } from '../../nodes/ItnioWhatsApp/ItnioWhatsApp.node';
import { ItnioWhatsAppTrigger } from '../../nodes/ItnioWhatsApp/ItnioWhatsAppTrigger.node';
import { groupItem } from '../../nodes/ItnioWhatsApp/trigger/groups';
import { itemOf } from '../../nodes/ItnioWhatsApp/trigger/inbound';
import type { Push } from '../../nodes/ItnioWhatsApp/trigger/push';
import { exampleNames, exampleOf, textOf } from './files';

const TRIGGER = 'n8n-nodes-itnio.itnioWhatsAppTrigger';
const OURS: Readonly<Record<string, INodeType>> = {
	'n8n-nodes-itnio.itnioWhatsApp': new ItnioWhatsApp(),
	[TRIGGER]: new ItnioWhatsAppTrigger(),
};
const STICKY_NOTE = 'n8n-nodes-base.stickyNote';

/** Names of parameters, also those inside collections, as ways: `cards.card.0.headerLink`. */
function waysOf(value: unknown, way = ''): string[] {
	if (typeof value !== 'object' || value === null) return [way];
	const entries = Object.entries(value);
	return entries.length === 0 ? [way] : entries.flatMap(([key, inner]) => waysOf(inner, `${way}.${key}`));
}

const NUMBERS = { 'your own number': '6281234567890', 'your business number': '6285574670498' } as const;
const withNumbers = (json: object): IDataObject =>
	JSON.parse(
		Object.entries(NUMBERS).reduce(
			(text, [words, number]) => text.replaceAll(words, number),
			JSON.stringify(json),
		),
	) as IDataObject;

describe.each(exampleNames)('%s', (name) => {
	const { nodes, connections, pinData = {}, ...rest } = exampleOf(name);
	const names = nodes.map((node) => node.name);
	const ours = nodes.filter(({ type }) => type in OURS);

	it('is a workflow with names of its own and connections between them', () => {
		expect(rest.name).toMatch(/\S/);
		expect(new Set(names).size).toBe(names.length);
		expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
		for (const [from, outputs] of Object.entries(connections)) {
			expect(names).toContain(from);
			for (const targets of Object.values(outputs).flat(2)) expect(names).toContain(targets?.node);
		}
		// Nodes that no way leads to would only look as if they did something.
		const reached = Object.values(connections).flatMap((outputs) => Object.values(outputs).flat(2));
		for (const node of nodes) {
			if (node.type === STICKY_NOTE || /trigger$|\.webhook$/i.test(node.type)) continue;
			// The model of an agent leads to it, not the other way round.
			if (Object.keys(connections[node.name] ?? {}).some((type) => type.startsWith('ai_'))) continue;
			expect(reached.map((target) => target?.node)).toContain(node.name);
		}
	});

	it('uses our nodes and explains itself in a note', () => {
		expect(ours.length).toBeGreaterThan(0);
		expect(nodes.some(({ type }) => type === STICKY_NOTE)).toBe(true);
	});

	it('says on its error output who got nothing, because n8n lists such an execution as succeeded', () => {
		for (const { name: from } of nodes.filter(({ onError }) => onError === 'continueErrorOutput')) {
			expect([from, connections[from]?.main?.[1]?.length]).not.toEqual([from, undefined]);
			expect(connections[from]?.main?.[1]).not.toEqual([]);
		}
	});

	it('has a way without code wherever it has one with code', () => {
		const hasCode = ({ parameters }: INode) => JSON.stringify(parameters).includes('=>');
		const withoutCode = ours.filter((node) => !hasCode(node)).map(({ parameters }) => parameters.operation);
		for (const { parameters } of ours.filter(hasCode)) expect(withoutCode).toContain(parameters.operation);
	});

	it.each(ours.map((node): [string, INode] => [node.name, node]))('%s fits the form', (_, node) => {
		const { description } = OURS[node.type] as INodeType;
		const { properties } = description;
		expect(node.typeVersion).toBe(description.version);
		// What the form does not know, or hides for the chosen operation, falls out here.
		const form = NodeHelpers.getNodeParameters(properties, node.parameters, true, false, node, description);
		const ways = waysOf(node.parameters).filter((way) => way !== '.options');
		expect(waysOf(form)).toEqual(expect.arrayContaining(ways));
		expect(
			NodeHelpers.getNodeParametersIssues(properties, { ...node, parameters: form ?? {} }, description),
		).toBeNull();
	});

	it('has a sample event pinned to its trigger, as the trigger would put it out', () => {
		const triggers = nodes.filter(({ type }) => type === TRIGGER);
		expect(Object.keys(pinData)).toEqual(triggers.map((node) => node.name));
		for (const { json } of Object.values(pinData).flat()) {
			const added = new Set([
				...['replyTo', 'sender', 'text', 'tapped', 'messages', 'reason'],
				...['person', 'sessionId', 'chatInput', 'rank', 'messageTypes'],
			]);
			const push = Object.fromEntries(Object.entries(json).filter(([member]) => !added.has(member)));
			// Nobody's number may stand in an example, so words stand for it.
			const item = itemOf(withNumbers(push) as unknown as Push);
			expect(withNumbers(json)).toEqual('messages' in json ? groupItem([item]) : item);
		}
	});

	it('carries no credential, no key and no recorded data', () => {
		for (const node of nodes) {
			for (const credential of Object.values(node.credentials ?? {})) expect(credential.id ?? '').toBe('');
			expect(node.parameters).not.toHaveProperty('apiKey');
		}
		expect(textOf(name)).not.toMatch(/apiSecret|apiKey|Bearer |password|staticData|instanceId/i);
	});
});
