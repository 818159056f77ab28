import fc from 'fast-check';
import { hashOf, keyOf, Ledger, type Store } from '../../nodes/ItnioWhatsApp/sending/ledger';
import type { Accepted } from '../../nodes/ItnioWhatsApp/service/classify';

const PATH = '/wa/custom/sendMsg';
const accepted = (messageId = 'ad7ee2f1c5f84fbb9cf6e16a5c4e5c1b'): Accepted => ({
	kind: 'accepted',
	messageId,
	timestamp: 1_700_000_000,
	reason: 'success',
});
const hash = (text: string) => hashOf(PATH, { text });

/** As it is after n8n stored the execution and read it again. */
const stored = (store: Store): Store => JSON.parse(JSON.stringify(store)) as Store;

it('recalls what was accepted, also after the execution was stored and read again', () => {
	fc.assert(
		fc.property(
			fc.string({ unit: 'binary' }),
			fc.string({ unit: 'binary' }),
			fc.nat(4_000_000_000),
			fc.nat(100_000),
			fc.nat(1_000),
			(messageId, reason, timestamp, itemIndex, runIndex) => {
				const store: Store = {};
				const sent: Accepted = { kind: 'accepted', messageId, timestamp, reason };
				new Ledger(store, runIndex).accepted(itemIndex, hash('a'), sent);
				expect(new Ledger(stored(store), runIndex).recall(itemIndex, hash('a'))).toEqual(sent);
			},
		),
		{ numRuns: 500 },
	);
});

it('recalls nothing for another run, another item or another message', () => {
	const store: Store = {};
	new Ledger(store, 0).accepted(3, hash('a'), accepted());
	expect(new Ledger(store, 0).recall(3, hash('a'))).toEqual(accepted());
	expect(new Ledger(store, 1).recall(3, hash('a'))).toBeUndefined();
	expect(new Ledger(store, 0).recall(4, hash('a'))).toBeUndefined();
	expect(new Ledger(store, 0).recall(3, hash('b'))).toBeUndefined();
});

it('a message that left and was not answered is unknown, until it is known not to be taken', () => {
	const store: Store = {};
	const ledger = new Ledger(store, 0);
	ledger.leaves(0, hash('a'));
	expect(new Ledger(stored(store), 0).recall(0, hash('a'))).toBe('unknown');
	expect(ledger.acceptedItems).toEqual([]);
	ledger.notTaken(0, hash('a'));
	expect(new Ledger(stored(store), 0).recall(0, hash('a'))).toBeUndefined();
	ledger.leaves(0, hash('a'));
	ledger.accepted(0, hash('a'), accepted('?'));
	expect(ledger.recall(0, hash('a'))).toEqual(accepted('?'));
	expect(ledger.acceptedItems).toEqual([0]);
});

it('keeps several messages of one item apart', () => {
	const store: Store = {};
	const ledger = new Ledger(store, 0);
	ledger.accepted(keyOf(2), hash('a'), accepted('first'));
	ledger.accepted(keyOf(2, 1), hash('b'), accepted('second'));
	ledger.leaves(keyOf(2, 2), hash('c'));
	const read = new Ledger(stored(store), 0);
	expect(read.recall(2, hash('a'))).toEqual(accepted('first'));
	expect(read.recall(keyOf(2, 1), hash('b'))).toEqual(accepted('second'));
	expect(read.recall(keyOf(2, 2), hash('c'))).toBe('unknown');
	expect(read.acceptedItems).toEqual([2, 2]);
});

it('lists only the accepted items of its own run', () => {
	const store: Store = {};
	new Ledger(store, 0).accepted(1, hash('a'), accepted());
	const second = new Ledger(store, 1);
	second.accepted(5, hash('a'), accepted());
	second.accepted(2, hash('b'), accepted());
	second.leaves(7, hash('c'));
	expect(second.acceptedItems).toEqual([2, 5]);
});

it('forgets one run and leaves the others and what else is in the store', () => {
	const store: Store = { other: 'thing' };
	const first = new Ledger(store, 0);
	first.accepted(0, hash('a'), accepted());
	const second = new Ledger(store, 1);
	second.accepted(0, hash('a'), accepted());
	first.forget();
	expect(new Ledger(stored(store), 1).recall(0, hash('a'))).toEqual(accepted());
	second.forget();
	expect(store).toEqual({ other: 'thing' });
});

describe('calls of a tool', () => {
	it('recall what an earlier one left, whatever number n8n gives them', () => {
		const store: Store = {};
		const first = new Ledger(store, 'tool', () => 1_700_000_000_000);
		first.leaves(0, hash('a'));
		first.accepted(keyOf(0, 1), hash('b'), accepted());
		const second = new Ledger(stored(store), 'tool', () => 1_700_000_000_000 + 60_000);
		expect(second.recall(0, hash('a'))).toBe('unknown');
		expect(second.recall(keyOf(0, 1), hash('b'))).toEqual(accepted());
		expect(second.recall(0, hash('c'))).toBeUndefined();
		const nextDay = new Ledger(stored(store), 'tool', () => 1_700_000_000_000 + 86_400_000);
		expect(nextDay.recall(0, hash('a'))).toBeUndefined();
		expect(nextDay.recall(keyOf(0, 1), hash('b'))).toBeUndefined();
	});

	it('two at once neither lose nor forget what is the other one’s', () => {
		const store: Store = {};
		const [one, other] = [new Ledger(store, 'tool'), new Ledger(store, 'tool')];
		one.leaves(0, hash('a'));
		other.leaves(0, hash('b'));
		one.accepted(0, hash('a'), accepted());
		expect(one.acceptedItems).toEqual([0]);
		expect(other.acceptedItems).toEqual([]);
		one.forget();
		expect(new Ledger(store, 'tool').recall(0, hash('b'))).toBe('unknown');
		other.accepted(0, hash('b'), accepted());
		other.forget();
		one.forget();
		expect(store).toEqual({});
	});
});

describe('the hash of a message', () => {
	it('is the same for the same message and another one for every change', () => {
		const body = { recipient: '6281', type: 'text', text: { body: 'hi' } };
		const changes = [
			[PATH, { ...body, recipient: '6282' }],
			[PATH, { ...body, text: { body: 'hi ' } }],
			[PATH, { ...body, context: { refMessageId: 'x' } }],
			['/wa/template/sendMsg', body],
		] as const;
		expect(hashOf(PATH, structuredClone(body))).toBe(hashOf(PATH, body));
		const hashes = [hashOf(PATH, body), ...changes.map(([path, changed]) => hashOf(path, changed))];
		expect(new Set(hashes).size).toBe(hashes.length);
	});
});

it('takes less than 90 bytes an item', () => {
	const store: Store = {};
	const ledger = new Ledger(store, 0);
	for (let item = 0; item < 10_000; item++) ledger.accepted(item, hash(`message ${item}`), accepted());
	const bytes = JSON.stringify(store).length;
	expect(bytes).toBeLessThan(900_000);
	expect(Object.keys(store)).toHaveLength(1);
});
