/**
 * A fault in each call that the node makes to n8n, one after the other: an error, a value that is none, an error after
 * the work was done, silence. A sample of all runs by default; all of them with `INJECT=all npx jest injection`,
 * another sample with `INJECT=<seed>`.
 */
import type { IDataObject, INode } from 'n8n-workflow';
import { once } from '../../nodes/ItnioWhatsApp/sending/once';
import { until } from '../../harness/until';
import { seededRandom } from '../sending/virtualTime';
import { runInEngine, type EngineRun } from './engine';
import { FAULT_KINDS, injected, LIMITED, type InjectedKind } from './injected';
import { processedDataForTests } from './processed';
import { serviceForTests } from './service';

const service = serviceForTests();
processedDataForTests();

const { INJECT = '1' } = process.env;
const SAMPLE = 120;
const FIRST = 'We open at nine';
const SECOND = 'We open at ten';

interface World {
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
const worlds = [1, 2, 3].flatMap((messages) =>
	ENDS.flatMap((end) =>
		[{}, { retryOnFail: true, maxTries: 2 }].flatMap((retry) =>
			[false, true].flatMap((sendsOnce) =>
				[false, true].map((previews): World => ({
					messages,
					settings: { ...end, ...retry },
					sendsOnce,
					previews,
				})),
			),
		),
	),
);

const person = ({ number }: Own, index: number) => `62812${String(10 * number + index).padStart(6, '0')}`;

async function run(
	world: Own,
	text: string,
	implementation: Parameters<typeof runInEngine>[0]['implementation'],
) {
	const { messages, settings, sendsOnce, previews } = world;
	return await runInEngine({
		credential: service.credential(),
		items: Array.from({ length: messages }, (_, index) => ({
			phone: person(world, index),
			key: `order ${index}`,
			preview: previews && text === FIRST && index === messages - 1,
		})),
		settings: { ...settings, id: `node ${world.number}` },
		implementation,
		parameters: {
			operation: 'sendText',
			businessPhone: service.businessPhone,
			recipient: '={{ $json.phone }}',
			text,
			options: {
				maxPerSecond: 20_000,
				timeout: text === FIRST ? 1_000 : 9_000,
				waitAtMost: 0,
				previewOnly: '={{ $json.preview }}',
				...(sendsOnce && { sendOnceBy: 'key', sendOnceKey: '={{ $json.key }}' }),
			},
		},
	});
}

/** Limits of n8n's database are 20 s: here they are over sooner. */
function hurry(): void {
	const { timeout } = AbortSignal;
	jest
		.spyOn(AbortSignal, 'timeout')
		.mockImplementation((milliseconds) =>
			timeout.call(AbortSignal, milliseconds >= 10_000 ? milliseconds / 50 : milliseconds),
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
		if (!own.has(recipient) || (body.text as IDataObject).body !== text) continue;
		found.set(recipient, (found.get(recipient) ?? 0) + 1);
	}
	return found;
}

/** What is wrong with what a person is told, compared with what the service recorded. */
function lies({ outputs, error }: EngineRun, place: Own, text: string): string[] {
	const { messages, settings } = place;
	const found: string[] = [];
	const got = record(place, text);
	for (const [who, times] of got) if (times > 1) found.push(`${who} got it ${times} times`);
	if (error && settings.onError === undefined) return found;
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
			(alreadySent === true && (got.has(whom) || record(place, FIRST).has(whom)))
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

const PATIENCE_MS = 20_000;
async function inTime<T>(work: Promise<T>): Promise<T | undefined> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<undefined>((resolve) => {
		timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
	});
	return await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** What goes wrong with a fault at a place; nothing, as it should be. */
async function faultsOf(place: Place): Promise<string[]> {
	const first = await inTime(run(place, FIRST, injected(place)));
	if (!first) return ['the run has no end'];
	const found = lies(first, place, FIRST);
	const unsure = new Set(record(place, FIRST).keys());

	const second = await inTime(run(place, SECOND, undefined));
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
	return found;
}

/** All places of a world: the calls of a run in which nothing fails. */
async function placesOf(world: Own): Promise<Array<Omit<Place, 'number'>>> {
	const calls: string[] = [];
	await run(world, FIRST, injected({ kind: 'error' }, calls));
	return calls.flatMap((call, at) =>
		FAULT_KINDS.filter((kind) => kind !== 'silence' || LIMITED.has(call)).map((kind) => ({
			...world,
			at,
			call,
			kind,
		})),
	);
}

/** So many at the same time: most of the time they wait. */
const PARALLEL = 8;

it('nobody twice, no false success, nothing held, no rejection that nobody handles', async () => {
	let number = 0;
	const numbered = <T>(one: T) => ({ ...one, number: (number += 1) });
	const all = (await Promise.all(worlds.map(async (world) => await placesOf(numbered(world))))).flat();
	const random = seededRandom(Number(INJECT) || 1);
	const chosen =
		INJECT === 'all' ? all : Array.from({ length: SAMPLE }, () => all[Math.floor(random() * all.length)]);
	const waiting = chosen.flatMap((place) => (place ? numbered(place) : []));
	const found = new Map<string, string[]>();
	const next = async (): Promise<void> => {
		for (let place = waiting.shift(); place; place = waiting.shift()) {
			const wrong = await faultsOf(place);
			if (wrong.length > 0) found.set(JSON.stringify(place), wrong);
		}
	};
	await Promise.all(Array.from({ length: PARALLEL }, next));
	if (INJECT === 'all')
		console.log(`${all.length} faults in ${worlds.length} worlds, ${found.size} did harm`);
	expect(Object.fromEntries(found)).toEqual({});
	await until('the end of all claims', () => once.size === 0, { timeoutMs: 60_000 });
	expect(unhandled).toEqual([]);
}, 3_600_000);
