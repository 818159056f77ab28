import { delimiter, dirname } from 'node:path';
import type { Installation } from './install';

/** Ours, without what a developer may have set for another n8n or what npm adds. */
function cleanEnvironment(): NodeJS.ProcessEnv {
	const foreign = /^(N8N_|DB_|EXECUTIONS_|QUEUE_|WEBHOOK_|NODE_FUNCTION_|NODE_ENV$|JEST_|npm_)/;
	return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

/** What every process of one n8n has in common. */
export function n8nEnvironment(
	{ version, node }: Installation,
	userFolder: string,
	port: number,
): NodeJS.ProcessEnv {
	const env = cleanEnvironment();
	return {
		...env,
		// n8n starts its task runner with the `node` it finds.
		PATH: [dirname(node), env.PATH].join(delimiter),
		NODE_ENV: 'production',
		N8N_USER_FOLDER: userFolder,
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_PORT: String(port),
		// The cookie has to work over plain http.
		N8N_SECURE_COOKIE: 'false',
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
		// n8n 1 wants to be told that community nodes may be tools, and its new expression engine wants a native module
		// that is not built here.
		N8N_COMMUNITY_PACKAGES_ALLOW_TOOL_USAGE: 'true',
		...(version.startsWith('1.') ? { N8N_EXPRESSION_ENGINE: 'legacy' } : {}),
		NO_COLOR: '1',
	};
}
