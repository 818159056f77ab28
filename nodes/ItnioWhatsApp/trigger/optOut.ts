/** Who does not want to be written to any more says so in one word, and takes it back in one. */
import { wordsIn } from '../core/wordsIn';

/** What people write in the ten languages of most of ITNIO's markets; prefilled in the form. */
export const OPT_OUT_WORDS = [
	'STOP',
	'UNSUBSCRIBE',
	'OPT OUT',
	'BERHENTI',
	'BERHENTI LANGGANAN',
	'BAJA',
	'CANCELAR SUSCRIPCIÓN',
	'PARAR',
	'SAIR',
	'ARRÊT',
	'DÉSABONNER',
	'STOPP',
	'ABMELDEN',
	'DUR',
	'ABONELİKTEN ÇIK',
	'रोकें',
	'बंद करो',
	'توقف',
	'إلغاء الاشتراك',
	'退订',
	'取消订阅',
	'退訂',
	'取消訂閱',
];

/** What undoes it, in the same languages. */
const OPT_IN_WORDS = [
	'START',
	'SUBSCRIBE',
	'OPT IN',
	'MULAI',
	'BERLANGGANAN',
	'ALTA',
	'SUSCRIBIR',
	'COMEÇAR',
	'INSCREVER',
	'REPRENDRE',
	"S'ABONNER",
	'ANMELDEN',
	'BAŞLAT',
	'शुरू करें',
	'ابدأ',
	'اشتراك',
	'订阅',
	'恢复订阅',
	'訂閱',
	'恢復訂閱',
];

export interface Wish {
	readonly optedOut?: true;
	readonly optedIn?: true;
}

/** Where there are neither letters nor digits, nobody can tell. */
const isOneOf = (words: readonly string[], said: string): boolean =>
	said !== '' && words.some((word) => wordsIn(word) === said);

/**
 * @param text the whole message
 * @param optOutWords of the form; empty: nobody looks
 */
export function wishOf(text: string, optOutWords: readonly string[]): Wish {
	if (optOutWords.length === 0) return {};
	const said = wordsIn(text);
	if (isOneOf(optOutWords, said)) return { optedOut: true };
	return isOneOf(OPT_IN_WORDS, said) ? { optedIn: true } : {};
}
