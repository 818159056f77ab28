/** The words that a person sees in the forms of our nodes and of the credential. */
import type { INodeProperties } from 'n8n-workflow';
import { ItnioApi } from '../../credentials/ItnioApi.credentials';
import { accountOperations } from '../../nodes/ItnioWhatsApp/service/account';
import { messageOperations, messageProperties } from '../../nodes/ItnioWhatsApp/kinds/properties';
import { limitWaitTime } from '../../nodes/ItnioWhatsApp/form/limitWaitTime';
import { sendAndWait } from '../../nodes/ItnioWhatsApp/kinds';
import { getManyOperation, getManyProperties } from '../../nodes/ItnioWhatsApp/service/templates';
import { triggerProperties } from '../../nodes/ItnioWhatsApp/trigger/properties';

/** n8n's own words, in its editor. */
const WORDS_OF_N8N = [
	'AI Agent',
	'Append',
	'Allowed HTTP Request Domains',
	'Binary',
	'Community nodes',
	'Continue',
	'Continue (using error output)',
	'Create credential',
	'Credentials',
	'Execute Once',
	'Execute Sub-workflow',
	'Execute step',
	'Execute workflow',
	'Executions',
	'From file',
	'Import',
	'Import from file',
	'Include Empty Values',
	'Install',
	'Let the model define this parameter',
	'Mode',
	'More details',
	'On Error',
	'Production URL',
	'Test URL',
	'Retry',
	'Retry On Fail',
	'Running',
	'Save',
	'Save successful production executions',
	'Settings',
	'Stop Workflow',
	'Summarize',
	'Tool',
	'View',
	'Wait',
	'Wait For Sub-Workflow Completion',
	'Webhook URLs',
	'Workflow menu',
	'⋯',
];

interface Described {
	displayName?: string;
	name?: string;
	options?: readonly unknown[];
	values?: readonly unknown[];
	modes?: readonly unknown[];
}

/** The labels of fields and groups, and the names of choices, however deep. */
function labelsOf(entries: readonly unknown[]): string[] {
	return (entries as readonly Described[]).flatMap((entry) => [
		// A choice has no displayName: what people see is its name.
		entry.displayName ?? entry.name ?? '',
		...labelsOf(entry.options ?? []),
		...labelsOf(entry.values ?? []),
		...labelsOf(entry.modes ?? []),
	]);
}

const operations = [...messageOperations, getManyOperation, ...accountOperations];
const credential = new ItnioApi().properties;
const named = (properties: readonly INodeProperties[], wanted: string): string[] =>
	properties.filter(({ name }) => name === wanted).flatMap(({ options = [] }) => labelsOf(options));

export const knownWords: ReadonlySet<string> = new Set([
	...WORDS_OF_N8N,
	...labelsOf([
		...operations,
		...messageProperties,
		...getManyProperties,
		...triggerProperties,
		...credential,
	]),
]);

/** Words that a page must have, so that nothing of a form is left unexplained. */
export const neededWords: Readonly<Record<string, readonly string[]>> = {
	// Nobody looks for a list of all countries in there.
	README: [...labelsOf(operations), ...credential.map(({ displayName }) => displayName)],
	// What stands inside of an option is explained where the option is.
	messages: messageProperties
		.filter(({ name }) => name === 'options')
		.flatMap(({ options = [] }) =>
			options.flatMap((option) =>
				option.name === limitWaitTime.name ? limitWaitTime.displayName : labelsOf([option]),
			),
		),
	'ask-and-wait': labelsOf(sendAndWait.fields.filter(({ name }) => name === 'answerBy')),
	trigger: [
		...named(triggerProperties, 'events'),
		...triggerProperties
			.filter(({ name }) => name === 'options')
			.flatMap(({ options = [] }) =>
				options.map((option) => ('displayName' in option ? option.displayName : '')),
			),
	],
};
