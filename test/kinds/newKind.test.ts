/**
 * What a kind needs outside its own file, so that none is forgotten: each failure says what to do. CONTRIBUTING.md
 * goes through the steps.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkMessage, type Body } from '../../nodes/ItnioWhatsApp/core/message';
import type { Problem } from '../../nodes/ItnioWhatsApp/core/problem';
import { problemsOf as problemsOfRule } from '../../nodes/ItnioWhatsApp/core/rules';
import { kinds } from '../../nodes/ItnioWhatsApp/kinds/properties';
import { CUSTOM_MESSAGE_PATH, type Kind } from '../../nodes/ItnioWhatsApp/form/kind';
import { renderPreview } from '../preview/render';
import { startSandbox, type Sandbox } from '../../sandbox';
import { at, copyOf, pathsOf, put, stepsOf, type Path } from '../core/paths';
import { EXAMPLES, messageTypeOf } from './examples';
import { isFarFrom, mayNotBeThere, nameOf, ownRulesOf } from './ownRules';
import { post } from '../sandbox/helpers';

const fileOf = (path: string): string => readFileSync(join(__dirname, '..', '..', path), 'utf8');
const { alias } = JSON.parse(fileOf('nodes/ItnioWhatsApp/ItnioWhatsApp.node.json')) as { alias: string[] };
/** docs/api.md, section 2. */
const description = /^## 2\. .*?(?=^## )/ms.exec(fileOf('docs/api.md'))?.[0] ?? '';

const envelope = {
	appId: 'sandboxApp',
	businessPhone: '628111000111',
	recipient: '628123456789',
	channelType: 0,
};

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

/** A sentence for what is missing, and nothing if it is there. */
const unless = (there: boolean, sentence: string): string[] => (there ? [] : [sentence]);
/** As a reader of a failure tells one from another. */
const typeOf = (value: unknown): string => (Array.isArray(value) ? 'list' : typeof value);

test('every kind has its example, and every example its kind', () => {
	const values = (kinds as readonly Kind[]).map(({ operation }) => operation.value);
	const examples = Object.keys(EXAMPLES);
	const lacks = (all: readonly string[], has: readonly string[]) => all.filter((one) => !has.includes(one));
	expect([
		...lacks(values, examples).map((value) => `test/kinds/examples.ts: add the example of ${value}`),
		...lacks(examples, values).map((value) => `nodes/ItnioWhatsApp/kinds/index.ts: list ${value}`),
	]).toEqual([]);
});

describe.each((kinds as readonly Kind[]).map((kind) => [kind.operation.value, kind] as const))(
	'%s',
	(operation, { operation: { action }, path = CUSTOM_MESSAGE_PATH, rule, ruleComesFirst, shape }) => {
		it('is found by its action in the search of the editor', () => {
			const sentence = `nodes/ItnioWhatsApp/ItnioWhatsApp.node.json lacks "${action}": run npm run docs -- --write`;
			expect(unless(alias.includes(action), sentence)).toEqual([]);
		});

		const example = EXAMPLES[operation];
		if (!example) return;
		const body: Body = { ...envelope, ...example.body };
		const name = messageTypeOf(body);
		const own = ruleComesFirst ? { kind: { rule } } : {};
		const problemsOf = (message: Body) => checkMessage(message, kinds, own);

		if (shape?.type !== undefined) {
			it('is described', () => {
				const payload = shape.interactive === undefined ? `\`${name}: ` : `\`type: "${name}"`;
				const sentence = `docs/api.md, section 2: describe ${payload}…\` (what it takes, which limits, and where you know it from)`;
				expect(unless(description.includes(payload), sentence)).toEqual([]);
			});
		}

		it('is drawn', () => {
			const page = renderPreview({ body, problems: [] });
			const sentence = `the slice of the kind: add the drawing (draw) of "${name}"; now a person sees its JSON`;
			expect(unless(!page.includes('Message of an unknown kind'), sentence)).toEqual([]);
		});

		it('is known to the sandbox', async () => {
			const { json } = await post(sandbox.url, path, body);
			const sentence = `sandbox/rules/index.ts: add the rules of "${name}", from docs/api.md; the sandbox says: ${String(json.reason)}`;
			expect(unless(json.status === '0', sentence)).toEqual([]);
			const { notes = [] } = sandbox.received.at(-1) ?? {};
			expect(notes.map((note) => `sandbox/rules/: ${note}`)).toEqual([]);
			expect(problemsOf(body)).toEqual([]);
		});

		const byNode = example.refusedByNode ?? [];
		const file = `test/kinds/examples.ts, ${operation}:`;

		/** What is wrong with an example of what the node refuses. */
		const wrongWith = (place: string, value: unknown, problems: readonly Problem[]): string[] => {
			const [found, wanted] = [typeOf(value), typeOf(at(body, place))];
			const mayBeThere = wanted !== 'undefined' || !mayNotBeThere(rule, body, stepsOf(place));
			const sameType =
				wanted === 'undefined'
					? `fill in ${place}, so that one sees what the rule refuses there`
					: `refuse a ${wanted} at ${place}, as the example has there: any rule refuses a ${found}`;
			return [
				...unless(!mayBeThere || found === wanted, `${file} ${sameType}`),
				...unless(!problems.some(isFarFrom), `${file} refuse at ${place} what misses the limit by one`),
				...unless(problems.length > 0, `the rule of ${operation} takes any ${place}`),
			];
		};
		/** What the service takes and never delivers is a warning of the sandbox. */
		const isTaken = async (message: Body): Promise<boolean> => {
			const { json } = await post(sandbox.url, path, message);
			return json.status === '0' && (sandbox.received.at(-1)?.warnings ?? []).length === 0;
		};

		it.each(example.refused)(
			'is refused with something else at %s, by the node and by the sandbox',
			async (place, value) => {
				const refused = put(copyOf(body), place, value);
				const sentence = `sandbox/rules/: the rule of "${name}" takes any ${place}`;
				expect([
					...wrongWith(place, value, problemsOf(refused)),
					...unless(!(await isTaken(refused)), sentence),
				]).toEqual([]);
			},
		);

		if (byNode.length > 0) {
			it.each(byNode)('is refused with something else at %s, by the node alone', async (place, value) => {
				const refused = put(copyOf(body), place, value);
				const sentence = `${file} the sandbox refuses ${place}, too: move it to "refused"`;
				expect([
					...wrongWith(place, value, problemsOf(refused)),
					...unless(await isTaken(refused), sentence),
				]).toEqual([]);
			});
		}

		it('has a refused value for each limit and rule of its own', () => {
			const held = new Set(
				[...example.refused, ...byNode].flatMap(([place, value]) =>
					problemsOfRule(rule, put(copyOf(body), place, value)).map(nameOf),
				),
			);
			expect(
				[...ownRulesOf(rule, body)]
					.filter((name) => !held.has(name))
					.map((name) => `${file} add to "refused" what makes ${name}`),
			).toEqual([]);
		});

		// Only the service knows which values a template wants; a question is always as its form builds it.
		if (shape?.member !== undefined || ruleComesFirst) return;

		it('has a rule for what the service refuses', async () => {
			const places = pathsOf(example.body).filter(([first]) => first !== 'type');
			/** The example without what is at a place, or with something else there. */
			const changed = (place: Path, value?: unknown) => put(copyOf(body), stepsOf(place), value);
			const changes = places.flatMap((place) => [changed(place), changed(place, ''), changed(place, 7)]);
			const passed: string[] = [];
			let refused = 0;
			for (const one of changes) {
				const { json } = await post(sandbox.url, path, one);
				if (json.status === '0') continue;
				refused += 1;
				if (problemsOf(one).length === 0) passed.push(String(json.reason));
			}
			const said = 'the rule of the kind: it lets through what the service refuses:';
			expect(passed.map((reason) => `${said} ${reason}`)).toEqual([]);
			expect(unless(refused > 0, `sandbox/rules/: the sandbox takes any "${name}"`)).toEqual([]);
		});
	},
);
