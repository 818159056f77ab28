/** What the forms say before anything goes wrong. */
import assert from 'node:assert/strict';
import { credentialData, SEND, START, inARow, NODE_TYPE, textTo, TRIGGER_TYPE } from '../../harness';
import { addressed, BUSINESS, credential, editor, NODE, onlyMessage, sandbox, scene, test } from './stage';

const form = async () => await editor.part('node-parameters').innerText();

test('guidance: the page of the actions says that the node sends and that the trigger starts', async () => {
	await editor.newWorkflow();
	await editor.openNodePanel();
	await editor.search('itnio', NODE);
	await editor.chooseNode(NODE);
	assert.match(
		await editor.part('node-creator').innerText(),
		/Send WhatsApp messages through ITNIO(?!.*Starts the workflow)/,
	);
	await editor.closePanel();
});

test('guidance: whatever is sent, the form says that it is sent and how to look first', async () => {
	await addressed('Send text');
	const labels = (await editor.optionsOf('operation')).filter((label) => label.startsWith('Send'));
	for (const label of labels) {
		await editor.choose('operation', label);
		assert.match(await form(), /Executing this step sends real messages[^]*Options › Preview Only/, label);
	}
	// n8n wants the options in the order of the alphabet: docs/decisions.md.
	const options = await editor.optionsToAdd();
	assert.ok(options.includes('Preview Only'), options.join(', '));
	assert.deepEqual(
		options,
		[...options].sort((one, other) => one.localeCompare(other, 'en')),
	);
});

test('guidance: whatever answers a question, the form says that a published trigger is needed', async () => {
	await addressed('Send message and wait for response');
	const ways = (await editor.optionsOf('answerBy')).filter((label) => /^[A-Z][a-z]+$/.test(label));
	assert.deepEqual(ways, ['Approval', 'Buttons', 'File', 'List', 'Location', 'Text']);
	for (const way of ways) {
		await editor.choose('answerBy', way);
		assert.match(await form(), /ITNIO WhatsApp Trigger[^]*published/, way);
	}
});

test('guidance: a question is offered the options that concern it, and no others', async () => {
	await addressed('Send message and wait for response');
	const offered = await editor.optionsToAdd();
	for (const label of ['Limit Wait Time', 'Timeout', 'Try Again For'])
		assert.ok(offered.includes(label), `${label} is not among ${offered.join(', ')}`);
	for (const label of ['Max Messages per Second', 'Parallel Requests', 'Skip Duplicates', 'Long Text'])
		assert.ok(!offered.includes(label), `${label} is offered`);
});

test('guidance: without a published trigger at the Callback URL no question is sent, taps included', async () => {
	const { id: credentialId, name } = await scene.client.createCredential('No trigger', 'itnioApi', {
		...credentialData(sandbox.url),
		callbackUrl: `${scene.client.url}/webhook/nobody/webhook`,
	});
	const { id } = await scene.client.createWorkflow(
		inARow('A question', START, {
			name: SEND,
			type: NODE_TYPE,
			typeVersion: 1,
			parameters: {
				operation: 'sendAndWait',
				businessPhone: BUSINESS,
				recipient: '6281234567890',
				message: 'Shall we deliver tomorrow?',
				buttons: { button: [{ title: 'Yes, please' }, { title: 'Another day' }] },
			},
			credentials: { itnioApi: { id: credentialId, name } },
			webhookId: 'a-question',
		}),
	);
	await editor.openWorkflow(id);
	await editor.openNode(SEND);
	await editor.execute();
	assert.match(await editor.outputText(), /no published trigger listens at the Callback URL/);
	assert.equal(sandbox.received.length, 0);
});

test('guidance: the country is chosen once, in the credential, and the first refusal says where', async () => {
	const openWith = async (chosen: { id: string; name: string }) => {
		const { id } = await scene.client.createWorkflow(textTo(['0812-3456-7890'], chosen));
		await editor.openWorkflow(id);
		await editor.openNode(SEND);
		await editor.execute();
	};
	await openWith(credential());
	assert.match(
		await editor.outputText(),
		/Default Country in the ITNIO API credential \(for this node alone: Default Country Code in the options\)/,
	);
	assert.equal(sandbox.requests, 0);
	const filledIn = await editor.openNewCredential();
	await filledIn.typeAll(credentialData(sandbox.url));
	await filledIn.chooseCountry('Indonesia');
	assert.match(await filledIn.save(), /Connection tested successfully/);
	assert.ok(filledIn.stored);
	await openWith(filledIn.stored);
	assert.equal(sandbox.received[0]?.recipient, '6281234567890');
});

test('guidance: a list has a word on its button, and sections and rows have titles of their own', async () => {
	await addressed('Send list');
	assert.equal(await editor.value('listButtonText'), 'Choose');
	const words = await form();
	for (const label of ['Section Title', 'Row Title']) assert.ok(words.includes(label), label);
	await editor.type('bodyText', 'Which one?');
	await editor.type('sections.section[0].title', 'Plants');
	await editor.type('sections.section[0].rows.row[0].title', 'Jade Plant');
	await editor.execute();
	assert.equal(onlyMessage().interactive?.type, 'list');
});

test('guidance: a list that is repeated says what to drag next', async () => {
	await addressed('Send carousel');
	await editor.choose('inputMode', 'One Card, Repeated for a List');
	assert.match(
		await form(),
		/Drag the list here, then the values of its first element below: each takes its own/,
	);
});

test('guidance: a second trigger is told that it takes the place of the first', async () => {
	const name = 'When somebody writes';
	const { id } = await scene.client.createWorkflow(
		inARow('Listening', {
			name,
			type: TRIGGER_TYPE,
			typeVersion: 1,
			parameters: { events: ['up-message-event'], options: {} },
			credentials: { itnioApi: credential() },
			webhookId: 'second',
		}),
	);
	await editor.openWorkflow(id);
	await editor.openNode(name);
	assert.match(
		await form(),
		/ITNIO calls one address, so a second trigger would disconnect the first: let one trigger take all events, and call the other workflows from it/,
	);
});
