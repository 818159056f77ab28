/** The files that people send to the business: small and real, so that any program opens them. */
import { createHash, randomUUID } from 'node:crypto';
import type { JsonObject } from './types';

interface KeptFile {
	readonly bytes: Buffer;
	readonly mimeType: string;
	/** Whether a signed call is wanted: the vendor does not say. */
	readonly login: boolean;
}

const REMEMBERED = 1_000;

const PHOTO =
	'/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=';
const STICKER = 'UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA';
const PDF =
	'%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n';

/** The checksum of Ogg: polynomial 0x04c11db7, not reflected. */
function oggChecksum(page: Buffer): number {
	let sum = 0;
	for (const byte of page) {
		sum = (sum ^ (byte << 24)) >>> 0;
		for (let bit = 0; bit < 8; bit++) sum = ((sum << 1) ^ (sum & 0x80000000 ? 0x04c11db7 : 0)) >>> 0;
	}
	return sum;
}

/** @param samples how many of 48,000 a second have been heard at the end of the page */
function oggPage(packets: readonly Buffer[], number: number, flags: number, samples: number): Buffer {
	const head = Buffer.alloc(27 + packets.length);
	head.write('OggS');
	head.writeUInt8(flags, 5);
	head.writeBigUInt64LE(BigInt(samples), 6);
	head.writeUInt32LE(1, 14);
	head.writeUInt32LE(number, 18);
	head.writeUInt8(packets.length, 26);
	packets.forEach((packet, index) => head.writeUInt8(packet.length, 27 + index));
	const page = Buffer.concat([head, ...packets]);
	page.writeUInt32LE(oggChecksum(page), 22);
	return page;
}

/** A voice message as phones record it: one second of silence, Opus in Ogg. */
function silence(): Buffer {
	const head = Buffer.from('OpusHead\x01\x01\0\0\x80\xbb\0\0\0\0\0', 'latin1');
	const tags = Buffer.from('OpusTags\x07\0\0\0sandbox\0\0\0\0', 'latin1');
	const packets = Array.from({ length: 50 }, () => Buffer.from([0xf8, 0xff, 0xfe]));
	return Buffer.concat([oggPage([head], 0, 2, 0), oggPage([tags], 1, 0, 0), oggPage(packets, 2, 4, 48_000)]);
}

const SAMPLES: Readonly<Record<string, () => Buffer>> = {
	image: () => Buffer.from(PHOTO, 'base64'),
	audio: silence,
	video: () => Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom\0\0\0\x08mdat', 'latin1'),
	document: () => Buffer.from(PDF, 'latin1'),
	sticker: () => Buffer.from(STICKER, 'base64'),
};

/** What the service keeps of the files that came in (docs/api.md, section 5). */
export class ReceivedFiles {
	private readonly kept = new Map<string, KeptFile>();

	/**
	 * Takes in a file of that type.
	 *
	 * @param origin under which it can be fetched
	 * @returns the members that describe it in a push
	 */
	keep(type: string, mimeType: string, origin: string, login: boolean): JsonObject {
		const id = randomUUID().replaceAll('-', '');
		const bytes = (SAMPLES[type] ?? (() => Buffer.from(type)))();
		this.kept.set(id, { bytes, mimeType, login });
		const [oldest] = this.kept.keys();
		if (this.kept.size > REMEMBERED && oldest !== undefined) this.kept.delete(oldest);
		const sha256 = createHash('sha256').update(bytes).digest('hex');
		return { filePath: `${origin}/files/${id}`, mimeType, id, sha256 };
	}

	find(id: string): KeptFile | undefined {
		return this.kept.get(id);
	}

	clear(): void {
		this.kept.clear();
	}
}
