/** Messages that nobody wanted, errors that leave one alone, and what one could not see. */
import assert from 'node:assert/strict';
import { loadExample, publishExample, SEND, textTo, TRIGGER_TYPE } from '../../harness';
import { recipientFor } from '../../sandbox';
import { addressed, BUSINESS, credential, editor, link, onlyMessage, sandbox, scene, test } from './stage';

const subtitle = async (name: string) =>
	await editor.page.locator(`[data-node-name="${name}"]`).first().innerText();

async function openText(recipients: string[], settings: Parameters<typeof textTo>[2] = {}): Promise<void> {
	const { id } = await scene.client.createWorkflow(textTo(recipients, credential(), settings));
	await editor.openWorkflow(id);
	await editor.openNode(SEND);
}

test('surprise: a preview says so on the canvas, until it is switched off', async () => {
	await openText(['6281234567890']);
	await editor.addOption('Preview Only');
	await editor.execute();
	assert.match(await editor.outputText(), /Preview Only.*nothing was sent/);
	await editor.closeNode();
	assert.match(await subtitle(SEND), /Preview Only: Send Text/);
	assert.equal(sandbox.requests, 0);
	await editor.openNode(SEND);
	await editor.field('options.previewOnly').locator('.el-switch').click();
	await editor.closeNode();
	assert.match(await subtitle(SEND), /Send Text/);
	assert.doesNotMatch(await subtitle(SEND), /Preview/);
});

test('surprise: a preview that an expression switches on says so on the canvas', async () => {
	const workflow = textTo(['6281234567890'], credential());
	const send = workflow.nodes.find(({ name }) => name === SEND);
	Object.assign(send?.parameters ?? {}, { options: { previewOnly: '={{ $json.phone !== "" }}' } });
	const { id } = await scene.client.createWorkflow(workflow);
	await editor.openWorkflow(id);
	assert.match(await subtitle(SEND), /Preview by Expression: Send Text/);
});

test('surprise: a number that lost its 0 is completed where the country is known', async () => {
	await addressed('Send text');
	await editor.type('text', 'Your order is ready');
	await editor.type('recipient', '812-3456-7890');
	await editor.addOption('Default Country Code');
	await editor.type('options.defaultCountryCode', '62');
	await editor.execute();
	assert.equal(onlyMessage().recipient, '6281234567890');
});

test('surprise: a number of another country among many is pointed at', async () => {
	const people = Array.from({ length: 30 }, (_, index) => `62812${String(index).padStart(7, '0')}`);
	people[12] = '819012345678';
	await openText(people, { onError: 'continueRegularOutput' });
	await editor.execute();
	assert.match(await editor.outputText(), /29 begin with 62, 1 with 81[^]*13th/);
	assert.equal(sandbox.received.length, 30);
});

test('surprise: a share page is no picture', async () => {
	await addressed('Send image');
	await editor.type('mediaLink', 'https://drive.google.com/file/d/1aBcD/view?usp=sharing');
	await editor.execute();
	assert.match(await editor.outputText(), /Image Link[^]*Google Drive/);
	assert.equal(sandbox.requests, 0);
});

test('surprise: all bad items are told with their reasons, whose they are, and how to send the others now', async () => {
	const people = Array.from({ length: 9 }, (_, index) => `62812000000${index}`);
	for (const index of [2, 5, 7]) people[index] = `by fax ${index}`;
	await openText(people);
	await editor.execute();
	const words = await editor.outputText();
	for (const [place, index] of Object.entries({ '3rd': 2, '6th': 5, '8th': 7 })) {
		assert.match(words, new RegExp(`${place} of 9 \\(by fax ${index}\\): Recipient`));
	}
	assert.match(words, /Continue \(using error output\)/);
	assert.doesNotMatch(words, /\[item 2\]/);
	assert.equal(sandbox.requests, 0);
});

test('surprise: an expression that was pasted as text says what to choose', async () => {
	await addressed('Send carousel');
	await editor.type('bodyText', 'New in our shop');
	await editor.choose('inputMode', 'Using JSON');
	await editor.typeJson('cardsJson', '{{ $json.products }}');
	await editor.execute();
	assert.match(
		await editor.outputText(),
		/Cards \(JSON\) holds an expression, but is set to Fixed: choose Expression above the field/,
	);
	assert.equal(sandbox.requests, 0);
});

test('surprise: the 24 hours are told on free messages, and not on templates', async () => {
	await addressed('Send text');
	const form = editor.part('node-parameters');
	assert.match(
		await form.innerText(),
		/sends real messages[^]*Preview Only[^]*only to a person who wrote to you in the last 24 hours/,
	);
	await editor.choose('operation', 'Send Template');
	assert.match(await form.innerText(), /sends real messages[^]*Preview Only/);
	assert.doesNotMatch(await form.innerText(), /last 24 hours/);
});

test('surprise: status, reason and recipient are the first columns', async () => {
	await openText(['6281234567890']);
	await editor.execute();
	assert.deepEqual(Object.keys(await editor.outputRow()).slice(0, 4), [
		'status',
		'reason',
		'recipient',
		'messageId',
	]);
});

test('surprise: what people come for stands first', async () => {
	await addressed('Send text');
	assert.deepEqual(
		(await editor.optionsOf('resource')).filter((label) => /^(Message|Template|Account)$/.test(label)),
		['Message', 'Template', 'Account'],
	);
	assert.deepEqual((await editor.optionsOf('operation')).slice(0, 2), ['Send Text', 'Send Image']);
});

test('surprise: thirty previews are summed up, can be read in the table and looked at in one file', async () => {
	const people = Array.from({ length: 30 }, (_, index) => `62812${String(index).padStart(7, '0')}`);
	for (let index = 3; index < 10; index++) people[index] = `by fax ${index}`;
	await openText(people);
	await editor.addOption('Preview Only');
	await editor.execute();
	assert.match(await editor.outputText(), /7 of 30 have problems \(4th–10th\), nothing was sent/);
	const { recipient, messageType, check } = await editor.outputRow();
	assert.deepEqual([recipient, messageType, check], ['628120000000', 'text', 'no problems']);
	const frame = (await editor.viewPreview()).contentFrame();
	const words = await frame.locator('body').innerText();
	assert.match(
		words,
		/^30 messages, 7 with problems\s+To be sent: 23 free messages to 23 people \(Indonesia\)\s+4th · by fax 3/,
	);
	assert.match(words, /10th · by fax 9[^]*1st · 628120000000/);
	assert.equal(sandbox.requests, 0);
});

test('surprise: after a failure the error says what Retry sends and what Execute sends', async () => {
	await openText(['6281234567890', `+${recipientFor(-68)}`, '6281234567891']);
	await editor.execute();
	const words = await editor.outputText();
	assert.match(words, /Executions › Retry[^]*Executing again/);
	assert.match(words, new RegExp(`2nd of 3 \\(\\+?${recipientFor(-68)}`));
});

test('surprise: a link that was left at example.com is pointed at', async () => {
	await addressed('Send image');
	await editor.type('mediaLink', 'https://example.com/blue-echeveria.jpg');
	await editor.execute();
	assert.match(await editor.outputText(), /example\.com/);
	assert.equal(sandbox.received.length, 1);
});

test('surprise: a template whose link button needs a value is told where that value goes', async () => {
	const workflow = textTo(['6281234567890'], credential());
	const send = workflow.nodes.find(({ name }) => name === SEND);
	Object.assign(send ?? {}, {
		parameters: {
			operation: 'sendTemplate',
			businessPhone: BUSINESS,
			recipient: '6281234567890',
			templateName: { __rl: true, mode: 'list', value: 'order_shipped/en_US' },
			templateValues: {
				mappingMode: 'defineBelow',
				value: { headerImageLink: link('parcel'), body1: 'Sari', body2: 'A-1024' },
			},
		},
	});
	const { id } = await scene.client.createWorkflow(workflow);
	await editor.openWorkflow(id);
	await editor.openNode(SEND);
	const form = editor.part('node-parameters');
	await form.getByText('2: your order [A-1024]').waitFor();
	const words = await form.innerText();
	assert.match(
		words,
		/Buttons of the template need nothing here, unless one opens a link that is different for each person/,
	);
	// Words, neither code nor "[empty]", also before the first run.
	assert.equal(await editor.value('templateLanguage'), 'same as chosen above');
	assert.doesNotMatch(words, /Values From/);
	assert.doesNotMatch(words, /\[empty\]|\$parameter|\{\{ \$/);
	await editor.execute();
	assert.match(
		await editor.outputText(),
		/malformed parameters[^]*Buttons, too: a button whose link ends in \{\{1\}\} needs a value there/,
	);
	assert.equal(sandbox.received.length, 0);
});

test('surprise: a template shows its own text, and no label of its gaps is cut', async () => {
	await addressed('Send template');
	await editor.chooseFromList('templateName', 'order_shipped – en_US');
	assert.match(await editor.value('templateName'), /Hello \[…\], your order \[…\] is on its way\./);
	const form = editor.part('node-parameters');
	await form.getByText('2: your order [A-1024]').waitFor();
	// n8n shows it once it has stored which fields there are.
	await form.getByText('enter the name of the field that holds it').waitFor();
	assert.match(await form.innerText(), /1: Hello \[Maria\][^]*enter the name of the field that holds it/);
	const { width, height } = editor.page.viewportSize() ?? { width: 1500, height: 950 };
	await editor.page.setViewportSize({ width: 1440, height });
	const cut = await editor
		.part('mapping-fields-container')
		.locator('label span')
		.evaluateAll((spans) =>
			spans.filter((span) => span.scrollWidth > span.clientWidth + 1).map((span) => span.textContent),
		);
	await editor.page.setViewportSize({ width, height });
	assert.deepEqual(cut, []);
});

test('surprise: the trigger says what to do with the Test URL, and a tap is there to be dragged', async () => {
	const name = 'When somebody writes';
	const { id } = await scene.client.createWorkflow({
		name: 'Listening',
		nodes: [
			{
				name,
				type: TRIGGER_TYPE,
				typeVersion: 1,
				position: [0, 0],
				webhookId: 'listening',
				parameters: { events: ['up-message-event'], options: {} },
				credentials: { itnioApi: credential() },
			},
		],
		connections: {},
	});
	await editor.openWorkflow(id);
	await editor.openNode(name);
	const panel = editor.part('ndv');
	// While it listens n8n's own words stand there, and nothing of ours; so it is told before.
	assert.match(
		await panel.innerText(),
		/copy the Test URL from Webhook URLs beside, enter it in the ITNIO console as the callback address, click the button/,
	);
	const callbackUrl = await editor.testUrl();
	assert.match(callbackUrl, /\/webhook-test\/listening\/webhook$/);
	await editor.listen();
	const words = await panel.innerText();
	assert.ok(words.includes(callbackUrl), 'the Test URL is in sight while it listens');
	assert.match(words, /enter one of them in the ITNIO console[^]*the Test URL while you test here/);
	sandbox.configure({ callbackUrl });
	await sandbox.inbound({ from: '6281234567890', tap: { id: 'roses', title: 'Roses' } });
	await editor.untilHeard();
	const { text, tapped, sender } = await editor.outputRow();
	assert.deepEqual([text, sender], ['Roses', '6281234567890']);
	assert.match(String(tapped), /roses/);
});

test('surprise: an example has an event to build with before the first real one', async () => {
	const { id } = await scene.client.createWorkflow(loadExample('reply-to-message.json', credential()));
	await editor.openWorkflow(id);
	await editor.openNode('When a message comes in');
	assert.equal((await editor.outputRow()).text, 'Are you open today?');
	await editor.closeNode();
	await editor.executeWorkflow();
	await editor.openNode('Answer');
	assert.match(
		await editor.outputText(),
		/Business Phone contains letters: enter the number alone: "your business number"/,
	);
	assert.equal(sandbox.requests, 0);
});

test('surprise: the page of the sandbox takes the callback address, and pushes there what people write', async () => {
	const { callbackUrl } = await publishExample(scene.client, 'reply-to-message.json', credential());
	const context = await (await scene.browser()).newContext();
	try {
		const page = await context.newPage();
		await page.goto(sandbox.url);
		await page.getByLabel('Callback address').fill(callbackUrl);
		await page.getByRole('button', { name: 'Set' }).click();
		await page.getByText('Pushed to the callback address. Replies').waitFor();
		await page.getByPlaceholder(/^Number/).fill('6281234567890');
		await page.getByPlaceholder('Message').fill('Are you open today?');
		await page.getByRole('button', { name: 'Write' }).click();
		// The workflow's answer appears on the page.
		await page
			.locator('#feed')
			.getByText(/We read every message/)
			.first()
			.waitFor();
		assert.equal(onlyMessage().type, 'text');
	} finally {
		sandbox.configure({ callbackUrl: null });
		await context.close();
	}
});
