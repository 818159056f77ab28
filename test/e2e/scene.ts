import type { Sandbox } from '../../sandbox';
import type { N8nClient } from '../../scripts/n8n';

/** What every end-to-end test plays in: a real n8n, the stand-in of the service, and a credential for it. */
export interface Scene {
	client: N8nClient;
	sandbox: Sandbox;
	credential: { id: string; name: string };
}
