/** Account › Get Business Account (docs/api.md, section 5): what WhatsApp knows of the business. */
import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';
import { textOf } from '../../core/text';
import { wordOf } from '../queries/enumeration';
import type { ItemQuery } from '../queries/itemQuery';
import { askPages } from '../queries/pages';
import { without, type JsonRecord } from '../queries/shape';

export const getBusinessAccountOperation: INodePropertyOptions = {
	name: 'Get Business Account',
	value: 'getBusinessAccount',
	action: 'Get business account',
	description: 'Get name, review, currency and the callback address to which ITNIO pushes the reports',
};

const REVIEWS = [
	...['NOT_REVIEWED', 'REVIEWED', 'REJECTED', 'RESTRICTED', 'VIOLATION', 'UPDATE_DISABLED', 'VERIFIED'],
	'DELETED',
];

const WHAT = 'the business account';

const rowOf = (record: JsonRecord): IDataObject => ({
	wabaId: textOf(record.wabaId),
	wabaName: textOf(record.wabaName),
	appId: textOf(record.appId),
	reviewStatus: wordOf(record.accountReviewStatus, REVIEWS),
	// Nobody says what its numbers mean.
	businessVerification: textOf(record.businessVerificationStatus),
	currency: textOf(record.currency),
	timeZone: textOf(record.timeZoneId),
	maxNumbers: textOf(record.wabaMaxNumber),
	templateNamespace: textOf(record.messageTemplateNamespace),
	callbackUrl: textOf(record.reportUrl),
});

export const getBusinessAccount: ItemQuery = async (context, connection) => {
	const reply = await askPages(context, connection, { name: 'queryWaBaInfo', what: WHAT });
	if ('failure' in reply) return reply;
	const rows = reply.records.map(rowOf);
	if (rows.some((row) => Object.values(row).some((value) => value !== ''))) return { rows };
	if (rows.length > 0) return without(WHAT);
	const why =
		'ITNIO knows no business account for the App ID. Look at the App ID in the ITNIO API credential.';
	return { failure: { kind: 'rejected', why } };
};
