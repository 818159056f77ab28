/** What the tasks of the walk have in common. */
import {
	inARow,
	itemNode,
	START,
	until,
	type Editor,
	type JsonObject,
	type Scene,
	type WorkflowNode,
} from '../../../harness';

export const BUSINESS = '6285574670498';
export const SARI = '6281234567890';

/** Does the task, checks that it ended as its owner wants it, and returns how many messages its owner wanted to be sent. */
export type Task = (scene: Scene, editor: Editor) => Promise<number>;

export const people = (count: number) =>
	Array.from({ length: count }, (_, index) => ({
		phone: `62812${String(3_000_000 + 1_237 * index)}`,
		name: `Customer ${index + 1}`,
	}));

/** A workflow that gives one item, and what stands behind it, opened in the editor. */
export async function openAfter(
	{ client }: Scene,
	editor: Editor,
	item: JsonObject,
	...nodes: Array<Omit<WorkflowNode, 'position'>>
): Promise<void> {
	const { id } = await client.createWorkflow(
		inARow('What comes before', START, itemNode('Shop', item), ...nodes),
	);
	await editor.openWorkflow(id);
}

/** One item for each element. */
export const splitNode = (fieldToSplitOut: string) => ({
	name: 'One by one',
	type: 'n8n-nodes-base.splitOut',
	typeVersion: 1,
	parameters: { fieldToSplitOut, options: {} },
});

/** Until the service has taken that many messages. */
export async function untilReceived({ sandbox }: Scene, count: number): Promise<void> {
	await until(
		() => `${count} messages, but there are ${sandbox.received.length}`,
		async () => await Promise.resolve(sandbox.received.length >= count),
	);
}

/** Opens one of n8n's data tables. @returns what it shows, once these words are in it */
export async function tableText(
	{ client }: Scene,
	{ page }: Editor,
	table: string,
	words: string,
): Promise<string> {
	await page.goto(`${client.url}/home/datatables`);
	await page.getByText(table, { exact: true }).first().click();
	const grid = page.locator('.ag-root').first();
	await grid.getByText(words).first().waitFor();
	return await grid.innerText();
}
