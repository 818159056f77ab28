/** What a property of a node or credential shows to a person; the part of n8n's /types/*.json that is read here. */
export interface Shown {
	displayName?: string;
	name: string;
	type?: string;
	description?: string;
	hint?: string;
	placeholder?: string;
	required?: boolean;
	default?: unknown;
	action?: string;
	typeOptions?: { multipleValueButtonText?: string };
	options?: Shown[];
	values?: Shown[];
	modes?: Shown[];
}

export interface Word {
	/** Where it stands, e.g. `cards › card › headerLink`. */
	place: string;
	kind: 'label' | 'option' | 'description' | 'hint' | 'placeholder' | 'action';
	text: string;
	type?: string;
}

const isEntry = (shown: Shown) => shown.displayName === undefined && shown.values === undefined;

/** Every text of a form, in the order of the form. */
export function collectWords(properties: readonly Shown[], above = ''): Word[] {
	return properties.flatMap((shown) => {
		const place = above === '' ? shown.name : `${above} › ${shown.name}`;
		const { type } = shown;
		// A notice is a text of its own, not a label.
		if (type === 'notice') return [];
		const words: Word[] = [];
		const add = (kind: Word['kind'], text: string | undefined) => {
			if (text !== undefined && text !== '') words.push({ place, kind, text, type });
		};
		if (isEntry(shown)) add('option', shown.name);
		else add('label', shown.displayName);
		add('description', shown.description);
		add('hint', shown.hint);
		add('placeholder', shown.placeholder);
		add('action', shown.action);
		const nested = [...(shown.options ?? []), ...(shown.values ?? []), ...(shown.modes ?? [])];
		return [...words, ...collectWords(nested, place)];
	});
}

const SMALL = /^(a|an|and|as|at|by|for|from|in|is|of|on|or|per|the|to|with)$/;
const JARGON =
	/\b(endpoint|regex|boolean|string|array|param(eter)?s?|enum|idempoten\w*|null|undefined|UTF|HTTP status)\b/i;
const LONGEST = { label: 40, option: 40, action: 60, description: 200, hint: 90, placeholder: 60 } as const;

const isTitleCase = (text: string) =>
	text
		.replace(/\(.*?\)/g, '')
		.split(/[\s/]+/)
		.filter((word) => /^\p{L}/u.test(word))
		.every((word, index) => /^(\p{Lu}|iPhone)/u.test(word) || (index > 0 && SMALL.test(word)));

/** Sentences end with a period followed by a capital; abbreviations and "…" do not end one. */
const sentences = (text: string) => text.replace(/\be\.g\./g, 'eg').split(/[.!?]\s+(?=[\p{Lu}"*])/u).length;

/** What n8n's UX guidelines would object to, each with its place. */
export function objections(words: readonly Word[]): string[] {
	return words.flatMap(({ place, kind, text, type }) => {
		const found: string[] = [];
		const object = (why: string) => found.push(`${place}, ${kind} "${text}": ${why}`);
		if (text !== text.trim() || / {2}/.test(text)) object('stray spaces');
		if (text.length > LONGEST[kind]) object(`${text.length} characters, at most ${LONGEST[kind]}`);
		if (JARGON.test(text)) object(`jargon: ${JARGON.exec(text)?.[0]}`);
		if ((kind === 'label' || kind === 'option') && !isTitleCase(text)) object('not in Title Case');
		if (kind === 'description' || kind === 'hint') {
			if (!/^[\p{Lu}\p{N}"*]/u.test(text)) object('does not start with a capital');
			const many = sentences(text) > 1;
			if (many !== text.endsWith('.'))
				object(many ? 'several sentences, no final period' : 'one sentence, final period');
		}
		if (kind === 'description' && type === 'boolean' && !text.startsWith('Whether '))
			object('does not start with "Whether"');
		if (kind === 'placeholder') {
			if (type === 'list') return found;
			const wanted = type === 'collection' || type === 'fixedCollection' ? /^Add / : /^(e\.g\. |As )/;
			if (!wanted.test(text)) object(`does not start with ${wanted.source.slice(1)}`);
		}
		if (kind === 'action' && !/^\p{Lu}/u.test(text)) object('does not start with a capital');
		if (kind === 'action' && /\b(an?|the)\b/i.test(text)) object('has an article');
		return found;
	});
}
