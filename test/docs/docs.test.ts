import { checkDocs } from '../../scripts/check-docs';

it('the documentation holds: links, pictures, tables, words of the forms, commands', () => {
	expect(checkDocs()).toEqual([]);
});
