import { defineKind } from '../../form/kind';
import { repeatedButtons } from '../buttons';
import { repeatedRows } from '../list/repeated';
import { buildQuestion } from './build';
import { buttonToTap, questionFields, rowToTap } from './fields';
import { questionRule } from './rule';

/** A message that the workflow waits for an answer to. It is sent like any other; `conversation/ask.ts` does the waiting. */
export const sendAndWait = defineKind({
	operation: {
		name: 'Send and Wait for Response',
		value: 'sendAndWait',
		action: 'Send message and wait for response',
		description: 'Ask a person and go on with the answer: a tap, a text, a file or a location',
	},
	fields: questionFields,
	repeated: [repeatedButtons(buttonToTap), repeatedRows(rowToTap)],
	build: buildQuestion,
	rule: questionRule,
	ruleComesFirst: true,
});
