import { PAGE_SCRIPT, PAGE_STYLE } from './page-assets';
import { SMS_STATUSES } from './statuses';
import { summarise, type Button, type Summary } from './summary';
import { TRIGGERED_FAULTS, businessPhoneFor, recipientFor } from './triggers';
import type { Account, Counts, JsonObject, ReceivedMessage, RejectedMessage, Settings } from './types';

const ENTITIES: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** Everything that did not grow in this file goes through here before it becomes HTML. */
export const escapeHtml = (value: unknown): string =>
	String(value).replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c);
const e = escapeHtml;

type Entry = ReceivedMessage | RejectedMessage;
const isReceived = (entry: Entry): entry is ReceivedMessage => 'messageId' in entry;

const clockTime = (at: number) => new Date(at).toTimeString().slice(0, 8);
const shortened = (text: string) => (text.length > 600 ? `${text.slice(0, 600)}…` : text);

/** The last part of an address, which is what a person recognises a picture by. */
const fileName = (link: string) =>
	(link.split(/[?#]/, 1)[0] ?? '').replace(/\/+$/, '').split('/').pop() ?? '';

function buttonHtml(entry: Entry, { title, id, url, description }: Button): string {
	const inner = `${e(title)}${description ? `<small>${e(description)}</small>` : ''}`;
	if (url !== undefined) return `<span class="tap" title="${e(url)}">${inner}</span>`;
	if (id === undefined || !isReceived(entry)) return `<span class="tap">${inner}</span>`;
	const tap = {
		from: entry.recipient,
		to: entry.businessPhone,
		tap: { messageId: entry.messageId, id, title },
	};
	return `<button class="tap" data-inbound="${e(JSON.stringify(tap))}" title="Tap as the recipient">${inner}</button>`;
}

function bubble(entry: Entry, summary: Summary): string {
	const { header, text, footer, buttons, sections, cards } = summary;
	const taps = (list: Button[]) => list.map((one) => buttonHtml(entry, one)).join('');
	const rows = sections.map(({ title, rows: list }) => `<h4>${e(title)}</h4>${taps(list)}`).join('');
	const cardHtml = cards.map(
		(card) =>
			`<div class="card"><div class="media" title="${e(card.media.link)}"><b>${card.media.type === 'video' ? '▶' : '▣'}</b><span>${e(fileName(card.media.link) || card.media.type)}</span></div><p>${e(card.text)}</p>${taps(card.buttons)}</div>`,
	);
	return `<div class="bubble">
${header ? `<strong>${e(header)}</strong>` : ''}${text ? `<p>${e(shortened(text))}</p>` : ''}${footer ? `<em>${e(footer)}</em>` : ''}
${buttons.length > 0 ? `<div class="taps">${taps(buttons)}</div>` : ''}${rows ? `<div class="rows">${rows}</div>` : ''}${cards.length > 0 ? `<div class="cards">${cardHtml.join('')}</div>` : ''}
</div>`;
}

function entryHtml(entry: Entry): string {
	const summary = summarise(entry.body);
	const received = isReceived(entry);
	const body =
		typeof entry.body === 'object' && entry.body !== null ? (entry.body as Record<string, unknown>) : {};
	const badges = received
		? [
				entry.reported === 'accepted' || entry.reported === 'waiting'
					? ''
					: `<span class="badge warn">answer: ${e(entry.reported)}</span>`,
			].join('')
		: `<span class="badge bad">${e(entry.status)}</span>`;
	const remarks = received
		? [
				...entry.warnings.map((line) => `<li class="warn">${e(line)}</li>`),
				...entry.notes.map((line) => `<li>${e(line)}</li>`),
			]
		: [`<li class="bad">${e(entry.reason)}</li>`];
	const kind = entry.endpoint === 'custom' || entry.endpoint === 'template' ? summary.kind : entry.endpoint;
	return `<article class="${received ? 'ok' : 'no'}" data-n="${entry.n}">
<header><span class="kind">${e(kind.replaceAll('_', ' '))}</span><span class="to">${e(body.businessPhone ?? '–')} → <b>${e(body.recipient ?? '–')}</b></span>${badges}<time title="${e(new Date(entry.at).toISOString())}">${clockTime(entry.at)}</time></header>
${bubble(entry, summary)}
${remarks.length > 0 ? `<ul class="remarks">${remarks.join('')}</ul>` : ''}
<details><summary>${received ? `<code>${e(entry.messageId)}</code>` : 'not accepted'}<span>JSON</span></summary><pre>${e(JSON.stringify(entry.body, null, 2) ?? '')}</pre></details>
</article>`;
}

/** The list of messages, newest first, as HTML. */
export function feed(entries: readonly Entry[]): string {
	return entries.map(entryHtml).join('\n');
}

/** What may happen to the account, to be pushed by a click. */
const HAPPENINGS: ReadonlyArray<[words: string, push: JsonObject]> = [
	['Number: fewer people a day', { field: 'phone_number_quality_update', event: 'DOWNGRADE' }],
	[
		'Number: flagged',
		{ field: 'phone_number_quality_update', event: 'FLAGGED', oldLimit: 'TIER_1K', qualityRating: 'RED' },
	],
	[
		'Account: restricted',
		{
			field: 'account_update',
			event: 'ACCOUNT_RESTRICTION',
			restriction_info: [{ restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING' }],
		},
	],
	['Account: to be disabled', { field: 'account_update', event: 'DISABLED_UPDATE' }],
];

const happenings = (): string =>
	HAPPENINGS.map(
		([words, push]) => `<button class="push" data-push="${e(JSON.stringify(push))}">${e(words)}</button>`,
	).join('');

/** What a person may send besides words; `from` is the number in the form, or a usual one. */
const WRITINGS: ReadonlyArray<[words: string, what: JsonObject]> = [
	['Voice message', { media: { type: 'audio' } }],
	['Photo', { media: { type: 'image', caption: 'It broke' } }],
	['Document', { media: { type: 'document', filename: 'receipt.pdf' } }],
	['Photo behind a login', { media: { type: 'image', login: true } }],
	['Words, the number hidden', { from: 'ID.13491208655302741918', text: 'Hello' }],
];

const writings = (): string =>
	WRITINGS.map(
		([words, what]) =>
			`<button class="push" type="button" data-write="${e(JSON.stringify(what))}">${e(words)}</button>`,
	).join('');

const row = (cells: string[]) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
const code = (text: string) => `<code>${e(text)}</code>`;

function triggers(): string {
	const numbers: Array<[string, string, string]> = [
		['recipient', recipientFor(-68), '-68 insufficient balance'],
		['recipient', recipientFor(-69), '-69 no price for this destination'],
		['business', businessPhoneFor(-96), '-96 business number does not exist'],
		['business', businessPhoneFor(-97), '-97 business number in a wrong state'],
		['recipient', recipientFor(-5), '-5 system exception'],
		['recipient', recipientFor(-6), '-6 IP address not allowed'],
		['recipient', recipientFor(-12), '-12 network exception'],
		['recipient', recipientFor(-14), '-14 account not verified'],
		['recipient', recipientFor(-39), '-39 template not deleted'],
		...Object.entries(TRIGGERED_FAULTS).map(([number, { about }]): [string, string, string] => [
			'recipient',
			number,
			about,
		]),
	];
	// No country has the numbers that are refused: the + says that they are complete.
	const written = (who: string, number: string) => (who === 'recipient' ? `+${number}` : number);
	return numbers.map(([who, number, what]) => row([e(who), code(written(who, number)), e(what)])).join('');
}

function accountRows(accounts: readonly Account[]): string {
	return accounts
		.map(({ apiKey, about, sms }) => {
			const balance = sms === undefined ? 'ok' : `${sms} ${SMS_STATUSES[sms] ?? ''}`;
			return row([code(apiKey), e(about ?? ''), e(balance)]);
		})
		.join('');
}

/**
 * The page at `/`: complete in itself, no other resources.
 * @param entries newest first
 * @param url the sandbox's own address as the browser knows it
 */
export function page(
	accounts: readonly Account[],
	entries: readonly Entry[],
	counts: Counts,
	settings: Settings,
	url: string,
): string {
	const account = accounts[0];
	const tiles = (['accepted', 'rejected', 'duplicates', 'requests'] as const)
		.map((name) => `<div class="tile ${name}"><b id="count-${name}">${counts[name]}</b>${name}</div>`)
		.join('');
	return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>ITNIO sandbox</title><style>${PAGE_STYLE}</style></head><body>
<div class="top"><div><h1>ITNIO sandbox</h1><p>A stand-in for the WhatsApp service. Nothing leaves this machine.</p></div><div class="tiles">${tiles}</div></div>
<main><section><h2>Messages <span id="live">live</span></h2>
<div id="feed">${feed(entries)}</div>
<p id="nothing"${entries.length > 0 ? ' hidden' : ''}>Nothing received yet. Send a message with the account on this page, and it appears here.</p></section>
<aside>
<section><h2>Account to use</h2><table>
${row(['Base URL', code(url)])}${row(['API key', code(account?.apiKey ?? '')])}${row(['API secret', code(account?.apiSecret ?? '')])}${row(['App ID', code(account?.appIds[0] ?? '')])}${row(['Business', account?.businessPhones.map(code).join('<br>') ?? ''])}
</table><p>Any other business number of 7 to 14 digits works, too.</p></section>
<section><h2>Write as a person</h2><form id="inbound"><input name="from" placeholder="Number, e.g. 6281234567890" required pattern="[0-9]{7,14}"><input name="text" placeholder="Message" required><button>Write</button></form>
<div class="pushes" id="writings">${writings()}</div>
<p>${settings.callbackUrl ? `Pushed to the callback address.` : 'No callback address is set: it only opens the 24-hour window.'} Replies and rows in the messages can be tapped.</p><p id="said" role="status"></p></section>
<section><h2>Callback address</h2><form id="callback"><input name="callbackUrl" type="url" aria-label="Callback address" placeholder="Production URL of the trigger" value="${e(settings.callbackUrl ?? '')}"><button>Set</button></form>
<p>Where messages of people and delivery reports are pushed to. In n8n it is the Production URL of the ITNIO WhatsApp Trigger. Empty: nowhere.</p><p id="callback-said" role="status"></p></section>
<section><h2>Something happens to the account</h2><div class="pushes" id="happenings">${happenings()}</div>
<p>Pushed to the callback address, as the service does.</p><p id="pushed-said" role="status"></p></section>
<section><h2>Trigger numbers</h2><table>${triggers()}</table>
<p>Recipient <code>+1999000NNNN</code> or business number <code>1888000NNNN</code> answers status <code>-NNNN</code>, for every documented code.</p></section>
<section><h2>Other API keys</h2><table><tr><th>key</th><th>state</th><th>balance call</th></tr>${accountRows(accounts.slice(1))}</table><p>All with the same secret and App ID.</p></section>
</aside></main><script>${PAGE_SCRIPT}</script></body></html>`;
}
