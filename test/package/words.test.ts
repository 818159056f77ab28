/** The words of the forms, held to n8n's guidelines before any browser shows them. */
import { ItnioApi } from '../../credentials/ItnioApi.credentials';
import { ItnioWhatsApp } from '../../nodes/ItnioWhatsApp/ItnioWhatsApp.node';
import { ItnioWhatsAppTrigger } from '../../nodes/ItnioWhatsApp/ItnioWhatsAppTrigger.node';
import { collectWords, objections, type Shown } from '../browser/words';

it.each([
	['the node', new ItnioWhatsApp().description.properties, 250],
	['the trigger', new ItnioWhatsAppTrigger().description.properties, 30],
	['the credential', new ItnioApi().properties, 10],
])('every text of %s follows the guidelines of n8n', (_, properties, least) => {
	const all = collectWords(properties as unknown as Shown[]);
	// Countries write their names as they like.
	const words = all.filter(({ place }) => !place.startsWith('defaultCountryCode ›'));
	expect(words.length).toBeGreaterThan(least);
	expect(objections(words)).toEqual([]);
});
