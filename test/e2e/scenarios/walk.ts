/**
 * npm run e2e -- walk: the tasks of a shop owner's second day, done with mouse and keyboard in a real n8n, and what each of
 * them takes: clicks (a drag is one) and typed characters. Messages that nobody wanted are counted, too.
 *
 *   npm run e2e -- walk --n8n=<version>       another version of n8n (a folder of harness/n8n)
 *   npm run e2e -- walk --only=stop,form      some of the tasks; the first one makes the credential and always runs
 *   npm run e2e -- walk --pictures=<folder>   keeps a picture of the screen after each step
 *   npm run e2e -- walk --write               puts the figures of these tasks into the page "How it is tested"
 *
 * Exit code 1 if a task does not end as its owner wants it.
 */
import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { consoleProgress, DEFAULT_VERSION, runTests, withN8n, type Editor } from '../../../harness';
import { writeSections } from '../../../scripts/docs/sections';
import { writeWalk, type Walked } from '../../../scripts/walk/results';
import { AGENT_TASKS } from '../walk/agent';
import { CONVERSATION_TASKS } from '../walk/conversation';
import { filmed } from '../walk/pictures';
import { SENDING_TASKS } from '../walk/sending';
import { BUSINESS, type Task } from '../walk/shared';

const { values: options } = parseArgs({
	options: {
		n8n: { type: 'string', default: DEFAULT_VERSION },
		only: { type: 'string', default: '' },
		pictures: { type: 'string', default: '' },
		write: { type: 'boolean', default: false },
	},
});
const progress = consoleProgress();

interface Effort {
	clicks: number;
	characters: number;
}

/** Counts in the browser what a person does there. */
async function countEffort({ context, page }: Editor): Promise<Effort> {
	const effort = { clicks: 0, characters: 0 };
	await context.exposeBinding('noteEffort', (_, what: keyof Effort, count: number) => {
		effort[what] += count;
	});
	const listen = () => {
		const { noteEffort } = window as unknown as {
			noteEffort: (what: keyof Effort, count: number) => void;
		};
		addEventListener('pointerdown', () => noteEffort('clicks', 1), true);
		addEventListener(
			'beforeinput',
			({ data }) => noteEffort('characters', Array.from(data ?? '').length),
			true,
		);
	};
	await context.addInitScript(listen);
	await page.evaluate(listen);
	return effort;
}

const TASKS: Readonly<Record<string, Task>> = { ...SENDING_TASKS, ...CONVERSATION_TASKS, ...AGENT_TASKS };

/** The tasks that are wanted; the first one makes the credential. */
function wantedTasks(): Array<[string, Task]> {
	const only = options.only.split(',').filter((word) => word !== '');
	return Object.entries(TASKS).filter(
		([name]) => only.length === 0 || name === 'credential' || only.some((word) => name.includes(word)),
	);
}

const line = ({ task, passed, clicks, characters, wanted, surprises }: Walked) =>
	`| ${[task, passed ? 'yes' : 'no', clicks, characters, wanted ?? '–', surprises ?? '–'].join(' | ')} |`;

export async function run(): Promise<void> {
	const how = { version: options.n8n, progress, credential: { businessPhone: BUSINESS } };
	await withN8n(how, async (scene) => {
		const window = await scene.openEditor({ width: 1700, height: 1300 });
		const effort = await countEffort(window);
		const { editor, begin, take } = filmed(window, options.pictures);
		const walked: Walked[] = [];
		const tests = wantedTasks().map(([name, task]) => ({
			name,
			body: async () => {
				begin(name);
				const before = { ...effort };
				let wanted: number | undefined;
				try {
					wanted = await task(scene, editor);
					assert.equal(scene.sandbox.received.length - wanted, 0, 'no message that nobody wanted');
				} finally {
					await take('the end');
					const surprises = wanted === undefined ? undefined : scene.sandbox.received.length - wanted;
					walked.push({
						task: name,
						passed: surprises === 0,
						clicks: effort.clicks - before.clicks,
						characters: effort.characters - before.characters,
						wanted,
						surprises,
					});
					// What was walked stays, whatever becomes of the rest.
					if (options.write) writeWalk({ version: options.n8n, tasks: walked });
				}
			},
		}));
		const failures = mkdtempSync(join(tmpdir(), 'n8n-nodes-itnio-walk-'));
		try {
			await runTests(tests, progress, {
				before: () => scene.sandbox.reset(),
				onFailure: async (name) => {
					const path = join(failures, `${name.replace(/\W+/g, '-')}.png`);
					await window.page.screenshot({ path }).catch(() => {});
					return `What the browser showed: ${path}`;
				},
			});
		} finally {
			console.log(
				[
					'| task | passed | clicks | characters | messages | surprises |',
					'| --- | --- | --: | --: | --: | --: |',
					...walked.map(line),
				].join('\n'),
			);
			if (options.write) writeSections();
		}
	});
}
