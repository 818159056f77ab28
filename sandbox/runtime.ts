import { FaultPlan } from './faults';
import { RateLimit } from './rate';
import type { Settings } from './types';

/** The present settings, and what counts along with them and starts anew when they change. */
export interface Runtime {
	settings: Settings;
	faults: FaultPlan;
	rate: RateLimit | undefined;
}

export function startRuntime(settings: Settings): Runtime {
	const { faults, seed, ratePerSecond } = settings;
	return {
		settings,
		faults: new FaultPlan(faults, seed),
		rate: ratePerSecond === null ? undefined : new RateLimit(ratePerSecond),
	};
}
