/** The task that begins with nothing: from the empty n8n to an agent that hears a voice message and remembers. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { credentialData, until, type Editor, type Scene } from '../../../harness';
import { HEARD, startScriptedModel } from '../scriptedModel';
import { SARI, untilReceived, type Task } from './shared';

const EXAMPLE = join(__dirname, '..', '..', '..', 'examples', 'voice-message.json');
const TOKEN = 'k7Qw2mVx';

/** What a person does in the console of ITNIO and on the phone: on the page of the sandbox. */
export async function openPhone({ sandbox }: Scene, { context }: Editor) {
	await context.route(`${sandbox.url}/**`, async (route) => await route.continue());
	const page = await context.newPage();
	await page.goto(sandbox.url);
	const type = async (field: string, text: string) => {
		await page.locator(field).click();
		await page.keyboard.press('Control+A');
		await page.keyboard.insertText(text);
	};
	return {
		page,
		async setCallback(address: string) {
			await type('#callback input', address);
			await page.getByRole('button', { name: 'Set', exact: true }).click();
		},
		async be(person: string) {
			await type('#inbound input[name="from"]', person);
		},
		async write(text: string) {
			await type('#inbound input[name="text"]', text);
			await page.getByRole('button', { name: 'Write', exact: true }).click();
		},
	};
}

async function answered({ sandbox }: Scene, count: number): Promise<unknown> {
	const message = await until(
		() => `answer ${count}, but there are ${sandbox.received.length}`,
		() => sandbox.received[count - 1],
	);
	assert.equal(message.recipient, SARI);
	return message.body.text;
}

export const AGENT_TASKS: Readonly<Record<string, Task>> = {
	async 'voice message to an agent that remembers'(scene, editor) {
		const { client, sandbox } = scene;
		await client.deleteCredentials();
		const model = await startScriptedModel();
		try {
			await editor.importFile(EXAMPLE);

			await editor.openNode('When somebody writes');
			const itnio = await editor.addCredential(credentialData(sandbox.url));
			await editor.type('options.secretToken', TOKEN);
			const address = await editor.productionUrl();
			await editor.closeNode();

			await editor.openNode('Transcribe');
			const openAi = await editor.addCredential({ apiKey: 'none', url: model.url });
			await editor.closeNode();
			for (const [node, name] of [
				['Model', openAi],
				['Send the answer', itnio],
			] as const) {
				await editor.openNode(node);
				if ((await editor.credential()) === '') await editor.chooseCredential(name);
				await editor.closeNode();
			}
			await editor.publish();

			const phone = await openPhone(scene, editor);
			await phone.setCallback(`${address}?token=${TOKEN}`);
			await phone.be(SARI);
			await phone.page.getByRole('button', { name: 'Voice message' }).click();
			assert.deepEqual(await answered(scene, 1), { body: `*Heard*\n*${HEARD}*` });
			await phone.write('What did I ask?');
			assert.deepEqual(await answered(scene, 2), { body: `*Heard*\n*${HEARD} / What did I ask?*` });
			await phone.page.close();
		} finally {
			await model.close();
		}
		await untilReceived(scene, 2);
		return 2;
	},
};
