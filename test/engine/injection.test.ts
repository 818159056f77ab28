/**
 * A fault in each call that the node makes to n8n, one after the other: an error, a value that is none, an error after
 * the work was done, silence, work and answers that come too late. A sample of all runs by default; all of them with
 * `INJECT=all npx jest injection`, a part of them with `INJECT=3500-4000`, another sample with `INJECT=<seed>`.
 */
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import * as alarms from '../../nodes/ItnioWhatsApp/core/alarms';
import { once } from '../../nodes/ItnioWhatsApp/sending/once';
import { until } from '../../harness/until';
import { seededRandom } from '../sending/virtualTime';
import { runInEngine, type EngineRun } from './engine';
import { filesForTests } from './filesStore';
import { FAULT_KINDS, injected, LIMITED, SLOW_KINDS, type InjectedKind } from './injected';
import { processedDataForTests } from './processed';
import { serviceForTests } from './service';

const service = serviceForTests();
processedDataForTests();
const files = filesForTests();

const { INJECT = '1' } = process.env;
const SAMPLE = 150;
/** Of a request: a busy machine takes its time, and what never comes is not waited for. */
const [PATIENT_MS, IMPATIENT_MS] = [9_000, 1_000];
/** Longer than all limits, as they are here. */
const LATE_MS = 2_500;
const FIRST = 'We open at nine';
const SECOND = 'We open at ten';
const THIRD = 'We open at eleven';

/** What is sent, each by other calls to n8n. */
type Shape = 'text' | 'file' | 'list' | 'question';

interface World {
	readonly shape: Shape;
	readonly messages: number;
	readonly settings: Partial<INode>;
	readonly sendsOnce: boolean;
	/** One of the items is previewed. */
	readonly previews: boolean;
}

/** A world with people, a node and a store of its own, so that several are tried at the same time. */
interface Own extends World {
	readonly number: number;
}

interface Place extends Own {
	readonly at: number;
	readonly call: string;
	readonly kind: InjectedKind;
}

const ENDS: ReadonlyArray<Partial<INode>> = [
	{},
	{ onError: 'continueRegularOutput' },
	{ onError: 'continueErrorOutput' },
];
const SHAPES: Readonly<Record<Shape, { messages: readonly number[]; previews: readonly boolean[] }>> = {
	text: { messages: [1, 2, 3], previews: [false, true] },
	file: { messages: [1, 2], previews: [false] },
	list: { messages: [1, 2], previews: [false] },
	question: { messages: [1], previews: [false] },
};
const worlds = Object.entries(SHAPES).flatMap(([shape, of]) =>
	of.messages.flatMap((messages) =>
		ENDS.flatMap((end) =>
			[{}, { retryOnFail: true, maxTries: 2 }].flatMap((retry) =>
				[false, true].flatMap((sendsOnce) =>
					of.previews.map((previews): World => ({
						shape: shape as Shape,
						messages,
						settings: { ...end, ...retry },
						sendsOnce,
						previews,
					})),
				),
			),
		),
	),
);

const person = ({ number }: Own, index: number) => `62812${String(10 * number + index).padStart(6, '0')}`;

const parametersOf = (shape: Shape, text: string): INodeParameters =>
	({
		text: { operation: 'sendText', text },
		file: { operation: 'sendDocument', mediaSource: 'file', caption: text },
		list: {
			operation: 'sendButtons',
			bodyText: text,
			inputMode: 'repeat',
			repeatFor: '={{ $json.sizes }}',
			button: { entry: { title: '=Size {{ $json.sizes[0] }}' } },
		},
		question: {
			operation: 'sendAndWait',
			message: text,
			answerBy: 'buttons',
			buttons: { button: [{ title: 'Yes' }, { title: 'No' }] },
		},
	})[shape];

/** What a person reads in a message. */
function textIn(body: IDataObject): unknown {
	const { text, document, interactive } = body as Record<string, IDataObject | undefined>;
	return text?.body ?? document?.caption ?? (interactive?.body as IDataObject | undefined)?.text;
}

async function run(
	world: Own,
	text: string,
	implementation?: Parameters<typeof runInEngine>[0]['implementation'],
	timeout = PATIENT_MS,
) {
	const { shape, messages, settings, sendsOnce, previews } = world;
	return await runInEngine({
		credential: service.credential(),
		items: Array.from({ length: messages }, (_, index) => ({
			phone: person(world, index),
			key: `order ${index}`,
			preview: previews && text === FIRST && index === messages - 1,
			sizes: ['S', 'M'],
		})),
		...(shape === 'file' && {
			files: Array.from({ length: messages }, () => files.fromForm),
			restApiUrl: files.api,
		}),
		settings: { ...settings, id: `00000000-0000-4000-8000-${String(world.number).padStart(12, '0')}` },
		implementation,
		parameters: {
			...parametersOf(shape, text),
			businessPhone: service.businessPhone,
			recipient: '={{ $json.phone }}',
			options: {
				maxPerSecond: 20_000,
				timeout,
				waitAtMost: 0,
				previewOnly: '={{ $json.preview }}',
				...(sendsOnce && { sendOnceBy: 'key', sendOnceKey: '={{ $json.key }}' }),
			},
		},
	});
}

/** Limits of n8n's database are 20 s: here they are over sooner. */
function hurry(): void {
	const { ringAfter } = alarms;
	jest
		.spyOn(alarms, 'ringAfter')
		.mockImplementation((milliseconds, ring) =>
			ringAfter(milliseconds >= 10_000 ? milliseconds / 20 : milliseconds, ring),
		);
}

const unhandled: unknown[] = [];
const note = (reason: unknown) => void unhandled.push(reason);
beforeAll(() => {
	hurry();
	process.on('unhandledRejection', note);
});
afterAll(() => {
	process.off('unhandledRejection', note);
	jest.restoreAllMocks();
});

/** Which people of a place got which text how often. */
function record(place: Own, text: string): Map<string, number> {
	const found = new Map<string, number>();
	const own = new Set(Array.from({ length: place.messages }, (_, index) => person(place, index)));
	for (const { body } of service.sandbox.received) {
		const recipient = String(body.recipient);
		if (!own.has(recipient) || textIn(body as IDataObject) !== text) continue;
		found.set(recipient, (found.get(recipient) ?? 0) + 1);
	}
	return found;
}

/** What is wrong with what a person is told, compared with what the service recorded. */
function lies({ run, outputs, error }: EngineRun, place: Own, text: string): string[] {
	const { messages, settings } = place;
	const found: string[] = [];
	const got = record(place, text);
	for (const [who, times] of got) if (times > 1) found.push(`${who} got it ${times} times`);
	if (error && settings.onError === undefined) return found;
	if (run.status === 'waiting') {
		return got.size === 1 ? found : [...found, 'the execution waits, but nobody was asked'];
	}
	const [regular = [], failed = []] = outputs;
	if (error) found.push(`thrown although the node is set to continue: ${error.message}`);
	if (regular.length + failed.length !== messages) {
		found.push(`${regular.length} + ${failed.length} items come out of ${messages}`);
	}
	for (const { json } of [...regular, ...failed]) {
		const {
			error: why,
			details,
			messageId,
			alreadySent,
			preview,
		} = json as IDataObject & {
			details?: IDataObject;
		};
		const whom = String(details?.recipient ?? json.recipient ?? json.phone);
		if (why !== undefined) {
			if (details?.outcome !== 'unknown' && got.has(whom)) found.push(`${whom} got what is "${String(why)}"`);
		} else if (
			preview === true ||
			(alreadySent === true && [FIRST, SECOND, THIRD].some((one) => record(place, one).has(whom)))
		)
			continue;
		else if (messageId === undefined || !got.has(whom)) {
			found.push(`a success that did not go: ${JSON.stringify(json)}`);
		}
	}
	if (
		settings.onError === undefined &&
		[...regular, ...failed].some(({ json }) => json.error !== undefined)
	) {
		found.push('a failed item although the node is set to stop');
	}
	return found;
}

const PATIENCE_MS = 120_000;
async function inTime<T>(work: Promise<T>): Promise<T | undefined> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<undefined>((resolve) => {
		timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
	});
	return await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** What goes wrong with a fault at a place; nothing, as it should be. */
async function faultsOf(place: Place): Promise<string[]> {
	const late: Array<Promise<unknown>> = [];
	const goesOn = (one: Promise<unknown>) => void late.push(one);
	const timeout = SLOW_KINDS.has(place.kind) ? IMPATIENT_MS : PATIENT_MS;
	const first = await inTime(run(place, FIRST, injected({ ...place, lateMs: LATE_MS, goesOn }), timeout));
	if (!first) return ['the run has no end'];
	const found = lies(first, place, FIRST);
	const unsure = new Set(record(place, FIRST).keys());

	const second = await inTime(run(place, SECOND));
	if (!second) return [...found, 'the next execution has no end'];
	found.push(...lies(second, place, SECOND).map((lie) => `next execution: ${lie}`));
	const got = record(place, SECOND);
	const isOpen = [...(second.outputs[0] ?? []), ...(second.outputs[1] ?? [])].map(
		({ json }) => (json.details as IDataObject | undefined)?.outcome,
	);
	for (let index = 0; index < place.messages; index += 1) {
		const who = person(place, index);
		if (place.sendsOnce && unsure.has(who) && got.has(who)) found.push(`${who} got both`);
		// With Send Once, what is in doubt is not sent again, and a node that stops then stops the others.
		const mayBeHeld = place.sendsOnce && (unsure.has(who) || isOpen.includes('unknown') || second.error);
		if (!got.has(who) && !mayBeHeld) {
			const told = JSON.stringify(second.error?.message ?? second.outputs);
			found.push(`${who} gets nothing in the next execution: ${told}`);
		}
	}
	if (late.length === 0) return found;
	await Promise.all(late);
	const third = await inTime(run(place, THIRD));
	if (!third) return [...found, 'the execution after what came late has no end'];
	found.push(...lies(third, place, THIRD).map((lie) => `after what came late: ${lie}`));
	if (place.sendsOnce) {
		for (const who of record(place, THIRD).keys()) {
			if (unsure.has(who) || got.has(who)) found.push(`${who} got it again after what came late`);
		}
	}
	return found;
}

/** All places of a world: the calls of a run in which nothing fails. */
async function placesOf(world: Own): Promise<Array<Omit<Place, 'number'>>> {
	const calls: string[] = [];
	await run(world, FIRST, injected({ kind: 'error' }, calls));
	const expected = world.messages - Number(world.previews);
	if (record(world, FIRST).size !== expected)
		throw new Error(`A world does not work: ${JSON.stringify(world)}`);
	return calls.flatMap((call, at) =>
		FAULT_KINDS.filter((kind) => !SLOW_KINDS.has(kind) || LIMITED.has(call)).map((kind) => ({
			...world,
			at,
			call,
			kind,
		})),
	);
}

/** So many at the same time: most of the time they wait. */
const PARALLEL = 8;

async function inParallel<T>(list: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
	const waiting = [...list];
	const next = async (): Promise<void> => {
		for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one);
	};
	await Promise.all(Array.from({ length: PARALLEL }, next));
}

it('nobody twice, no false success, nothing held, no rejection that nobody handles', async () => {
	let number = 0;
	const numbered = <T>(one: T) => ({ ...one, number: (number += 1) });
	const placesOfWorlds: Array<ReadonlyArray<Omit<Place, 'number'>>> = [];
	await inParallel([...worlds.entries()], async ([index, world]) => {
		placesOfWorlds[index] = await placesOf(numbered(world));
	});
	const all = placesOfWorlds.flat();
	const random = seededRandom(Number(INJECT) || 1);
	const part =
		INJECT === 'all' ? [0, all.length] : /^\d+-\d+$/.test(INJECT) ? INJECT.split('-').map(Number) : undefined;
	const chosen = part
		? all.slice(...part)
		: Array.from({ length: SAMPLE }, () => all[Math.floor(random() * all.length)]);
	const found = new Map<string, string[]>();
	let done = 0;
	const say = (text: string) => part && process.stderr.write(`${text}\n`);
	await inParallel(
		chosen.flatMap((place) => (place ? numbered(place) : [])),
		async (place) => {
			const wrong = await faultsOf(place);
			done += 1;
			if (done % 250 === 0)
				say(`${done} of ${chosen.length}, of ${all.length} faults in ${worlds.length} worlds`);
			if (wrong.length === 0) return;
			found.set(JSON.stringify(place), wrong);
			say(`${JSON.stringify(place)}: ${wrong.join('; ')}`);
		},
	);
	say(`${done} of ${all.length} faults in ${worlds.length} worlds, ${found.size} did harm`);
	expect(Object.fromEntries(found)).toEqual({});
	await until('the end of all claims', () => once.size === 0, { timeoutMs: 60_000 });
	expect(unhandled).toEqual([]);
}, 3_600_000);
