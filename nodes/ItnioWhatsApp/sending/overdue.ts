/** Accesses that were given up and go on: done again, they would find what they wrote themselves. */
export class Overdue {
	private readonly answers = new Map<string, Promise<unknown>>();

	/** @param limit rejects where an answer does not come for too long */
	constructor(private readonly limit: <T>(answer: Promise<T>) => Promise<T>) {}

	/** What was asked before in the same words and is not answered yet is waited for; else it is asked. */
	async ask<T>(words: readonly string[], access: () => Promise<T>): Promise<T> {
		const name = JSON.stringify(words);
		const before = this.answers.get(name) as Promise<T> | undefined;
		const forget = (): unknown => this.answers.delete(name);
		if (before) {
			// It may never be answered: the third time it is asked anew.
			forget();
			return await this.limit(before);
		}
		const answer = access();
		this.answers.set(name, answer);
		answer.then(forget, forget);
		return await this.limit(answer);
	}
}
