/** Each check of the documentation finds its fault: every page is as it is but for one change. */
import { NODE_TYPE } from '../../harness/workflows';
import { messageOperations } from '../../nodes/ItnioWhatsApp/kinds/properties';
import { checkDocs } from '../../scripts/check-docs';
import { demoOf, withExamples } from '../../scripts/docs/demo';
import { operationRows } from '../../scripts/docs/operations';
import { onDisk, withChanges } from '../../scripts/docs/repository';

/** The text of a file in which one place is another; throws if the place is not there. */
function edited(file: string, place: string | RegExp, other: string): Record<string, string> {
	const text = onDisk.read(file);
	const result = text.replace(place, other);
	if (result === text) throw new Error(`${file} has no ${String(place)}`);
	return { [file]: result };
}

type Fault = [what: string, changes: Record<string, string | undefined>, expected: string];

const faults: Fault[] = [
	[
		'a link to a page that is not there',
		edited('docs/preview.md', 'messages.md#checks', 'message.md#checks'),
		'there is no message.md#checks',
	],
	[
		'a link to a heading that is not there',
		edited('docs/preview.md', 'messages.md#checks', 'messages.md#cheques'),
		'no heading for messages.md#cheques',
	],
	[
		'a picture without a description',
		edited('docs/preview.md', /alt="n8n shows[^"]*"/, 'alt=""'),
		'picture without a description: images/preview-in-n8n.png',
	],
	[
		'a picture that stands on no page',
		{ 'docs/images/attic.png': '' },
		'docs/images/attic.png stands on no page',
	],
	[
		'the marks of a merge',
		edited('docs/preview.md', '## What it is good for', '>>>>>>> 1a2b3c\n\n## What it is good for'),
		'docs/preview.md has the marks of a merge',
	],
	[
		'a page in one language only',
		{ 'docs/zh-CN/preview.md': undefined },
		'there is no docs/zh-CN/preview.md',
	],
	[
		'a page that nobody finds',
		{ 'docs/new.md': '# New', 'docs/zh-CN/new.md': '# 新' },
		'README.md does not lead to docs/new.md',
	],
	[
		'a page that does not lead back',
		edited('docs/preview.md', '../README.md#guide', 'messages.md'),
		'docs/preview.md does not lead to README.md',
	],
	[
		'a page that sends people into the other language',
		edited('docs/zh-CN/preview.md', '](messages.md', '](../messages.md'),
		'docs/zh-CN/preview.md leads to docs/messages.md, which is in another language',
	],
	[
		'a README that is a manual',
		edited('README.md', '\n## Licence', `${'\n'.repeat(250)}\n## Licence`),
		'250 is the most',
	],
	[
		'a label that no form has',
		edited('docs/messages.md', '*Skip Checks*', '*Skip Cheques*'),
		'no form has the words "Skip Cheques"',
	],
	[
		'an option that is not explained',
		edited('docs/messages.md', '| *Timeout* |', '| Patience |'),
		'docs/messages.md says nothing of "Timeout"',
	],
	[
		'a table that does not fit the code',
		edited(
			'docs/errors.md',
			'| -305 | A carousel takes 2 to 10 cards',
			'| -305 | A carousel takes 2 to 9 cards',
		),
		'docs/errors.md a table made from the code is out of date',
	],
	[
		'a command that CI does not know',
		edited('docs/developing.md', 'npm run demo\n', 'npm run demo -- --quietly\n'),
		'command that is not in scripts/docs/commands.ts: npm run demo -- --quietly',
	],
	[
		'a script that is not there',
		edited('docs/sending-many.md', 'npm run e2e', 'npm run e2es'),
		'package.json has no script "e2es"',
	],
	[
		'a command that CI runs no longer',
		edited('.ci/run', /npm test/g, 'npx jest'),
		'commands.ts: "npm test": .ci/run does not have "npm test"',
	],
	[
		'a folder of the node that nobody explains',
		{ 'nodes/ItnioWhatsApp/attic/index.ts': '' },
		'CONTRIBUTING.md does not say what nodes/ItnioWhatsApp/attic/ is for',
	],
	[
		'an option that stands in fewer forms than the page says',
		edited('docs/messages.md', '- Only *Send Text* has *Long Text*.\n', ''),
		'docs/messages.md a table made from the code is out of date',
	],
	[
		'a test that CI does not run in a version',
		edited('docs/developing.md', '| 2.41.1 | 24 | `demo`', '| 2.41.1 | 24 | `walk`, `demo`'),
		'docs/developing.md a table made from the code is out of date',
	],
	[
		'a version that is not tested',
		edited('docs/developing.md', '| 2.8.4 | 20 |', '| 2.7.0 | 20 |'),
		'docs/developing.md lists n8n 2.7.0, which .ci/run does not test',
	],
	[
		'a version that the README keeps to itself',
		edited('README.md', 'in n8n 2.8.4 and', 'in n8n and'),
		'README.md does not say that n8n 2.8.4 is tested',
	],
	[
		'help of a form that leads nowhere',
		edited('nodes/ItnioWhatsApp/ItnioWhatsApp.node.json', 'docs/messages.md', 'docs/message.md'),
		'nodes/ItnioWhatsApp/ItnioWhatsApp.node.json there is no docs/message.md',
	],
	[
		'help of a form that leads to no heading',
		edited('credentials/ItnioApi.credentials.ts', '#the-credential', '#the-key'),
		'credentials/ItnioApi.credentials.ts no heading for',
	],
	[
		'code that cites what is not written',
		// In two pieces, or this file would be one that cites it.
		edited('nodes/ItnioWhatsApp/service/sign.ts', 'docs/api.md, section 1', 'docs/api.md, ' + 'section 9'),
		'nodes/ItnioWhatsApp/service/sign.ts cites section 9 of docs/api.md',
	],
	[
		'an operation that the README leaves out',
		edited('README.md', /\n\| \*Send Sticker\* .*/, ''),
		'README.md a table made from the code is out of date',
	],
	[
		'a demo that sends something else than the examples',
		edited('examples/demo-all-kinds.json', 'Order 2041', 'Order 2042'),
		'demo-all-kinds.json is not what the examples of the kinds send',
	],
	[
		'a heading in one language only',
		edited('docs/zh-CN/preview.md', '## 有什么用\n', ''),
		'docs/preview.md and docs/zh-CN/preview.md do not have the same headings',
	],
	[
		'a link in one language only',
		edited('docs/zh-CN/preview.md', '[检查](messages.md#检查)', '检查'),
		'docs/preview.md and docs/zh-CN/preview.md do not have the same links: messages',
	],
	[
		'a point in one language only',
		edited('docs/zh-CN/preview.md', /\n- 在客户看到之前.*/, ''),
		'docs/preview.md and docs/zh-CN/preview.md do not have the same points: 7 and 6',
	],
	[
		'a row in one language only',
		edited('docs/zh-CN/messages.md', /\n\| `\(62\) 812.*/, ''),
		'docs/messages.md and docs/zh-CN/messages.md do not have the same rows of tables',
	],
	[
		'other code in one language',
		edited('docs/zh-CN/carousel.md', "'Buy it'", "'Buy'"),
		'docs/carousel.md and docs/zh-CN/carousel.md do not have the same code',
	],
];

it.each(faults)('finds %s', (_, changes, expected) => {
	expect(checkDocs(withChanges(changes))).toContainEqual(expect.stringContaining(expected));
});

describe('a kind that is new', () => {
	it('gets a node in the demo, behind the last one, filled in as its example', () => {
		const demo = demoOf(onDisk);
		// Whichever kind came last.
		const [before, last] = demo.nodes.filter(({ type }) => type === NODE_TYPE).slice(-2);
		const way = demo.connections[before?.name ?? ''];
		const connections = Object.fromEntries(
			Object.entries(demo.connections).filter(([from]) => from !== before?.name),
		);
		const made = withExamples({ ...demo, nodes: demo.nodes.filter((node) => node !== last), connections });
		const { operation } = last?.parameters ?? {};
		const name = messageOperations.find(({ value }) => value === operation)?.action ?? '';
		expect(made.nodes.filter(({ parameters }) => parameters.operation === operation)).toEqual([
			{ ...last, name },
		]);
		expect(made.connections).toEqual({
			...connections,
			[before?.name ?? '']: {
				main: way?.main.map((ends) => ends.map((end) => ({ ...end, node: name }))),
			},
		});
	});

	it('gets a row in the README, with the words of its form', () => {
		const rows =
			'| Operation | | |\n| --- | --- | --- |\n| *Send Text* | By hand | 4096 |\n| *Send Fax* | Gone | |';
		const made = operationRows(rows).split('\n');
		expect(made.slice(0, 3)).toEqual(rows.split('\n').slice(0, 3));
		expect(made).toContain(
			'| *Send Location Request* | Ask the person to share their location with one tap | body text 1024 characters |',
		);
		expect(made.filter((row) => row.includes('Send Fax'))).toEqual([]);
	});
});
