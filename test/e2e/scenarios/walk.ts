/**
 * npm run e2e -- walk: the eighteen tasks of a shop owner's second day, done with mouse and keyboard in a real n8n, and what
 * each of them takes: clicks (a drag is one) and typed characters. Messages that nobody wanted are counted, too.
 *
 *   npm run e2e -- walk --n8n=<version>   another version of n8n (a folder of harness/n8n)
 *   npm run e2e -- walk --only=stop,form  some of the tasks; the first one makes the credential and always runs
 *
 * Exit code 1 if a task does not end as its owner wants it.
 */
import { parseArgs } from 'node:util';
import { consoleProgress, DEFAULT_VERSION, expect, withN8n, type Editor } from '../../../harness';
import { BUSINESS, type Task } from '../walk/shared';
import { CONVERSATION_TASKS } from '../walk/conversation';
import { SENDING_TASKS } from '../walk/sending';

const { values: options } = parseArgs({
	options: {
		n8n: { type: 'string', default: DEFAULT_VERSION },
		only: { type: 'string', default: '' },
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

const TASKS: Readonly<Record<string, Task>> = { ...SENDING_TASKS, ...CONVERSATION_TASKS };

export async function run(): Promise<void> {
	const only = options.only.split(',').filter((word) => word !== '');
	const wanted = Object.entries(TASKS).filter(
		([name]) => only.length === 0 || name === 'credential' || only.some((word) => name.includes(word)),
	);
	await withN8n(
		{ version: options.n8n, progress, credential: { businessPhone: BUSINESS } },
		async (scene) => {
			const editor = await scene.openEditor({ width: 1700, height: 1300 });
			const effort = await countEffort(editor);
			const rows: string[] = [];
			for (const [name, task] of wanted) {
				scene.sandbox.reset();
				const before = { ...effort };
				const messages = await progress.step(name, async () => await task(scene, editor));
				const surprises = scene.sandbox.received.length - messages;
				expect(name, surprises === 0, `${messages} messages and no other`);
				const { clicks, characters } = effort;
				rows.push(
					`| ${name} | ${clicks - before.clicks} | ${characters - before.characters} | ${messages} | ${surprises} |`,
				);
			}
			console.log(
				[
					'| task | clicks | characters | messages | surprises |',
					'| --- | --: | --: | --: | --: |',
					...rows,
				].join('\n'),
			);
		},
	);
}
