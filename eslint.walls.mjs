/**
 * The walls of the house: what each folder of the node may know. A folder sees itself and what stands in its list, so
 * that a change stays in one place and data never walks back up. `npm run lint` enforces it; test/package/walls.test.ts
 * breaks each wall once.
 */
const NODE = './nodes/ItnioWhatsApp';

/** Lowest first: a folder only knows folders above it in this list. */
export const MAY_KNOW = {
	core: [],
	service: ['core'],
	// What an answer means and what a status says; nothing that touches HTTP.
	sending: ['core', 'service/answer.ts', 'service/classify.ts', 'service/statuses.ts'],
	media: ['core', 'service'],
	trigger: ['core', 'service/credential.ts', 'service/secrets.ts', 'media/receivedFile.ts'],
	preview: ['core'],
	form: ['core', 'media/file.ts', 'media/sharePages.ts', 'preview/drawing.ts'],
	kinds: [
		'core',
		'media/file.ts',
		'media/limits.ts',
		'media/linkProblem.ts',
		'media/sharePages.ts',
		'service/templates/choice.ts',
		'service/templates/valueFields.ts',
		'preview',
		'form',
	],
	run: ['core', 'service', 'sending', 'media', 'preview', 'form', 'kinds'],
	conversation: ['core', 'service', 'trigger', 'form', 'kinds', 'run'],
};

/** Nothing in here knows n8n: values, rules and pages. */
export const WITHOUT_N8N = ['core', 'preview'];

/** The only folder that touches HTTP. */
export const WITH_HTTP = ['service'];

const zonesOf = ([folder, known]) => ({
	target: `${NODE}/${folder}`,
	from: NODE,
	except: [folder, ...known].map((path) => `./${path}`),
	message: `${folder}/ may know ${known.length === 0 ? 'nothing else' : known.join(', ')} (eslint.walls.mjs).`,
});

export default [
	{
		files: ['nodes/**/*.ts', 'credentials/**/*.ts', 'sandbox/**/*.ts'],
		settings: {
			// Without these a circle of TypeScript files is not seen.
			'import-x/extensions': ['.ts'],
			'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
		},
		rules: {
			'import-x/no-cycle': 'error',
			'import-x/no-restricted-paths': [
				'error',
				{
					zones: [
						...Object.entries(MAY_KNOW).map(zonesOf),
						{
							target: './credentials',
							from: NODE,
							except: ['./core', './service'],
							message: 'A credential knows how to sign and what the statuses mean (eslint.walls.mjs).',
						},
						{
							target: './sandbox',
							from: ['./nodes', './credentials', './test', './scripts'],
							message:
								'The sandbox must not agree with our mistakes: it knows nothing of the node (eslint.walls.mjs).',
						},
						{
							target: ['./nodes', './credentials'],
							from: ['./sandbox', './test', './scripts'],
							message: 'What is published knows nothing of what is not (eslint.walls.mjs).',
						},
					],
				},
			],
		},
	},
	{
		files: WITHOUT_N8N.map((folder) => `nodes/ItnioWhatsApp/${folder}/**/*.ts`),
		rules: {
			'no-restricted-imports': [
				'error',
				{
					paths: [{ name: 'n8n-workflow', message: 'This folder knows nothing of n8n (eslint.walls.mjs).' }],
				},
			],
		},
	},
	{
		files: ['nodes/**/*.ts'],
		ignores: WITH_HTTP.map((folder) => `nodes/ItnioWhatsApp/${folder}/**/*.ts`),
		rules: {
			'no-restricted-properties': [
				'error',
				...['httpRequest', 'httpRequestWithAuthentication'].map((property) => ({
					property,
					message: 'Only service/ touches HTTP (eslint.walls.mjs).',
				})),
			],
		},
	},
];
