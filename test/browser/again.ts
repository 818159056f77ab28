/** Some messages went and some did not: what is said, and what executing again does. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { SEND, showsStopped, textTo, until, type WorkflowNode } from '../../harness';
import { credential, editor, sandbox, scene, test } from './stage';

const person = (index: number) => `62812${String(index).padStart(7, '0')}`;
const everybody = (count: number) => Array.from({ length: count }, (_, index) => person(index));

/** The form of the node that sends is open. */
async function openCampaign(phones: string[], settings: Partial<WorkflowNode> = {}): Promise<void> {
	const { id } = await scene.client.createWorkflow(textTo(phones, credential(), settings));
	await editor.openWorkflow(id);
	await editor.openNode(SEND);
}

async function correct(phones: string[]): Promise<void> {
	const customers = textTo(phones, credential()).nodes.find(({ name }) => name === 'Customers');
	await editor.openNode('Customers');
	await editor.typeJson('jsonOutput', String(customers?.parameters.jsonOutput));
	await editor.closeNode();
}

const recipients = () => sandbox.received.map(({ recipient }) => recipient).sort();

test('again: the first error leads to correcting, or to Send Once before the others are sent', async () => {
	const phones = everybody(30);
	for (let index = 3; index < 10; index += 1) phones[index] = `by fax ${index}`;
	await openCampaign(phones);
	await editor.execute();
	const words = await editor.outputText();
	assert.match(words, /Nothing was sent: correct this and execute again/);
	assert.match(
		words,
		/To send the others now: first add Options › Send Once, then Settings › On Error › Continue \(using error output\)\. Connect the error output, too: n8n lists such an execution as succeeded/,
	);
	assert.equal(sandbox.requests, 0);
});

test('again: Send Once, added after 23 went, knows them', async () => {
	const corrected = everybody(30);
	await openCampaign(
		corrected.map((phone, index) => (index < 7 ? 'by fax' : phone)),
		{ onError: 'continueErrorOutput' },
	);
	await editor.closeNode();
	await editor.executeWorkflow();
	assert.deepEqual(recipients(), corrected.slice(7));
	await editor.openNode(SEND);
	assert.match(
		await editor.outputText(),
		/Executing again sends all again, unless you add Options › Send Once first: it knows what was accepted/,
	);
	await editor.addOption('Send Once');
	await editor.closeNode();
	await correct(corrected);
	await editor.executeWorkflow();
	assert.deepEqual(recipients(), corrected);
	await editor.openNode(SEND);
	assert.match(await editor.outputText(), /7 accepted, 23 already sent before/);
});

test('again: an item without a number is known by its name, and counted as people count', async () => {
	const phones = everybody(5);
	phones[2] = '';
	await openCampaign(phones);
	await editor.execute();
	assert.match(await editor.outputText(), /3rd of 5 \(Customer 3\): Recipient is empty/);
	assert.equal(sandbox.requests, 0);
});

test('again: a preview says before how long sending takes', async () => {
	await openCampaign(everybody(1000));
	await editor.addOption('Preview Only');
	await editor.execute();
	assert.match(
		await editor.outputText(),
		/none of 1000 has problems, nothing was sent\. Sending takes at least 20 seconds, at 80 a second/,
	);
	assert.equal(sandbox.requests, 0);
});

test('again: after a stop the open node says who was not reached, where n8n keeps that, and Send Once knows the others', async () => {
	const { client } = scene;
	const phones = everybody(600);
	const { id } = await client.createWorkflow(textTo(phones, credential()));
	await editor.openWorkflow(id);
	await editor.part('execute-workflow-button').click();
	await until('the first messages', () => sandbox.received.length >= 50);
	await editor.part('stop-execution-button').click();
	const [stopped] = await client.executionsOf(id, 1);
	assert.equal(stopped?.status, 'canceled');
	await until('the end of what was under way', async () => {
		const { length } = sandbox.received;
		await sleep(1_000);
		return sandbox.received.length === length;
	});
	const { length } = sandbox.received;
	assert.ok(length < phones.length, 'it was stopped in the middle');
	await editor.openNode(SEND);
	if (showsStopped(scene.n8n)) {
		assert.match(
			await editor.outputText(),
			new RegExp(
				`${length} accepted, ${phones.length - length} not reached[^]*unless you add Options › Send Once first`,
			),
		);
	}
	await editor.addOption('Send Once');
	await editor.closeNode();
	await editor.executeWorkflow();
	assert.deepEqual(recipients(), phones);
});
