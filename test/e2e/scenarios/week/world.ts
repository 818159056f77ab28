/** The customers and what the shop has to tell them in a week: all of it drawn from the seed, before the week begins. */
import { randomFrom } from '../shared';
import { DAY_MS, OPTIONS, WEEK_MS } from './options';

export const random = randomFrom(OPTIONS.seed);
export const below = (count: number): number => Math.floor(random() * count);
export const oneOf = <T>(list: readonly T[]): T => list[below(list.length)] as T;
const chance = (share: number): boolean => random() < share;
const padded = (number: number, length: number): string => String(number).padStart(length, '0');

interface Country {
	/** The code that a phone number of it begins with. */
	readonly code: string;
	/** The rest of a mobile number. */
	readonly mobile: (index: number) => string;
	/** As people write it at home. */
	readonly atHome: (mobile: string) => string;
}

const COUNTRIES: readonly Country[] = [
	{
		code: '62',
		mobile: (i) => `812${padded(i, 8)}`,
		atHome: (m) => `0${m.slice(0, 3)}-${m.slice(3, 7)}-${m.slice(7)}`,
	},
	{
		code: '91',
		mobile: (i) => `98${padded(10_000_000 + i, 8)}`,
		atHome: (m) => `0${m.slice(0, 5)} ${m.slice(5)}`,
	},
	{
		code: '55',
		mobile: (i) => `119${padded(80_000_000 + i, 8)}`,
		atHome: (m) => `(${m.slice(0, 2)}) ${m.slice(2, 7)}-${m.slice(7)}`,
	},
	{
		code: '52',
		mobile: (i) => `55${padded(12_000_000 + i, 8)}`,
		atHome: (m) => `(${m.slice(0, 2)}) ${m.slice(2, 6)} ${m.slice(6)}`,
	},
	{
		code: '49',
		mobile: (i) => `151${padded(10_000_000 + i, 8)}`,
		atHome: (m) => `0${m.slice(0, 3)}/${m.slice(3)}`,
	},
	{
		code: '1',
		mobile: (i) => `213${padded(5_550_000 + i, 7)}`,
		atHome: (m) => `(${m.slice(0, 3)}) ${m.slice(3, 6)}-${m.slice(6)}`,
	},
];

/** What a sheet holds in place of a number. */
const BROKEN = ['call her', '9.19E+11', '#N/A', '', '-', 'see notes'];

export interface Person {
	readonly index: number;
	readonly name: string;
	/** As WhatsApp knows the number. */
	readonly digits: string;
	readonly country: string;
	readonly atHome: string;
	/** What stands in pushes in place of the number, of a person who hides it. */
	readonly hiddenAs?: string;
}

const NAMES = [
	'Sari',
	'Budi',
	'Dewi',
	'Arjun',
	'Priya',
	'João',
	'María',
	'José',
	'Jürgen',
	'Käthe',
	'Emily',
	'Zoë',
];

export const PEOPLE: readonly Person[] = Array.from({ length: OPTIONS.people }, (_, index) => {
	const { code, mobile, atHome } = COUNTRIES[index % COUNTRIES.length] as Country;
	const rest = mobile(index);
	return {
		index,
		name: `${oneOf(NAMES)} ${index}`,
		digits: code + rest,
		country: code,
		atHome: atHome(rest),
		...(chance(0.04) && { hiddenAs: `ID.1349120865530${padded(index, 7)}` }),
	};
});

/** One of the ways in which sheets write a number that is complete, or with its country known. */
export function spelled({ digits, country, atHome }: Person): { phone: string; country: string } {
	const rest = digits.slice(country.length);
	const ways = [
		`+${digits}`,
		`00${digits}`,
		`+${country} ${rest.slice(0, 3)} ${rest.slice(3, 6)} ${rest.slice(6)}`,
		`(+${country}) ${rest.slice(0, 4)}-${rest.slice(4)}`,
		`whatsapp:+${digits}`,
		`https://wa.me/${digits}`,
		`tel:+${country}-${rest}`,
		` +${country}\u00a0${rest} `,
	];
	return chance(0.4) ? { phone: atHome, country } : { phone: oneOf(ways), country: '' };
}

export const brokenNumber = (): string => oneOf(BROKEN);

export type Kind = 'form' | 'order' | 'parcel' | 'campaign' | 'reminder' | 'question' | 'thanks' | 'reply';

/** A message that the shop means to send. */
export interface Planned {
	/** Stands in the message as well: `[o-12]`. */
	readonly id: string;
	readonly kind: Kind;
	readonly person: Person;
	/** What stands in the sheet. */
	phone: string;
	readonly country: string;
	readonly isBroken: boolean;
	/** Hours of the shop since the person wrote, when the call is made; undefined: never. */
	readonly hoursSilent?: number;
}

const counts = new Map<Kind, number>();
const LETTERS: Readonly<Record<Kind, string>> = {
	form: 'f',
	order: 'o',
	parcel: 'p',
	campaign: 'c',
	reminder: 'r',
	question: 'q',
	thanks: 't',
	reply: 'a',
};

function planned(kind: Kind, person: Person, more: Partial<Planned> = {}): Planned {
	const number = (counts.get(kind) ?? 0) + 1;
	counts.set(kind, number);
	return { id: `${LETTERS[kind]}-${number}`, kind, person, ...spelled(person), isBroken: false, ...more };
}

/** A call of one of the shop's workflows. */
export interface Call {
	/** Milliseconds from the beginning of the week. */
	readonly at: number;
	readonly path: string;
	readonly messages: readonly Planned[];
	/** The caller fires again until it is told that it was heard, and sometimes though it was: of use with Send Once. */
	readonly insists: boolean;
}

/** What a person does who was asked. */
export const BEHAVIOURS = {
	buttons: ['tap', 'tap', 'tap', 'title', 'secondThought', 'twice', 'otherWords', 'silence', 'late'],
	text: ['words', 'words', 'twice', 'silence', 'late'],
	file: ['file', 'file', 'twice', 'silence'],
} as const;
export type AnswerBy = keyof typeof BEHAVIOURS;
export type Behaviour = (typeof BEHAVIOURS)[AnswerBy][number];

export interface Conversation extends Call {
	readonly question: Planned;
	readonly answerBy: AnswerBy;
	readonly behaviour: Behaviour;
	/** Milliseconds until the person does something. */
	readonly thinksMs: number;
	readonly choice: number;
}

const somebody = (): Person => oneOf(PEOPLE);
/** A person whose number is not hidden: nobody can know whom an ID stands for. */
const somebodyInSight = (): Person => {
	for (;;) {
		const person = somebody();
		if (person.hiddenAs === undefined) return person;
	}
};
/** The hours in which people are awake: two thirds of each day. */
const someTime = (): number => (below(7) + 0.2 + 0.66 * random()) * DAY_MS;
const share = (part: number): number => Math.round(OPTIONS.messages * part);

function forms(): Call[] {
	const all: Call[] = [];
	const count = share(0.2);
	while (all.length < count) {
		// After a mail, many fill in the form at once.
		const at = someTime();
		const burst = Math.min(count - all.length, chance(0.3) ? 20 + below(60) : 1 + below(3));
		for (let n = 0; n < burst; n += 1) {
			const isBroken = chance(0.01);
			const message = planned('form', somebody(), isBroken ? { phone: brokenNumber(), isBroken } : {});
			all.push({ at: at + below(4_000), path: 'form', messages: [message], insists: false });
		}
	}
	return all;
}

function orders(): Call[] {
	const all: Call[] = [];
	for (let left = share(0.38); left > 0;) {
		// Several updates of one order in a row go to the same person.
		const person = somebody();
		const size = Math.min(left, 1 + below(8));
		const messages = Array.from({ length: size }, () => {
			const isBroken = chance(0.005);
			return planned(
				'order',
				chance(0.4) ? person : somebody(),
				isBroken ? { phone: brokenNumber(), isBroken } : {},
			);
		});
		left -= size;
		const at = someTime();
		all.push({ at, path: 'order', messages, insists: true });
		if (chance(0.1)) all.push({ at: at + below(3) * 2_000, path: 'order', messages, insists: true });
	}
	return all;
}

/** News whose delivery is waited for. */
function parcels(): Call[] {
	const all: Call[] = [];
	for (let left = share(0.02); left > 0;) {
		const size = Math.min(left, 1 + below(4));
		left -= size;
		const messages = Array.from({ length: size }, () => planned('parcel', somebody()));
		all.push({ at: someTime(), path: 'parcel', messages, insists: false });
	}
	return all;
}

function reminders(): Call[] {
	const all: Call[] = [];
	for (let left = share(0.12); left > 0; left -= 20) {
		const messages = Array.from({ length: Math.min(left, 20) }, () =>
			planned('reminder', somebody(), chance(0.2) ? {} : { hoursSilent: 48 * random() }),
		);
		all.push({ at: someTime(), path: 'reminder', messages, insists: true });
	}
	return all;
}

/** A fifth of all messages, on the second day; numbers are corrected before it goes out once more. */
function campaign(): Call {
	const chosen = new Set<Person>();
	const all: Planned[] = [];
	for (let left = share(0.2); left > 0; left -= 1) {
		let person = somebody();
		// More messages than people: then somebody gets several, of different content.
		if (chosen.size < PEOPLE.length)
			while (chosen.has(person)) person = PEOPLE[(person.index + 1) % PEOPLE.length] as Person;
		chosen.add(person);
		const isBroken = chance(0.02);
		all.push(planned('campaign', person, isBroken ? { phone: brokenNumber(), isBroken } : {}));
	}
	return { at: 1.3 * DAY_MS, path: 'campaign', messages: all, insists: true };
}

function conversations(): Conversation[] {
	const count = share(0.05);
	return Array.from({ length: count }, () => {
		const answerBy = oneOf(['buttons', 'buttons', 'buttons', 'text', 'text', 'file'] as const);
		const question = planned('question', somebody());
		// The last ones must have time to be late.
		const at = Math.min(someTime(), WEEK_MS - 30_000);
		return {
			...{ at, path: `ask-${answerBy}`, messages: [question], insists: false },
			...{ question, answerBy, behaviour: oneOf(BEHAVIOURS[answerBy]) },
			...{ thinksMs: 1_000 + below(12_000), choice: below(3) },
		};
	});
}

/** Somebody writes by themselves. */
export interface Note {
	readonly at: number;
	readonly person: Person;
	readonly text: string;
	readonly optsOut: boolean;
}

function notes(): Note[] {
	const written = Array.from({ length: share(0.03) }, () => ({
		...{ at: someTime(), person: somebody(), optsOut: false },
		text: oneOf([
			'Are you open today?',
			'Where is my order?',
			'Thank you!',
			'Können Sie heute liefern?',
			'有货吗?',
		]),
	}));
	const leaving = Array.from({ length: Math.ceil(OPTIONS.people * 0.01) }, () => ({
		...{ at: someTime(), person: somebodyInSight(), optsOut: true },
		text: oneOf(['STOP', 'stop!', 'Berhenti', 'PARAR', 'Abmelden', 'unsubscribe']),
	}));
	return [...written, ...leaving];
}

export const WEEK = {
	calls: [...forms(), ...orders(), ...parcels(), ...reminders()].sort((a, b) => a.at - b.at),
	campaign: campaign(),
	conversations: conversations().sort((a, b) => a.at - b.at),
	notes: notes().sort((a, b) => a.at - b.at),
} as const;

/** Everything the shop means to send, by what stands in it. */
export const PLANNED: ReadonlyMap<string, Planned> = new Map(
	[...WEEK.calls, WEEK.campaign, ...WEEK.conversations]
		.flatMap(({ messages }) => messages)
		.map((message) => [message.id, message]),
);
