/** Where the engine's own n8n keeps its files, and a file in it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { BinaryDataConfig, BinaryDataService } from 'n8n-core';
import type { IBinaryKeyData } from 'n8n-workflow';

const TEMPORARY = 'workflows/test/executions/temp/binary_data/0b0c7c3e';

export function filesForTests() {
	const storage = mkdtempSync(join(tmpdir(), 'n8n-nodes-itnio-files-'));
	beforeAll(async () => {
		const core = createRequire(require.resolve('n8n-core'));
		const { Container } = core('@n8n/di') as {
			Container: { get: <T>(type: new (...needed: never[]) => T) => T };
		};
		Object.assign(Container.get(BinaryDataConfig), { localStoragePath: storage });
		await Container.get(BinaryDataService).init();
		mkdirSync(dirname(join(storage, TEMPORARY)), { recursive: true });
		writeFileSync(join(storage, TEMPORARY), 'an invoice');
	});
	afterAll(() => rmSync(storage, { recursive: true }));
	return {
		storage,
		/** Where the internet reaches n8n's own API. */
		api: 'https://n8n.lucky-shrub.com/rest',
		/** A file that came with a form: it lies at a place that goes with the execution. */
		fromForm: {
			data: {
				id: `filesystem-v2:${TEMPORARY}`,
				data: 'filesystem-v2',
				fileName: 'Invoice 7.pdf',
				mimeType: 'application/pdf',
				bytes: 20_000,
			},
		} as IBinaryKeyData,
	};
}
