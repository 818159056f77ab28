import { config } from '@n8n/node-cli/eslint';
import walls from './eslint.walls.mjs';

// n8n's own rules, unchanged, for everything that is published. Tests, sandbox, harness and scripts run on a
// developer's machine, never inside n8n, so the rules about what a node may import do not apply there.
export default [
	...config,
	{
		files: ['test/**/*.ts', 'sandbox/**/*.ts', 'harness/**/*.ts', 'scripts/**/*.ts'],
		rules: {
			'no-console': 'off',
			'@n8n/community-nodes/no-restricted-imports': 'off',
			'@n8n/community-nodes/no-restricted-globals': 'off',
			'@n8n/community-nodes/no-hardcoded-secrets': 'off',
			'@n8n/community-nodes/no-dangerous-functions': 'off',
			'@n8n/community-nodes/require-node-api-error': 'off',
			'@n8n/community-nodes/node-usable-as-tool': 'off',
		},
	},
	...walls,
];
