/** The panel of nodes and the form, whatever the message is. */
import assert from 'node:assert/strict';
import { SEND, textTo } from '../../harness';
import {
	BUSINESS,
	NODE,
	addressed,
	credential,
	editor,
	link,
	onlyMessage,
	sandbox,
	scene,
	test,
} from './stage';
import { collectWords, objections, type Shown } from './words';

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
		'Send carousel',
		'text message',
		'whats app',
		'picture',
		'bulk message',
		'newsletter',
		'broadcast',
		'sms',
	];
	for (const wish of wishes) {
		await editor.search(wish, NODE);
	}
	const actions = await editor.chooseNode(NODE);
	for (const action of ['Send carousel', 'Send list', 'Send text', 'Send buttons']) {
		assert.ok(actions.includes(action), `${action} is not among ${actions.join(', ')}`);
	}
	await editor.closePanel();
	for (const action of actions.filter((name) => name.startsWith('Send'))) {
		await editor.openNodePanel();
		await editor.search(action, NODE, 3);
		await editor.closePanel();
	}
});

test('switching: what two kinds have in common stays', async () => {
	await addressed('Send carousel');
	await editor.type('bodyText', 'Stays');
	await editor.type('cards.card[0].headerLink', link('stays'));
	await editor.choose('carouselButtonType', 'Quick Reply');
	assert.equal(await editor.isShown('cards.card[0].urlText'), false);
	assert.equal(await editor.value('cards.card[0].headerLink'), link('stays'));
	await editor.choose('carouselButtonType', 'Link');
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
		['Send carousel', 'Send Carousel', 'cardsJson', 'carousel', 'Blue Echeveria'],
		['Send list', 'Send List', 'sectionsJson', 'list', 'Succulents'],
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

test('every operation: its fields are shown, and no label is cut', async () => {
	await addressed('Send text');
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
	const dark = await scene.openEditor({ dark: true });
	try {
		const { id } = await scene.client.createWorkflow(textTo(['6281200000001'], credential()));
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
