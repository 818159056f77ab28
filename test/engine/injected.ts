/** The node with a fault in one of the calls that it makes to n8n. */
import type { IExecuteFunctions, INodeType } from 'n8n-workflow';
import { ItnioWhatsApp } from '../../nodes/ItnioWhatsApp/ItnioWhatsApp.node';

export const FAULT_KINDS = ['error', 'nonError', 'errorAfter', 'silence', 'lateTwice', 'lateWork'] as const;

/**
 * `errorAfter`: the call does its work and then throws; `silence`: it never settles. `lateTwice`: it does its work, and
 * settles after its limit, and once more; `lateWork`: it does its work only after its limit.
 */
export type InjectedKind = (typeof FAULT_KINDS)[number];

/** Kinds in which a call takes longer than the node gives it. */
export const SLOW_KINDS: ReadonlySet<InjectedKind> = new Set(['silence', 'lateTwice', 'lateWork']);

export interface InjectedFault {
	/** Which call fails, counted from 0; undefined: none. */
	readonly at?: number;
	/** Only calls of these names are counted. */
	readonly only?: readonly string[];
	readonly kind: InjectedKind;
	/** All later calls fail, too. */
	readonly stays?: boolean;
	/** Milliseconds after which a late call goes on. */
	readonly lateMs?: number;
	/** Given what goes on after its limit, to be waited for. */
	readonly goesOn?: (late: Promise<unknown>) => void;
}

/** What tells the node about itself: it holds no promise and asks nobody. */
const PURE: ReadonlySet<string> = new Set([
	'getNode',
	'continueOnFail',
	'getInputData',
	'getExecutionCancelSignal',
]);
/** These come when time has passed: counted, they would put a fault at another place each time. */
const TIMED = /^(logger\.|sendMessageToUI$)/;
const ROOMS: ReadonlySet<string> = new Set(['helpers', 'logger']);

/** The names of calls that may never settle, because the node gives them a limit. */
export const LIMITED: ReadonlySet<string> = new Set([
	'helpers.httpRequestWithAuthentication',
	'helpers.checkProcessedAndRecord',
	'helpers.removeProcessed',
]);

const later = async (milliseconds: number) =>
	await new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** What settles as `late` does, and then the other way round: no promise of its own would do so. */
const settlingTwice = (late: Promise<unknown>) => ({
	then(resolve: (value: unknown) => void, reject: (error: unknown) => void) {
		const again = new Error('injected: settled once more');
		late.then(
			(value) => {
				resolve(value);
				reject(again);
			},
			(error: unknown) => {
				reject(error);
				resolve(undefined);
			},
		);
	},
});

/** @param calls is told the name of each call that counts */
export function injected(fault: InjectedFault, calls: string[] = []): INodeType {
	const { lateMs = 0, goesOn = () => undefined } = fault;
	const isLate = async (call: () => unknown): Promise<unknown> => {
		if (fault.kind === 'lateWork') {
			await later(lateMs);
			return await call();
		}
		try {
			return await call();
		} finally {
			await later(lateMs);
		}
	};
	const fail = (): never => {
		if (fault.kind === 'nonError') throw { odd: 'a value that is no error' } as unknown as Error;
		throw new Error('injected: ENOSPC: no space left on device');
	};
	const hits = (name: string): boolean => {
		if (fault.only ? !fault.only.includes(name) : TIMED.test(name)) return false;
		calls.push(name);
		const at = calls.length - 1;
		return fault.at !== undefined && (at === fault.at || (fault.stays === true && at > fault.at));
	};
	const wrap = <T extends object>(target: T, room = ''): T =>
		// Not of the context itself: its logger may not be another one.
		new Proxy(Object.create(target) as T, {
			get(_, key) {
				const value = Reflect.get(target, key) as unknown;
				if (typeof key === 'symbol') return value;
				if (room === '' && ROOMS.has(key)) return wrap(value as object, `${key}.`);
				if (typeof value !== 'function' || PURE.has(key)) return value;
				return function (this: unknown, ...values: unknown[]) {
					const own = this === proxyOf.get(target) ? target : this;
					const call = () => Reflect.apply(value, own, values) as unknown;
					if (!hits(room + key)) return call();
					if (fault.kind === 'silence') return new Promise<never>(() => undefined);
					if (SLOW_KINDS.has(fault.kind)) {
						const late = isLate(call);
						goesOn(late.catch(() => undefined));
						return settlingTwice(late);
					}
					if (fault.kind !== 'errorAfter') return fail();
					const result = call();
					return result instanceof Promise ? result.then(fail) : fail();
				};
			},
		});
	const proxyOf = new WeakMap<object, object>();
	const node = new ItnioWhatsApp();
	const { execute } = node;
	node.execute = async function (this: IExecuteFunctions) {
		const proxy = wrap(this);
		proxyOf.set(this, proxy);
		return await execute.call(proxy);
	};
	return node;
}
