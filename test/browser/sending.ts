/** Executing: previews, errors, hints, Send Once. */
import assert from 'node:assert/strict';
import { SEND, outputOf, textTo } from '../../harness';
import { recipientFor } from '../../sandbox';
import { addressed, credential, editor, fillUrlCard, sandbox, scene, test } from './stage';

test('preview: nothing is sent, and the output panel shows the message as a phone does', async () => {
	await addressed('Send carousel');
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
	assert.doesNotMatch(words, /1st of|\[item|No message was accepted/);
	assert.equal(sandbox.requests, 0);
});

test('hint: the output panel sums up a run of several items', async () => {
	const people = ['6281200000001', `+${recipientFor(-68)}`, '6281200000003'];
	const { id } = await scene.client.createWorkflow(
		textTo(people, credential(), { onError: 'continueRegularOutput' }),
	);
	await editor.openWorkflow(id);
	await editor.openNode(SEND);
	await editor.execute();
	const words = await editor.outputText();
	assert.match(words, /2 accepted, 1 refused \(2nd: \+\d+68\)/);
	assert.match(words, /3 items/);
});

test('send once: a campaign with seven broken numbers, corrected and executed again, sends the seven and nothing else', async () => {
	const person = (index: number) => `62812${String(index).padStart(7, '0')}`;
	const corrected = Array.from({ length: 30 }, (_, index) => person(index));
	const broken = corrected.map((phone, index) => (index < 7 ? 'by fax' : phone));
	const campaign = (phones: string[]) => textTo(phones, credential(), { onError: 'continueErrorOutput' });
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
		/23 accepted, 7 not sent \(1st–7th\)\. Correct them and execute again: with Send Once only these go\./,
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
	assert.match(await editor.outputText(), /7 accepted, 23 already sent before \(8th–30th\)[^]*30 items/);
	const output = outputOf(await scene.client.getExecution(executionId), SEND);
	assert.deepEqual(
		output.map(({ json }) => json.alreadySent === true),
		corrected.map((_, index) => index >= 7),
	);
});
