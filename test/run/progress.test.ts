import { RunProgress } from '../../nodes/ItnioWhatsApp/run/progress';
import { VirtualTime } from '../sending/virtualTime';

function runOf(messages: number) {
	const time = new VirtualTime();
	const progress = new RunProgress({ now: time.now, sleep: async (ms) => await time.sleep(ms) });
	progress.begins(messages);
	return { time, progress };
}

/** What it says until so many milliseconds are over. */
async function saidIn({ time, progress }: ReturnType<typeof runOf>, milliseconds: number): Promise<string[]> {
	const said: string[] = [];
	const telling = progress.tell((sentence) => said.push(sentence));
	await time.run(
		time.sleep(milliseconds).then(async () => {
			progress.over();
			await telling;
		}),
	);
	return said;
}

test('every ten seconds: how many were accepted, how many failed, and how long it will take', async () => {
	const run = runOf(400);
	for (let n = 0; n < 90; n++) run.progress.ends({ kind: 'accepted' });
	for (let n = 0; n < 10; n++) run.progress.ends({ kind: 'rejected' });
	expect(await saidIn(run, 10_500)).toEqual(['90 of 400 accepted, 10 failed, 30 s left']);
});

test('what went before is no part of what is left, and did not fail', async () => {
	const run = runOf(4_000);
	for (let n = 0; n < 3_000; n++) run.progress.ends({ kind: 'alreadySent' });
	for (let n = 0; n < 500; n++) run.progress.ends({ kind: 'accepted' });
	expect(await saidIn(run, 10_500)).toEqual(['500 of 1,000 accepted, 10 s left']);
});

test('the wait is for the limit that held, also where it is another run’s', async () => {
	const { time, progress } = runOf(2);
	progress.waited(500, 80);
	progress.waited(20_000, 1);
	await time.run(time.sleep(21_000));
	expect(progress.waiting).toBe('waited 21 s for the limit of 1 a second');
});

test('a short wait is nothing to talk about', async () => {
	const { time, progress } = runOf(2);
	progress.waited(4_000, 80);
	await time.run(time.sleep(21_000));
	expect(progress.waiting).toBe('');
});

test('a run that is over leaves no wait behind', async () => {
	const untilAborted = async (_ms: number, signal?: AbortSignal) =>
		await new Promise((_resolve, reject) =>
			signal?.addEventListener('abort', () => reject(new Error('over'))),
		);
	const progress = new RunProgress({ now: () => 0, sleep: untilAborted });
	const said: string[] = [];
	const telling = progress.tell((sentence) => said.push(sentence));
	progress.over();
	await telling;
	expect(said).toEqual([]);
});
