/** The tasks that send: from the credential to four thousand people. */
import assert from 'node:assert/strict';
import { credentialData, SEND, showsStopped, textTo } from '../../../harness';
import { recipientFor } from '../../../sandbox';
import { BUSINESS, openAfter, people, SARI, splitNode, untilReceived, type Task } from './shared';

const products = ['Blue Echeveria', 'Zebra Haworthia', 'Jade Plant'].map((name, index) => ({
	name,
	price: `$${index + 9}`,
	picture: `https://images.example.org/${index}.jpg`,
	page: `https://shop.example.org/${index}`,
}));

export const SENDING_TASKS: Readonly<Record<string, Task>> = {
	async credential({ sandbox }, editor) {
		const form = await editor.openNewCredential();
		await form.typeAll({ ...credentialData(sandbox.url), businessPhone: BUSINESS });
		assert.match(await form.save(), /Connection tested successfully/);
		return 0;
	},

	async text(_, editor) {
		await editor.newWorkflow();
		await editor.addAction('Send text');
		await editor.type('recipient', '+62 812-3456-7890');
		await editor.type('text', 'Your order is ready.');
		await editor.execute();
		return 1;
	},

	async form(scene, editor) {
		await openAfter(scene, editor, { 'WhatsApp number': '+62 812-3456-7890', Name: 'Sari' });
		await editor.addAction('Send text');
		await editor.runNodesBefore();
		await editor.type('text', 'Thank you, ');
		await editor.dragValue('{{ $json.Name }}', 'text');
		await editor.dragValue("{{ $json['WhatsApp number'] }}", 'recipient');
		await editor.execute();
		assert.match(JSON.stringify(scene.sandbox.received[0]?.body), /Thank you, +Sari/);
		return 1;
	},

	async 'carousel by hand'({ sandbox }, editor) {
		await editor.newWorkflow();
		await editor.addAction('Send carousel');
		await editor.type('recipient', '+62 812-3456-7890');
		await editor.type('bodyText', 'New in our shop');
		await editor.addEntry('cards');
		for (const [index, { name, price, picture, page }] of products.entries()) {
			const card = `cards.card[${index}]`;
			await editor.type(`${card}.headerLink`, picture);
			await editor.type(`${card}.bodyText`, `*${name}* – ${price}`);
			await editor.type(`${card}.urlText`, 'Buy it');
			await editor.type(`${card}.url`, page);
		}
		await editor.execute();
		assert.match(JSON.stringify(sandbox.received[0]?.body), /Blue Echeveria.*Jade Plant/);
		return 1;
	},

	async list(scene, editor) {
		await openAfter(scene, editor, { phone: SARI, products });
		await editor.addAction('Send list');
		await editor.runNodesBefore();
		await editor.type('bodyText', 'Which one?');
		await editor.choose('inputMode', 'One Row, Repeated for a List');
		await editor.addOnlyEntry('row');
		await editor.type('row.entry.sectionTitle', 'Plants');
		await editor.dragValue('{{ $json.phone }}', 'recipient');
		await editor.dragValue('{{ $json.products }}', 'repeatFor');
		await editor.dragValue('{{ $json.products[0].name }}', 'row.entry.title');
		await editor.dragValue('{{ $json.products[0].price }}', 'row.entry.description');
		await editor.execute();
		assert.match(JSON.stringify(scene.sandbox.received[0]?.body), /Blue Echeveria.*Jade Plant/);
		return 1;
	},

	async 'thirty customers'(scene, editor) {
		await openAfter(scene, editor, { people: people(30) }, splitNode('people'));
		await editor.addAction('Send text');
		await editor.runNodesBefore();
		await editor.type('text', 'We are open on Sunday, ');
		await editor.dragValue('{{ $json.name }}', 'text');
		await editor.dragValue('{{ $json.phone }}', 'recipient');
		await editor.execute();
		assert.equal(new Set(scene.sandbox.received.map(({ recipient }) => recipient)).size, 30);
		return 30;
	},

	/** Seven are wrong, nothing goes, they are corrected, and each of the thirty gets one. */
	async 'seven corrected'({ client, credential, sandbox }, editor) {
		const right = people(30).map(({ phone }) => phone);
		const wrong = right.map((phone, index) => (index > 2 && index < 10 ? `by fax ${index}` : phone));
		const { id } = await client.createWorkflow(textTo(wrong, credential));
		await editor.openWorkflow(id);
		await editor.openNode(SEND);
		await editor.execute();
		assert.match(await editor.outputText(), /4th of 30 \(by fax 3\)[^]*10th of 30/);
		assert.equal(sandbox.received.length, 0);
		await editor.closeNode();
		await editor.openNode('Customers');
		const customers = textTo(right, credential).nodes.find(({ name }) => name === 'Customers');
		await editor.typeJson('jsonOutput', String(customers?.parameters.jsonOutput));
		await editor.closeNode();
		await editor.executeWorkflow();
		assert.equal(new Set(sandbox.received.map(({ recipient }) => recipient)).size, 30);
		return 30;
	},

	/** The PDF goes by a link of n8n, which this n8n's address does not give to WhatsApp: the form says so before. */
	async 'PDF of the workflow'(scene, editor) {
		await openAfter(
			scene,
			editor,
			{ phone: SARI, text: 'Ten tulips, $15' },
			{
				name: 'Make the file',
				type: 'n8n-nodes-base.convertToFile',
				typeVersion: 1.1,
				parameters: { operation: 'toText', sourceProperty: 'text', options: { fileName: 'Invoice 7.pdf' } },
			},
		);
		await editor.addAction('Send document');
		await editor.choose('mediaSource', 'File From the Workflow');
		await editor.type('recipient', SARI);
		await editor.execute();
		assert.match(await editor.outputText(), /WEBHOOK_URL/);
		return 0;
	},

	async 'template to people who have not written'(scene, editor) {
		await openAfter(scene, editor, { people: people(3) }, splitNode('people'));
		await editor.addAction('Send template');
		await editor.runNodesBefore();
		await editor.dragValue('{{ $json.phone }}', 'recipient');
		await editor.chooseFromList('templateName', 'login_code – en_US');
		await editor.dragValue('{{ $json.name }}', 'templateValues.value["body1"]');
		await editor.execute();
		assert.match(JSON.stringify(scene.sandbox.received.map(({ body }) => body)), /Customer 1/);
		return 3;
	},

	async 'CRM fires twice'({ client, credential }, editor) {
		const { id } = await client.createWorkflow(textTo([SARI], credential));
		await editor.openWorkflow(id);
		await editor.openNode(SEND);
		await editor.addOption('Send Once');
		await editor.closeNode();
		await editor.executeWorkflow();
		await editor.executeWorkflow();
		await editor.openNode(SEND);
		assert.match(await editor.outputText(), /already|before/i);
		return 1;
	},

	async 'people who said STOP'({ client, credential }, editor) {
		const [one, two, three] = people(3).map(({ phone }) => phone) as [string, string, string];
		const { id } = await client.createWorkflow(textTo([one, two, three], credential));
		await editor.openWorkflow(id);
		await editor.openNode(SEND);
		await editor.addOption('Do Not Send To');
		await editor.type('options.doNotSendTo', two);
		await editor.execute();
		assert.match(await editor.outputText(), /opted out|Do Not Send To/i);
		return 2;
	},

	/** Stopped in the middle: each got one message or none, and the screen says who was not reached. */
	async '4,000 people'(scene, editor) {
		const { client, credential, sandbox } = scene;
		const all = people(4000).map(({ phone }) => phone);
		const { id } = await client.createWorkflow(textTo(all, credential));
		await editor.openWorkflow(id);
		await editor.part('execute-workflow-button').click();
		await untilReceived(scene, 100);
		await editor.part('stop-execution-button').click();
		const [execution] = await client.executionsOf(id, 1);
		assert.equal(execution?.status, 'canceled');
		await editor.openNode(SEND);
		if (showsStopped(scene.n8n)) {
			await editor
				.part('output-panel')
				.getByText(/accepted, .* not reached/)
				.first()
				.waitFor();
		}
		const { length } = sandbox.received;
		assert.ok(length < all.length, 'it was stopped in the middle');
		assert.equal(new Set(sandbox.received.map(({ recipient }) => recipient)).size, length);
		return length;
	},

	/** From the list of executions to the person and the reason. */
	async 'what went wrong last night'(scene, editor) {
		const { client, credential } = scene;
		const wanted = [SARI, `+${recipientFor(-68)}`];
		const workflow = await client.createWorkflow(textTo(wanted, credential));
		await client.runWorkflow(workflow);
		await editor.openWorkflow(workflow.id);
		await editor.page.getByText('Executions', { exact: true }).first().click();
		// Newer versions draw it in the page itself.
		const isInPage = scene.n8n.version.startsWith('2.41.');
		const frame = isInPage ? editor.page : editor.page.frameLocator('iframe');
		await frame.locator(`[data-node-name="${SEND}"]`).first().dblclick();
		await frame
			.getByText(/2nd of 2/)
			.locator('visible=true')
			.first()
			.waitFor();
		return 1;
	},
};
