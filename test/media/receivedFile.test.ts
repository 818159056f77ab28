/** What a person’s phone says of a file, however it is written, becomes a name that every system takes; and how large a file may be. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fetchFile, nameOfFile } from '../../nodes/ItnioWhatsApp/media/receivedFile';
import { helperContext } from '../engine/helperContext';

const given = { kind: 'document', link: '', mimeType: '', fileName: '', sha256: '', timestamp: '1760000000' };
const named = (fileName: string) => nameOfFile({ ...given, fileName }, 'application/pdf');

test.each([
	['Dots', `a${'.'.repeat(4_000_000)}b.pdf`, '.pdf'],
	['Blanks and dots', `a${' .'.repeat(4_000_000)}b.pdf`, '.pdf'],
	['Folders', `${'../'.repeat(4_000_000)}a.pdf`, 'a.pdf'],
])('%s by the million are cut in no time', (_, fileName, end) => {
	const name = named(fileName);
	expect(name.endsWith(end)).toBe(true);
	expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
});

test.each(['constructor', 'toString', '__proto__'])(
	'a type that nobody knows gives no ending: %s',
	(type) => {
		expect(nameOfFile(given, type)).toBe('document-1760000000');
	},
);

test('what nobody says the kind of may be as large as a document', async () => {
	const MB = 1024 * 1024;
	const server = createServer((_, res) => res.end(Buffer.alloc(17 * MB, 'x')));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const { helpers, ...more } = helperContext({});
	const prepareBinaryData = async (bytes: unknown, fileName?: string, mimeType = '') => ({
		...{ data: '', fileName, mimeType, bytes: (bytes as Buffer).length },
	});
	const context = { ...more, helpers: { ...helpers, prepareBinaryData } };
	const fetched = async (kind: string) =>
		await fetchFile(context, { ...given, kind, link: baseUrl }, baseUrl);
	try {
		for (const kind of ['', 'document']) {
			expect(await fetched(kind)).toMatchObject({ file: { bytes: 17 * MB } });
		}
		expect(await fetched('video')).toEqual({
			fileProblem:
				'The video was not downloaded: its address holds a file that is too large, more than 16 MB.',
		});
	} finally {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	}
});
