import type { Fault } from '../../sandbox';

/** Everything that can go wrong on the way of a message; `share` 1: about a fifth of them. */
export const storm = (share: number): Fault[] => {
	const probability = 0.012 * share;
	return [
		{ kind: 'resetBeforeRead', probability },
		{ kind: 'resetAfterRead', probability },
		{ kind: 'timeoutBeforeAccept', probability },
		{ kind: 'timeoutAfterAccept', probability },
		{ kind: 'http429', retryAfter: 1, times: 1, probability: 0.01 },
		{ kind: 'http429', retryAfter: 'date:1', times: 1, probability: 0.01 },
		{ kind: 'http429', retryAfter: '', probability: probability / 4 },
		{ kind: 'http500', probability },
		{ kind: 'http500', accepted: true, probability },
		{ kind: 'http502', probability },
		{ kind: 'http502', accepted: true, probability },
		{ kind: 'http503', probability },
		{ kind: 'http503', accepted: true, probability },
		{ kind: 'http503', retryAfter: 1, probability },
		{ kind: 'http503', retryAfter: 0, probability },
		{ kind: 'halfAnswer', probability },
		{ kind: 'wrongContentType', probability },
		{ kind: 'empty', probability },
		{ kind: 'redirect', location: 'http://127.0.0.1:9/', probability },
		{ kind: 'slowDrip', ms: 1, probability },
		{ kind: 'slowDrip', ms: 50, probability },
		{ kind: 'hugeAnswer', bytes: 5_000_000, probability: probability / 4 },
		{ kind: 'status', status: -4, probability },
		{ kind: 'status', status: -5, probability },
	];
};
