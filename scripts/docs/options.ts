/** Which options of a message stand in the form of some operations only, by their `displayOptions`. */
import type { INodeProperties } from 'n8n-workflow';
import { options } from '../../nodes/ItnioWhatsApp/form/options';
import { kinds } from '../../nodes/ItnioWhatsApp/kinds/properties';
import type { Language } from './pages';

const WORDS: Readonly<
	Record<Language, Record<'only' | 'not', (operation: string, labels: string) => string>>
> = {
	en: {
		only: (operation, labels) => `- Only *${operation}* has ${labels}.`,
		not: (operation, labels) => `- *${operation}* does not have ${labels}.`,
	},
	'zh-CN': {
		only: (operation, labels) => `- 只有 *${operation}* 有 ${labels}。`,
		not: (operation, labels) => `- *${operation}* 没有 ${labels}。`,
	},
};

/** @returns a line for each operation that has an option of its own, or lacks one that the others have */
export function optionSections(language: Language): Readonly<Record<string, string>> {
	const listed = options.options as readonly INodeProperties[];
	const labels = (which: 'show' | 'hide', operation: string) =>
		listed
			.filter(({ displayOptions }) => displayOptions?.[which]?.['/operation']?.includes(operation))
			.map(({ displayName }) => `*${displayName}*`)
			.join(language === 'en' ? ', ' : '、');
	const { only, not } = WORDS[language];
	// The order of a module's exports depends on how it is loaded.
	const operations = kinds.map(({ operation }) => operation);
	operations.sort((a, b) => (a.name < b.name ? -1 : 1));
	const lines = operations.flatMap(({ name, value }) => [
		labels('show', value) && only(name, labels('show', value)),
		labels('hide', value) && not(name, labels('hide', value)),
	]);
	return { 'options of some': lines.filter((line) => line !== '').join('\n') };
}
