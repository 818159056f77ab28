import { complain, constant, inside, object, text, type Labelled, type Rule } from '../../core/rules';
import { APPROVE, DECLINE } from '../../core/reply';
import { inAnyCase } from '../../core/alike';
import { isMissing, isRecord } from '../../core/members';
import { textOf } from '../../core/text';
import { buttonsRule } from '../buttons';
import { listButtonText } from '../list/fields';
import { sectionsRule } from '../list/rule';
import { approveLabel, BUTTON_ID_LIMIT, declineLabel, message, ROW_ID_LIMIT } from './fields';

const interactive = (limit: number, action: Readonly<Record<string, Rule>>, asWritten?: true): Rule =>
	object({
		interactive: object({
			body: object({ text: text(message, { max: limit, asWritten }) }),
			action: object(action),
		}),
	});

const buttonsOf = (body: unknown): unknown[] => {
	const inner = isRecord(body) ? body.interactive : undefined;
	const action = isRecord(inner) ? inner.action : undefined;
	return isRecord(action) && Array.isArray(action.buttons) ? action.buttons : [];
};

const replyOf = (button: unknown): Record<string, unknown> =>
	isRecord(button) && isRecord(button.reply) ? button.reply : {};

/** The two buttons of an approval have fields of their own in the form. */
const isApproval = (body: unknown): boolean => {
	const ids = buttonsOf(body).map((button) => replyOf(button).id);
	return ids.length === 2 && ids[0] === APPROVE && ids[1] === DECLINE;
};

const label = (words: Labelled): Rule => object({ reply: object({ title: text(words, { max: 20 }) }) });

const approvalButtons: Rule = (value, at, report) => {
	const [approve, decline] = Array.isArray(value) ? (value as unknown[]) : [];
	label(approveLabel)(approve, inside(at, 0), report);
	label(declineLabel)(decline, inside(at, 1), report);
	// Whoever types one of them must not be taken for the other.
	const [yes, no] = [approve, decline].map((button) => inAnyCase(textOf(replyOf(button).title)));
	if (isMissing(yes) || yes !== no) return;
	const place = inside(inside(inside(at, 1), 'reply'), 'title', declineLabel);
	complain(report, place, `is the same as ${approveLabel.displayName}: give each button a title of its own`);
};

const byText = object({ text: object({ body: text(message, { max: 4096 }) }) });
const byLocation = interactive(1024, { name: constant('send_location') });
const byList = interactive(4096, {
	button: text(listButtonText, { max: 20 }),
	sections: sectionsRule(ROW_ID_LIMIT),
});
const byButtons = interactive(1024, { buttons: buttonsRule(BUTTON_ID_LIMIT) });
// For an agent n8n writes the message: of a tool's parameters it may write "[object Object]".
const byApproval = interactive(1024, { buttons: approvalButtons }, true);

const RULES: Readonly<Record<string, Rule>> = {
	location_request_message: byLocation,
	list: byList,
};

/** What a question must obey, whatever shape it has: the words are those of its own form. */
export const questionRule: Rule = (body, at, report) => {
	const inner = isRecord(body) ? body.interactive : undefined;
	if (!isRecord(inner)) return byText(body, at, report);
	const rule = RULES[String(inner.type)] ?? (isApproval(body) ? byApproval : byButtons);
	rule(body, at, report);
};
