// n8n logs how far a run is: in tests only what went wrong is of interest.
process.env.N8N_LOG_LEVEL ??= 'error';

/** Unit, sandbox and engine tests. The end-to-end tests in a real n8n have a runner of their own (test/e2e). */
module.exports = {
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	testMatch: ['**/*.test.ts'],
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
	reporters: ['default', '<rootDir>/test/closingLine.cjs'],
	transform: {
		'^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.check.json', diagnostics: false }],
	},
	// By default one core stays idle: that is half of a small machine.
	maxWorkers: '100%',
	// Nothing here takes this long; a slow machine must not fail.
	testTimeout: 300_000,
};
