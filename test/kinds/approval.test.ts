import { ROOT, type Problem } from '../../nodes/ItnioWhatsApp/core/rules';
import { questionRule } from '../../nodes/ItnioWhatsApp/kinds/sendAndWait/rule';

const question = (ids: readonly string[], body: string) => ({
	type: 'interactive',
	interactive: {
		type: 'button',
		body: { text: body },
		action: { buttons: ids.map((id) => ({ type: 'reply', reply: { id, title: `Button ${id}` } })) },
	},
});

const problemsOf = (body: object): Problem[] => {
	const problems: Problem[] = [];
	questionRule(body, ROOT, (problem) => problems.push(problem));
	return problems;
};

// n8n 2.41 writes the parameters of an agent's tool so, by itself: nobody would be asked otherwise.
it('an approval goes with what n8n writes of objects, a question of a person does not', () => {
	const text = 'The agent wants to run this tool: Write\n\nInput:\n[object Object]';
	expect(problemsOf(question(['approve', 'decline'], text))).toEqual([]);
	expect(problemsOf(question(['yes', 'no'], text))).toHaveLength(1);
	expect(problemsOf(question(['approve', 'decline'], ''))).toHaveLength(1);
});
