/**
 * The checks of a whole message: what all messages share, then what its kind demands (docs/api.md, section 2).
 * They look at the finished body only, so a form, its JSON input and a custom JSON message obey the same rules.
 */
import { meantOf } from './alike';
import { isMissing, isRecord, withAt } from './members';
import { excerpt, shown } from './text';
import { phone } from './phone';
import { saysNone, whyUnmeant } from './unmeant';
import {
	complain,
	constant,
	inside,
	named,
	object,
	problemsOf,
	text,
	type JsonPart,
	type Problem,
	type Rule,
} from './rules';

/** Characters in the text of a message (docs/api.md, section 2). */
export const MAX_TEXT = 4096;

export type Body = Readonly<Record<string, unknown>>;

/**
 * By what the body of a kind is known: its `type`, and for interactive messages the type in there; a body that has
 * no `type` by a member of its own.
 */
export type Shape =
	| { readonly type: string; readonly interactive?: string; readonly member?: undefined }
	| { readonly member: string; readonly type?: undefined; readonly interactive?: undefined };

/** A kind as the checks see it. */
export interface CheckedKind {
	readonly shape?: Shape;
	readonly rule: Rule;
}

/** What the form calls the members that all messages share. */
export const SHARED_WORDS = {
	appId: 'App ID',
	businessPhone: 'Business Phone',
	recipient: 'Recipient',
	replyToMessageId: 'Reply to Message ID',
} as const;

const reference = object(
	{ refMessageId: text(SHARED_WORDS.replyToMessageId, { mayBeDate: true }) },
	{ required: false },
);

const replyTo: Rule = (value, at, report) => {
	const names = isRecord(value) && value.refMessageId === undefined ? Object.keys(value) : [];
	if (names.length === 0) {
		reference(value, at, report);
		return;
	}
	complain(
		report,
		named(at, '"context"'),
		`holds ${excerpt(names.map((name) => `"${name}"`).join(', '), 60)} instead of "refMessageId", the ID of the message as ITNIO gave it (replyTo of the trigger)`,
	);
};

const shared = object({
	appId: text(SHARED_WORDS.appId, { mayBeDate: true }),
	businessPhone: phone(SHARED_WORDS.businessPhone),
	recipient: phone(SHARED_WORDS.recipient),
	channelType: constant(0),
	context: replyTo,
});

const interactiveType = (body: Body): unknown =>
	isRecord(body.interactive) ? body.interactive.type : undefined;

function hasShape(body: Body, shape: Shape): boolean {
	if (shape.member !== undefined) return body.type === undefined && body[shape.member] !== undefined;
	if (shape.type !== body.type) return false;
	return shape.interactive === undefined || shape.interactive === interactiveType(body);
}

/** The kind that a body is of. */
export function kindOfBody<K extends CheckedKind>(body: Body, kinds: readonly K[]): K | undefined {
	return kinds.find(({ shape }) => shape !== undefined && hasShape(body, shape));
}

/** The member in which a message of a shape has its content. */
const contentOf = ({ type, member }: Shape): string => member ?? type;

/** Members that say how, and not what. */
const WAYS: readonly string[] = ['type', 'language', 'preview_url', 'previewUrl'];

/** Whether data holds anything to send. A schema makes a model fill in every member, with nothing, 0 or false. */
function holdsContent(value: unknown): boolean {
	if (Array.isArray(value)) return value.some(holdsContent);
	if (isRecord(value)) {
		return Object.entries(value).some(([name, member]) => !WAYS.includes(name) && holdsContent(member));
	}
	if (typeof value !== 'string') return Boolean(value);
	return !isMissing(value) && Number(value) !== 0 && !saysNone(value) && whyUnmeant(value) === undefined;
}

/** The rule that a message has the content of one kind: the service takes that and drops the others. */
function onlyOwnContent(kinds: readonly CheckedKind[]): Rule {
	const names = new Set(kinds.flatMap(({ shape }) => (shape ? contentOf(shape) : [])));
	return (value, at, report) => {
		const body = isRecord(value) ? value : {};
		const own = kindOfBody(body, kinds)?.shape;
		if (own === undefined) return;
		const message = own.type === undefined ? `with "${own.member}"` : `of type "${own.type}"`;
		for (const name of names) {
			if (name === contentOf(own) || !holdsContent(body[name])) continue;
			complain(
				report,
				inside(at, name, `"${name}"`),
				`does not belong to a message ${message} and would be lost: send it as a message of its own. Words for a picture, a video or a document go into its "caption"`,
			);
		}
	};
}

function unknownKind(kinds: readonly CheckedKind[]): Rule {
	const known = (values: ReadonlyArray<string | undefined>) =>
		Array.from(new Set(values.filter((value) => value !== undefined)));
	return (value, at, report) => {
		const body = isRecord(value) ? value : {};
		const interactive = body.type === 'interactive';
		const found = interactive ? interactiveType(body) : body.type;
		const choice = interactive
			? known(kinds.map(({ shape }) => shape?.interactive))
			: known(kinds.map(({ shape }) => shape?.type));
		const place = interactive
			? inside(inside(at, 'interactive'), 'type', '"interactive.type"')
			: inside(at, 'type', '"type"');
		complain(
			report,
			place,
			`${found === undefined ? 'is missing' : `is "${excerpt(shown(found), 60)}"`}, it must be one of: ${choice.join(', ')}`,
			meantOf(found, choice),
		);
	};
}

/** The body with what is certainly meant in the places of which a problem says so. */
export const asMeant = (body: Body, problems: readonly Problem[]): Body =>
	problems.reduce<Body>(
		(meant, { path, instead }) => (instead === undefined ? meant : (withAt(meant, path, instead) as Body)),
		body,
	);

/**
 * Every problem of a message at once.
 *
 * @param body the finished body, as it would be sent
 * @param kinds the kinds it may be of
 * @param kind the one whose rule it obeys, by default the one whose shape it has
 * @param json the part of it that was written as JSON: problems in there go by its names
 */
export function checkMessage(
	body: Body,
	kinds: readonly CheckedKind[],
	{ kind = kindOfBody(body, kinds), json }: { kind?: CheckedKind; json?: JsonPart } = {},
): Problem[] {
	return [
		...problemsOf(shared, body),
		...problemsOf(onlyOwnContent(kinds), body),
		...(kind ? problemsOf(kind.rule, body, json) : problemsOf(unknownKind(kinds), body)),
	];
}
