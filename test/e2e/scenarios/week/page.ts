/** The week as the page "How it is tested" shows it. */
import { cpus, loadavg } from 'node:os';
import { drawWeek, type Mark, type Panel, type Point } from '../../../../scripts/week/plot';
import type { Week } from '../../../../scripts/week/results';
import type { Sandbox } from '../../../../sandbox';
import type { Mishap } from './faults';
import type { Measured } from './measures';
import { COMMAND, OPTIONS } from './options';
import type { Promised } from './promises';
import type { Executed } from './record';
import type { Traffic } from './traffic';
import { PLANNED } from './world';

export interface Lived {
	/** Milliseconds since 1970. */
	readonly startedAt: number;
	readonly endedAt: number;
	readonly sandbox: Sandbox;
	readonly traffic: Traffic;
	readonly executions: readonly Executed[];
	readonly measured: readonly Measured[];
	readonly mishaps: readonly Mishap[];
	readonly promises: readonly Promised[];
	/** How many wanted the processor, on average. */
	readonly load: number;
}

export const loadNow = (): number => loadavg()[0] ?? 0;

export function weekOf({ sandbox, traffic, mishaps, promises, load }: Lived): Week {
	const counts: Record<string, number> = {};
	for (const { what } of mishaps) counts[what] = (counts[what] ?? 0) + 1;
	return {
		...{ command: COMMAND, version: OPTIONS.version, queue: OPTIONS.queue, seed: OPTIONS.seed },
		...{ minutes: OPTIONS.minutes, people: OPTIONS.people, messages: PLANNED.size },
		...{ accepted: sandbox.counts().accepted, pushed: traffic.pushed.length },
		machine: { cores: cpus().length, node: process.versions.node, load },
		mishaps: counts,
		promises: promises.map(({ key, holds, figures }) => ({ key, holds, figures })),
	};
}

const KINDS_OF_N8N = /^(n8n|package|workflow|clock|disk|worker|webhook|Redis)/;

export function pictureOf({
	startedAt,
	endedAt,
	sandbox,
	traffic,
	executions,
	measured,
	mishaps,
}: Lived): string {
	const minute = (at: number) => (at - startedAt) / 60_000;
	const minutes = minute(endedAt);
	const perMinute = (times: readonly number[]): Point[] => {
		const counts = new Map<number, number>();
		for (const at of times) counts.set(Math.floor(minute(at)), (counts.get(Math.floor(minute(at))) ?? 0) + 1);
		return Array.from({ length: Math.ceil(minutes) }, (_, n) => [n + 0.5, counts.get(n) ?? 0] as const);
	};
	/** One value for each ten seconds, from the beginning of the week. */
	const thinned = (points: readonly Point[]): Point[] => {
		const found = new Map<number, number>();
		for (const [at, value] of points) {
			if (at < 0) continue;
			const place = Math.floor(at * 6);
			found.set(place, Math.max(found.get(place) ?? 0, value));
		}
		return [...found].map(([place, value]) => [place / 6, value] as const);
	};
	const waiting: Point[] = [];
	let count = 0;
	// An execution that goes on begins anew, as n8n writes it down.
	const calledAt = new Map(
		traffic.calls.flatMap(({ ids, calledAt: at }) => ids.map((id) => [id, at] as const)),
	);
	const steps = executions
		.filter(({ workflow }) => workflow.startsWith('ask-'))
		.flatMap(({ ids, stoppedAt: to }) => {
			const from = Math.min(...Array.from(ids, (id) => calledAt.get(id) ?? Infinity));
			if (from === Infinity) return [];
			return [{ at: from, by: 1 }, ...(to === undefined ? [] : [{ at: Math.max(from, to), by: -1 }])];
		})
		.sort((a, b) => a.at - b.at);
	for (const { at, by } of steps) waiting.push([minute(at), (count += by)]);

	const kinds = [...new Set(measured.map(({ name }) => name.split('-')[0] ?? ''))];
	const NAMES: Readonly<Record<string, string>> = {
		start: 'main process',
		worker: 'workers',
		webhook: 'webhook process',
	};
	const standstills = measured.flatMap((one) => one.standstills);
	const panels: Panel[] = [
		{
			title: 'Messages a minute',
			lines: [
				{ name: 'accepted', points: perMinute(sandbox.received.map(({ at }) => at)) },
				{ name: 'refused', points: perMinute(sandbox.rejected.map(({ at }) => at)) },
			],
		},
		{
			title: 'Memory of each process, MB',
			lines: measured.map(({ samples }) => ({
				name: '',
				points: thinned(samples.map(({ at, rss }) => [minute(at), rss / 2 ** 20] as const)),
			})),
		},
		{
			title: 'Longest standstill of any process, ms (of n8n and of the node)',
			limit: 300,
			lines: [
				...kinds.map((kind) => ({
					name: NAMES[kind] ?? kind,
					isScattered: true,
					points: thinned(
						measured
							.filter(({ name }) => name.startsWith(kind))
							.flatMap(({ samples }) => samples.map(({ at, longestMs }) => [minute(at), longestMs] as const)),
					).filter(([, ms]) => ms >= 20),
				})),
				{
					name: 'because of the node',
					isScattered: true,
					points: standstills
						.filter(({ at, ourMs }) => ourMs > 0 && at >= startedAt)
						.map(({ at, ourMs }) => [minute(at), ourMs] as const),
				},
			],
		},
		{ title: 'People who are waited for', lines: [{ name: '', points: waiting }] },
	];
	const marks: Mark[] = mishaps.map(({ what, from, to }) => ({
		minute: minute(from),
		until: minute(to || endedAt),
		isOfN8n: KINDS_OF_N8N.test(what),
	}));
	const where = OPTIONS.queue ? 'queue mode' : 'one process';
	return drawWeek(`n8n ${OPTIONS.version}, ${where}, seed ${OPTIONS.seed}`, panels, minutes, marks);
}
