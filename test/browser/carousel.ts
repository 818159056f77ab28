/** A carousel, filled in card by card. */
import assert from 'node:assert/strict';
import { DEFAULT_ACCOUNT } from '../../sandbox';
import { BUSINESS, addressed, editor, fillUrlCard, link, onlyMessage, sandbox, test, urlCard } from './stage';

test('carousel: add, sort and remove cards, execute, and exactly that arrives', async () => {
	await addressed('Send carousel');
	await editor.type('bodyText', 'Three plants for you:\nall under $25 🪴');
	await fillUrlCard(0, 'echeveria');
	await fillUrlCard(1, 'wrong-plant');
	await editor.addEntry('cards');
	await fillUrlCard(2, 'jade');
	await editor.addEntry('cards');
	await fillUrlCard(3, 'aloe');
	await editor.removeEntry('cards', 1);
	await editor.dragEntry('cards', 2, 0);
	assert.deepEqual(
		await Promise.all([0, 1, 2].map(async (index) => await editor.value(`cards.card[${index}].headerLink`))),
		[link('aloe'), link('echeveria'), link('jade')],
	);
	await editor.execute();
	const row = await editor.outputRow();
	assert.equal(row.recipient, '6281234567890');
	assert.equal(row.messageType, 'carousel');
	assert.equal(row.messageId, sandbox.received[0]?.messageId);
	assert.deepEqual(onlyMessage(), {
		appId: DEFAULT_ACCOUNT.appIds[0],
		businessPhone: BUSINESS,
		recipient: '6281234567890',
		channelType: 0,
		type: 'interactive',
		interactive: {
			type: 'carousel',
			body: { text: 'Three plants for you:\nall under $25 🪴' },
			action: { cards: [urlCard(0, 'aloe'), urlCard(1, 'echeveria'), urlCard(2, 'jade')] },
		},
	});
});

test('carousel: quick replies can be added, sorted and removed, and need no ID', async () => {
	await addressed('Send carousel');
	await editor.type('bodyText', 'Which one shall we keep?');
	await editor.choose('carouselButtonType', 'Quick Reply');
	for (const [index, name] of ['echeveria', 'jade'].entries()) {
		const card = editor.entries('cards').nth(index);
		await editor.type(`cards.card[${index}].headerLink`, link(name));
		await editor.addEntry('quickReplies', card);
		await editor.addEntry('quickReplies', card);
		for (const [place, title] of ['Not for me', 'A mistake', 'Keep it'].entries())
			await editor.type(`cards.card[${index}].quickReplies.reply[${place}].title`, title);
		await editor.removeEntry('quickReplies', 1, card);
		await editor.dragEntry('quickReplies', 1, 0, card);
	}
	await editor.execute();
	const reply = (id: string, title: string) => ({ type: 'quick_reply', quick_reply: { id, title } });
	const card = (card_index: number, name: string, buttons: object[]) => ({
		card_index,
		type: 'cta_url',
		header: { type: 'image', image: { link: link(name) } },
		action: { buttons },
	});
	assert.deepEqual(onlyMessage().interactive?.action?.cards, [
		card(0, 'echeveria', [reply('Keep it', 'Keep it'), reply('Not for me', 'Not for me')]),
		card(1, 'jade', [reply('Keep it-2', 'Keep it'), reply('Not for me-2', 'Not for me')]),
	]);
});
