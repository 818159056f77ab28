/**
 * npm run e2e -- walk: six tasks of a shop owner, done with mouse and keyboard in a real n8n, and what each of them takes:
 * clicks (a drag is one) and typed characters.
 *
 *   npm run e2e -- walk --n8n=<version>   another version of n8n (a folder of harness/n8n)
 *
 * Exit code 1 if a task does not end as its owner wants it.
 */
import assert from 'node:assert/strict';
import { parseArgs } from 'node:util';
import {
	consoleProgress,
	credentialData,
	DEFAULT_VERSION,
	expect,
	inARow,
	itemNode,
	loadExample,
	START,
	withN8n,
	type Editor,
	type JsonObject,
	type Scene,
} from '../../../harness';

const { values: options } = parseArgs({ options: { n8n: { type: 'string', default: DEFAULT_VERSION } } });
const progress = consoleProgress();

const BUSINESS = '6285574670498';
const products = ['Blue Echeveria', 'Zebra Haworthia', 'Jade Plant'].map((name, index) => ({
	name,
	price: `$${index + 9}`,
	picture: `https://images.example.com/${index}.jpg`,
	page: `https://shop.example.com/${index}`,
}));

interface Effort {
	clicks: number;
	characters: number;
}

/** Counts in the browser what a person does there. */
async function countEffort({ context, page }: Editor): Promise<Effort> {
	const effort = { clicks: 0, characters: 0 };
	await context.exposeBinding('noteEffort', (_, what: keyof Effort, count: number) => {
		effort[what] += count;
	});
	const listen = () => {
		const { noteEffort } = window as unknown as {
			noteEffort: (what: keyof Effort, count: number) => void;
		};
		addEventListener('pointerdown', () => noteEffort('clicks', 1), true);
		addEventListener(
			'beforeinput',
			({ data }) => noteEffort('characters', Array.from(data ?? '').length),
			true,
		);
	};
	await context.addInitScript(listen);
	await page.evaluate(listen);
	return effort;
}

/** A workflow that gives one item, opened in the editor. */
async function openAfter({ client }: Scene, editor: Editor, item: JsonObject): Promise<void> {
	const { id } = await client.createWorkflow(inARow('What comes before', START, itemNode('Shop', item)));
	await editor.openWorkflow(id);
}

type Task = (scene: Scene, editor: Editor) => Promise<void>;

const TASKS: Readonly<Record<string, Task>> = {
	async credential({ sandbox }, editor) {
		const form = await editor.openNewCredential();
		await form.typeAll({ ...credentialData(sandbox.url), businessPhone: BUSINESS });
		assert.match(await form.save(), /Connection tested successfully/);
	},
	async text({ sandbox }, editor) {
		await editor.newWorkflow();
		await editor.addAction('Send text');
		await editor.type('recipient', '+62 812-3456-7890');
		await editor.type('text', 'Your order is ready.');
		await editor.execute();
		assert.equal(sandbox.received.length, 1);
	},
	async form(scene, editor) {
		await openAfter(scene, editor, { 'WhatsApp number': '+62 812-3456-7890', Name: 'Sari' });
		await editor.addAction('Send text');
		await editor.runNodesBefore();
		await editor.type('text', 'Thank you, ');
		await editor.dragValue('{{ $json.Name }}', 'text');
		await editor.dragValue("{{ $json['WhatsApp number'] }}", 'recipient');
		await editor.execute();
		assert.equal(scene.sandbox.received.length, 1);
	},
	async carousel(scene, editor) {
		await openAfter(scene, editor, { phone: '6281234567890', products });
		await editor.addAction('Send carousel');
		await editor.runNodesBefore();
		await editor.type('bodyText', 'New in our shop');
		await editor.choose('inputMode', 'One Card, Repeated for a List');
		await editor.addOnlyEntry('card');
		await editor.type('card.entry.urlText', 'Buy it');
		await editor.dragValue('{{ $json.phone }}', 'recipient');
		await editor.dragValue('{{ $json.products }}', 'repeatFor');
		await editor.dragValue('{{ $json.products[0].picture }}', 'card.entry.headerLink');
		await editor.dragValue('{{ $json.products[0].name }}', 'card.entry.bodyText');
		await editor.dragValue('{{ $json.products[0].page }}', 'card.entry.url');
		await editor.execute();
		assert.match(JSON.stringify(scene.sandbox.received[0]?.body), /Blue Echeveria.*Jade Plant/);
	},
	async list(scene, editor) {
		await openAfter(scene, editor, { phone: '6281234567890', products });
		await editor.addAction('Send list');
		await editor.runNodesBefore();
		await editor.type('bodyText', 'Which one?');
		await editor.type('listButtonText', 'See them');
		await editor.choose('inputMode', 'One Row, Repeated for a List');
		await editor.addOnlyEntry('row');
		await editor.type('row.entry.sectionTitle', 'Plants');
		await editor.dragValue('{{ $json.phone }}', 'recipient');
		await editor.dragValue('{{ $json.products }}', 'repeatFor');
		await editor.dragValue('{{ $json.products[0].name }}', 'row.entry.title');
		await editor.dragValue('{{ $json.products[0].price }}', 'row.entry.description');
		await editor.execute();
		assert.match(JSON.stringify(scene.sandbox.received[0]?.body), /Blue Echeveria.*Jade Plant/);
	},
	async trigger({ client, credential, sandbox }, editor) {
		const { id } = await client.createWorkflow(loadExample('reply-to-message.json', credential));
		await editor.openWorkflow(id);
		await editor.openNode('When a message comes in');
		assert.equal((await editor.outputRow()).text, 'Are you open today?');
		await editor.closeNode();
		await editor.executeWorkflow();
		assert.equal(sandbox.requests, 0);
	},
};

export async function run(): Promise<void> {
	await withN8n(
		{ version: options.n8n, progress, credential: { businessPhone: BUSINESS } },
		async (scene) => {
			const editor = await scene.openEditor({ width: 1700, height: 1300 });
			const effort = await countEffort(editor);
			const rows: string[] = [];
			for (const [name, task] of Object.entries(TASKS)) {
				scene.sandbox.reset();
				const before = { ...effort };
				await progress.step(name, async () => await task(scene, editor));
				expect(name, true, 'as its owner wants it');
				rows.push(
					`| ${name} | ${effort.clicks - before.clicks} | ${effort.characters - before.characters} |`,
				);
			}
			console.log(['| task | clicks | characters |', '| --- | --: | --: |', ...rows].join('\n'));
		},
	);
}
