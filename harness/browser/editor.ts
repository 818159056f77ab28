import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type { JsonObject, Owner } from '../n8n';
import { PATIENCE_MS, until } from '../until';

const byId = (id: string) => `[data-test-id="${id}"]`;

/** Who is logged in where: n8n takes only a few log-ins a minute, so every window after the first one goes without. */
const sessions = new Map<string, Awaited<ReturnType<BrowserContext['storageState']>>>();

export interface EditorOptions {
	dark?: boolean;
	/** Device pixels per CSS pixel. */
	scale?: number;
	width?: number;
	height?: number;
	/** How many times slower than this machine the browser computes. */
	slower?: number;
}

/** n8n's editor as a person uses it: with mouse and keyboard. Every wait ends by itself. */
export class Editor {
	private constructor(
		readonly browser: Browser,
		readonly context: BrowserContext,
		readonly page: Page,
		private readonly url: string,
	) {}

	/** Opens a window, the first one through the log-in form. Nothing beyond this machine can be reached, unless a test answers for it (`context.route`). */
	static async open(
		browser: Browser,
		url: string,
		owner: Owner,
		options: EditorOptions = {},
	): Promise<Editor> {
		const { dark = false, scale = 1, width = 1500, height = 950, slower = 1 } = options;
		const context = await browser.newContext({
			viewport: { width, height },
			deviceScaleFactor: scale,
			colorScheme: dark ? 'dark' : 'light',
			locale: 'en-GB',
			reducedMotion: 'reduce',
			storageState: sessions.get(url),
		});
		context.setDefaultTimeout(PATIENCE_MS);
		const page = await context.newPage();
		if (slower > 1) {
			const devTools = await context.newCDPSession(page);
			await devTools.send('Emulation.setCPUThrottlingRate', { rate: slower });
		}
		const editor = new Editor(browser, context, page, url);
		if (sessions.has(url)) {
			await page.goto(`${url}/home/workflows`);
		} else {
			await page.goto(`${url}/signin`);
			await page.fill('input[name="emailOrLdapLoginId"]', owner.email);
			await page.fill('input[name="password"]', owner.password);
			await page.click(byId('form-submit-button'));
		}
		await page.waitForURL(/\/(home|workflow)/);
		sessions.set(url, await context.storageState());
		return editor;
	}

	async close(): Promise<void> {
		await this.context.close();
	}

	part(id: string): Locator {
		return this.page.locator(byId(id));
	}

	// --- Workflow and node panel

	/** A new workflow that starts with a click. */
	async newWorkflow(): Promise<void> {
		await this.page.goto(`${this.url}/workflow/new`);
		await this.part('canvas-plus-button').click();
		await this.page.getByText('Trigger manually').click();
		await this.part('canvas-handle-plus').first().waitFor();
	}

	/** Imports a file into a new workflow, by n8n's menu. */
	async importFile(path: string): Promise<void> {
		await this.page.goto(`${this.url}/workflow/new`);
		await this.part('workflow-menu').click();
		// Newer versions have a menu in the menu.
		const folder = this.page.getByText('Import', { exact: true });
		const item = this.page.getByText(/^\s*(?:Import from file|From file)/i);
		await folder.or(item).locator('visible=true').first().waitFor();
		if ((await folder.count()) > 0) await folder.first().click();
		const [chooser] = await Promise.all([
			this.page.waitForEvent('filechooser'),
			item.locator('visible=true').first().click(),
		]);
		await chooser.setFiles(path);
		await this.part('canvas-node').first().waitFor();
	}

	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`${this.url}/workflow/${id}`);
		await this.part('canvas-node').first().waitFor();
	}

	/** Publishes the workflow by n8n's button. */
	async publish(): Promise<void> {
		await this.part('workflow-open-publish-modal-button').click();
		await this.part('workflow-publish-button').click();
		await this.part('workflow-publish-button').waitFor({ state: 'hidden' });
	}

	/** Opens the panel of nodes that may follow the last one. */
	async openNodePanel(): Promise<void> {
		await this.part('canvas-handle-plus').last().click();
		await this.part('node-creator-search-bar').waitFor();
	}

	async closePanel(): Promise<void> {
		// Once for each page of the panel, as long as it slides.
		await until(
			'the panel to close',
			async () => {
				if ((await this.part('node-creator').count()) === 0) return true;
				await this.page.keyboard.press('Escape');
				return false;
			},
			{ everyMs: 200 },
		);
	}

	/** Types words into the open node panel, and waits until a node is among the first `within` that it lists. */
	async search(words: string, node: string, within = Infinity): Promise<void> {
		await this.part('node-creator-search-bar').fill(words);
		let found: string[] = [];
		await until(
			() => `"${node}" to be found by "${words}", which finds ${found.join(', ')}`,
			async () => {
				const texts = await this.part('item-iterator-item').allInnerTexts();
				found = texts.map((text) => text.split('\n')[0]?.trim() ?? '');
				return found.slice(0, within).includes(node);
			},
			{ timeoutMs: 60_000 },
		);
	}

	/** Chooses the node among what was found. Returns the actions that it offers. */
	async chooseNode(name: string): Promise<string[]> {
		await this.part('item-iterator-item').filter({ hasText: name }).first().click();
		await this.page
			.getByText(/^Actions \(\d+\)/)
			.first()
			.waitFor();
		// The panel slides: the list of nodes leaves.
		await this.part('node-creator-search-bar').waitFor({ state: 'detached' });
		return (await this.part('item-iterator-item').allInnerTexts()).map((text) => text.trim());
	}

	async chooseAction(action: string): Promise<void> {
		await this.part('item-iterator-item').getByText(action, { exact: true }).click();
		await this.part('node-parameters').waitFor();
	}

	async addAction(action: string): Promise<void> {
		await this.openNodePanel();
		await this.search('itnio', 'ITNIO WhatsApp');
		await this.chooseNode('ITNIO WhatsApp');
		await this.chooseAction(action);
	}

	/** Opens the panel of what may be plugged into an agent as its tool. */
	async openToolPanel(agent: string): Promise<void> {
		await this.page
			.locator(
				`${byId('canvas-node-input-handle')}[data-node-name="${agent}"][data-connection-type="ai_tool"] ${byId('canvas-handle-plus')}`,
			)
			.click();
		await this.part('node-creator-search-bar').waitFor();
	}

	/** Lets the model of an agent fill in a field of the open tool. */
	async letModelDefine(path: string): Promise<void> {
		await this.field(path).hover();
		// Beside a large text the button stands in the line of the label.
		const whole = this.part('input-label')
			.filter({ has: this.field(path) })
			.last();
		await whole.locator(byId('from-ai-override-button')).click();
		await this.part('fromAI-override-field').first().waitFor();
	}

	/** Opens the form of a node on the canvas. */
	async openNode(name: string): Promise<void> {
		await this.page.locator(`[data-node-name="${name}"]`).first().dblclick();
		await this.part('node-parameters').waitFor();
	}

	async closeNode(): Promise<void> {
		await this.part('ndv-close-button').click();
		await this.part('node-parameters').waitFor({ state: 'detached' });
	}

	// --- The form of a node; `path` as n8n stores it, e.g. cards.card[0].headerLink

	field(path: string): Locator {
		return this.page.locator(`[data-parameter-path="${`parameters.${path}`.replaceAll('"', '\\"')}"]`);
	}

	/** The box of a field; of one that offers several ways to fill it in, the box for the value. */
	private box(path: string): Locator {
		return this.field(path)
			.locator(`input:not(${byId('rlc-mode-selector')} input), textarea`)
			.first();
	}

	async isShown(path: string): Promise<boolean> {
		return (await this.field(path).count()) > 0;
	}

	async type(path: string, text: string): Promise<void> {
		await this.box(path).click();
		await this.page.keyboard.press('Control+A');
		await this.page.keyboard.insertText(text);
	}

	async value(path: string): Promise<string> {
		return await this.box(path).inputValue();
	}

	/** Chooses an option by its label. */
	async choose(path: string, label: string): Promise<void> {
		await this.box(path).click();
		await this.option(label).click();
		await this.page.locator('.el-select-dropdown__item:visible').first().waitFor({ state: 'hidden' });
	}

	/** Chooses the way in which a field is filled in, e.g. "By Name". */
	async chooseWay(path: string, label: string): Promise<void> {
		await this.field(path)
			.locator(`${byId('rlc-mode-selector')} input`)
			.click();
		await this.option(label).click();
		await this.page.locator('.el-select-dropdown__item:visible').first().waitFor({ state: 'hidden' });
	}

	/** Opens a list that the account has. @returns its rows */
	async openList(path: string): Promise<Locator> {
		await this.box(path).click();
		const rows = this.part('rlc-item').locator('visible=true');
		await rows.first().waitFor();
		return rows;
	}

	/** Chooses a row of a list that the account has, by the words with which it begins. */
	async chooseFromList(path: string, words: string): Promise<void> {
		await (await this.openList(path)).filter({ hasText: words }).first().click();
		await this.part('rlc-item').locator('visible=true').first().waitFor({ state: 'hidden' });
	}

	/** The labels of a drop-down. */
	async optionsOf(path: string): Promise<string[]> {
		const entries = this.page.locator('.el-select-dropdown__item:visible');
		await this.box(path).click();
		await entries.first().waitFor();
		const labels = (await entries.allInnerTexts()).map((text) => text.trim().split('\n')[0] ?? '');
		await this.page.keyboard.press('Escape');
		await entries.first().waitFor({ state: 'hidden' });
		return labels;
	}

	/** An entry of the drop-down that is open. */
	option(label: string): Locator {
		const title = this.page.locator('.el-select-dropdown__item:visible').filter({ hasText: label });
		const exact = new RegExp(`^\\s*${label.replace(/[()]/g, '\\$&')}\\s*(\\n|$)`);
		return title
			.filter({ hasText: exact })
			.or(title.filter({ has: this.page.getByText(label, { exact: true }) }))
			.first();
	}

	/** Adds one of the "Options" by its label. */
	async addOption(label: string): Promise<void> {
		await this.part('collection-parameter-add').last().locator('input').click();
		await this.option(label).click();
	}

	/** The labels of the "Options" that can still be added, in their order. */
	async optionsToAdd(): Promise<string[]> {
		const entries = this.page.locator('.el-select-dropdown__item:visible');
		await this.part('collection-parameter-add').last().locator('input').click();
		await entries.first().waitFor();
		const labels = (await entries.allInnerTexts()).map((text) => text.trim().split('\n')[0] ?? '');
		await this.page.keyboard.press('Escape');
		await entries.first().waitFor({ state: 'hidden' });
		return labels;
	}

	/** The text of a JSON field. */
	async json(path: string): Promise<string> {
		return (await this.field(path).locator('.cm-line').allInnerTexts()).join('\n');
	}

	async typeJson(path: string, text: string): Promise<void> {
		await this.field(path).locator('.cm-content').click();
		await this.page.keyboard.press('Control+A');
		await this.page.keyboard.insertText(text);
	}

	/** The entries of a collection, e.g. cards, or the quick replies of an entry. */
	entries(collection: string, within: Locator | Page = this.page): Locator {
		return within.locator(`${byId(`fixed-collection-${collection}`)} > div > div > div > [data-draggable]`);
	}

	async addEntry(collection: string, within: Locator | Page = this.page): Promise<void> {
		const before = await this.entries(collection, within).count();
		await within
			.locator(byId(`fixed-collection-${collection}`))
			.locator(byId('fixed-collection-add'))
			.last()
			.click();
		await this.entries(collection, within).nth(before).waitFor();
	}

	/** Adds the one entry of a collection that takes no more than one, e.g. the card that is repeated. */
	async addOnlyEntry(collection: string): Promise<void> {
		await this.part(`fixed-collection-${collection}`).locator(byId('fixed-collection-add')).first().click();
	}

	async removeEntry(collection: string, index: number, within: Locator | Page = this.page): Promise<void> {
		const entries = this.entries(collection, within);
		const last = (await entries.count()) - 1;
		await entries.nth(index).hover();
		await entries.nth(index).locator(byId('fixed-collection-delete')).first().click();
		await entries.nth(last).waitFor({ state: 'detached' });
	}

	/** Drags an entry by its handle to the place of another one, one place at a time. */
	async dragEntry(
		collection: string,
		from: number,
		to: number,
		within: Locator | Page = this.page,
	): Promise<void> {
		const step = Math.sign(to - from);
		for (let place = from; place !== to; place += step) {
			const entries = this.entries(collection, within);
			const [moved, passed] = [entries.nth(place), entries.nth(place + step)];
			const order = await this.filledIn(entries);
			await entries
				.nth(Math.min(place, place + step))
				.evaluate((upper) => upper.scrollIntoView({ block: 'start', behavior: 'instant' }));
			await moved.hover({ position: { x: 20, y: 5 } });
			const handle = await moved.locator('.drag-handle').first().boundingBox();
			const target = await passed.boundingBox();
			if (handle === null || target === null) throw new Error(`Nothing to drag in ${collection}`);
			const { mouse } = this.page;
			const [x, y] = [handle.x + handle.width / 2, handle.y + handle.height / 2];
			const end = step < 0 ? target.y + 20 : target.y + target.height - 20;
			await mouse.move(x, y);
			await mouse.down();
			await mouse.move(x, y + (end - y) / 4, { steps: 5 });
			await mouse.move(x, end, { steps: 15 });
			await this.untilSwapped(entries, place, place + step, order);
			await mouse.up();
			await this.untilSwapped(entries, place, place + step, order);
		}
	}

	/** What is filled in, entry by entry. */
	private async filledIn(entries: Locator): Promise<string[]> {
		return await entries.evaluateAll((all) =>
			all.map((entry) =>
				Array.from(entry.querySelectorAll<HTMLInputElement>('input, textarea'), ({ value }) => value).join(
					'\n',
				),
			),
		);
	}

	/** Waits until an entry and its neighbour have changed places, and nothing moves any more. */
	private async untilSwapped(
		entries: Locator,
		one: number,
		other: number,
		before: readonly string[],
	): Promise<void> {
		await until(`entry ${one} to be at ${other}`, async () => {
			const now = await this.filledIn(entries);
			return now[other] === before[one] && now[one] === before[other];
		});
		await entries.evaluateAll(async (all) => {
			const moving = all.flatMap((entry) => entry.getAnimations({ subtree: true }));
			await Promise.all(moving.map(async ({ finished }) => await finished.catch(() => undefined)));
		});
	}

	// --- The input panel

	/** Runs the nodes before this one, so that the input panel has values to drag. */
	async runNodesBefore(): Promise<void> {
		await this.part('execute-previous-node').first().click();
		await this.part('ndv-input-panel').locator('[data-target="mappable"]').first().waitFor();
	}

	/** Drags a value of the input panel, known by its expression, into a field or to the end of what stands there. */
	async dragValue(expression: string, path: string): Promise<void> {
		const value = this.part('ndv-input-panel').locator(
			`[data-target="mappable"][data-value="${expression.replace(/"/g, '\\"')}"]`,
		);
		const field = this.field(path);
		await value.scrollIntoViewIfNeeded();
		await field.evaluate((form) => form.scrollIntoView({ block: 'center', behavior: 'instant' }));
		const from = await value.boundingBox();
		const box = await field.locator('input, textarea, .cm-line').last().boundingBox();
		if (from === null || box === null) throw new Error(`${expression} cannot be dragged to ${path}`);
		const { mouse } = this.page;
		const [x, y] = [from.x + from.width / 2, from.y + from.height / 2];
		await mouse.move(x, y);
		await mouse.down();
		await mouse.move(x + 30, y, { steps: 5 });
		// Where there is an expression already, n8n puts the value where the mouse is.
		await mouse.move(box.x + box.width - 40, box.y + box.height - 6, { steps: 15 });
		await mouse.up();
		await field.locator('.cm-line').filter({ hasText: expression }).first().waitFor();
		// n8n goes into the field by itself, and then to its beginning: what was typed before that would stand there.
		await field.locator('.cm-focused').waitFor();
		await this.untilDrawn();
		await this.leaveField();
	}

	/** Clicks beside the fields. What n8n shows of an expression would lie over the next ones. */
	private async leaveField(): Promise<void> {
		await this.part('tab-params').click();
		await this.part('inline-expression-editor-output').waitFor({ state: 'hidden' });
	}

	/** The stored text of a field that holds an expression. */
	async expression(path: string): Promise<string> {
		return (await this.field(path).locator('.cm-line').allInnerTexts()).join('\n');
	}

	/** Types at the end of a field that holds an expression. */
	async append(path: string, text: string): Promise<void> {
		await this.field(path).locator('.cm-content').click();
		await this.page.keyboard.press('Control+End');
		await this.page.keyboard.insertText(text);
		await this.leaveField();
	}

	// --- Running and what comes out

	/** Chooses by the arrow beside "Execute workflow" from which trigger it starts. */
	async chooseTrigger(name: string): Promise<void> {
		await this.page.getByLabel('Select trigger node').click();
		const entry = this.page.locator('[role="menuitem"]:visible').filter({ hasText: name }).first();
		await entry.click();
		await this.part('execute-workflow-button').filter({ hasText: name }).waitFor();
	}

	/** "Execute workflow" on the canvas. Returns the execution when it has ended. */
	async executeWorkflow(): Promise<string> {
		const button = this.part('execute-workflow-button');
		const executionId = await this.runBy(button);
		// The editor hears of the end by itself; until then the button says "Executing workflow".
		await button.filter({ hasText: 'Execute workflow' }).waitFor();
		return executionId;
	}

	/** @returns the execution that a click started, when it has ended */
	private async runBy(button: Locator): Promise<string> {
		const [started] = await Promise.all([
			this.page.waitForResponse(
				(response) => response.url().endsWith('/run') && response.request().method() === 'POST',
			),
			button.click(),
		]);
		const { data } = (await started.json()) as { data: { executionId: string } };
		await this.untilFinished(data.executionId);
		return data.executionId;
	}

	/** "Execute step". Returns when the output panel has the result of this run. */
	async execute(): Promise<void> {
		await this.runBy(this.part('node-execute-button'));
		const output = this.part('output-panel');
		await output
			.locator(
				`${byId('node-run-status-success')}, ${byId('node-run-status-danger')}, ${byId('node-error-view')}, ${byId('ndv-run-data-display-mode')}`,
			)
			.first()
			.waitFor();
		// The editor hears of the end by itself; until then the button turns, and the panel may show an earlier run.
		await this.page.locator(`${byId('node-execute-button')}:not([aria-busy="true"])`).waitFor();
		await this.untilDrawn();
	}

	/** Until the browser has drawn what it knows. */
	private async untilDrawn(): Promise<void> {
		await this.page.evaluate(
			async () => await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
		);
	}

	/** Opens "Webhook URLs" in the form of a trigger. @returns the Test URL */
	async testUrl(): Promise<string> {
		return await this.webhookUrl('Test URL', /^\s*https?:\S+\/webhook-test\/\S+\s*$/);
	}

	/** Opens "Webhook URLs" in the form of a trigger. @returns the Production URL */
	async productionUrl(): Promise<string> {
		return await this.webhookUrl('Production URL', /^\s*https?:\S+\/webhook\/\S+\s*$/);
	}

	private async webhookUrl(label: string, address: RegExp): Promise<string> {
		// A note on the canvas may speak of the same.
		const form = this.part('ndv');
		await form.getByText('Webhook URLs', { exact: true }).first().click();
		await form.getByText(label, { exact: true }).first().click();
		return (await form.getByText(address).first().innerText()).trim();
	}

	/** Lets the trigger in the open form listen for a test event. */
	async listen(): Promise<void> {
		await this.part('trigger-execute-button').first().click();
		await this.part('trigger-listening').waitFor();
	}

	/** Until what the trigger listens for has come. */
	async untilHeard(): Promise<void> {
		await this.part('output-panel').locator(byId('ndv-run-data-display-mode')).first().waitFor();
		await this.untilDrawn();
	}

	private async untilFinished(executionId: string): Promise<void> {
		let said = '';
		await until(
			() => `execution ${executionId} to end${said}`,
			async () => {
				const answer = await this.page.evaluate(async (path) => {
					// n8n ties the session to the browser.
					const headers = { 'browser-id': localStorage.getItem('n8n-browserId') ?? '' };
					const response = await fetch(path, { headers });
					return (await response.json()) as { data?: { status?: string }; message?: string };
				}, `/rest/executions/${executionId}`);
				// n8n 2.20 fails to read an execution that it is just writing.
				said = answer.data === undefined ? `; n8n does not tell of it: ${answer.message}` : '';
				return ['success', 'error', 'canceled', 'crashed'].includes(answer.data?.status ?? '');
			},
		);
	}

	async showOutputAs(kind: 'schema' | 'table' | 'json' | 'binary'): Promise<void> {
		await this.part('output-panel')
			.locator(byId(`radio-button-${kind}`))
			.click();
	}

	async outputText(): Promise<string> {
		return await this.part('output-panel').innerText();
	}

	/** The cells of the first row of the output, by their column. */
	async outputRow(): Promise<Record<string, string>> {
		await this.showOutputAs('table');
		const table = this.part('output-panel').locator('table').first();
		await table.waitFor();
		const columns = await table.locator('thead th').allInnerTexts();
		const cells = await table.locator('tbody tr').first().locator('td').allInnerTexts();
		return Object.fromEntries(columns.map((column, index) => [column.trim(), cells[index]?.trim() ?? '']));
	}

	/** Clicks "View" on the preview file and waits until n8n shows it. */
	async viewPreview(): Promise<Locator> {
		await this.showOutputAs('binary');
		await this.part('output-panel').locator(byId('ndv-view-binary-data')).first().click();
		const frame = this.page.locator('iframe.__html-display');
		await frame.waitFor();
		return frame;
	}

	// --- Credential

	/** The credential that is chosen in the open form; empty: none. */
	async credential(): Promise<string> {
		const chosen = this.part('node-credentials-select').locator('input');
		return (await chosen.count()) === 0 ? '' : (await chosen.first().inputValue()).trim();
	}

	/** Makes a credential from within the open form of a node, which then has it. @returns its name */
	async addCredential(values: JsonObject): Promise<string> {
		// Newer versions have one button as long as there is nothing to choose from.
		const connect = this.part('node-parameters').getByRole('button', { name: /^Connect to / });
		const select = this.part('node-credentials-select').locator('input');
		await connect.or(select).first().waitFor();
		const isByButton = (await connect.count()) > 0;
		if (isByButton) {
			await connect.click();
		} else {
			await select.click();
			await this.part('node-credentials-select-item-new').locator('visible=true').click();
		}
		const form = new CredentialForm(this.page, this.part('editCredential-modal'));
		await form.typeAll(values);
		await form.submit();
		// By the button it closes by itself where the connection works. Escape would close the form of the node, too.
		if (!isByButton)
			await form.form.locator('.el-dialog__headerbtn, button[aria-label*="lose"]').first().click();
		await form.form.waitFor({ state: 'hidden' });
		return form.stored?.name ?? '';
	}

	/** Chooses a credential in the open form of a node. */
	async chooseCredential(name: string): Promise<void> {
		await this.part('node-credentials-select').locator('input').click();
		await this.option(name).click();
	}

	async openNewCredential(): Promise<CredentialForm> {
		await this.page.goto(`${this.url}/home/credentials/create`);
		await this.part('new-credential-type-select').locator('input').fill('itnio');
		await this.part('new-credential-type-select-option').locator('visible=true').first().click();
		await this.part('new-credential-type-button').click();
		const form = this.part('editCredential-modal');
		await form.locator(byId('parameter-input-apiKey')).waitFor();
		return new CredentialForm(this.page, form);
	}
}

/** Of ITNIO's credential, and of OpenAI's (`url`). */
const CREDENTIAL_FIELDS = ['apiKey', 'apiSecret', 'appId', 'businessPhone', 'baseUrl', 'url'] as const;
export type CredentialField = (typeof CREDENTIAL_FIELDS)[number];

export class CredentialForm {
	/** The credential as n8n stored it at the first save. */
	stored?: { id: string; name: string };

	constructor(
		private readonly page: Page,
		readonly form: Locator,
	) {}

	async type(field: CredentialField, text: string): Promise<void> {
		await this.form.locator(`${byId(`parameter-input-${field}`)} input`).click();
		await this.page.keyboard.press('Control+A');
		await this.page.keyboard.insertText(text);
	}

	/** @param country as the list has it, without its code, e.g. Indonesia */
	async chooseCountry(country: string): Promise<void> {
		await this.form.locator(`${byId('parameter-input-defaultCountryCode')} input`).click();
		await this.page.keyboard.insertText(country);
		await this.page.locator('.el-select-dropdown__item:visible').filter({ hasText: country }).first().click();
	}

	async typeAll(values: JsonObject): Promise<void> {
		for (const field of CREDENTIAL_FIELDS) if (field in values) await this.type(field, String(values[field]));
	}

	/** Saves what was typed, which tests, too, until n8n has the result. */
	async submit(): Promise<void> {
		const answerOf = async (path: string) =>
			await this.page.waitForResponse(
				(response) => response.url().endsWith(path) && response.request().method() === 'POST',
			);
		const stored = this.stored === undefined ? answerOf('/rest/credentials') : undefined;
		const tested = answerOf('/rest/credentials/test');
		// It says "Saved" until n8n has noticed that something was typed.
		await this.form
			.locator(byId('credential-save-button'))
			.filter({ hasText: /^\s*Save\s*$/ })
			.click();
		if (stored !== undefined) {
			const { data } = (await (await stored).json()) as { data: { id: string; name: string } };
			this.stored = { id: data.id, name: data.name };
		}
		await tested;
	}

	/** Saves what was typed, which tests, too. Returns what n8n says about the connection, with its details. */
	async save(): Promise<string> {
		await this.submit();
		const good = this.form.getByText('Connection tested successfully');
		const bad = this.form.getByText(/Couldn.t connect with these settings/);
		await good.or(bad).locator('visible=true').first().waitFor();
		const more = this.form.getByText('More details');
		if ((await more.count()) > 0) await more.click();
		const words = await this.form.locator(byId('node-credentials-config-container')).innerText();
		return (words.split(/API Key/)[0] ?? '').replace(/\s+/g, ' ').trim();
	}
}
