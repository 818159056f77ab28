import { FaultPlan } from './faults';
import { RateLimit, TokenBucket, type Limit } from './rate';
import type { Settings } from './types';

/** The current settings, and the counters that are reset when they change. */
export interface Runtime {
	settings: Settings;
	faults: FaultPlan;
	rate: Limit | undefined;
}

export function startRuntime(settings: Settings): Runtime {
	const { faults, seed, ratePerSecond, rateCountedBy } = settings;
	return {
		settings,
		faults: new FaultPlan(faults, seed),
		rate:
			ratePerSecond === null
				? undefined
				: new (rateCountedBy === 'bucket' ? TokenBucket : RateLimit)(ratePerSecond),
	};
}
