/** What the tests in the browser share: the list of them, n8n with its editor, and how a message is begun. */
import assert from 'node:assert/strict';
import type { Editor, EditorOptions, NamedTest, Scene } from '../../harness';
import type { Sandbox } from '../../sandbox';

export const NODE = 'ITNIO WhatsApp';
export const BUSINESS = '6285574670498';

export let sandbox: Sandbox;
export let scene: Scene;
export let editor: Editor;
let stored: { id: string; name: string } | undefined;

/** How far the service's clock is ahead of ours, in milliseconds. */
export const clock = { ahead: 0 };

/** Before the first test: the n8n and the window that all of them use. */
export async function open(set: Scene, how: EditorOptions): Promise<void> {
	scene = set;
	sandbox = set.sandbox;
	editor = await set.openEditor(how);
}

/** The test of the credential creates one; all others use it. */
export function keepCredential(credential: typeof stored): void {
	stored = credential;
}

/** @returns the credential that the first test created */
export function credential(): NonNullable<typeof stored> {
	assert.ok(stored, 'the test of the credential made none');
	return stored;
}

export const tests: NamedTest[] = [];
export const test = (name: string, body: () => Promise<void>): void => {
	tests.push({ name, body });
};

export const link = (name: string) => `https://images.example.com/${name}.jpg`;
export const onlyMessage = () => {
	assert.equal(sandbox.received.length, 1, 'one message was accepted');
	return sandbox.received[0]?.body as Record<
		string,
		{ action?: { cards?: unknown[] } } & Record<string, unknown>
	>;
};

export async function addressed(action: string): Promise<void> {
	await editor.newWorkflow();
	await editor.addAction(action);
	await editor.type('businessPhone', BUSINESS);
	await editor.type('recipient', '+62 812-3456 7890');
}

export async function fillUrlCard(index: number, name: string): Promise<void> {
	const card = `cards.card[${index}]`;
	await editor.type(`${card}.headerLink`, link(name));
	await editor.type(`${card}.bodyText`, `*${name}*`);
	await editor.type(`${card}.urlText`, 'Buy it');
	await editor.type(`${card}.url`, `https://shop.example.com/${name}`);
}

export const urlCard = (card_index: number, name: string) => ({
	card_index,
	type: 'cta_url',
	header: { type: 'image', image: { link: link(name) } },
	body: { text: `*${name}*` },
	action: {
		name: 'cta_url',
		parameters: { display_text: 'Buy it', url: `https://shop.example.com/${name}` },
	},
});
