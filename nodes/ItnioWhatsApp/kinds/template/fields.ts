/** The form of a template message. */
import { AS_CHOSEN } from '../../service/templates/choice';
import { VALUE_IDS } from '../../service/templates/valueFields';
import { inputMode, showJson } from '../../form/inputMode';
import { bodyValues, showAny, unshownBodyValues } from './bodyValues';
import { latitude, locationAddress, locationName, longitude } from '../location';
import { binaryProperty, fromFile, fromLink, mediaSource } from '../shared/media';

const templateName = {
	displayName: 'Template',
	name: 'templateName',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'The template to send: it must be approved',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Choose a template…',
			typeOptions: { searchListMethod: 'searchTemplates', searchable: true },
		},
		{
			displayName: 'By Name',
			name: 'name',
			type: 'string',
			placeholder: 'e.g. order_shipped',
			hint: 'As the ITNIO console shows it',
		},
	],
} as const;

const templateLanguage = {
	displayName: 'Template Language',
	name: 'templateLanguage',
	type: 'string',
	required: true,
	default: AS_CHOSEN,
	placeholder: 'e.g. en_US',
	description:
		'The code of the language, e.g. en_US. Needed where the template is given by its name, or where each customer has their own language.',
	hint: 'With a template given by its name, enter the code, e.g. en_US',
} as const;

/** A row of the list tells its values; only a name may be one that nobody knows before the workflow runs. */
const templateForm = {
	displayName: 'Values From',
	name: 'templateForm',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { inputMode: ['fields'] }, hide: { '/templateName.mode': ['list'] } },
	options: [
		{
			name: 'Fields of This Template',
			value: 'chosen',
			description: 'One field for each gap in its text',
		},
		{
			name: 'A List of Values',
			value: 'any',
			description: 'For a template whose name comes from an expression',
		},
	],
	default: 'chosen',
} as const;

export const templateValues = {
	displayName: 'Gaps in the Text',
	name: 'templateValues',
	type: 'resourceMapper',
	noDataExpression: true,
	required: true,
	displayOptions: { show: { inputMode: ['fields'] }, hide: { templateForm: ['any'] } },
	default: { mappingMode: 'defineBelow', value: null },
	description:
		'What is written into each gap of the template. Brackets show the gap and an example of what it holds. The whole text stands in Template.',
	typeOptions: {
		loadOptionsDependsOn: ['templateName.value', 'templateLanguage'],
		resourceMapper: {
			resourceMapperMethod: 'getTemplateValues',
			mode: 'add',
			valuesLabel: 'Gaps in the Text',
			fieldWords: { singular: 'value', plural: 'values' },
			addAllFields: true,
			multiKeyMatch: false,
			supportAutoMap: false,
		},
	},
} as const;

/** A label has no room for it. The header's field is the first one. */
const headerFileNotice = {
	displayName:
		'The picture, video or document above the text: enter its public link. For a file of the workflow, enter the name of the field that holds it, such as data.',
	name: 'headerFileNotice',
	type: 'notice',
	displayOptions: {
		show: {
			inputMode: ['fields'],
			'/templateValues.schema[0].id': Object.values(VALUE_IDS.headerLink),
		},
		hide: { templateForm: ['any'] },
	},
	default: '',
} as const;

/** ITNIO does not tell which buttons a template has. */
const buttonsNotice = {
	displayName:
		'Buttons of the template need nothing here, unless one opens a link that is different for each person, or a quick reply sends something back to you: add those under Buttons.',
	name: 'buttonsNotice',
	type: 'notice',
	displayOptions: { show: { inputMode: ['fields'] }, hide: { templateForm: ['any'] } },
	default: '',
} as const;

const showHeader = <const Types extends readonly string[]>(...types: Types) =>
	({ show: { ...showAny, headerType: types } }) as const;

const headerType = {
	displayName: 'Header Type',
	name: 'headerType',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: showAny },
	options: [
		{ name: 'Document', value: 'document' },
		{ name: 'Image', value: 'image' },
		{ name: 'Location', value: 'location' },
		{ name: 'None', value: 'none', description: 'No header, or one without a value to fill in' },
		{ name: 'Text', value: 'text' },
		{ name: 'Video', value: 'video' },
	],
	default: 'none',
	description: 'What the header of the template asks for',
} as const;

const headerText = {
	displayName: 'Header Text',
	name: 'headerText',
	type: 'string',
	required: true,
	displayOptions: showHeader('text'),
	default: '',
	placeholder: 'e.g. Maria',
	description: 'What takes the place of {{1}} in the header',
	hint: 'Up to 60 characters, in one line',
} as const;

const showMedia = showHeader('image', 'video', 'document');

const headerLink = {
	displayName: 'Header File Link',
	name: 'headerLink',
	type: 'string',
	required: true,
	displayOptions: { show: { ...showMedia.show, ...fromLink } },
	default: '',
	placeholder: 'e.g. https://example.com/parcel.png',
	description: 'Public web address of the file. WhatsApp fetches it itself, so it must open without a login.',
} as const;

const headerFilename = {
	displayName: 'Header File Name',
	name: 'headerFilename',
	type: 'string',
	required: true,
	displayOptions: { show: { ...showHeader('document').show, ...fromLink } },
	default: '',
	placeholder: 'e.g. Invoice 1042.pdf',
	description: 'The name under which the recipient sees and saves the document',
} as const;

const headerFilenameOfFile = {
	...headerFilename,
	required: false,
	displayOptions: { show: { ...showHeader('document').show, ...fromFile } },
	hint: 'Left empty, it is the name of the file',
} as const;

const templateButtons = {
	displayName: 'Buttons',
	name: 'templateButtons',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true, multipleValueButtonText: 'Add Button' },
	displayOptions: { show: { inputMode: ['fields'] } },
	default: {},
	placeholder: 'Add Button',
	description:
		'Only for buttons that need a value: a link whose address ends in {{1}}, or a quick reply that sends something back to you',
	options: [
		{
			displayName: 'Button',
			name: 'button',
			values: [
				{
					displayName: 'Type',
					name: 'type',
					type: 'options',
					options: [
						{
							name: 'Quick Reply',
							value: 'quick_reply',
							description: 'The payload comes back when the person taps the button',
						},
						{ name: 'Link', value: 'url', description: 'The address of the button ends in {{1}}' },
					],
					default: 'url',
				},
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					required: true,
					default: '',
					placeholder: 'e.g. A-1024',
					description: 'Of a link: what its address ends in. Of a quick reply: the payload.',
				},
				{
					displayName: 'Position',
					name: 'index',
					type: 'string',
					default: '',
					placeholder: 'e.g. 0 for the first button',
					description:
						'Which button of the template it is: 0 is the first one. Left empty, the first entry here is the first button.',
				},
			],
		},
	],
} as const;

const componentsJson = {
	displayName: 'Components (JSON)',
	name: 'componentsJson',
	type: 'json',
	typeOptions: { rows: 10 },
	displayOptions: showJson,
	default: `[
	{
		"type": "body",
		"parameters": [
			{ "type": "text", "text": "Maria" },
			{ "type": "text", "text": "A-1024" }
		]
	}
]`,
	description:
		'Header, body and buttons as the API takes them; [] for a template without values. The "type" of a value is added where it is missing.',
} as const;

export const templateFields = [
	templateName,
	templateLanguage,
	inputMode,
	templateForm,
	templateValues,
	headerFileNotice,
	buttonsNotice,
	headerType,
	headerText,
	{ ...mediaSource, displayOptions: showMedia },
	headerLink,
	{ ...binaryProperty, displayOptions: { show: { ...showMedia.show, ...fromFile } } },
	headerFilename,
	headerFilenameOfFile,
	{ ...latitude, displayOptions: showHeader('location') },
	{ ...longitude, displayOptions: showHeader('location') },
	{ ...locationName, displayOptions: showHeader('location') },
	{ ...locationAddress, displayOptions: showHeader('location') },
	bodyValues,
	unshownBodyValues,
	templateButtons,
	componentsJson,
] as const;

/** What the rules call the fields. */
export const WORDS = {
	templateName,
	templateLanguage,
	headerText,
	headerLink,
	headerFilename,
	components: 'Components',
} as const;
