/** What stands around a phone number: words for a telephone, and addresses of WhatsApp that hold the number. */

/** Words for a telephone that can only precede one number, in the languages of shops, sheets and forms. */
const WORDS = [
	...[
		'whats ?app',
		'wa',
		'wsp',
		'tel',
		'telephone',
		'phone',
		'phone number',
		'mobile',
		'mob',
		'cell',
		'contact',
	],
	...['no', 'nr', 'number', 'sms', 'smsto', 'callto', 'hp', 'handphone', 'ponsel', 'telepon', 'nomor', 'gsm'],
	...[
		'telefon',
		'handy',
		'mobil',
		'mobiltelefon',
		'telefono',
		'teléfono',
		'móvil',
		'movil',
		'celular',
		'cel',
	],
	...[
		'telefone',
		'número',
		'numero',
		'téléphone',
		'tél',
		'portable',
		'numéro',
		'cellulare',
		'cep',
		'sđt',
		'đt',
	],
	...[
		'điện thoại',
		'телефон',
		'тел',
		'моб',
		'номер',
		'电话',
		'手机',
		'手机号',
		'手机号码',
		'電話',
		'携帯',
		'전화',
	],
	...['휴대폰', 'هاتف', 'جوال', 'واتساب', 'رقم', 'تلفن', 'موبایل', 'โทร', 'फोन', 'फ़ोन', 'मोबाइल'],
].join('|');
/** Short ones need a colon: `p:+62` of a form for leads. */
const SHORT = '[pmthwc]';
/** Behind a word of a language that has no spaces between words: `电话138…`. */
const UNSPACED = '(?<=[\\p{sc=Han}\\p{sc=Hangul}\\p{sc=Thai}])';
const LABEL = new RegExp(
	`^(?:(?:(?:${WORDS})(?:(?=[\\s.:#+(/-])|${UNSPACED}(?=\\d))|${SHORT}(?=\\s*:))[\\s.:#/-]*){1,3}(?=[^\\p{L}]*\\d)`,
	'iu',
);
const LABEL_BEHIND = /\(\s*(?:wa|whats ?app)\s*\)$/i;
/** Addresses that write the number with its country code, with or without a +. */
const ADDRESS =
	/^(?:(?:https?:\/\/)?(?:(?:api|web|www)\.)?whatsapp\.com\/|whatsapp:\/\/)send\/?\?(?:[^#]*&)?phone=|^(?:https?:\/\/)?(?:www\.)?wa\.me\/+(?=\+?\d)/i;
const REST_OF_ADDRESS = /[/?&#].*$/s;
/** WhatsApp's own address of a person, with or without the number of a device. */
const PERSON = /^\+?(\d+)(?::\d+)?@(?:s\.whatsapp\.net|c\.us)$/;

/** What stands for a person who hides the number (API reference, section 6), and what WhatsApp's apps have for it. */
const HIDDEN = /^(?:[A-Z]{2}\.(?:ENT\.)?(?:\d+|(?=\w*\d{5})[a-z\d]{8,128})|\d+(?::\d+)?@lid)$/i;
const GROUP = /@(?:g\.us|broadcast|newsletter)$/i;
const MAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const LINK_WITHOUT_NUMBER = /^(?:https?:\/\/)?(?:www\.)?(?:wa\.me|wa\.link|(?:\w+\.)?whatsapp\.com)\//i;

/** Whether a text is the ID of a person who hides the number. */
export const isHiddenPerson = (text: string): boolean => HIDDEN.test(text.trim());

/** Why a text names somebody or something, but holds no phone number; undefined where it may hold one. */
export function whyNoNumber(text: string): string | undefined {
	if (isHiddenPerson(text)) {
		return 'is the ID of a person who hides the phone number. ITNIO sends to phone numbers only: ask the person for the number';
	}
	if (GROUP.test(text)) {
		return 'is a group or a channel, and ITNIO sends to single people only: enter the phone number of a person';
	}
	if (PERSON.test(text)) return undefined;
	if (MAIL.test(text)) return 'is an email address: choose the field that holds the phone number';
	if (LINK_WITHOUT_NUMBER.test(text) && !ADDRESS.test(text)) {
		return 'is a link in which no phone number stands: enter the number itself';
	}
	return undefined;
}

interface Unlabelled {
	readonly bare: string;
	/** Of WhatsApp, so that the number has its country code. */
	readonly isAddress: boolean;
	/** Whether a word for a telephone stood in front. */
	readonly isLabelled: boolean;
}

/** A text without the words or the address around its number. */
export function withoutLabel(text: string): Unlabelled {
	const ofAddress = (bare: string): Unlabelled => ({ bare, isAddress: true, isLabelled: false });
	const person = PERSON.exec(text)?.[1];
	if (person !== undefined) return ofAddress(person);
	const address = ADDRESS.exec(text)?.[0];
	if (address !== undefined) return ofAddress(text.slice(address.length).replace(REST_OF_ADDRESS, ''));
	const named = text.replace(LABEL_BEHIND, '');
	const label = LABEL.exec(named)?.[0];
	if (label === undefined) return { bare: named, isAddress: false, isLabelled: false };
	// `sms:+62812?body=Hello`
	return { bare: named.slice(label.length).replace(/\?.*$/s, ''), isAddress: false, isLabelled: true };
}
