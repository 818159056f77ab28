/** What is wrong with a template is said in the words of the form that a person sees. */
import { problemsIn } from './form';

const chosen = (value: object) => ({
	templateName: { __rl: true, mode: 'list', value: 'order_shipped/en_US' },
	templateLanguage: 'same as chosen above',
	templateValues: {
		...{ mappingMode: 'defineBelow', value, matchingColumns: [] },
		schema: [
			{ id: 'headerImageLink', displayName: 'Image: link or field' },
			{ id: 'body1', displayName: '1: Hello [Maria]' },
		],
	},
});
const IMAGE = 'https://shop.com/a.png';

describe('of a template that was chosen from the list', () => {
	it.each([
		['no picture', { headerImageLink: '', body1: 'x' }, /^Gaps in the Text › Image: link or field is empty/],
		[
			'a file that is not there',
			{ headerImageLink: 'picture', body1: 'x' },
			/^Gaps in the Text › Image: link or field /,
		],
		['a gap', { headerImageLink: IMAGE, body1: '' }, /^Gaps in the Text › 1: Hello \[Maria\] is empty$/],
		[
			'a list, said once',
			{ headerImageLink: ['a'], body1: 'x' },
			/^Gaps in the Text › Image: link or field must be text/,
		],
	])('%s', (_, value, said) => {
		expect(problemsIn('sendTemplate', chosen(value) as never)).toEqual([expect.stringMatching(said)]);
	});
});

it('of any template: its values and buttons as they stand in the lists', () => {
	const form = {
		...{ templateName: { __rl: true, mode: 'name', value: 't' }, templateLanguage: 'en' },
		...{ templateForm: 'any', bodyValues: { value: [{ text: 'a' }, { text: '' }] } },
		templateButtons: { button: [{ type: 'url', value: '', index: 'ten' }] },
	};
	expect(problemsIn('sendTemplate', form as never)).toEqual([
		'Body Value 2 › Text is empty',
		expect.stringMatching(/^Button 1 › Position must be from 0 to 9/),
		'Button 1 › Value is empty',
	]);
});
