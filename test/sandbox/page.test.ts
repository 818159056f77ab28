import type { Browser } from 'playwright-core';
import { canStartChromium, startChromium } from '../../harness/browser/chromium';
import { startSandbox, type Sandbox } from '../../sandbox';
import {
	carousel,
	message,
	quickCard,
	send,
	sendTemplate,
	startReceiver,
	textMessage,
	urlCard,
} from './helpers';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const page = async () => await (await fetch(sandbox.url)).text();
const possible = canStartChromium() || process.env.CI !== undefined;
const EVIL = `<img src=x onerror=alert(1)>"'&`;

test('shows the account and the trigger numbers', async () => {
	const html = await page();
	for (const words of [
		'sandbox-key',
		'sandbox-secret',
		'sandboxApp',
		'+19990000068',
		'18880000096',
		'sandbox-locked',
	]) {
		expect(html).toContain(`<code>${words}</code>`);
	}
});

test('shows what was received and what was refused, newest first, with everything escaped', async () => {
	const first = await send(sandbox.url, textMessage({ text: { body: EVIL }, [EVIL]: 1 }));
	await send(
		sandbox.url,
		message('location', { longitude: EVIL, latitude: EVIL, name: EVIL, address: EVIL }),
	);
	await send(
		sandbox.url,
		message('document', {
			link: `https://example.com/${EVIL.replaceAll(' ', '')}`,
			filename: EVIL,
			caption: EVIL,
		}),
	);
	await send(
		sandbox.url,
		message('contacts', [{ name: { formatted_name: EVIL }, phones: [{ phone: EVIL }] }]),
	);
	await send(
		sandbox.url,
		carousel([quickCard(0, '<b>"\'&</b>'), quickCard(1, 'ok')], { body: { text: EVIL } }),
	);
	await send(sandbox.url, carousel([urlCard(0, { body: { text: EVIL } }), urlCard(1)]));
	await sendTemplate(sandbox.url, textMessage({ template: { name: EVIL, language: { code: EVIL } } }));
	await send(sandbox.url, textMessage({ recipient: EVIL, type: EVIL, businessPhone: EVIL }));
	await send(sandbox.url, EVIL);
	expect(sandbox.counts()).toMatchObject({ accepted: 6, rejected: 3 });

	const html = await page();
	expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;');
	expect(html).not.toContain('<img');
	expect(html).not.toContain('<b>"');
	expect(html).toContain(String(first.json.data?.messageId));
	const order = [...html.matchAll(/data-n="(\d+)"/g)].map(([, n]) => Number(n));
	expect(order).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
});

test('asks for nothing from elsewhere', async () => {
	await send(sandbox.url, message('image', { link: 'https://example.com/a.png' }));
	const html = await page();
	expect(html).not.toMatch(/<(img|link|iframe|video|script)[^>]*(src|href)=/);
	expect(html).not.toMatch(/@import|url\(/);
	const response = await fetch(sandbox.url);
	expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
});

describe('in a real browser', () => {
	let browser: Browser;
	beforeAll(async () => {
		if (possible) browser = await startChromium();
	}, 900_000);
	afterAll(async () => await browser?.close());

	(possible ? test : test.skip)(
		'the callback address can be set, and what a person writes goes there',
		async () => {
			const receiver = await startReceiver();
			const tab = await browser.newPage();
			await tab.goto(sandbox.url);
			await tab.fill('#callback input', receiver.url);
			await tab.click('#callback button');
			await tab.waitForFunction(() => document.body.textContent?.includes('Pushed to the callback address.'));
			expect(sandbox.settings.callbackUrl).toBe(receiver.url);
			await tab.fill('#inbound [name="from"]', '6281234567890');
			await tab.fill('#inbound [name="text"]', 'Hello');
			await tab.click('#inbound button');
			await receiver.until(1);
			expect(receiver.events).toMatchObject([{ message: { text: { body: 'Hello' } } }]);

			await tab.click('[data-push*="ACCOUNT_RESTRICTION"]');
			await receiver.until(2);
			expect(receiver.events[1]).toMatchObject({ field: 'account_update', event: 'ACCOUNT_RESTRICTION' });

			await tab.fill('#callback input', '');
			await tab.click('#callback button');
			await tab.waitForFunction(() => document.body.textContent?.includes('No callback address is set'));
			expect(sandbox.settings.callbackUrl).toBeNull();
			await tab.close();
			await receiver.close();
		},
	);
});

test('the live refresh brings only what is new', async () => {
	await send(sandbox.url, textMessage({ text: { body: 'first' } }));
	await send(sandbox.url, textMessage({ text: { body: 'second' } }));
	const feed = async (after: number) =>
		(await (await fetch(`${sandbox.url}/_/feed?after=${after}`)).json()) as {
			accepted: number;
			html: string;
		};
	expect((await feed(1)).html).toContain('second');
	expect((await feed(1)).html).not.toContain('first');
	expect(await feed(2)).toMatchObject({ accepted: 2, html: '' });
});
