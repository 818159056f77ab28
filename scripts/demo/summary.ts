import { summarise } from '../../sandbox/summary';

const longest = 52;

function shorten(text: string): string {
	const characters = [...text.replace(/\s+/g, ' ')];
	return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : characters.join('');
}

/** A request body in one line, for people: its type and what the recipient would notice first. */
export function oneLine(body: unknown): string {
	const { kind, header, text, buttons, sections, cards } = summarise(body);
	const rows = sections.flatMap((section) => section.rows).length;
	const links = cards[0]?.buttons.some(({ url }) => url !== undefined);
	const words = kind === 'location' ? header : (text ?? header?.split('/').at(-1));
	const parts = [
		words && `"${shorten(words)}"`,
		rows > 0 && `${sections.length} sections, ${rows} rows`,
		cards.length > 0 && `${cards.length} cards with ${links ? 'links' : 'quick replies'}`,
		rows === 0 && buttons.map(({ title }) => `[${title}]`).join(' '),
	];
	return `${kind}: ${parts.filter(Boolean).join(', ')}`;
}
