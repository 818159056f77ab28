/**
 * The packed node in a real n8n, used with mouse and keyboard in a real browser, against the stand-in of the service.
 *
 *   npm run test:browser                    all of it
 *   npm run test:browser -- carousel        only the tests with this word in their name
 *   npm run test:browser -- --n8n=<version> another version of n8n (a folder of harness/n8n)
 *
 * The last line is `<n> passed, <n> failed`. What a failed test saw is kept as a picture.
 */
import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
	consoleProgress,
	credentialData,
	DEFAULT_VERSION,
	NODE_TYPE,
	outputOf,
	SEND,
	textTo,
	withN8n,
	type Editor,
	type JsonObject,
	type Scene,
} from '../../harness';
import { DEFAULT_ACCOUNT, recipientFor, type Sandbox } from '../../sandbox';
import { collectWords, objections, type Shown } from './words';

const { values: options, positionals } = parseArgs({
	options: { n8n: { type: 'string', default: DEFAULT_VERSION } },
	allowPositionals: true,
});
const progress = consoleProgress();
const NODE = 'ITNIO WhatsApp';
const BUSINESS = '6285574670498';

/** How far the service's clock is ahead of ours, in milliseconds. */
let clockAhead = 0;
let sandbox: Sandbox;
let scene: Scene;
let editor: Editor;
/** The one that the first test creates, and all others use. */
let credential: { id: string; name: string } | undefined;

const tests: { name: string; body: () => Promise<void> }[] = [];
const test = (name: string, body: () => Promise<void>) => tests.push({ name, body });

const link = (name: string) => `https://images.example.com/${name}.jpg`;
const onlyMessage = () => {
	assert.equal(sandbox.received.length, 1, 'one message was accepted');
	return sandbox.received[0]?.body as Record<
		string,
		{ action?: { cards?: unknown[] } } & Record<string, unknown>
	>;
};

async function addressed(action: string): Promise<void> {
	await editor.newWorkflow();
	await editor.addAction(action);
	await editor.type('businessPhone', BUSINESS);
	await editor.type('recipient', '+62 812-3456 7890');
}

async function fillUrlCard(index: number, name: string): Promise<void> {
	const card = `cards.card[${index}]`;
	await editor.type(`${card}.headerLink`, link(name));
	await editor.type(`${card}.bodyText`, `*${name}*`);
	await editor.type(`${card}.urlText`, 'Buy it');
	await editor.type(`${card}.url`, `https://shop.example.com/${name}`);
}

const urlCard = (card_index: number, name: string) => ({
	card_index,
	type: 'cta_url',
	header: { type: 'image', image: { link: link(name) } },
	body: { text: `*${name}*` },
	action: {
		name: 'cta_url',
		parameters: { display_text: 'Buy it', url: `https://shop.example.com/${name}` },
	},
});

test('credential: a good key works, and whatever is wrong is said in words', async () => {
	const form = await editor.openNewCredential();
	const good = { ...credentialData(sandbox.url), baseUrl: `${sandbox.url}/` };
	await form.typeAll(good);
	assert.match(await form.save(), /Connection tested successfully/);
	credential = form.stored;
	try {
		await form.type('apiKey', 'not-the-key');
		assert.match(await form.save(), /ITNIO did not accept the API key or secret .*Enter both again/);
		await form.type('apiKey', DEFAULT_ACCOUNT.apiKey);

		clockAhead = 3_600_000;
		await form.type('appId', 'sandboxApp ');
		assert.match(await form.save(), /clock of the machine that runs n8n is wrong: set it right/);
		clockAhead = 0;

		// Newer versions of n8n leave it at the code.
		await form.type('baseUrl', 'http://127.0.0.1:9');
		assert.match(await form.save(), /refused the connection - perhaps it is offline|ECONNREFUSED/);
		await form.type('baseUrl', 'http://api.itniotech.example');
		assert.match(await form.save(), /must start with https:\/\//);
		await form.type('baseUrl', 'api.itniotech.com');
		assert.match(await form.save(), /is not a web address/);
	} finally {
		// The other tests send with it.
		clockAhead = 0;
		await form.typeAll(good);
		await form.save();
	}
});

test('words: every text of the forms follows the guidelines of n8n', async () => {
	const types = (await scene.client.nodeTypes()) as unknown as (Shown & { properties: Shown[] })[];
	const credentials = (await scene.client.credentialTypes()) as unknown as {
		name: string;
		properties: Shown[];
	}[];
	const ours = types.filter(({ name }) => /^n8n-nodes-itnio\.(?!.*Tool$)/.test(name));
	// n8n adds fields of its own to the credential.
	const fields = credentials.find(({ name }) => name === 'itnioApi')?.properties.slice(0, 4) ?? [];
	const words = [
		...ours.flatMap(({ name, properties }) => collectWords(properties, name.replace('n8n-nodes-itnio.', ''))),
		...collectWords(fields, 'credential'),
	];
	assert.ok(words.length > 250, `only ${words.length} texts found`);
	assert.deepEqual(objections(words), []);
});

test('panel: the node is found by what a person wants to do', async () => {
	await editor.newWorkflow();
	await editor.openNodePanel();
	const wishes = [
		'whatsapp',
		'itnio',
		'carousel',
		'list',
		'template',
		'send whatsapp message',
		'Send a carousel',
	];
	for (const wish of wishes) {
		await editor.search(wish, NODE);
	}
	const actions = await editor.chooseNode(NODE);
	for (const action of ['Send a carousel', 'Send a list', 'Send a text', 'Send buttons']) {
		assert.ok(actions.includes(action), `${action} is not among ${actions.join(', ')}`);
	}
	await editor.closePanel();
	for (const action of actions.filter((name) => name.startsWith('Send'))) {
		await editor.openNodePanel();
		await editor.search(action, NODE, 3);
		await editor.closePanel();
	}
});

test('carousel: add, sort and remove cards, execute, and exactly that arrives', async () => {
	await addressed('Send a carousel');
	await editor.type('bodyText', 'Three plants for you:\nall under $25 🪴');
	await fillUrlCard(0, 'echeveria');
	await fillUrlCard(1, 'wrong-plant');
	await editor.addEntry('cards');
	await fillUrlCard(2, 'jade');
	await editor.addEntry('cards');
	await fillUrlCard(3, 'aloe');
	await editor.removeEntry('cards', 1);
	await editor.dragEntry('cards', 2, 0);
	assert.deepEqual(
		await Promise.all([0, 1, 2].map(async (index) => await editor.value(`cards.card[${index}].headerLink`))),
		[link('aloe'), link('echeveria'), link('jade')],
	);
	await editor.execute();
	const row = await editor.outputRow();
	assert.equal(row.recipient, '6281234567890');
	assert.equal(row.messageType, 'carousel');
	assert.equal(row.messageId, sandbox.received[0]?.messageId);
	assert.deepEqual(onlyMessage(), {
		appId: DEFAULT_ACCOUNT.appIds[0],
		businessPhone: BUSINESS,
		recipient: '6281234567890',
		channelType: 0,
		type: 'interactive',
		interactive: {
			type: 'carousel',
			body: { text: 'Three plants for you:\nall under $25 🪴' },
			action: { cards: [urlCard(0, 'aloe'), urlCard(1, 'echeveria'), urlCard(2, 'jade')] },
		},
	});
});

test('carousel: quick replies can be added, sorted and removed, and need no ID', async () => {
	await addressed('Send a carousel');
	await editor.type('bodyText', 'Which one shall we keep?');
	await editor.choose('carouselButtonType', 'Quick Reply');
	for (const [index, name] of ['echeveria', 'jade'].entries()) {
		const card = editor.entries('cards').nth(index);
		await editor.type(`cards.card[${index}].headerLink`, link(name));
		await editor.addEntry('quickReplies', card);
		await editor.addEntry('quickReplies', card);
		for (const [place, title] of ['Not for me', 'A mistake', 'Keep it'].entries())
			await editor.type(`cards.card[${index}].quickReplies.reply[${place}].title`, title);
		await editor.removeEntry('quickReplies', 1, card);
		await editor.dragEntry('quickReplies', 1, 0, card);
	}
	await editor.execute();
	const reply = (id: string, title: string) => ({ type: 'quick_reply', quick_reply: { id, title } });
	const card = (card_index: number, name: string, buttons: object[]) => ({
		card_index,
		type: 'cta_url',
		header: { type: 'image', image: { link: link(name) } },
		action: { buttons },
	});
	assert.deepEqual(onlyMessage().interactive?.action?.cards, [
		card(0, 'echeveria', [reply('Keep it', 'Keep it'), reply('Not for me', 'Not for me')]),
		card(1, 'jade', [reply('Keep it-2', 'Keep it'), reply('Not for me-2', 'Not for me')]),
	]);
});

const plant = (number: number) => ({
	name: `Plant ${number}`,
	price: `Rp ${number}0.000`,
	picture: link(`plant-${number}`),
	page: `https://shop.example.com/plant-${number}`,
});

/** A carousel behind a node that gives one item with a list of products; its form is open, with values to drag. */
async function carouselAfterShop(products: number): Promise<void> {
	assert.ok(credential, 'the test of the credential made none');
	const list = Array.from({ length: products }, (_, index) => plant(index + 1));
	const to = (node: string) => ({ main: [[{ node, type: 'main' as const, index: 0 }]] });
	const node = (name: string, type: string, typeVersion: number, x: number, parameters: JsonObject) => ({
		name,
		type,
		typeVersion,
		position: [x, 0] as [number, number],
		parameters,
	});
	const { id } = await scene.client.createWorkflow({
		name: 'A list to drag',
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', 1, 0, {}),
			node('Shop', 'n8n-nodes-base.set', 3.4, 200, {
				mode: 'raw',
				jsonOutput: JSON.stringify({ customer: 'Sari', products: list }),
				options: {},
			}),
			{
				...node(SEND, NODE_TYPE, 1, 400, {
					operation: 'sendCarousel',
					businessPhone: BUSINESS,
					recipient: '6281234567890',
					bodyText: 'New in our shop',
					options: {},
				}),
				credentials: { itnioApi: credential },
			},
		],
		connections: { Start: to('Shop'), Shop: to(SEND) },
	});
	await editor.openWorkflow(id);
	await editor.openNode(SEND);
	await editor.runNodesBefore();
}

test('lists: a list and the values of its first element are dragged, and every element becomes a card', async () => {
	await carouselAfterShop(3);
	await editor.choose('inputMode', 'One Card, Repeated for a List');
	await editor.dragValue('{{ $json.products }}', 'repeatFor');
	assert.equal(await editor.expression('repeatFor'), '{{ $json.products }}');
	await editor.part('fixed-collection-card').locator('[data-test-id="fixed-collection-add"]').click();
	await editor.dragValue('{{ $json.products[0].picture }}', 'card.entry.headerLink');
	await editor.dragValue('{{ $json.products[0].name }}', 'card.entry.bodyText');
	await editor.append('card.entry.bodyText', ' – ');
	await editor.dragValue('{{ $json.products[0].price }}', 'card.entry.bodyText');
	await editor.type('card.entry.urlText', 'Buy it');
	await editor.dragValue('{{ $json.products[0].page }}', 'card.entry.url');
	await editor.execute();
	assert.deepEqual(
		onlyMessage().interactive?.action?.cards,
		[1, 2, 3].map((number) => ({
			...urlCard(number - 1, `plant-${number}`),
			body: { text: `Plant ${number} – Rp ${number}0.000` },
		})),
	);
});

test('lists: a value of the second element is no value of every element, and that is said', async () => {
	await carouselAfterShop(3);
	await editor.choose('inputMode', 'One Card, Repeated for a List');
	await editor.dragValue('{{ $json.products }}', 'repeatFor');
	await editor.part('fixed-collection-card').locator('[data-test-id="fixed-collection-add"]').click();
	await editor.dragValue('{{ $json.products[1].picture }}', 'card.entry.headerLink');
	await editor.type('card.entry.urlText', 'Buy it');
	await editor.dragValue('{{ $json.products[0].page }}', 'card.entry.url');
	await editor.execute();
	assert.match(
		await editor.outputText(),
		/Card › Header Link takes \$json\.products\[1\] from the list, .* take it from the first element, \$json\.products\[0\]/,
	);
	assert.equal(sandbox.requests, 0);
});

test('lists: n8n forgets what another input mode hides, and the form says so beforehand', async () => {
	await addressed('Send a carousel');
	await editor.type('cards.card[0].headerLink', link('gone'));
	assert.match(
		await editor.part('node-parameters').innerText(),
		/Choosing another mode removes what is filled in below/,
	);
	await editor.choose('inputMode', 'Using JSON');
	await editor.choose('inputMode', 'Using Fields Below');
	assert.equal(await editor.value('cards.card[0].headerLink'), '');
});

test('switching: what two kinds have in common stays', async () => {
	await addressed('Send a carousel');
	await editor.type('bodyText', 'Stays');
	await editor.type('cards.card[0].headerLink', link('stays'));
	await editor.choose('carouselButtonType', 'Quick Reply');
	assert.equal(await editor.isShown('cards.card[0].urlText'), false);
	assert.equal(await editor.value('cards.card[0].headerLink'), link('stays'));
	await editor.choose('carouselButtonType', 'URL');
	assert.equal(await editor.isShown('cards.card[0].urlText'), true);
	assert.equal(await editor.value('cards.card[0].headerLink'), link('stays'));
	for (const operation of [
		'Send Buttons',
		'Send List',
		'Send Text',
		'Send Location Request',
		'Send Carousel',
	]) {
		await editor.choose('operation', operation);
		assert.equal(await editor.value('businessPhone'), BUSINESS, operation);
		assert.equal(await editor.value('recipient'), '+62 812-3456 7890', operation);
		if (operation === 'Send Buttons' || operation === 'Send List')
			assert.equal(await editor.value('bodyText'), 'Stays', operation);
	}
});

test('JSON: the example is there, is no message as long as it is the example, and its shape works', async () => {
	for (const [action, operation, path, type, word] of [
		['Send a carousel', 'Send Carousel', 'cardsJson', 'carousel', 'Blue Echeveria'],
		['Send a list', 'Send List', 'sectionsJson', 'list', 'Succulents'],
	] as const) {
		sandbox.reset();
		await addressed(action);
		await editor.type('bodyText', operation);
		if (type === 'list') await editor.type('listButtonText', 'See them');
		await editor.choose('inputMode', 'Using JSON');
		assert.match(await editor.json(path), /^\[\n/);
		if (type === 'carousel') assert.equal(await editor.isShown('carouselButtonType'), false);
		await editor.execute();
		assert.match(await editor.outputText(), /\(JSON\) is still the sample: put your own values in its place/);
		assert.equal(sandbox.requests, 0);
		await editor.typeJson(path, (await editor.json(path)).replace(word, 'Mine'));
		await editor.execute();
		assert.equal(onlyMessage().interactive?.type, type);
	}
});

test('preview: nothing is sent, and the output panel shows the message as a phone does', async () => {
	await addressed('Send a carousel');
	await editor.type('bodyText', 'Two *plants* for you');
	await fillUrlCard(0, 'echeveria');
	await fillUrlCard(1, 'jade');
	await editor.addOption('Preview Only');
	await editor.execute();
	assert.equal(sandbox.requests, 0);
	const frame = (await editor.viewPreview()).contentFrame();
	assert.match(await frame.locator('body').innerText(), /Two plants for you[^]*echeveria[^]*Buy it[^]*jade/);
	assert.equal(
		await frame
			.locator('body')
			.evaluate((body) => getComputedStyle(body.querySelector('.phone') ?? body).display),
		'flex',
	);
});

test('error: a title that is too long is named where a person sees it, and nothing is sent', async () => {
	await addressed('Send buttons');
	await editor.type('bodyText', 'Shall we deliver?');
	await editor.type('buttons.button[0].title', 'Yes, please, at half past three');
	await editor.execute();
	const words = await editor.outputText();
	assert.match(words, /Button 1 › Title is 31 characters long, the limit is 20: "Yes, please, at half past/);
	// There is one item: nothing to tell it apart from, and nothing before it.
	assert.doesNotMatch(words, /Item 0|\[item|No message was accepted/);
	assert.equal(sandbox.requests, 0);
});

test('hint: the output panel sums up a run of several items', async () => {
	assert.ok(credential, 'the test of the credential made none');
	const people = ['6281200000001', recipientFor(-68), '6281200000003'];
	const { id } = await scene.client.createWorkflow(
		textTo(people, credential, { onError: 'continueRegularOutput' }),
	);
	await editor.openWorkflow(id);
	await editor.openNode(SEND);
	await editor.execute();
	const words = await editor.outputText();
	assert.match(words, /2 accepted, 1 refused \(item 1\)/);
	assert.match(words, /3 items/);
});

test('send once: a campaign with seven broken numbers, corrected and executed again, sends the seven and nothing else', async () => {
	assert.ok(credential, 'the test of the credential made none');
	const person = (index: number) => `62812${String(index).padStart(7, '0')}`;
	const corrected = Array.from({ length: 30 }, (_, index) => person(index));
	const broken = corrected.map((phone, index) => (index < 7 ? 'by fax' : phone));
	const campaign = (phones: string[]) =>
		textTo(phones, credential as NonNullable<typeof credential>, { onError: 'continueErrorOutput' });
	const { id } = await scene.client.createWorkflow(campaign(broken));
	const recipients = () => sandbox.received.map(({ recipient }) => recipient).sort();

	await editor.openWorkflow(id);
	await editor.openNode(SEND);
	await editor.addOption('Send Once');
	assert.equal(await editor.value('options.sendOnceBy'), 'By Message');
	await editor.closeNode();
	await editor.executeWorkflow();
	assert.deepEqual(recipients(), corrected.slice(7));
	await editor.openNode(SEND);
	const first = await editor.outputText();
	assert.match(
		first,
		/23 accepted, 7 not sent \(items 0–6\)\. Correct them and execute again: with Send Once only these go\./,
	);
	assert.match(first, /23 items/);
	assert.match(first, /7 items/);
	await editor.closeNode();

	await editor.openNode('Customers');
	const { jsonOutput } = campaign(corrected).nodes.find(({ name }) => name === 'Customers')?.parameters ?? {};
	await editor.typeJson('jsonOutput', String(jsonOutput));
	await editor.closeNode();
	const executionId = await editor.executeWorkflow();
	assert.deepEqual(recipients(), corrected);
	await editor.openNode(SEND);
	assert.match(await editor.outputText(), /7 accepted, 23 already sent before \(items 7–29\)[^]*30 items/);
	const output = outputOf(await scene.client.getExecution(executionId), SEND);
	assert.deepEqual(
		output.map(({ json }) => json.alreadySent === true),
		corrected.map((_, index) => index >= 7),
	);
});

test('every operation: its fields are shown, and no label is cut', async () => {
	await addressed('Send a text');
	const labels = (await editor.optionsOf('operation')).filter((label) => label.startsWith('Send'));
	assert.ok(labels.length >= 13, `only ${labels.length}: ${labels.join(', ')}`);
	for (const label of labels) {
		await editor.choose('operation', label);
		const cut = await editor.part('node-parameters').evaluate((form) =>
			Array.from(form.querySelectorAll('label.n8n-input-label span.n8n-text'))
				.filter((text) => text.scrollWidth > text.clientWidth + 1 && text.clientWidth > 0)
				.map((text) => text.textContent),
		);
		assert.deepEqual(cut, [], label);
		assert.ok((await editor.part('parameter-item').count()) >= 5, label);
	}
});

test('dark: the node wears its dark icon, and says in words what it does', async () => {
	assert.ok(credential, 'the test of the credential made none');
	const dark = await scene.openEditor({ dark: true });
	try {
		const { id } = await scene.client.createWorkflow(textTo(['6281200000001'], credential));
		await dark.openWorkflow(id);
		const node = dark.page.locator(`[data-node-name="${SEND}"]`).first();
		assert.match((await node.locator('img').first().getAttribute('src')) ?? '', /itnio\.dark\.svg$/);
		assert.match(await node.innerText(), /Send Text/);
		await dark.openNode(SEND);
		assert.match(
			(await dark.part('ndv').locator('img[src*="itnio"]').first().getAttribute('src')) ?? '',
			/itnio\.dark\.svg$/,
		);
	} finally {
		await dark.close();
	}
});

/** @returns how many failed */
async function runAll(): Promise<number> {
	const pictures = mkdtempSync(join(tmpdir(), 'n8n-nodes-itnio-browser-'));
	let [passed, failed] = [0, 0];
	const wanted = tests.filter(
		({ name }) =>
			positionals.length === 0 ||
			name.startsWith('credential') ||
			positionals.some((word) => name.includes(word)),
	);
	for (const { name, body } of wanted) {
		sandbox.reset();
		try {
			await progress.step(name, body);
			passed += 1;
		} catch (error) {
			failed += 1;
			const picture = join(pictures, `${failed}-${name.split(':')[0]}.png`);
			await editor.page.screenshot({ path: picture }).catch(() => {});
			console.error(
				`  ${error instanceof Error ? error.message : String(error)}\n  What the browser showed: ${picture}`,
			);
		}
	}
	console.log(`${passed} passed, ${failed} failed`);
	return failed;
}

async function main(): Promise<void> {
	const now = () => Date.now() + clockAhead;
	await withN8n({ version: options.n8n, progress, sandbox: { now } }, async (set) => {
		scene = set;
		sandbox = set.sandbox;
		editor = await set.openEditor();
		if ((await runAll()) > 0) throw new Error('Some of the browser tests failed.');
	});
}

main().then(
	() => process.exit(0),
	(error: unknown) => {
		console.error(error instanceof Error ? error.message : String(error));
		process.exit(1);
	},
);
