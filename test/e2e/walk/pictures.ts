/** A picture of the screen after each thing that a person does, to be looked at as that person. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Editor } from '../../../harness';

/** The editor, and the task that is walked. */
export interface Filmed {
	readonly editor: Editor;
	begin(task: string): void;
	/** One more picture, with a word for what it shows. */
	take(what: string): Promise<void>;
}

/** @param folder where the pictures go, a folder for each task; nothing: none are taken */
export function filmed(editor: Editor, folder: string): Filmed {
	let task = '';
	let count = 0;
	const take = async (what: string): Promise<void> => {
		if (folder === '' || task === '') return;
		count += 1;
		const place = join(folder, task.replace(/\W+/g, '-'));
		mkdirSync(place, { recursive: true });
		const path = join(
			place,
			`${String(count).padStart(2, '0')}-${what.replace(/\W+/g, '-').slice(0, 60)}.png`,
		);
		// A page that is gone is what the task itself tells of.
		await editor.page.screenshot({ path }).catch(() => {});
	};
	const watched = new Proxy(editor, {
		get(target, name) {
			const member: unknown = Reflect.get(target, name);
			if (typeof member !== 'function') return member;
			return (...all: unknown[]): unknown => {
				const result: unknown = Reflect.apply(member, target, all);
				if (!(result instanceof Promise)) return result;
				const what = [name, ...all.filter((one) => typeof one === 'string')].join(' ');
				return result.then(async (value: unknown) => {
					await take(what);
					return value;
				});
			};
		},
	});
	const begin = (next: string) => {
		task = next;
		count = 0;
	};
	return { editor: folder === '' ? editor : watched, begin, take };
}
