/** Download Files: what people sent, as files of the item. */
import type { IBinaryKeyData, IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { fetchFile, receivedFile, type FetchedFile } from '../media/receivedFile';
import { within } from '../core/time';
import { connectionOf } from '../service/credential';
import { FileQueue } from './fileQueue';
import type { Push } from './push';

export interface ItemsWithFiles {
	readonly items: IDataObject[];
	readonly binary?: IBinaryKeyData;
}

/** Of this process: at most as many files are in its memory at once. */
const queue = new FileQueue(4, 60_000);
/** The service was answered: nothing may hold up the start of the workflow for ever. */
const MAX_CREDENTIAL_MS = 10_000;

export const hasFile = (push: Push): boolean => receivedFile(push) !== undefined;

/**
 * Fetches the files of messages, each item with its own push. The first one is `data`, the next ones `data2`, `data3`, …;
 * in a group each message says in `file` which one is its own.
 *
 * @returns nothing is thrown: `fileProblem` says what became of a file that is not there
 */
export async function withFiles(
	context: IWebhookFunctions,
	items: readonly IDataObject[],
	pushes: readonly Push[],
): Promise<ItemsWithFiles> {
	const baseUrl = await baseUrlOf(context);
	const found = await Promise.all(pushes.map(async (push) => await fetched(context, push, baseUrl)));
	const binary: IBinaryKeyData = {};
	const described = items.map((item, index) => {
		const one = found[index];
		if (one === undefined) return item;
		if ('fileProblem' in one) return { ...item, fileProblem: one.fileProblem };
		const count = Object.keys(binary).length + 1;
		const name = count === 1 ? 'data' : `data${count}`;
		binary[name] = one.file;
		return items.length === 1 ? item : { ...item, file: name };
	});
	return { items: described, ...(Object.keys(binary).length === 0 ? {} : { binary }) };
}

async function fetched(
	context: IWebhookFunctions,
	push: Push,
	baseUrl: string | undefined,
): Promise<FetchedFile | undefined> {
	const file = receivedFile(push);
	if (file === undefined) return undefined;
	const broken: FetchedFile = { fileProblem: 'The file was not downloaded: n8n could not do it.' };
	const result = await queue
		.run(async () => await fetchFile(context, file, baseUrl))
		// Without this wall the message would be lost with its file.
		.catch(() => broken);
	return (
		result ?? {
			fileProblem:
				'The file was not downloaded: too many came at once. Fetch it with the operation Download File.',
		}
	);
}

/** Without a credential nobody knows the service's own address: then every host is a stranger. */
async function baseUrlOf(context: IWebhookFunctions): Promise<string | undefined> {
	try {
		return (await within(MAX_CREDENTIAL_MS, connectionOf(context), 'too long')).baseUrl;
	} catch {
		return undefined;
	}
}
