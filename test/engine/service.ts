import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { byRecipient } from '../../harness/workflows';
import { DEFAULT_ACCOUNT, startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox';

/** A sandbox for all tests of a file, emptied and reset to its settings before each. */
export function serviceForTests(options: SandboxOptions = {}) {
	let sandbox: Sandbox;
	let tests = 0;
	beforeAll(async () => {
		sandbox = await startSandbox(options);
	});
	beforeEach(() => {
		sandbox.reset();
		tests += 1;
	});
	afterAll(async () => await sandbox.close());
	return {
		get sandbox() {
			return sandbox;
		},
		/** A business number of each test's own: what was learned of its pace is not the next one's. */
		get businessPhone() {
			return String(62_822_000_000 + tests);
		},
		/** The bodies that the service accepted, person by person, each person's in that order. */
		received: () => byRecipient(sandbox.received).map(({ body }) => body),
		credential: (changes: ICredentialDataDecryptedObject = {}): ICredentialDataDecryptedObject => ({
			apiKey: DEFAULT_ACCOUNT.apiKey,
			apiSecret: DEFAULT_ACCOUNT.apiSecret,
			appId: DEFAULT_ACCOUNT.appIds[0] ?? '',
			baseUrl: sandbox.url,
			...changes,
		}),
	};
}
