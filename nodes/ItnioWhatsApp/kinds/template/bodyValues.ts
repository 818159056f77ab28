/** The values of a template whose gaps nobody knows before the workflow runs. */

/** What makes the form show the fields of any template. */
export const showAny = { inputMode: ['fields'], templateForm: ['any'] } as const;

export const bodyValues = {
	displayName: 'Body Values',
	name: 'bodyValues',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true, multipleValueButtonText: 'Add Value' },
	displayOptions: { show: showAny },
	default: {},
	placeholder: 'Add Value',
	description: 'What takes the place of {{1}}, {{2}}, … in the text, in this order',
	options: [
		{
			displayName: 'Body Value',
			name: 'value',
			values: [
				{
					displayName: 'Text',
					name: 'text',
					type: 'string',
					required: true,
					default: '',
					placeholder: 'e.g. Maria',
					description: 'One line, without tabs and without more than four spaces in a row',
				},
			],
		},
	],
} as const;

/**
 * The same in a workflow that no form has made, without what shows it: n8n would drop it before the node runs. Filled in gaps
 * say that somebody has looked at the form since.
 */
export const unshownBodyValues = {
	displayName: bodyValues.displayName,
	name: bodyValues.name,
	type: 'hidden',
	displayOptions: {
		show: { inputMode: ['fields'] },
		hide: { templateForm: ['any'], '/templateValues.value': [{ _cnd: { exists: true } }] },
	},
	default: {},
	description:
		'Choose the template By Name and A List of Values in Values From, and use them or delete them there',
} as const;
