/** Operation "Download File": the item as it came, with the file that a person sent. */
import { meantAddress, whyNoAddress } from '../core/webAddress';
import { isMissing } from '../core/members';
import { regularPush } from '../core/regularPush';
import { textOf } from '../core/text';
import { fetchFile, receivedFile, type ReceivedFile } from '../media/receivedFile';
import type { ItemQuery, QueryResult } from '../service/queries/itemQuery';

const notFetched = (why: string): QueryResult => ({ failure: { kind: 'notSent', why } });

/** What the item says of the file, where the link is its own. */
function describedBy(json: Readonly<Record<string, unknown>>, link: string): ReceivedFile {
	// An item of the trigger holds the push as it came.
	const own = receivedFile(regularPush(json));
	if (own?.link === link) return own;
	return { kind: '', link, mimeType: '', fileName: '', sha256: '', timestamp: '' };
}

export const downloadFileOfItem: ItemQuery = async (context, { baseUrl }, itemIndex) => {
	const given: unknown = context.getNodeParameter('fileLink', itemIndex, '');
	if (isMissing(given)) {
		return notFetched(
			'File Link is empty: this item holds no file. Put an IF node before, or drag filePath of the trigger into the field',
		);
	}
	const link = meantAddress(textOf(given));
	const noAddress = whyNoAddress(link);
	if (noAddress !== undefined) return notFetched(`File Link ${noAddress}`);
	const name = textOf(context.getNodeParameter('binaryPropertyName', itemIndex, 'data')).trim();
	if (name === '') return notFetched('Put Output File in Field is empty: enter a name, such as data');
	const { [itemIndex]: item } = context.getInputData();
	const found = await fetchFile(context, describedBy(item?.json ?? {}, link), baseUrl);
	if ('fileProblem' in found) return notFetched(found.fileProblem.replace(/\.$/, ''));
	return { rows: [item?.json ?? {}], binary: { ...item?.binary, [name]: found.file } };
};
