/**
 * What a kind needs outside its own file, so that none is forgotten: each failure says what to do. CONTRIBUTING.md
 * goes through the steps.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkMessage } from '../../nodes/ItnioWhatsApp/core/message';
import { kinds } from '../../nodes/ItnioWhatsApp/kinds/properties';
import type { Kind } from '../../nodes/ItnioWhatsApp/form/kind';
import { renderPreview } from '../preview/render';
import { startSandbox, type Sandbox } from '../../sandbox';
import { copyOf, pathsOf, put, type Path } from '../core/paths';
import { BODIES_OF_KINDS, PARAMETERS_OF_OTHERS } from './examples';
import { send } from '../sandbox/helpers';

const fileOf = (path: string): string => readFileSync(join(__dirname, '..', '..', path), 'utf8');
const { alias } = JSON.parse(fileOf('nodes/ItnioWhatsApp/ItnioWhatsApp.node.json')) as { alias: string[] };
/** docs/api.md, section 2. */
const description = /^## 2\. .*?(?=^## )/ms.exec(fileOf('docs/api.md'))?.[0] ?? '';
const words = (text: string): string[] => text.match(/[a-z_]+/g) ?? [];

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

test('the examples are those of the kinds, in the order of the list', () => {
	const values = (kinds as readonly Kind[]).map(({ operation }) => operation.value);
	const examples = Object.keys(BODIES_OF_KINDS);
	const others = Object.keys(PARAMETERS_OF_OTHERS);
	expect(
		values
			.filter((value) => !examples.includes(value) && !others.includes(value))
			.map((value) => `test/kinds/examples.ts: add the example of ${value}`),
	).toEqual([]);
	expect(examples).toEqual(values.filter((value) => !others.includes(value)));
	expect(values).toEqual(expect.arrayContaining(others));
});

describe.each((kinds as readonly Kind[]).map((kind) => [kind.operation.value, kind] as const))(
	'%s',
	(operation, { operation: { action }, shape }) => {
		it('is found by its action in the search of the editor', () => {
			const sentence = `nodes/ItnioWhatsApp/ItnioWhatsApp.node.json lacks "${action}": run npm run docs -- --write`;
			expect(unless(alias.includes(action), sentence)).toEqual([]);
		});

		if (shape?.type === undefined) return;
		const { type, interactive } = shape;
		const name = interactive ?? type;

		it('is described', () => {
			const sentence = `docs/api.md, section 2: describe the type "${name}" (what it takes, which limits, and where you know it from)`;
			expect(unless(words(description).includes(name), sentence)).toEqual([]);
		});

		const example = BODIES_OF_KINDS[operation];
		if (!example) return;
		const body = { ...envelope, ...example.body };

		it('is drawn', () => {
			const page = renderPreview({ body, problems: [] });
			const sentence = `the slice of the kind: add the drawing (draw) of "${name}"; now a person sees its JSON`;
			expect(unless(!page.includes('Message of an unknown kind'), sentence)).toEqual([]);
		});

		it('is known to the sandbox', async () => {
			const { json } = await send(sandbox.url, body);
			const sentence = `sandbox/rules/: add the rules of "${name}", from docs/api.md; the sandbox says: ${String(json.reason)}`;
			expect(unless(json.status === '0', sentence)).toEqual([]);
			const { notes = [] } = sandbox.received.at(-1) ?? {};
			expect(notes.map((note) => `sandbox/rules/: ${note}`)).toEqual([]);
		});

		it.each(example.refused)(
			'is refused with something else at %s, by the node and by the sandbox',
			async (path, value) => {
				const refused = put(copyOf(body), path, value);
				const { json } = await send(sandbox.url, refused);
				// What the service takes and never delivers is a warning of the sandbox.
				const { warnings = [] } = sandbox.received.at(-1) ?? {};
				expect([
					...unless(checkMessage(refused, kinds).length > 0, `the rule of ${operation} takes any ${path}`),
					...unless(
						json.status !== '0' || warnings.length > 0,
						`sandbox/rules/: the rule of "${name}" takes any ${path}`,
					),
				]).toEqual([]);
			},
		);

		it('has a rule for what the service refuses', async () => {
			const own = pathsOf(body).filter(([first]) => first === type);
			/** The example without what is at a place, or with something else there. */
			const changed = (path: Path, value?: unknown) => put(copyOf(body), path, value);
			const changes = own.flatMap((path) => [changed(path), changed(path, ''), changed(path, 7)]);
			const passed: string[] = [];
			let refused = 0;
			for (const one of changes) {
				const { json } = await send(sandbox.url, one);
				if (json.status === '0') continue;
				refused += 1;
				if (checkMessage(one, kinds).length === 0) passed.push(String(json.reason));
			}
			const file = 'the rule of the kind: it lets through what the service refuses:';
			expect(passed.map((reason) => `${file} ${reason}`)).toEqual([]);
			expect(unless(refused > 0, `sandbox/rules/: the sandbox takes any "${name}"`)).toEqual([]);
		});
	},
);
