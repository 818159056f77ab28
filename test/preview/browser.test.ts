import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { canStartChromium, startChromium } from '../../harness/browser/chromium';
import { renderPreview } from './render';
import { BODIES, FAULTY, REQUEST } from './bodies';
import { HOSTILE, places, replaced } from './hostile';

// Only where none can be had, and never where somebody counts on it.
const possible = canStartChromium() || process.env.CI !== undefined;
const suite = possible ? describe : describe.skip;

const SAFE_LINKS = /^https:\/\/media\.example\/[\w.]+$/;

suite(possible ? 'in a real browser' : 'in a real browser (skipped: CHROMIUM names none)', () => {
	let browser: Browser;
	let server: Server;
	let page = '';

	beforeAll(async () => {
		// Served from a real origin and not through setContent, which itself needs scripts.
		server = createServer((_, response) =>
			response.setHeader('Content-Type', 'text/html; charset=utf-8').end(page),
		);
		await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
		browser = await startChromium();
	}, 900_000);

	afterAll(async () => {
		await browser?.close();
		await new Promise((closed) => server.close(closed));
	});

	/** Loads a page and reports what it asked for, which scripts ran and what it complained about. */
	async function visit(
		html: string,
		width = 1000,
	): Promise<{
		requests: string[];
		refused: string[];
		probe: unknown;
		overflow: number;
		styled: boolean;
		elements: string[];
	}> {
		page = html;
		const context = await browser.newContext({ viewport: { width, height: 800 } });
		const home = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
		const requests: string[] = [];
		const refused: string[] = [];
		await context.route('**/*', async (route) => {
			const url = route.request().url();
			if (url === home) return await route.continue();
			requests.push(url);
			return await route.abort();
		});
		const tab = await context.newPage();
		tab.on('console', (message) => {
			if (/Content Security Policy/i.test(message.text())) refused.push(message.text());
		});
		await tab.goto(home, { waitUntil: 'load' });
		const seen = await tab.evaluate(() => ({
			probe: (window as unknown as { probe?: unknown }).probe,
			overflow: document.documentElement.scrollWidth - window.innerWidth,
			styled: getComputedStyle(document.querySelector('.phone') ?? document.body).display === 'flex',
			elements: [...new Set(Array.from(document.querySelectorAll('*'), (element) => element.localName))],
		}));
		await context.close();
		return { requests: requests.filter((url) => !url.endsWith('/favicon.ico')), refused, ...seen };
	}

	const hostilePages = Object.entries(BODIES).map(([kind, body]) => {
		// Every field holds one of the texts, another one on every field.
		const hostile = places(body)
			.filter((path) => path.at(-1) !== 'type' && typeof read(body, path) === 'string')
			.reduce<unknown>((changed, path, index) => replaced(changed, path, HOSTILE[index % 16]), body);
		return [kind, hostile as Record<string, unknown>] as const;
	});

	test.each(hostilePages)('hostile texts in a %s run nothing and fetch nothing foreign', async (_, body) => {
		const problems = places(body).map((path, index) => ({ path, message: String(HOSTILE[index % 16]) }));
		const { requests, refused, probe, styled, elements } = await visit(
			renderPreview({ body, problems, request: REQUEST, title: String(HOSTILE[0]) }),
		);
		expect(probe).toBeUndefined();
		// One of the texts is a well-formed address with a quote in it: only that host may be asked.
		for (const url of requests) expect(new URL(url).host).toBe('a.example');
		expect(refused).toEqual([]);
		expect(styled).toBe(true);
		for (const name of ['script', 'iframe', 'svg', 'base', 'link', 'object', 'embed', 'form']) {
			expect(elements).not.toContain(name);
		}
	});

	test('the policy would stop a script that came in all the same', async () => {
		const broken = renderPreview({ body: BODIES.text ?? {}, problems: [] }).replace(
			'</body>',
			'<script>window.probe=1</script><img src="https://media.example/x.png" onerror="window.probe=2"></body>',
		);
		const { probe, refused } = await visit(broken);
		expect(probe).toBeUndefined();
		expect(refused.length).toBeGreaterThan(0);
	});

	test.each(Object.keys(BODIES))(
		'%s asks for its media alone and fits a narrow and a wide window',
		async (kind) => {
			const html = renderPreview({ body: BODIES[kind] ?? {}, problems: [], request: REQUEST });
			for (const width of [360, 1000]) {
				const { requests, refused, overflow, styled } = await visit(html, width);
				for (const url of requests) expect(url).toMatch(SAFE_LINKS);
				expect(refused).toEqual([]);
				expect(overflow).toBeLessThanOrEqual(0);
				expect(styled).toBe(true);
			}
		},
	);

	test('problems and endless words do not widen the page', async () => {
		for (const width of [360, 1000]) {
			expect(
				(await visit(renderPreview({ ...FAULTY, request: REQUEST }), width)).overflow,
			).toBeLessThanOrEqual(0);
			for (const [, body] of Object.entries(BODIES)) {
				const long = places(body)
					.filter((path) => path.at(-1) !== 'type' && typeof read(body, path) === 'string')
					.reduce<unknown>((changed, path) => replaced(changed, path, 'W'.repeat(300)), body) as Record<
					string,
					unknown
				>;
				expect(
					(await visit(renderPreview({ body: long, problems: [], request: REQUEST }), width)).overflow,
				).toBeLessThanOrEqual(0);
			}
		}
	});

	test.each([899, 780, 500, 360])(
		'a phone number stays in one line at a width of %d pixels',
		async (width) => {
			page = renderPreview({
				body: { ...BODIES.contacts, recipient: '6281234567890', businessPhone: '+62 855-7467-0498' },
				problems: [],
				request: REQUEST,
			});
			const context = await browser.newContext({ viewport: { width, height: 800 } });
			try {
				const tab = await context.newPage();
				await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
				const lines = await tab.evaluate(() =>
					Array.from(document.querySelectorAll('.bar-title, .number, .j-string'))
						.filter(({ textContent }) => /^"?[+\d][\d ()-]{9,}"?$/.test(textContent ?? ''))
						.map((element) => {
							const range = document.createRange();
							range.selectNodeContents(element);
							return new Set(Array.from(range.getClientRects(), ({ top }) => Math.round(top))).size;
						}),
				);
				expect(lines.length).toBeGreaterThanOrEqual(4);
				expect(new Set(lines)).toEqual(new Set([1]));
			} finally {
				await context.close();
			}
		},
	);
});

function read(body: unknown, path: ReadonlyArray<string | number>): unknown {
	return path.reduce<unknown>((value, key) => (value as Record<string | number, unknown>)[key], body);
}
