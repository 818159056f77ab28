/** The service says no: thrown by a rule, turned into an answer in one place (service.ts). */
export class Refusal extends Error {
	constructor(
		/** The vendor's code, a negative number (docs/api.md, section 4). */
		readonly status: number,
		reason: string,
	) {
		super(reason);
	}
}

/** @throws Refusal always */
export function refuse(status: number, reason: string): never {
	throw new Refusal(status, reason);
}
