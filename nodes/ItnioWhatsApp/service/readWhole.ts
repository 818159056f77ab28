/** The bytes of an answer as they arrive. */
export interface ByteStream extends AsyncIterable<Uint8Array> {
	destroy(): void;
}

/**
 * @returns all bytes; undefined: there are more than that, of which the rest is not read
 * @throws what breaks on the way
 */
export async function readWhole(body: ByteStream, maxBytes: number): Promise<Buffer | undefined> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of body) {
		size += chunk.byteLength;
		if (size > maxBytes) return undefined;
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}
