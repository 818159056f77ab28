module.exports = {
	printWidth: 110,
	semi: true,
	singleQuote: true,
	trailingComma: 'all',
	useTabs: true,
	tabWidth: 2,
	arrowParens: 'always',
	endOfLine: 'lf',
};
