import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { DEFAULT_ACCOUNT, startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox';

/** A sandbox for all tests of a file, emptied and reset to its settings before each. */
export function serviceForTests(options: SandboxOptions = {}) {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox(options);
	});
	beforeEach(() => sandbox.reset());
	afterAll(async () => await sandbox.close());
	return {
		get sandbox() {
			return sandbox;
		},
		/** The bodies that the service accepted, in that order. */
		received: () => sandbox.received.map(({ body }) => body),
		credential: (changes: ICredentialDataDecryptedObject = {}): ICredentialDataDecryptedObject => ({
			apiKey: DEFAULT_ACCOUNT.apiKey,
			apiSecret: DEFAULT_ACCOUNT.apiSecret,
			appId: DEFAULT_ACCOUNT.appIds[0] ?? '',
			baseUrl: sandbox.url,
			...changes,
		}),
	};
}
