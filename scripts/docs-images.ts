/**
 * Makes the pictures of the README, docs/images/*.png: the packed node in a real n8n, used in a real browser against
 * the stand-in of the service. The same pictures come out as long as nobody changes what they show.
 */
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { drawMessage } from '../nodes/ItnioWhatsApp/kinds/drawMessage';
import { renderPreview } from '../nodes/ItnioWhatsApp/preview';
import {
	consoleProgress,
	credentialData,
	inARow,
	itemNode,
	loadExample,
	NODE_TYPE,
	SEND,
	START,
	textTo,
	withN8n,
	type Editor,
	type Scene,
} from '../harness';
import { recipientFor, startSandbox } from '../sandbox';
import { fillDesk, openCampaign } from './docs-images/desk';
import { plantAt } from './docs-images/plants';

const folder = join(__dirname, '..', 'docs', 'images');
let words: readonly string[] = [];
const isWanted = (name: string) => words.length === 0 || words.some((word) => name.includes(word));
const progress = consoleProgress();
const SCALE = 1.5;
const BUSINESS = '6285574670498';
const link = (name: string) => `https://images.example.com/${name}.jpg`;

const plants = [
	{ name: 'blue-echeveria', text: '*Blue Echeveria*\nA rosette in powdery blue, 12 cm pot – $12' },
	{ name: 'zebra-haworthia', text: '*Zebra Haworthia*\nForgives a forgotten watering – $9' },
	{ name: 'jade-plant', text: '*Jade Plant*\nSaid to bring luck, 15 cm pot – $18' },
];

async function save(
	name: string,
	picture: Locator | Page,
	clip?: { x: number; y: number; width: number; height: number },
) {
	const path = join(folder, `${name}.png`);
	if ('mouse' in picture) await picture.screenshot({ path, clip, animations: 'disabled' });
	else await picture.screenshot({ path, animations: 'disabled' });
	progress.note(`${name}.png ${Math.round(statSync(path).size / 1024)} kB`);
}

async function showPlants(context: BrowserContext): Promise<void> {
	await context.route('https://images.example.com/**', async (route) => {
		await route.fulfill({ contentType: 'image/svg+xml', body: plantAt(route.request().url()) });
	});
}

/** From the top of one element to the end of another. */
async function saveBetween(name: string, page: Page, from: Locator, to: Locator, margin = 8): Promise<void> {
	const [top, end] = [await from.boundingBox(), await to.boundingBox()];
	if (top === null || end === null) throw new Error(`${name}: nothing to see`);
	const y = Math.max(0, top.y - margin);
	await save(name, page, {
		x: Math.max(0, Math.min(top.x, end.x) - margin),
		y,
		width: Math.max(top.width, end.width) + 2 * margin,
		height: end.y + end.height + margin - y,
	});
}

/** The canvas, without the tabs that n8n lays over its upper edge. */
async function saveCanvas(name: string, editor: Editor): Promise<void> {
	await editor.part('radio-button-workflow').evaluate((tab) => {
		const frame = tab.closest('[role="radiogroup"]')?.parentElement;
		if (frame) frame.style.visibility = 'hidden';
	});
	await save(name, editor.part('canvas'));
}

async function addressed(editor: Editor, action: string): Promise<void> {
	await editor.newWorkflow();
	await editor.addAction(action);
	await editor.type('businessPhone', BUSINESS);
	await editor.type('recipient', '+62 812-3456-7890');
}

async function fillCarousel(editor: Editor): Promise<void> {
	await addressed(editor, 'Send carousel');
	await editor.type('bodyText', 'Three plants that forgive a forgotten watering 🪴');
	await editor.addEntry('cards');
	for (const [index, { name, text }] of plants.entries()) {
		const card = `cards.card[${index}]`;
		await editor.type(`${card}.headerLink`, link(name));
		await editor.type(`${card}.bodyText`, text);
		await editor.type(`${card}.urlText`, 'Buy it');
		await editor.type(`${card}.url`, `https://shop.example.com/${name}`);
	}
}

/** Leaves the field, so that no cursor blinks in the picture. */
async function rest(editor: Editor): Promise<void> {
	await editor.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
	await editor.page.mouse.move(2, 2);
	// The message "Node executed successfully" would cover what it speaks of.
	for (const toast of await editor.page.locator('.el-notification__closeBtn').all())
		await toast.click().catch(() => {});
	await editor.page.waitForTimeout(500);
}

async function takePictures(scene: Scene): Promise<void> {
	const { client, sandbox, credential, browser, openEditor } = scene;
	const open = async (options: object = {}) => {
		const editor = await openEditor({ scale: SCALE, ...options });
		await showPlants(editor.context);
		return editor;
	};
	const picture = async (names: string[], make: () => Promise<void>) => {
		if (names.some(isWanted)) await progress.step(names.join(', '), make);
	};
	await picture(['credential'], async () => {
		const editor = await open({ width: 1100, height: 1060 });
		const form = await editor.openNewCredential();
		await form.typeAll(credentialData(sandbox.url));
		await form.save();
		await rest(editor);
		await save('credential', form.form.locator('.el-dialog, [role="dialog"]').or(form.form).first());
		await editor.close();
	});
	await picture(['node-panel'], async () => {
		const editor = await open({ width: 1200, height: 700 });
		await editor.newWorkflow();
		await editor.openNodePanel();
		await editor.search('send carousel', 'ITNIO WhatsApp');
		await save('node-panel', editor.page, { x: 800, y: 65, width: 400, height: 250 });
		await editor.close();
	});

	await picture(['carousel-form', 'carousel-output'], async () => {
		const editor = await open({ width: 1500, height: 1500 });
		await fillCarousel(editor);
		await editor.part('input-label').first().scrollIntoViewIfNeeded();
		await rest(editor);
		await saveBetween(
			'carousel-form',
			editor.page,
			editor.part('credentials-label'),
			editor.entries('cards').first(),
		);
		await editor.page.setViewportSize({ width: 1500, height: 760 });
		await editor.execute();
		await rest(editor);
		await save('carousel-output', editor.part('ndv'));
		await editor.close();
	});

	await picture(['carousel-quick-replies'], async () => {
		const editor = await open({ width: 1500, height: 2100 });
		await addressed(editor, 'Send carousel');
		await editor.type('bodyText', 'Which one shall we keep for you?');
		await editor.choose('carouselButtonType', 'Quick Reply');
		await editor.type('cards.card[0].headerLink', link('blue-echeveria'));
		await editor.type('cards.card[0].bodyText', '*Blue Echeveria* – $12');
		await editor.type('cards.card[0].quickReplies.reply[0].title', 'Keep it for me');
		await editor.addEntry('quickReplies', editor.entries('cards').first());
		await editor.type('cards.card[0].quickReplies.reply[1].title', 'Not for me');
		await rest(editor);
		const field = editor.part('node-parameters').locator('[data-test-id="parameter-item"]');
		await saveBetween(
			'carousel-quick-replies',
			editor.page,
			field.filter({ has: editor.field('carouselButtonType') }).first(),
			editor.entries('cards').first(),
		);
		await editor.close();
	});

	await picture(['carousel-repeat'], async () => {
		const editor = await open({ width: 1700, height: 1250 });
		const products = plants.map(({ name, text }) => {
			const [title = '', about = ''] = text.replaceAll('*', '').split('\n');
			return { name: title, about, picture: link(name), page: `https://shop.example.com/${name}` };
		});
		const { id } = await client.createWorkflow(
			inARow('New in our shop', START, itemNode('Shop', { products }), {
				name: 'Show the plants',
				type: NODE_TYPE,
				typeVersion: 1,
				parameters: {
					operation: 'sendCarousel',
					businessPhone: BUSINESS,
					recipient: '+62 812-3456-7890',
					bodyText: 'New in our shop',
				},
				credentials: { itnioApi: credential },
			}),
		);
		await editor.openWorkflow(id);
		await editor.openNode('Show the plants');
		await editor.runNodesBefore();
		await editor.choose('inputMode', 'One Card, Repeated for a List');
		await editor.addOnlyEntry('card');
		await editor.type('card.entry.urlText', 'Buy it');
		await editor.dragValue('{{ $json.products }}', 'repeatFor');
		await editor.dragValue('{{ $json.products[0].picture }}', 'card.entry.headerLink');
		await editor.dragValue('{{ $json.products[0].name }}', 'card.entry.bodyText');
		await editor.dragValue('{{ $json.products[0].page }}', 'card.entry.url');
		await editor.field('inputMode').scrollIntoViewIfNeeded();
		// Closes the suggestions that n8n shows below an expression.
		await editor.part('ndv-input-panel').getByText('Input', { exact: true }).first().click();
		await rest(editor);
		await save('carousel-repeat', editor.part('ndv'));
		await editor.close();
	});

	await picture(['file-source'], async () => {
		const editor = await open({ width: 1500, height: 1300 });
		await addressed(editor, 'Send document');
		await editor.choose('mediaSource', 'File From the Workflow');
		await editor.type('caption', 'Thank you! Here is your invoice.');
		await rest(editor);
		const field = editor.part('node-parameters').locator('[data-test-id="parameter-item"]');
		const withField = (path: string) => field.filter({ has: editor.field(path) }).first();
		await saveBetween('file-source', editor.page, withField('mediaSource'), withField('caption'));
		await editor.close();
	});

	await picture(['numbers-list'], async () => {
		const editor = await open({ width: 1500, height: 900 });
		await editor.newWorkflow();
		await editor.addAction('Send text');
		await editor.chooseWay('businessPhone', 'From list');
		await rest(editor);
		const rows = await editor.openList('businessPhone');
		const field = editor.part('node-parameters').locator('[data-test-id="parameter-item"]');
		const withPhone = field.filter({ has: editor.field('businessPhone') }).first();
		await saveBetween('numbers-list', editor.page, withPhone, rows.last(), 4);
		await editor.close();
	});

	await picture(['trigger'], async () => {
		const editor = await open({ width: 1500, height: 700 });
		const { id } = await client.createWorkflow(loadExample('reply-to-message.json', credential));
		await editor.openWorkflow(id);
		await editor.openNode('When a message comes in');
		await editor.testUrl();
		await rest(editor);
		const [ndv, output] = [
			await editor.part('ndv').boundingBox(),
			await editor.part('output-panel').boundingBox(),
		];
		if (ndv === null || output === null) throw new Error('trigger: nothing to see');
		await save('trigger', editor.page, { ...ndv, width: output.x - ndv.x });
		await editor.close();
	});

	await picture(['preview-in-n8n'], async () => {
		const editor = await open({ width: 1500, height: 900 });
		await fillCarousel(editor);
		await editor.addOption('Preview Only');
		await editor.execute();
		const frame = await editor.viewPreview();
		await rest(editor);
		await frame.evaluate((element) => element.scrollIntoView());
		await save('preview-in-n8n', editor.part('ndv'));
		await editor.close();
	});

	await picture(['error'], async () => {
		const editor = await open({ width: 1500, height: 760 });
		await addressed(editor, 'Send buttons');
		await editor.type('bodyText', 'Shall we deliver tomorrow?');
		await editor.type('buttons.button[0].title', 'Yes, please, at half past three');
		await editor.execute();
		await rest(editor);
		await save('error', editor.part('ndv'));
		await editor.close();
	});

	await picture(['summary'], async () => {
		const editor = await open({ width: 1400, height: 640 });
		const people = ['6281200000001', `+${recipientFor(-68)}`, '6281200000003'];
		const workflow = textTo(people, credential, { onError: 'continueErrorOutput' });
		const { id } = await client.createWorkflow(workflow);
		await editor.openWorkflow(id);
		await editor.openNode(SEND);
		await editor.execute();
		await rest(editor);
		await save('summary', editor.part('ndv'));
		await editor.close();
	});

	await picture(['send-once'], async () => {
		const editor = await open({ width: 1900, height: 900 });
		const corrected = Array.from({ length: 30 }, (_, index) => `62812${String(3450000 + 7919 * index)}`);
		const broken = corrected.map((phone, index) => (index > 0 && index < 8 ? 'by fax' : phone));
		const campaign = (phones: string[]) => textTo(phones, credential, { onError: 'continueErrorOutput' });
		const { id } = await client.createWorkflow(campaign(broken));
		await editor.openWorkflow(id);
		await editor.openNode(SEND);
		await editor.addOption('Send Once');
		await editor.closeNode();
		await editor.executeWorkflow();
		await editor.openNode('Customers');
		const customers = campaign(corrected).nodes.find(({ name }) => name === 'Customers');
		await editor.typeJson('jsonOutput', String(customers?.parameters.jsonOutput));
		await editor.closeNode();
		await editor.executeWorkflow();
		await editor.openNode(SEND);
		await editor.showOutputAs('table');
		await editor.field('options.sendOnceBy').scrollIntoViewIfNeeded();
		await rest(editor);
		await save('send-once', editor.part('ndv'));
		await editor.close();
	});

	await picture(['agent'], async () => {
		const editor = await open({ width: 1500, height: 1080 });
		const { id } = await client.createWorkflow(loadExample('agent-with-memory.json', credential));
		await editor.openWorkflow(id);
		await rest(editor);
		await saveCanvas('agent', editor);
		await editor.close();
	});

	await picture(['desk-campaign', 'desk-report'], async () => {
		const editor = await open({ width: 1600, height: 620 });
		await openCampaign(scene, editor);
		await rest(editor);
		await saveCanvas('desk-campaign', editor);
		await editor.page.setViewportSize({ width: 760, height: 720 });
		await editor.page.goto(await fillDesk(scene));
		await save('desk-report', editor.page.locator('body'));
		await editor.close();
	});

	const pages = await previewPages();
	for (const scheme of ['light', 'dark'] as const) {
		for (const [kind, html] of Object.entries(pages)) {
			const name = `preview-${kind}-${scheme}`;
			await picture([name], async () => {
				const context = await (
					await browser()
				).newContext({
					viewport: { width: 430, height: 900 },
					deviceScaleFactor: SCALE,
					colorScheme: scheme,
				});
				await showPlants(context);
				await context.route('https://preview.example.com/', async (route) => {
					await route.fulfill({ contentType: 'text/html; charset=utf-8', body: html });
				});
				const page = await context.newPage();
				await page.goto('https://preview.example.com/');
				await save(name, page.locator('.phones'));
				await context.close();
			});
		}
	}

	await picture(['sandbox', 'sandbox-pushes'], async () => {
		const context = await (
			await browser()
		).newContext({
			viewport: { width: 1100, height: 720 },
			deviceScaleFactor: 1.25,
			colorScheme: 'light',
		});
		const page = await context.newPage();
		await page.goto(sandbox.url);
		await page.waitForTimeout(1000);
		await save('sandbox', page);
		await page.setViewportSize({ width: 1100, height: 1400 });
		sandbox.configure({ callbackUrl: 'http://127.0.0.1:5678/webhook/a1/webhook' });
		await page.reload();
		const sections = page.locator('aside > section');
		await saveBetween('sandbox-pushes', page, sections.nth(1), sections.nth(3));
		await context.close();
	});
}

/** @param wanted words: only the pictures with one of them in their names */
export async function takeAllPictures(wanted: readonly string[]): Promise<void> {
	words = wanted;
	mkdirSync(folder, { recursive: true });
	// The address that its README names, unless somebody uses it just now.
	const port = await startSandbox({ port: 4010 }).then(
		async (free) => await free.close().then(() => 4010),
		() => 0,
	);
	await withN8n({ progress, sandbox: { port } }, takePictures);
}

/** A carousel and a list as the preview draws them. */
async function previewPages(): Promise<Record<string, string>> {
	const common = {
		appId: 'sandboxApp',
		businessPhone: BUSINESS,
		recipient: '6281234567890',
		channelType: 0,
		type: 'interactive',
	};
	const carousel = {
		type: 'carousel',
		body: { text: 'Three plants that forgive a forgotten watering 🪴' },
		action: {
			cards: plants.map(({ name, text }, card_index) => ({
				card_index,
				type: 'cta_url',
				header: { type: 'image', image: { link: link(name) } },
				body: { text },
				action: {
					name: 'cta_url',
					parameters: { display_text: 'Buy it', url: `https://shop.example.com/${name}` },
				},
			})),
		},
	};
	const list = {
		type: 'list',
		header: { type: 'text', text: "This week's plants" },
		body: { text: 'Which plant may we bring you?' },
		footer: { text: 'Prices include the pot' },
		action: {
			button: 'See the plants',
			sections: [
				{
					title: 'Succulents',
					rows: [
						{ id: 'blue', title: 'Blue Echeveria', description: '$12, in a clay pot' },
						{ id: 'zebra', title: 'Zebra Haworthia', description: '$9' },
					],
				},
				{ title: 'Cut flowers', rows: [{ id: 'tulips', title: 'Tulips', description: 'Ten stems, $15' }] },
			],
		},
	};
	const page = (interactive: object) =>
		renderPreview({ body: { ...common, interactive }, problems: [], drawMessage });
	return { carousel: page(carousel), list: page(list) };
}
