/**
 * Every status code of the service (docs/api.md, section 4) in plain English: what happened, and what to do.
 * The same number means different things on the `/wa/` and the `/sms/` endpoints, so there are two tables.
 */
export interface Status {
	/** What happened, a clause without a full stop. */
	readonly title: string;
	/** What to do about it, one or two whole sentences. */
	readonly remedy: string;
	/** The code alone says too little: the service's own words are shown, too. */
	readonly quoteReason?: true;
}

const FILL_IN =
	'Fill in this field; if it comes from an expression, look at what the expression gives for this item.';
const ITNIO_SUPPORT = 'If it stays, ask ITNIO support.';
const CARD_FIELD = 'Look at this field on every card.';

const COUNTRY_CODE =
	'Enter the number with its country code, digits only, 7 to 14 of them, e.g. 6281234567890.';
const BUSINESS_NUMBER =
	'Enter it as the ITNIO console shows it, with its country code, digits only, 7 to 14 of them.';

/** Codes of the `/wa/` endpoints: custom messages, template messages, templates. */
export const WHATSAPP_STATUSES = {
	'-1': {
		title: 'ITNIO did not accept the API key or secret',
		remedy: 'Open the ITNIO API credential and enter both again, as the ITNIO console shows them.',
	},
	'-2': {
		title: 'The template is not approved',
		remedy: 'Wait until its status in the ITNIO console is APPROVED, or choose another template.',
	},
	'-4': {
		title: 'ITNIO found the request too old or too far in the future',
		remedy: 'The clock of the machine that runs n8n is wrong: set it right (turn on time synchronisation).',
	},
	'-5': {
		title: 'ITNIO had an internal fault',
		remedy: `Send this message again later. ${ITNIO_SUPPORT}`,
		quoteReason: true,
	},
	'-6': {
		title: 'ITNIO does not allow the IP address of this n8n',
		remedy: 'Add the address to the IP whitelist of the API key in the ITNIO console.',
		quoteReason: true,
	},
	'-7': {
		title: 'ITNIO could not read the request as JSON',
		remedy:
			'If you use Send Custom JSON, look at the JSON. Otherwise this is a fault of the node: please report it.',
	},
	'-8': {
		title: 'ITNIO refused a value of the message',
		remedy: 'Look at the field that the reason names.',
		quoteReason: true,
	},
	'-10': {
		title: 'ITNIO does not know the app ID',
		remedy:
			'Look at App ID in the ITNIO API credential (or in the options of this node): the ITNIO console shows it.',
	},
	'-12': {
		title: 'ITNIO had a network fault, or a value of the message is wrong',
		remedy: `Look at the values of this item, then send it again. ${ITNIO_SUPPORT}`,
		quoteReason: true,
	},
	'-14': {
		title: 'The ITNIO account is not verified yet',
		remedy: 'Complete the verification of the account in the ITNIO console.',
	},
	'-38': {
		title: 'ITNIO does not know this template',
		remedy:
			'Choose the template from the list again: its name or language may have changed, or it was deleted.',
	},
	'-39': {
		title: 'The template is not deleted',
		remedy: 'Wait until its deletion is complete, then try again.',
	},
	'-68': {
		title: 'The ITNIO account has too little balance',
		remedy: 'Top up the account in the ITNIO console, then send this message again.',
	},
	'-69': {
		title: 'ITNIO has no price for the country of this recipient',
		remedy: 'Look at the country code of the recipient; if it is right, ask ITNIO to open this destination.',
	},
	'-70': { title: 'The recipient has more than 14 digits', remedy: COUNTRY_CODE },
	'-71': { title: 'The recipient has fewer than 7 digits', remedy: COUNTRY_CODE },
	'-72': { title: 'The recipient holds something other than digits', remedy: COUNTRY_CODE },
	'-74': {
		title: 'The language code of the template is malformed',
		remedy: 'Choose the language as the template has it, e.g. en, en_US or id.',
	},
	'-76': {
		title: 'ITNIO found a wrong type in the message',
		remedy: 'Look at the type that the reason names.',
		quoteReason: true,
	},
	'-83': {
		title: 'ITNIO found malformed parameters in the message',
		remedy:
			'Look at number, order and kind of the values. In a template, look at Buttons, too: a button whose link ends in {{1}} needs a value there.',
		quoteReason: true,
	},
	'-93': { title: 'The business phone number has more than 14 digits', remedy: BUSINESS_NUMBER },
	'-94': { title: 'The business phone number has fewer than 7 digits', remedy: BUSINESS_NUMBER },
	'-95': { title: 'The business phone number holds something other than digits', remedy: BUSINESS_NUMBER },
	'-96': {
		title: 'ITNIO does not know this business phone number',
		remedy: 'Look at Business Phone: it must be a WhatsApp number of this app in the ITNIO console.',
	},
	'-97': {
		title: 'This business phone number cannot send for now',
		remedy: 'Look at its state in the ITNIO console: it may be unregistered, restricted or blocked.',
	},
	'-112': {
		title: 'The channel type must be 0',
		remedy: 'Take channelType out of the JSON: the node adds the right one.',
	},
	'-114': { title: 'The message has no text', remedy: FILL_IN },
	'-115': { title: 'The text is empty', remedy: FILL_IN },
	'-116': { title: 'The message has no image', remedy: FILL_IN },
	'-117': { title: 'The link of the image is empty', remedy: FILL_IN },
	'-118': { title: 'The message has no audio', remedy: FILL_IN },
	'-119': { title: 'The link of the audio is empty', remedy: FILL_IN },
	'-120': { title: 'The message has no video', remedy: FILL_IN },
	'-121': { title: 'The link of the video is empty', remedy: FILL_IN },
	'-122': { title: 'The message has no sticker', remedy: FILL_IN },
	'-123': { title: 'The link of the sticker is empty', remedy: FILL_IN },
	'-124': { title: 'The message has no document', remedy: FILL_IN },
	'-125': { title: 'The link of the document is empty', remedy: FILL_IN },
	'-127': { title: 'The message has no location', remedy: FILL_IN },
	'-128': { title: 'The longitude of the location is empty', remedy: FILL_IN },
	'-129': { title: 'The latitude of the location is empty', remedy: FILL_IN },
	'-132': {
		title: 'ITNIO does not know this type of message',
		remedy: 'Look at "type" in the JSON: each kind of message has a type of its own.',
	},
	'-133': {
		title: 'A link is not a well-formed web address',
		remedy: 'Enter the whole address, beginning with https://, without spaces.',
	},
	'-134': {
		title: 'A value of the message has the wrong type',
		remedy: 'Look at the value that the reason names.',
		quoteReason: true,
	},
	'-135': { title: 'A value of the message is empty', remedy: FILL_IN, quoteReason: true },
	'-165': {
		title: 'ITNIO does not know this type of interactive message',
		remedy: 'Look at "interactive.type" in the JSON: each interactive kind has a type of its own.',
	},
	'-304': {
		title: 'A carousel can have no header and no footer',
		remedy: 'Take "header" and "footer" out of the JSON.',
	},
	'-305': { title: 'A carousel takes 2 to 10 cards', remedy: 'Add or remove cards.' },
	'-306': {
		title: 'The numbers of the cards do not run from 0 upwards without gaps',
		remedy: 'Take "card_index" out of the JSON: the node numbers the cards.',
	},
	'-307': {
		title: 'The type of a card must be "cta_url"',
		remedy: 'Take "type" out of the cards in the JSON: the node adds it, also for quick replies.',
	},
	'-308': { title: 'A card has no image or video', remedy: 'Enter a header link on every card.' },
	'-309': {
		title: 'The header of a card is neither an image nor a video',
		remedy: 'Choose Image or Video as header type on every card.',
	},
	'-310': { title: 'The link of the image or video of a card is empty', remedy: CARD_FIELD },
	'-311': {
		title: 'The text of a card is empty or longer than 160 characters',
		remedy: 'Shorten it, or leave the text of the card out altogether.',
	},
	'-312': {
		title: 'A card has no button',
		remedy: 'Give every card a link button or one or two quick replies.',
	},
	'-313': {
		title: 'The name of the link button of a card must be "cta_url"',
		remedy: 'Take "name" out of the action of the cards in the JSON: the node adds it.',
	},
	'-314': {
		title: 'The link button of a card is empty',
		remedy: 'Enter its text and its address on every card.',
	},
	'-315': {
		title: 'The text of the link button of a card is empty or longer than 20 characters',
		remedy: CARD_FIELD,
	},
	'-316': { title: 'The address of the link button of a card is empty', remedy: CARD_FIELD },
	'-317': {
		title: 'A card takes one or two quick replies',
		remedy: 'Add a quick reply to the cards that have none and remove the third and further ones.',
	},
	'-318': {
		title: 'The type of a quick reply must be "quick_reply"',
		remedy: 'Take "type" out of the buttons in the JSON: the node adds it.',
	},
	'-319': { title: 'A quick reply of a card is empty', remedy: 'Give every quick reply a title.' },
	'-320': {
		title: 'The ID of a quick reply is empty or longer than 20 characters',
		remedy: 'Shorten it, or leave it empty: the node then makes one from the title.',
	},
	'-321': {
		title: 'The title of a quick reply is empty or longer than 20 characters',
		remedy: CARD_FIELD,
	},
	'-322': {
		title: 'ITNIO refused a part of a card',
		remedy: 'Look at the part that the reason names.',
		quoteReason: true,
	},
	'-329': { title: 'The carousel has no text', remedy: 'Fill in the text that stands above the cards.' },
	'-330': {
		title: 'The text above the cards is empty or longer than 1024 characters',
		remedy: 'Fill it in or shorten it.',
	},
	'-331': {
		title: 'The cards mix link buttons and quick replies',
		remedy: 'Give all cards of one carousel the same kind of button.',
	},
} as const satisfies Readonly<Record<string, Status>>;

/** Codes of the `/sms/` endpoints: the account's balance, with which a credential is tested. */
export const ACCOUNT_STATUSES = {
	'-1': {
		title: 'ITNIO did not accept the API key or secret',
		remedy:
			'Enter both again, as the ITNIO console shows them: the key in the first field, its secret in the second, capital and small letters as they are.',
	},
	'-2': {
		title: 'ITNIO does not allow the IP address of this n8n',
		remedy: 'Allow the address in the ITNIO console.',
	},
	'-13': {
		title: 'The ITNIO user is locked',
		remedy: 'Ask ITNIO support to unlock the account.',
	},
	'-16': {
		title: 'ITNIO found the request too old or too far in the future',
		remedy: 'The clock of the machine that runs n8n is wrong: set it right (turn on time synchronisation).',
	},
	'-18': {
		title: 'The program at ITNIO behind this account does not work properly',
		remedy: `Try again later. ${ITNIO_SUPPORT}`,
	},
	'-29': {
		title: 'The ITNIO workspace is disabled',
		remedy: 'Enable it in the ITNIO console, or use a key of another workspace.',
	},
	'-30': {
		title: 'This API key is disabled',
		remedy: 'Enable it in the ITNIO console, or create a new one.',
	},
	'-31': {
		title: 'The IP address of this n8n is not in the whitelist of the API key',
		remedy: 'Add it to the whitelist of the key in the ITNIO console.',
	},
	'-32': {
		title: 'This API key has no permission for the app',
		remedy: 'Give the key the permission in the ITNIO console, or use another key.',
	},
} as const satisfies Readonly<Record<string, Status>>;

/** Of a wrong key, secret or signature, at all endpoints. */
export const REFUSED_KEY = '-1';
/** Of a time that is not the present one: at the `/wa/` endpoints, at the `/sms/` endpoints. */
export const EXPIRED_STATUSES: readonly string[] = ['-4', '-16'];

export type StatusTable = Readonly<Record<string, Status>>;
