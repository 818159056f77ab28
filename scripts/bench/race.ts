/** One way to send, in a process of its own, against a service in a process of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { packPackage } from '../../harness/pack';
import type { Measured } from './contestant';
import type { Limited } from './limits';
import type { Row } from './results';

const ROOT = join(__dirname, '..', '..');
const TSX = join(ROOT, 'node_modules', '.bin', 'tsx');
/** Messages that are sent before the clock starts. */
const WARM_UP = 10;

const children = new Set<ChildProcess>();
function start(script: string, args: string[]): ChildProcess {
	const child = spawn(TSX, [join(ROOT, script), ...args], {
		cwd: ROOT,
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	children.add(child.once('exit', () => children.delete(child)));
	return child;
}
process.once('exit', () => children.forEach((child) => child.kill()));

/** What a child prints, until it ends or the pattern is found. */
async function output(child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
	return await new Promise((resolve, reject) => {
		let text = '';
		child.stdout?.on('data', (chunk: Buffer) => {
			text += chunk.toString();
			const found = pattern.exec(text);
			if (found) resolve(found);
		});
		child.once('error', reject);
		child.once('exit', (code) =>
			reject(new Error(`A part of the bench ended with code ${code}: ${text.slice(-500)}`)),
		);
	});
}

let built: Promise<string> | undefined;

/** This package as it is published: what tsx makes of the sources does more work for each function. */
const builtFor = (folder: string): Promise<string> =>
	(built ??= packPackage().then((packed) => {
		// n8n's own packages, as in n8n.
		symlinkSync(join(folder, 'node_modules'), join(packed.folder, 'node_modules'), 'junction');
		return packed.folder;
	}));

export interface Run {
	/** An installed n8n. */
	folder: string;
	/** Of the contestant. */
	name: string;
	messages: number;
	latencyMs: number;
	/** Undefined: no limit. */
	rate?: number;
	warmUp: number;
}

export interface Measurement extends Measured {
	accepted: number;
	doubled: number;
}

export async function measure(run: Run): Promise<Measurement> {
	const { folder, name, messages, latencyMs, rate, warmUp } = run;
	const limit = rate === undefined ? [] : ['--rate', String(rate)];
	const service = start('sandbox/main.ts', ['--port', '0', '--latency', String(latencyMs), ...limit]);
	try {
		const [, url = ''] = await output(service, /ITNIO sandbox: (\S+)/);
		const sender = start('scripts/bench/contestant.ts', [
			name,
			String(messages),
			String(warmUp),
			folder,
			url,
			await builtFor(folder),
		]);
		const [, measured = ''] = await output(sender, /MEASURED (.*)\n/);
		const counts = (await (await fetch(`${url}/_/counts`)).json()) as {
			accepted: number;
			duplicates: number;
		};
		return { ...(JSON.parse(measured) as Measured), accepted: counts.accepted, doubled: counts.duplicates };
	} finally {
		service.kill();
	}
}

export async function rowOf(folder: string, name: string, limited: Limited): Promise<Row> {
	const found = await measure({ folder, name, ...limited, warmUp: WARM_UP });
	return { name, ...limited, ...found, lost: limited.messages - (found.accepted - found.doubled) };
}
