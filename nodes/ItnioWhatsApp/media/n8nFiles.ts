/** The files of a run, as n8n keeps them. */
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { isMissing, isRecord } from '../core/members';
import { excerpt, shown } from '../core/text';
import { within } from '../core/time';
import { whyUnmeant } from '../core/unmeant';
import { FileOfItem, UnusableFile, type FileFinder, type StoredFile } from './file';
import { isPrivateHost } from '../core/hosts';
import { webUrlOf } from '../core/webAddress';

/** WhatsApp fetches a file when the message goes out; a message may wait for its turn for a while. */
const LINK_LIFETIME = '1 day';
/** A store that never answers would hold the execution for ever. */
const MAX_COPYING_MS = 60_000;
const TOO_LONG = 'it takes too long';
/** In the ID of a file that n8n got before it had an execution for it. */
const BEFORE_ITS_EXECUTION = '/temp/';

type FilesContext = Pick<IExecuteFunctions, 'getInputData' | 'getNode'> & {
	helpers: Pick<
		IExecuteFunctions['helpers'],
		'assertBinaryData' | 'createBinarySignedUrl' | 'getBinaryStream' | 'prepareBinaryData'
	>;
};

/** The files of a run: each gets one link, however often it is sent. */
export class Files {
	private readonly found = new Map<string, StoredFile | UnusableFile>();

	private readonly lasting = new Map<string, Promise<StoredFile | UnusableFile>>();

	constructor(private readonly context: FilesContext) {}

	/** Finds the files of one item. */
	of(itemIndex: number): FileFinder {
		return (choice) => {
			const data =
				choice instanceof FileOfItem
					? dataOf(this.context, choice.itemIndex, choice.choice)
					: dataOf(this.context, itemIndex, choice);
			if (data instanceof UnusableFile) return data;
			const { id } = data;
			if (!id) return new UnusableFile(inMemory(data));
			const file = this.found.get(id) ?? stored(this.context, id, data);
			this.found.set(id, file);
			return file;
		};
	}

	/**
	 * The same file, where its link works as long as n8n keeps the execution. What comes with a form or a webhook lies at a
	 * place of its own until the execution is over; then n8n moves it, or removes it where another execution is over, and a
	 * link to that place leads nowhere.
	 */
	async keep(file: StoredFile): Promise<StoredFile | UnusableFile> {
		if (!file.id.includes(BEFORE_ITS_EXECUTION)) return file;
		const kept = this.lasting.get(file.id) ?? this.copy(file);
		this.lasting.set(file.id, kept);
		return await kept;
	}

	private async copy(file: StoredFile): Promise<StoredFile | UnusableFile> {
		const { helpers } = this.context;
		let isLate = false;
		try {
			const opening = helpers.getBinaryStream(file.id).then((stream) => {
				// A file that is gone is told by a stream that nobody may be listening to, which would end n8n.
				stream.on('error', () => undefined);
				if (isLate) stream.destroy();
				return stream;
			});
			const bytes = await within(MAX_COPYING_MS, opening, TOO_LONG);
			try {
				const stored = helpers.prepareBinaryData(bytes, file.name || undefined, file.mimeType);
				const data = await within(MAX_COPYING_MS, stored, TOO_LONG);
				return { ...file, link: helpers.createBinarySignedUrl(data, LINK_LIFETIME) };
			} finally {
				bytes.destroy();
			}
		} catch (error) {
			isLate = true;
			const why = error instanceof Error ? `: ${excerpt(error.message, 120)}` : '';
			return new UnusableFile(`holds ${called(file.name)}, which n8n could not read or keep${why}`);
		}
	}
}

function dataOf(context: FilesContext, itemIndex: number, choice: unknown): IBinaryData | UnusableFile {
	if (isMissing(choice)) {
		return new UnusableFile(`is empty: enter the name of the file.${filesAt(context, itemIndex)}`);
	}
	// A file itself, which an expression gives: {{ $('Form').item.binary.data }}.
	const chosen = isRecord(choice) ? choice : shown(choice).trim();
	try {
		return context.helpers.assertBinaryData(itemIndex, chosen as string | IBinaryData);
	} catch {
		const unmeant = isRecord(choice) ? undefined : whyUnmeant(String(chosen));
		if (unmeant !== undefined) return new UnusableFile(unmeant);
		const what = isRecord(choice)
			? 'must be the name of a file, but the expression gives an object that is not a file.'
			: `is "${excerpt(String(chosen), 60)}", but this item has no file of that name.`;
		return new UnusableFile(what + filesAt(context, itemIndex));
	}
}

/** The files that an item has, as a sentence of advice. */
function filesAt(context: FilesContext, itemIndex: number): string {
	const names = Object.keys(context.getInputData()[itemIndex]?.binary ?? {});
	if (names.length > 0) {
		const choice = names.map((name) => `"${excerpt(name)}"`).join(', ');
		return ` It has ${choice}: enter ${names.length === 1 ? 'that' : 'one of these'}`;
	}
	return ' It has none at all: connect the node that makes the file right before this one, or drag the file in from an earlier node, e.g. {{ $("Form").item.binary.data }}';
}

const called = (name = ''): string => (name === '' ? 'a file' : `"${excerpt(name, 60)}"`);

const inMemory = (data: IBinaryData): string =>
	`holds ${called(data.fileName)}, but n8n keeps it in memory only, where WhatsApp cannot fetch it. Start n8n with N8N_DEFAULT_BINARY_DATA_MODE=filesystem (in queue mode: database or s3) and run the workflow again; in a Code node, make files with this.helpers.prepareBinaryData`;

function stored(context: FilesContext, id: string, data: IBinaryData): StoredFile | UnusableFile {
	let link: string;
	try {
		link = context.helpers.createBinarySignedUrl(data, LINK_LIFETIME);
	} catch {
		return new UnusableFile(
			`holds ${called(data.fileName)}, but this version of n8n can make no link to it: update n8n, or use a link`,
		);
	}
	const { hostname, origin = 'unknown' } = webUrlOf(link) ?? {};
	if (hostname === undefined || isPrivateHost(hostname)) {
		// The link itself opens the file: only the address of n8n is shown.
		return new UnusableFile(
			`holds ${called(data.fileName)}, but WhatsApp cannot fetch it from this n8n, whose address is ${origin}. Set WEBHOOK_URL to the address at which the internet reaches n8n (in queue mode for the workers, too) and start n8n again`,
		);
	}
	return { id, name: data.fileName ?? '', mimeType: data.mimeType, bytes: bytesOf(data), link };
}

/** n8n before 2.0 tells the size as a text only, rounded: `5.24 MB`. */
function bytesOf({ bytes, fileSize }: IBinaryData): number | undefined {
	if (typeof bytes === 'number') return bytes;
	const [, count, unit = ''] = /^([\d.]+) ?([kMG]?B)$/.exec(fileSize ?? '') ?? [];
	const size = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9 }[unit];
	return size === undefined ? undefined : Math.round(Number(count) * size);
}

/**
 * Whether n8n deletes the files of an execution in production when it is over, or with the next pruning. A workflow that leaves this to the
 * settings of the whole n8n is taken for one that keeps them, as n8n does unless it is told otherwise.
 */
export const deletesFiles = (context: Partial<Pick<IExecuteFunctions, 'getWorkflowSettings'>>): boolean =>
	context.getWorkflowSettings?.().saveDataSuccessExecution === 'none';
