import { meantOf } from '../core/alike';
import { isMissing, isRecord } from '../core/members';
import { defineKind, type Payload } from '../form/kind';
import { withValueTypes } from './template/build';

const messageJson = {
	displayName: 'Message (JSON)',
	name: 'messageJson',
	type: 'json',
	typeOptions: { rows: 10 },
	required: true,
	default: `{
	"type": "text",
	"text": { "body": "Hello from n8n" }
}`,
	description:
		'Any message as the API takes it. "appId", "businessPhone", "recipient" and "channelType" are added where they are missing.',
} as const;

/** Of a template, the "type" of each value is added where it is missing, as in its own field for JSON. */
function withTypesInTemplate(body: Payload): Payload {
	const { template } = body;
	if (!isRecord(template) || template.components === undefined) return body;
	return { ...body, template: { ...template, components: withValueTypes(template.components) } };
}

/** What other services have differently, and models write for that reason, where it is certain what is meant. */
function asOurs(given: unknown): unknown {
	if (Array.isArray(given) && given.length === 1) return asOurs(given[0]);
	if (!isRecord(given)) return given;
	const { type: written, ...others } = given;
	const type = meantOf(written, ['template', 'text']);
	if (type === 'template' && isRecord(given.template)) return withTypesInTemplate(others);
	if (isMissing(written)) return withTypesInTemplate(isRecord(given.template) ? others : given);
	if (type === 'text' && typeof given.text === 'string') return { ...given, text: { body: given.text } };
	return given;
}

/** Any body of the API. It has no rule of its own: the finished body obeys the rule of the kind that it is. */
export const sendJson = defineKind({
	operation: {
		name: 'Send Custom JSON',
		value: 'sendJson',
		action: 'Send custom JSON message',
		description: 'Send any message of the API, written or built as JSON',
	},
	fields: [messageJson],
	build: (form) => asOurs(form.messageJson) as Payload,
	rule: () => undefined,
});
