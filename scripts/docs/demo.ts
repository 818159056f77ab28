/** The demo has a node for each kind that a form is enough for, filled in as the example of the kind. */
import { isDeepStrictEqual } from 'node:util';
import type { Workflow, WorkflowNode } from '../../harness';
import { NODE_TYPE } from '../../harness/workflows';
import { messageOperations } from '../../nodes/ItnioWhatsApp/kinds/properties';
import { EXAMPLES } from '../../test/kinds/examples';
import type { Repository } from './repository';

export const DEMO = 'examples/demo-all-kinds.json';
/** Pixels from one node of the demo to the next. */
const STEP = 224;

const filledIn = messageOperations.flatMap(({ value, action }) => {
	const form = EXAMPLES[String(value)]?.form;
	return form === undefined
		? []
		: [{ operation: String(value), action, form: form as WorkflowNode['parameters'] }];
});

const isMessage = ({ type }: WorkflowNode): boolean => type === NODE_TYPE;

/** Whether a node stands on a note. */
const standsOn = (
	{ position: [x, y] }: WorkflowNode,
	{ position: [left, top], parameters }: WorkflowNode,
): boolean =>
	left < x && x < left + Number(parameters.width) && top < y && y < top + Number(parameters.height);

/** One more node behind the last message, on the same note. */
function withNode(demo: Workflow, operation: string, name: string): Workflow {
	const last = demo.nodes.filter(isMessage).at(-1);
	if (last === undefined) throw new Error(`${DEMO} has no message to go on from`);
	const [x, y] = last.position;
	const node = {
		...last,
		id: operation,
		name,
		position: [x + STEP, y] satisfies WorkflowNode['position'],
		parameters: { ...last.parameters, operation },
	};
	const widened = demo.nodes.map((other) =>
		standsOn(last, other)
			? { ...other, parameters: { ...other.parameters, width: Number(other.parameters.width) + STEP } }
			: other,
	);
	return {
		...demo,
		nodes: [...widened, node],
		connections: { ...demo.connections, [last.name]: { main: [[{ node: name, type: 'main', index: 0 }]] } },
	};
}

/** The demo with the nodes that it lacks, all of them filled in as the examples are. */
export function withExamples(demo: Workflow): Workflow {
	const there = new Set(demo.nodes.filter(isMessage).map(({ parameters }) => parameters.operation));
	const grown = filledIn
		.filter(({ operation }) => !there.has(operation))
		.reduce((made, { operation, action }) => withNode(made, operation, action ?? operation), demo);
	return {
		...grown,
		nodes: grown.nodes.map((node) => {
			const { operation, businessPhone = '', recipient = '' } = node.parameters;
			const example = isMessage(node) ? filledIn.find((one) => one.operation === operation) : undefined;
			return example === undefined
				? node
				: {
						...node,
						parameters: { operation: example.operation, businessPhone, recipient, ...example.form },
					};
		}),
	};
}

export const demoOf = (repository: Repository): Workflow => JSON.parse(repository.read(DEMO)) as Workflow;

/** The file of the demo with what it lacks, and as it stands where it lacks nothing. */
export function grownDemo(text: string): string {
	const demo = JSON.parse(text) as Workflow;
	const made = withExamples(demo);
	return isDeepStrictEqual(made, demo) ? text : JSON.stringify(made, undefined, '\t');
}

export function demoProblems(repository: Repository): string[] {
	const text = repository.read(DEMO);
	return grownDemo(text) === text
		? []
		: [`${DEMO} is not what the examples of the kinds send: npm run docs -- --write`];
}
