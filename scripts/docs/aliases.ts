/** The words by which n8n's search finds the node: people's own, and the action of each operation. */
import { messageOperations } from '../../nodes/ItnioWhatsApp/kinds/properties';
import { getBalanceOperation } from '../../nodes/ItnioWhatsApp/service/account/getBalance';
import { getManyOperation } from '../../nodes/ItnioWhatsApp/service/templates';

export const CODEX = 'nodes/ItnioWhatsApp/ItnioWhatsApp.node.json';

const WORDS = [
	'WhatsApp',
	'Whats App',
	'ITNIO',
	'Message',
	'Text message',
	'Bulk message',
	'Broadcast',
	'Newsletter',
	'Campaign',
	'SMS',
	'Picture',
	'Photo',
	'PDF',
	'Reminder',
	'Messaging',
	'Chat',
	'Carousel',
	'Template',
	'Text',
	'Sticker',
	'List',
	'Buttons',
	'Customer',
	'Notification',
	'Send',
	'Ask',
	'Question',
	'Wait',
	'Approval',
	'Approve',
	'Human in the Loop',
	'Send a WhatsApp message',
];

const actions = [...messageOperations, getManyOperation, getBalanceOperation].map(({ action }) => action);

/** The codex file with these words in place of its own. */
export const withAliases = (text: string): string =>
	text.replace(
		/"alias": \[.*?\]/s,
		() => `"alias": [\n${[...WORDS, ...actions].map((word) => `\t\t"${word}"`).join(',\n')}\n\t]`,
	);
