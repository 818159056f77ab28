/** Texts that nobody means to send: what code writes where a value is missing, or is no text. */
import { excerpt } from './text';

/** What code writes where a value is missing, and people hardly ever. */
const NO_VALUE = 'NaN|undefined|Invalid Date(?:Time)?';

/** How nothing reads, where it is all that there is. */
const NOTHING = new RegExp(`^(?:${NO_VALUE}|null)(?: (?:${NO_VALUE}|null)){0,3}$`);

/** How people and tables write that there is none. */
const NONE = /^(?:none|nobody|no one|null|#?n\/?a|无|[-–—]+)$/i;

/** Whether a text says that there is none. What code writes where nothing has that name says nothing. */
export const saysNone = (text: string): boolean => NONE.test(text.trim());

/** As JavaScript writes a value with parts, and as n8n shows one. */
const PARTS = /\[object [A-Z]\w{1,40}\]/;
const SHOWN_PARTS = /^\[(?:(?:Object|Array): [[{]|(?:DateTime|Date): \d{4}-\d\d-\d\dT)/;

/** What Excel, LibreOffice and Google Sheets show where a formula fails, in the languages of their errors. */
const SHEET_ERRORS: ReadonlySet<string> = new Set(
	[
		'#NULL! #DIV/0! #VALUE! #REF! #NAME? #NUM! #N/A #ERROR! #SPILL! #CALC! #FIELD! #BLOCKED! #CONNECT! #BUSY! #UNKNOWN! #GETTING_DATA',
		// Spanish, Portuguese, Italian, French, Romanian
		'#¡NULO! #¡DIV/0! #¡VALOR! #¡REF! #¿NOMBRE? #¡NUM! #¡DESBORDAMIENTO! #¡CALC! #¡ERROR!',
		'#NULO! #VALOR! #NOME? #NÚM! #N/D #DESPEJAR! #DESPEJO! #CALC! #ERRO!',
		'#NULLO! #VALORE! #RIF! #ESPANSIONE! #CALC! #ERRORE!',
		'#NUL! #VALEUR! #NOM? #NOMBRE! #PROPAGATION! #CALCUL! #ERREUR!',
		'#VALOARE! #NUME?',
		// German, Dutch, Danish, Norwegian, Swedish, Finnish
		'#WERT! #BEZUG! #ZAHL! #NV #ÜBERLAUF! #KALK! #FEHLER!',
		'#LEEG! #DEEL/0! #WAARDE! #VERW! #NAAM? #GETAL! #N/B #OVERLOOP! #FOUT!',
		'#DIVISION/0! #VÆRDI! #REFERENCE! #NAVN? #I/T #VERDI!',
		'#SKÄRNING! #VÄRDEFEL! #REFERENS! #NAMN? #OGILTIGT! #SAKNAS!',
		'#TYHJÄ! #JAKO/0! #ARVO! #VIITTAUS! #NIMI? #LUKU! #PUUTTUU!',
		// Russian, Polish, Czech, Slovak, Slovenian, Croatian
		'#ПУСТО! #ДЕЛ/0! #ЗНАЧ! #ССЫЛКА! #ИМЯ? #ЧИСЛО! #Н/Д #ПЕРЕНОС! #ВЫЧИСЛ! #ОШИБКА!',
		'#ZERO! #DZIEL/0! #ARG! #ADR! #NAZWA? #LICZBA! #N/D! #ROZLANIE! #BŁĄD!',
		'#DĚLENÍ_NULOU! #HODNOTA! #ODKAZ! #NÁZEV? #ČÍSLO! #NENÍ_K_DISPOZICI',
		'#NEPLATNÝ! #DELENIENULOU! #NÁZOV? #NEDOSTUPNÝ',
		'#NIČ! #DEL/0! #VREDN! #SKLIC! #IME? #ŠTEV! #N/V #DIJ/0! #VRIJEDNOST! #NAZIV? #BROJ!',
		// Turkish, Hungarian, Greek
		'#BOŞ! #SAYI/0! #DEĞER! #BAŞV! #AD? #SAYI! #YOK #TAŞMA! #HESAP! #HATA!',
		'#NULLA! #ZÉRÓOSZTÓ! #ÉRTÉK! #HIV! #NÉV? #SZÁM! #HIÁNYZIK',
		'#ΚΕΝΟ! #ΔΙΑΙΡ./0! #ΤΙΜΗ! #ΑΝΑΦ! #ΟΝΟΜΑ? #ΑΡΙΘ! #Δ/Υ',
	].flatMap((errors) => errors.split(' ')),
);

/** Of these errors, those that hardly look like a hashtag: `#N/A`, `#REF!`, but not `#NV`. Accents may be signs of their own. */
const UNLIKE_HASHTAGS = Array.from(SHEET_ERRORS)
	.filter((error) => /[!?/]/.test(error))
	.flatMap((error) => [error, error.normalize('NFD')])
	.map((error) => error.replace(/[.?]/g, '\\$&'));

/** What stands for a value that is missing, inside a text. In a message about code it may be meant. */
export const MISSING_VALUE = new RegExp(String.raw`\b(?:${NO_VALUE})\b|${UNLIKE_HASHTAGS.join('|')}`);

/** As n8n writes `{{ $now }}`, and as JavaScript writes the date of a database. */
const DATE =
	/^(?:\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)|[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d{4} \d\d:\d\d:\d\d GMT[+-]\d{4}(?: \([^()]{1,60}\))?)$/;

/** Why a text is surely not meant, as the end of a sentence that its field begins; undefined where it may be. */
export function whyUnmeant(value: string, { mayBeDate = false } = {}): string | undefined {
	const text = value.trim();
	const parts = PARTS.exec(text)?.[0] ?? SHOWN_PARTS.exec(text)?.[0].replace(/: .*/, ': …]');
	if (parts !== undefined) {
		return `holds "${parts}", which stands for a value that has parts: choose the part that you want in the expression, such as {{ $json.price.amount }}`;
	}
	if (text.includes('[native code]')) {
		return 'holds the code of a function instead of what it gives: write () after its name in the expression, such as {{ $json.name.trim() }}';
	}
	if (NOTHING.test(text)) {
		return `is only "${text}", so the expression finds no value: look at the names in it, and at whether this item has them`;
	}
	if (text.startsWith('#') && SHEET_ERRORS.has(text.normalize()))
		return `is only "${text}", an error of a spreadsheet: correct it there`;
	// Longer than any date: not worth a look.
	if (mayBeDate || text.length > 100 || !DATE.test(text)) return undefined;
	return `is a date as computers write it: "${excerpt(text, 60)}". Choose in the expression how it reads, such as {{ $now.toFormat('d LLL yyyy, HH:mm') }} or {{ $json.date.toDateTime().toFormat('d LLL yyyy') }}`;
}

/** Half of an emoji. */
const HALF = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Why a text is not what was written where it comes from; undefined where it may be. */
export const whyCutApart = (value: string): string | undefined =>
	HALF.test(value)
		? "holds half an emoji, because it was cut in its middle: cut it in the expression by whole characters, such as {{ Array.from($json.text).slice(0, 20).join('') }}"
		: undefined;

/** Why a number is not what was written where it comes from; undefined where it may be. */
export function whyInexact(value: number): string | undefined {
	if (value === Infinity || value === -Infinity) {
		return `is "${value}", which a calculation gives that divides by zero: look at the numbers in it`;
	}
	return Number.isInteger(value) && !Number.isSafeInteger(value)
		? `is the number ${value}, which has more digits than a number keeps, so its last ones are lost: make it a text where it comes from (in JSON: put it in quotes)`
		: undefined;
}
