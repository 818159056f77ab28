import { APPROVE, DECLINE } from '../../core/reply';
import { filled } from '../../core/members';
import type { ParametersOf } from '../../form/types';
import { buttonsOf } from '../buttons';
import { sectionsOf } from '../list/build';
import { BUTTON_ID_LIMIT, ROW_ID_LIMIT, type questionFields } from './fields';

type Form = ParametersOf<typeof questionFields>;

const interactive = (type: string, { message }: Form, action: object) => ({
	type: 'interactive',
	interactive: { type, body: filled({ text: message }), action },
});

/** The question as any message of its shape: what leads the answer back is added when it is sent. */
export function buildQuestion(form: Form) {
	switch (form.answerBy) {
		case 'file':
		case 'text':
			return { type: 'text', text: filled({ body: form.message }) };
		case 'location':
			return interactive('location_request_message', form, { name: 'send_location' });
		case 'list':
			return interactive('list', form, {
				...filled({ button: form.listButtonText }),
				sections: sectionsOf(form, ROW_ID_LIMIT),
			});
		case 'buttons':
			return interactive('button', form, {
				buttons: buttonsOf(form, BUTTON_ID_LIMIT),
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
