/**
 * Runs a whole example in the real n8n-core engine. The message nodes are ours and send over real HTTP; n8n's own nodes
 * around them are small stand-ins, because their package is too large for a unit test. The end-to-end tests run
 * examples in a real n8n.
 */
import {
	NodeOperationError,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type IRun,
} from 'n8n-workflow';
import { ItnioApi } from '../../credentials/ItnioApi.credentials';
import { ItnioWhatsApp } from '../../nodes/ItnioWhatsApp/ItnioWhatsApp.node';
import { engine } from '../engine/engine';
import { dataTable, type Tables } from './dataTable';
import type { ExampleFile } from './files';

type Execute = (this: IExecuteFunctions) => Promise<INodeExecutionData[][]>;

function standIn(execute: Execute, { isTrigger = false, outputs = 1 } = {}): INodeType {
	const description = {
		displayName: 'Stand-in',
		name: 'standIn',
		group: [isTrigger ? ('trigger' as const) : ('transform' as const)],
		version: 1,
		description: '',
		defaults: { name: 'Stand-in' },
		inputs: isTrigger ? [] : ['main' as const],
		outputs: new Array<'main'>(outputs).fill('main'),
		properties: [
			'errorMessage',
			'jsonOutput',
			'fieldToSplitOut',
			'conditions',
			'resource',
			'operation',
			'tableName',
			'filters',
			'columns',
			...['mode', 'assignments', 'includeOtherFields', 'dataTableId', 'limit', 'orderByColumn'],
			...['sortFieldsUi', 'fieldsToCompare', 'fieldsToAggregate', 'responseBody'],
		].map((name) => ({
			displayName: name,
			name,
			type: 'json' as const,
			default: '',
		})),
	};
	return { description, execute };
}

interface Condition {
	leftValue: unknown;
	rightValue: unknown;
	operator: { operation: string };
}

interface Assignment {
	name: string;
	value: IDataObject[string];
}

function isMet({ leftValue, rightValue, operator: { operation } }: Condition): boolean {
	if (operation === 'exists') return leftValue !== undefined && leftValue !== null;
	return operation === 'true' ? leftValue === true : leftValue === rightValue;
}

const NODES_OF_N8N: Readonly<Record<string, INodeType>> = {
	'n8n-nodes-base.set': standIn(async function () {
		const valuesFor = (item: number, json: IDataObject): IDataObject => {
			if (this.getNodeParameter('mode', item) === 'raw') {
				const output = this.getNodeParameter('jsonOutput', item);
				return typeof output === 'string' ? (JSON.parse(output) as IDataObject) : (output as IDataObject);
			}
			const { assignments } = this.getNodeParameter('assignments', item) as { assignments: Assignment[] };
			const rest = this.getNodeParameter('includeOtherFields', item) === true ? json : {};
			return { ...rest, ...Object.fromEntries(assignments.map(({ name, value }) => [name, value])) };
		};
		return [
			this.getInputData().map(({ json }, item) => ({ json: valuesFor(item, json), pairedItem: { item } })),
		];
	}),
	'n8n-nodes-base.sort': standIn(async function () {
		const { sortField } = this.getNodeParameter('sortFieldsUi', 0) as { sortField: [{ fieldName: string }] };
		const [{ fieldName }] = sortField;
		return [
			this.getInputData()
				.map(({ json }, item) => ({ json, pairedItem: { item } }))
				.sort((a, b) => Number(b.json[fieldName]) - Number(a.json[fieldName])),
		];
	}),
	'n8n-nodes-base.removeDuplicates': standIn(async function () {
		const field = this.getNodeParameter('fieldsToCompare', 0) as string;
		const items = this.getInputData();
		return [
			items.flatMap(({ json }, item) =>
				items.findIndex((other) => other.json[field] === json[field]) === item
					? [{ json, pairedItem: { item } }]
					: [],
			),
		];
	}),
	'n8n-nodes-base.aggregate': standIn(async function () {
		const { fieldToAggregate } = this.getNodeParameter('fieldsToAggregate', 0) as {
			fieldToAggregate: [{ fieldToAggregate: string; outputFieldName: string }];
		};
		const [{ fieldToAggregate: field, outputFieldName }] = fieldToAggregate;
		const values = this.getInputData().flatMap(({ json }) => (field in json ? [json[field]] : []));
		return [[{ json: { [outputFieldName]: values } as IDataObject }]];
	}),
	'n8n-nodes-base.respondToWebhook': standIn(async function () {
		return [[{ json: { body: this.getNodeParameter('responseBody', 0) as string } }]];
	}),
	'n8n-nodes-base.splitOut': standIn(async function () {
		const field = this.getNodeParameter('fieldToSplitOut', 0) as string;
		return [
			this.getInputData().flatMap(({ json }, item) =>
				(json[field] as IDataObject[]).map((entry) => ({ json: entry, pairedItem: { item } })),
			),
		];
	}),
	'n8n-nodes-base.filter': standIn(async function () {
		return [
			this.getInputData().filter((_, item) => {
				const { conditions } = this.getNodeParameter('conditions', item) as { conditions: Condition[] };
				return conditions.every(isMet);
			}),
		];
	}),
	'n8n-nodes-base.if': standIn(
		async function () {
			const holds = (item: number) => {
				const { conditions } = this.getNodeParameter('conditions', item) as { conditions: Condition[] };
				return conditions.every(isMet);
			};
			const items = this.getInputData();
			return [items.filter((_, item) => holds(item)), items.filter((_, item) => !holds(item))];
		},
		{ outputs: 2 },
	),
	'n8n-nodes-base.summarize': standIn(async function () {
		const groups = new Map<unknown, INodeExecutionData[]>();
		for (const item of this.getInputData()) {
			groups.set(item.json.phone, [...(groups.get(item.json.phone) ?? []), item]);
		}
		return [
			Array.from(groups, ([phone, items]) => ({
				json: {
					phone: phone as string,
					appended_plant: items.map(({ json }) => json.plant),
					appended_price: items.map(({ json }) => json.price),
				} as IDataObject,
			})),
		];
	}),
	'n8n-nodes-base.emailSend': standIn(async function () {
		return [this.getInputData()];
	}),
	'n8n-nodes-base.stopAndError': standIn(async function () {
		throw new NodeOperationError(this.getNode(), this.getNodeParameter('errorMessage', 0) as string);
	}),
	// In a real n8n hours later.
	'n8n-nodes-base.wait': standIn(async function () {
		return [this.getInputData()];
	}),
	'n8n-nodes-base.noOp': standIn(async function () {
		return [this.getInputData()];
	}),
};

export interface ExampleRun {
	run: IRun;
	/** Output items of a node's last run. */
	output: (node: string, output?: number) => IDataObject[];
}

/**
 * Runs an example from its trigger, which puts out the given item.
 *
 * @param tables its data tables, which keep their rows from run to run
 * @param from the name of its trigger, where it has several
 */
export async function runExample(
	{ nodes, connections }: Pick<ExampleFile, 'nodes' | 'connections'>,
	credential: ICredentialDataDecryptedObject,
	trigger: IDataObject = {},
	tables: Tables = new Map(),
	from?: string,
): Promise<ExampleRun> {
	const whatsApp = new ItnioWhatsApp();
	const starting = standIn(async () => [[{ json: trigger }]], { isTrigger: true });
	const table = standIn(dataTable(tables));
	const typeOf = (type: string): INodeType => {
		if (type === 'n8n-nodes-itnio.itnioWhatsApp') return whatsApp;
		if (type === 'n8n-nodes-base.dataTable') return table;
		const known = /trigger$|\.webhook$/i.test(type) ? starting : NODES_OF_N8N[type];
		if (!known) throw new Error(`No stand-in for ${type}`);
		return known;
	};
	const active = nodes
		.filter(({ type }) => type !== 'n8n-nodes-base.stickyNote')
		.map((node): INode => ({ ...node, credentials: { itnioApi: { id: '1', name: 'ITNIO' } } }));
	const start = from ?? active.find(({ type }) => /trigger$/i.test(type))?.name ?? '';
	const credentialType = new ItnioApi();
	const run = await engine.run({ nodes: active, connections, typeOf, start, credentialType, credential });
	return {
		run,
		output: (node, output = 0) =>
			(run.data.resultData.runData[node]?.at(-1)?.data?.main?.[output] ?? []).map(({ json }) => json),
	};
}
