/** What a message costs of processor and memory, without latency and limit, so that nothing but work is measured. */
import { BARE, FORM, UNLIMITED } from './contestants';
import { median } from './median';
import { measure } from './race';
import type { Growth, Share } from './results';

const WARM_UP = 500;

const run = async (folder: string, name: string, messages: number) =>
	await measure({ folder, name, messages, latencyMs: 0, warmUp: WARM_UP });

/** All in turn, several times, because other work on the machine disturbs them. */
export async function shareOf(folder: string, messages: number, rounds: number): Promise<Share> {
	const cpu: Record<string, number[]> = { [UNLIMITED]: [], [BARE]: [], [FORM]: [] };
	for (let round = 0; round < rounds; round++) {
		for (const name of [UNLIMITED, BARE, FORM]) {
			const { cpuMsPerMessage, accepted } = await run(folder, name, messages);
			// A run that ended early says nothing of the work for all messages.
			if (accepted !== messages) throw new Error(`${name}: only ${accepted} of ${messages} were accepted`);
			cpu[name]?.push(cpuMsPerMessage);
		}
	}
	const middle = (name: string) => median(cpu[name] ?? []);
	// Each round by itself, because the machine may be busier in one than in another.
	const ratioTo = (name: string) =>
		median((cpu[UNLIMITED] ?? []).map((own, round) => own / (cpu[name]?.[round] as number)));
	return {
		messages,
		rounds,
		thisNode: middle(UNLIMITED),
		bareLoop: middle(BARE),
		formLoop: middle(FORM),
		ratio: ratioTo(BARE),
		toFormLoop: ratioTo(FORM),
	};
}

export async function growthOf(folder: string, messages: number): Promise<Growth> {
	const { accepted, doubled, ...measured } = await run(folder, UNLIMITED, messages);
	return { messages, ...measured, lost: messages - accepted + doubled, doubled };
}
