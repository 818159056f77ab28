import type { JsonObject } from '../types';
import { checkCarousel } from './carousel';
import {
	CHECK_FAILED,
	EMPTY,
	element,
	list,
	neverArrivesOver,
	noteStrangers,
	object,
	oneOf,
	optionalText,
	text,
	type Remarks,
} from './members';
import { refuse } from './refusal';

const AT = 'interactive';

/** Header and footer of lists and buttons: both optional, text only. */
function checkHeaderAndFooter(interactive: JsonObject, remarks: Remarks): void {
	for (const part of ['header', 'footer'] as const) {
		const value = interactive[part];
		if (value === undefined || value === null) continue;
		const at = `${AT}.${part}`;
		const object = element(value, at);
		if (part === 'header') oneOf(object.type, ['text'], `${at}.type`);
		const words = optionalText(object, 'text', `${at}.text`);
		if (words === undefined) remarks.warnings.push(`${at} has no text: it would never arrive`);
		neverArrivesOver(words, 60, `${at}.text`, remarks);
		noteStrangers(object, part === 'header' ? ['type', 'text'] : ['text'], at, remarks);
	}
}

function checkBody(interactive: JsonObject, max: number, remarks: Remarks): void {
	const body = object(interactive, 'body', `${AT}.body`);
	neverArrivesOver(text(body, 'text', `${AT}.body.text`), max, `${AT}.body.text`, remarks);
	noteStrangers(body, ['text'], `${AT}.body`, remarks);
}

function checkList(interactive: JsonObject, remarks: Remarks): void {
	checkHeaderAndFooter(interactive, remarks);
	checkBody(interactive, 4096, remarks);
	const action = object(interactive, 'action', `${AT}.action`);
	neverArrivesOver(text(action, 'button', `${AT}.action.button`), 20, `${AT}.action.button`, remarks);
	noteStrangers(action, ['button', 'sections'], `${AT}.action`, remarks);

	let rowCount = 0;
	const sections = list(action, 'sections', `${AT}.action.sections`, { min: 1, max: 10 });
	sections.forEach((value, s) => {
		const at = `${AT}.action.sections[${s}]`;
		const section = element(value, at);
		text(section, 'title', `${at}.title`, { max: 24 });
		const rows = list(section, 'rows', `${at}.rows`, { min: 1, max: Infinity });
		rows.forEach((rowValue, r) => {
			const here = `${at}.rows[${r}]`;
			const row = element(rowValue, here);
			text(row, 'id', `${here}.id`, { max: 200 });
			text(row, 'title', `${here}.title`, { max: 24 });
			optionalText(row, 'description', `${here}.description`, { max: 72 });
			noteStrangers(row, ['id', 'title', 'description'], here, remarks);
		});
		rowCount += rows.length;
		noteStrangers(section, ['title', 'rows'], at, remarks);
	});
	if (rowCount > 10)
		refuse(CHECK_FAILED, `${AT}.action.sections have ${rowCount} rows together, 10 are allowed`);
}

function checkButtons(interactive: JsonObject, remarks: Remarks): void {
	checkHeaderAndFooter(interactive, remarks);
	checkBody(interactive, 1024, remarks);
	const action = object(interactive, 'action', `${AT}.action`);
	noteStrangers(action, ['buttons'], `${AT}.action`, remarks);

	const titles = new Set<string>();
	const buttons = list(action, 'buttons', `${AT}.action.buttons`, { min: 1, max: 3 });
	buttons.forEach((value, b) => {
		const at = `${AT}.action.buttons[${b}]`;
		const button = element(value, at);
		oneOf(button.type, ['reply'], `${at}.type`);
		const reply = object(button, 'reply', `${at}.reply`);
		text(reply, 'id', `${at}.reply.id`, { max: 256 });
		const title = text(reply, 'title', `${at}.reply.title`, { max: 20 });
		if (titles.has(title)) refuse(CHECK_FAILED, `${at}.reply.title repeats another button's title`);
		titles.add(title);
		noteStrangers(reply, ['id', 'title'], `${at}.reply`, remarks);
		noteStrangers(button, ['type', 'reply'], at, remarks);
	});
}

function checkLocationRequest(interactive: JsonObject, remarks: Remarks): void {
	checkBody(interactive, 1024, remarks);
	const action = object(interactive, 'action', `${AT}.action`);
	const name = text(action, 'name', `${AT}.action.name`);
	if (name !== 'send_location') refuse(CHECK_FAILED, `${AT}.action.name must be send_location`);
	noteStrangers(action, ['name'], `${AT}.action`, remarks);
}

/** list, button, location_request_message, carousel (docs/api.md, section 2). */
export function checkInteractive(body: JsonObject, remarks: Remarks): void {
	const interactive = object(body, 'interactive', AT, EMPTY);
	const whole = ['type', 'header', 'body', 'footer', 'action'];
	switch (interactive.type) {
		case 'list':
			checkList(interactive, remarks);
			return noteStrangers(interactive, whole, AT, remarks);
		case 'button':
			checkButtons(interactive, remarks);
			return noteStrangers(interactive, whole, AT, remarks);
		case 'location_request_message':
			checkLocationRequest(interactive, remarks);
			return noteStrangers(interactive, ['type', 'body', 'action'], AT, remarks);
		case 'carousel':
			checkCarousel(interactive, remarks);
			return noteStrangers(interactive, whole, AT, remarks);
		default:
			return refuse(-165, `${AT}.type must be list, button, location_request_message or carousel`);
	}
}
