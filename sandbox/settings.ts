import { FAULT_KINDS } from './faults';
import type { Settings } from './types';

export const DEFAULT_SETTINGS: Settings = {
	latencyMs: 0,
	ratePerSecond: null,
	rateCountedBy: 'window',
	retryAfter: 1,
	faults: [],
	seed: 1,
	callbackUrl: null,
	pushDelaysMs: [60_000, 180_000, 300_000],
	pushTimeoutMs: 10_000,
	enforceWindow: false,
	templateDataAs: 'array',
	accountCallsBelow: '/wa',
	keepMessages: 100_000,
};

const isAmount = (value: unknown) => typeof value === 'number' && Number.isFinite(value) && value >= 0;

const isFault = (value: unknown) => {
	if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
	const { kind, probability } = value as { kind: unknown; probability?: unknown };
	if (probability !== undefined && !(isAmount(probability) && Number(probability) <= 1)) return false;
	return FAULT_KINDS.some((known) => known === kind);
};

const isHttpAddress = (value: unknown) =>
	typeof value === 'string' && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);

/** What each setting may be, and how to say so. */
const POSSIBLE: Readonly<Record<keyof Settings, [test: (value: unknown) => boolean, words: string]>> = {
	latencyMs: [isAmount, 'milliseconds from 0'],
	rateCountedBy: [(v) => v === 'window' || v === 'bucket', 'window or bucket'],
	ratePerSecond: [(v) => v === null || (isAmount(v) && Number(v) >= 1), 'a number from 1, or null'],
	retryAfter: [(v) => isAmount(v) || typeof v === 'string', 'seconds or a text'],
	faults: [
		(v) => Array.isArray(v) && v.every(isFault),
		`an array of { kind: ${FAULT_KINDS.join(' | ')}, … }`,
	],
	seed: [(v) => typeof v === 'number', 'a number'],
	callbackUrl: [(v) => v === null || isHttpAddress(v), 'an http(s) address, or null'],
	pushDelaysMs: [(v) => Array.isArray(v) && v.every(isAmount), 'an array of milliseconds'],
	pushTimeoutMs: [isAmount, 'milliseconds from 0'],
	enforceWindow: [(v) => typeof v === 'boolean', 'true or false'],
	templateDataAs: [(v) => v === 'array' || v === 'object', 'array or object'],
	accountCallsBelow: [(v) => v === '/wa' || v === '/wa/template', '/wa or /wa/template'],
	keepMessages: [(v) => isAmount(v) && Number(v) >= 1, 'a number from 1'],
};

/**
 * The settings after a change; members that are undefined stay as they were.
 * @throws TypeError naming the first member that is unknown or impossible
 */
export function changedSettings(settings: Settings, change: object): Settings {
	const result: Record<string, unknown> = { ...settings };
	for (const [name, value] of Object.entries(change)) {
		if (value === undefined) continue;
		if (!Object.hasOwn(POSSIBLE, name)) throw new TypeError(`There is no setting "${name}"`);
		const [test, words] = POSSIBLE[name as keyof Settings];
		if (!test(value)) throw new TypeError(`Setting "${name}" must be ${words}`);
		result[name] = value;
	}
	return result as unknown as Settings;
}
