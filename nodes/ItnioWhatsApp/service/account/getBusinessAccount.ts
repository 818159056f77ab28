/** Account › Get Business Account (docs/api.md, section 5): what WhatsApp knows of the business. */
import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';
import { textOf } from '../../core/text';
import { wordOf } from '../queries/enumeration';
import type { ItemQuery } from '../queries/itemQuery';
import { askPages, type JsonRecord } from '../queries/pages';

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
	const reply = await askPages(context, connection, { name: 'queryWaBaInfo', what: 'the business account' });
	if ('failure' in reply) return reply;
	if (reply.records.length > 0) return { rows: reply.records.map(rowOf) };
	const why =
		'ITNIO knows no business account for the App ID. Look at the App ID in the ITNIO API credential.';
	return { failure: { kind: 'rejected', why } };
};
