import { APPROVE, DECLINE } from '../../../conversation/answer';
import { filled } from '../../../values/members';
import { withoutEmpty } from '../../fields/inputMode';
import type { ParametersOf } from '../../fields/types';
import { withConstants } from '../buttons';
import { withRowIds } from '../list';
import { BUTTON_ID_LIMIT, ROW_ID_LIMIT, type fields } from './fields';

type Form = ParametersOf<typeof fields>;

const interactive = (type: string, { message }: Form, action: object) => ({
	type: 'interactive',
	interactive: { type, body: filled({ text: message }), action },
});

/** The question as any message of its shape: what leads the answer back is added when it is sent. */
export function buildQuestion(form: Form) {
	switch (form.answerBy) {
		case 'text':
			return { type: 'text', text: filled({ body: form.message }) };
		case 'location':
			return interactive('location_request_message', form, { name: 'send_location' });
		case 'list':
			return interactive('list', form, {
				...filled({ button: form.listButtonText }),
				sections: withRowIds(
					form.inputMode === 'json'
						? withoutEmpty(form.sectionsJson)
						: form.sections.section.map((section) => ({
								...filled({ title: section.title }),
								rows: section.rows.row.map((row) => filled(row)),
							})),
					ROW_ID_LIMIT,
				),
			});
		case 'buttons':
			return interactive('button', form, {
				buttons: withConstants(
					form.inputMode === 'json'
						? withoutEmpty(form.buttonsJson)
						: form.buttons.button.map((reply) => ({ reply: filled(reply) })),
					BUTTON_ID_LIMIT,
				),
			});
		default:
			return interactive('button', form, {
				buttons: [
					{ type: 'reply', reply: { id: APPROVE, ...filled({ title: form.approveLabel }) } },
					{ type: 'reply', reply: { id: DECLINE, ...filled({ title: form.declineLabel }) } },
				],
			});
	}
}
