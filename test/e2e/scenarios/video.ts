/**
 * npm run e2e -- video: the steps of the video (docs/video.md) in a real n8n, one after the other, as its script has them. The
 * first one, the installation from npm, works only when the package is published, and is left out.
 *
 *   npm run e2e -- video --n8n=<version>       another version of n8n (a folder of harness/n8n)
 *   npm run e2e -- video --pictures=<folder>   keeps a picture of the screen after each step
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { consoleProgress, DEFAULT_VERSION, runTests, until, withN8n, type Scene } from '../../../harness';
import { openPhone } from '../walk/agent';
import { filmed } from '../walk/pictures';
import { untilReceived } from '../walk/shared';

const { values: options } = parseArgs({
	options: {
		n8n: { type: 'string', default: DEFAULT_VERSION },
		pictures: { type: 'string', default: '' },
	},
});
const progress = consoleProgress();
const EXAMPLES = join(__dirname, '..', '..', '..', 'examples');

export async function run(): Promise<void> {
	await withN8n({ version: options.n8n, progress }, async (scene: Scene) => {
		const { client, credential, sandbox } = scene;
		const window = await scene.openEditor({ width: 1700, height: 1100 });
		const { editor, begin, take } = filmed(window, options.pictures);
		const { page } = window;
		/** The IDs of the workflows, by the file of the example. */
		const ids: Record<string, string> = {};
		let productionUrl = '';

		/** Each node with ITNIO's sign is opened once; n8n saves by itself, or with its button. */
		async function prepare(file: string, nodes: readonly string[]): Promise<void> {
			await editor.importFile(join(EXAMPLES, file));
			for (const node of nodes) {
				await editor.openNode(node);
				assert.equal(await editor.credential(), credential.name, `${node} has the credential`);
				await editor.closeNode();
			}
			await page.waitForURL((url) => /\/workflow\/(?!new)\w+/.test(url.pathname));
			ids[file] = new URL(page.url()).pathname.split('/')[2] ?? '';
		}
		const reopen = async (file: string) => await editor.openWorkflow(ids[file] ?? '');

		const steps: Readonly<Record<string, () => Promise<void>>> = {
			async before() {
				await prepare('products-to-carousel.json', [
					'Carousel with links',
					'Carousel with quick replies',
					'Carousel by one expression',
				]);
				await prepare('crm-rows-to-list.json', ['Send a list']);
				await prepare('ask-delivery.json', [
					'When somebody writes',
					'Deliver or pick up?',
					'Confirm the delivery',
					'Confirm the pick-up',
					'Say what happens now',
				]);
			},
			async '0:30 the credential'() {
				await page.goto(`${client.url}/home/credentials`);
				await page.getByText(credential.name, { exact: true }).first().click();
				await page.getByText('Connection tested successfully').first().waitFor();
				await take('tested');
			},
			async '0:50 and 1:10 a text'() {
				await editor.newWorkflow();
				await editor.addAction('Send text');
				await editor.type('businessPhone', '+62 811-1000-111');
				await editor.type('recipient', '+62 812-3456-7890');
				await editor.type('text', 'Hello from n8n');
				await editor.execute();
				const [message] = sandbox.received;
				assert.equal(message?.recipient, '6281234567890');
				assert.match(await editor.outputText(), new RegExp(message.messageId));
			},
			async '1:40 a number without a country code'() {
				await editor.type('recipient', '0812-3456-7890');
				await editor.execute();
				assert.match(await editor.outputText(), /Recipient[^]*country code/);
				assert.equal(sandbox.received.length, 1);
			},
			async '2:00 the carousel'() {
				await reopen('products-to-carousel.json');
				await editor.openNode('Carousel with links');
				await editor.runNodesBefore();
				await editor.addOption('Preview Only');
				await editor.execute();
				const shown = (await editor.viewPreview()).contentFrame();
				assert.match(await shown.locator('body').innerText(), /Buy it/);
				assert.equal(sandbox.received.length, 1);
			},
			async '2:45 the list'() {
				await reopen('crm-rows-to-list.json');
				await editor.openNode('Send a list');
				await editor.runNodesBefore();
				await editor.execute();
				for (const [branch, words] of [
					['Error Branch', /number|phone/i],
					['Success Branch', /accepted/i],
				] as const) {
					await editor.part('output-panel').getByText(branch).first().click();
					await take(branch);
					assert.match(await editor.outputText(), words);
				}
				assert.equal(sandbox.received.length, 3);
			},
			async '3:20 the trigger'() {
				await reopen('ask-delivery.json');
				await editor.openNode('When somebody writes');
				productionUrl = await editor.productionUrl();
				await take('its address');
				await editor.closeNode();
				await editor.publish();
				const understood = page.getByRole('button', { name: 'Got it' });
				await understood.waitFor();
				await take('published');
				await understood.click();
			},
			async '3:45 and 4:05 the customer'() {
				const phone = await openPhone(scene, editor);
				await phone.setCallback(productionUrl);
				await phone.be('6281234567890');
				await phone.write('Are my flowers ready?');
				await untilReceived(scene, 4);
				await phone.page.getByRole('button', { name: 'Deliver them' }).first().click();
				await untilReceived(scene, 5);
				assert.match(JSON.stringify(sandbox.received[4]?.body), /We are on our way/);
				await phone.page.close();
			},
			async '4:20 and 4:40 the execution'() {
				const id = ids['ask-delivery.json'] ?? '';
				await until('the execution to succeed', async () =>
					(await client.listExecutions(id)).some(({ status }) => status === 'success'),
				);
				await page.goto(`${client.url}/workflow/${id}/executions`);
				await page.getByText('Succeeded').first().waitFor();
				await take('the executions');
				await page.goto(`${client.url}/home/workflows`);
				await page.getByText('Overview').first().waitFor();
			},
		};
		await runTests(
			Object.entries(steps).map(([name, step]) => ({
				name,
				async body() {
					begin(name);
					await step();
					await take('the end');
				},
			})),
			progress,
			{ before: () => {} },
		);
	});
}
