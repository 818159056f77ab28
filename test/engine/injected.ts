/** The node with a fault in one of the calls that it makes to n8n. */
import type { IExecuteFunctions, INodeType } from 'n8n-workflow';
import { ItnioWhatsApp } from '../../nodes/ItnioWhatsApp/ItnioWhatsApp.node';

export const FAULT_KINDS = ['error', 'nonError', 'errorAfter', 'silence'] as const;

/** `errorAfter`: the call does its work and then throws; `silence`: it never settles. */
export type InjectedKind = (typeof FAULT_KINDS)[number];

export interface InjectedFault {
	/** Which call fails, counted from 0; undefined: none. */
	readonly at?: number;
	/** Only calls of these names are counted. */
	readonly only?: readonly string[];
	readonly kind: InjectedKind;
	/** All later calls fail, too. */
	readonly stays?: boolean;
}

/** What tells the node about itself: it holds no promise and asks nobody. */
const PURE: ReadonlySet<string> = new Set([
	'getNode',
	'continueOnFail',
	'getInputData',
	'getExecutionCancelSignal',
]);
const ROOMS: ReadonlySet<string> = new Set(['helpers', 'logger']);

/** The names of calls that may never settle, because the node gives them a limit. */
export const LIMITED: ReadonlySet<string> = new Set([
	'helpers.httpRequestWithAuthentication',
	'helpers.checkProcessedAndRecord',
	'helpers.removeProcessed',
]);

/** @param calls is told the name of each call that counts */
export function injected(fault: InjectedFault, calls: string[] = []): INodeType {
	const fail = (): never => {
		if (fault.kind === 'nonError') throw { odd: 'a value that is no error' } as unknown as Error;
		throw new Error('injected: ENOSPC: no space left on device');
	};
	const hits = (name: string): boolean => {
		if (fault.only && !fault.only.includes(name)) return false;
		calls.push(name);
		const at = calls.length - 1;
		return fault.at !== undefined && (at === fault.at || (fault.stays === true && at > fault.at));
	};
	const wrap = <T extends object>(target: T, room = ''): T =>
		new Proxy(target, {
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
