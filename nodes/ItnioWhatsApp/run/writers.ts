/** Who wrote to the trigger of an execution: their numbers are complete, whatever they would mean in a sheet. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { textOf } from '../core/text';

interface NodeData {
	readonly all: () => INodeExecutionData[];
}

/** The end of the type, which begins with the name of the package. */
const TRIGGER_TYPE = /\bitnioWhatsAppTrigger$/;
/** As the trigger gives a number; others are IDs. */
const DIGITS = /^\d{7,14}$/;

/** @returns digits, as the trigger gives them in `sender` and `person` */
export function writersOf(context: IExecuteFunctions): ReadonlySet<string> {
	const triggers = context
		.getParentNodes(context.getNode().name)
		.filter(({ type, disabled }) => TRIGGER_TYPE.test(type) && !disabled);
	const get = context.getWorkflowDataProxy(0).$ as (name: string, full: boolean) => NodeData;
	const items = triggers.flatMap(({ name }) => {
		try {
			return get(name, true).all();
		} catch {
			// Another trigger began this execution.
			return [];
		}
	});
	const numbers = items.flatMap(({ json }) => [textOf(json.sender), textOf(json.person)]);
	return new Set(numbers.filter((number) => DIGITS.test(number)));
}
