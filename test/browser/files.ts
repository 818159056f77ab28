/** Pictures and documents: a file that the workflow has, and a link that is looked at. */
import assert from 'node:assert/strict';
import { inARow, itemNode, NODE_TYPE, SEND, START } from '../../harness';
import { addressed, BUSINESS, credential, editor, sandbox, scene, test } from './stage';

/** A node that makes a file, and the one that sends it; the form of the second is open. */
async function documentAfterFile(): Promise<void> {
	const { id } = await scene.client.createWorkflow(
		inARow(
			'A file to send',
			START,
			itemNode('Order', { text: 'Ten tulips, $15' }),
			{
				name: 'Make the file',
				type: 'n8n-nodes-base.convertToFile',
				typeVersion: 1.1,
				parameters: {
					operation: 'toText',
					sourceProperty: 'text',
					options: { fileName: 'Order 7.txt' },
				},
			},
			{
				name: SEND,
				type: NODE_TYPE,
				typeVersion: 1,
				parameters: {
					operation: 'sendDocument',
					businessPhone: BUSINESS,
					recipient: '6281234567890',
				},
				credentials: { itnioApi: credential() },
			},
		),
	);
	await editor.openWorkflow(id);
	await editor.openNode(SEND);
}

test('files: a file that the workflow has made is chosen by its name, and the form asks for no link', async () => {
	await documentAfterFile();
	assert.equal(await editor.isShown('mediaLink'), true);
	await editor.choose('mediaSource', 'File From the Workflow');
	assert.equal(await editor.isShown('mediaLink'), false);
	assert.equal(await editor.value('binaryProperty'), 'data');
	await editor.addOption('Preview Only');
	await editor.execute();
	const { check } = await editor.outputRow();
	// This n8n is known to its own machine only: WhatsApp could not fetch the file.
	assert.match(String(check), /Set WEBHOOK_URL/);
	const frame = (await editor.viewPreview()).contentFrame();
	assert.match(await frame.locator('body').innerText(), /Order 7\.txt/);
	assert.equal(sandbox.requests, 0);
});

test('files: a name that no file of the item has is told with the names there are', async () => {
	await documentAfterFile();
	await editor.choose('mediaSource', 'File From the Workflow');
	await editor.type('binaryProperty', 'invoice');
	await editor.execute();
	assert.match(await editor.outputText(), /Input Data Field Name[^]*invoice[^]*no file of that name[^]*data/);
	assert.equal(sandbox.requests, 0);
});

test('files: a carousel card and the header of a template take a file, too', async () => {
	await addressed('Send carousel');
	await editor.choose('cards.card[0].mediaSource', 'File From the Workflow');
	assert.equal(await editor.isShown('cards.card[0].headerLink'), false);
	assert.equal(await editor.value('cards.card[0].binaryProperty'), 'data');
	await editor.choose('cards.card[0].mediaSource', 'Link');
	assert.equal(await editor.isShown('cards.card[0].headerLink'), true);
	await editor.choose('operation', 'Send Template');
	await editor.chooseWay('templateName', 'By Name');
	await editor.choose('templateForm', 'A List of Values');
	await editor.choose('headerType', 'Document');
	await editor.choose('mediaSource', 'File From the Workflow');
	assert.equal(await editor.isShown('headerLink'), false);
	assert.equal(await editor.isShown('binaryProperty'), true);
});

test('files: Check Links says that a link leads nowhere, before anything is sent', async () => {
	await addressed('Send image');
	await editor.type('mediaLink', 'https://nowhere.pictures.lucky-shrub.com/a.jpg');
	await editor.addOption('Check Links');
	await editor.execute();
	assert.match(
		await editor.outputText(),
		/Image Link (has a host name that does not exist|could not be opened)/,
	);
	assert.equal(sandbox.requests, 0);
});
