import { sentenceOf } from '../../nodes/ItnioWhatsApp/core/problem';
/** A filled-in form, resolved as n8n resolves it: hidden fields vanish, defaults are filled in. */
import { NodeHelpers, type INode, type INodeParameters } from 'n8n-workflow';
import { ItnioWhatsApp } from '../../nodes/ItnioWhatsApp/ItnioWhatsApp.node';
import { kindOfOperation } from '../../nodes/ItnioWhatsApp/kinds/properties';
import {
	draftMessage,
	readRun,
	withProblemsOfRun,
	type Account,
	type Draft,
} from '../../nodes/ItnioWhatsApp/run/draft';
import { UnusableFile, type FileFinder } from '../../nodes/ItnioWhatsApp/media/file';
import type { RunOptions } from '../../nodes/ItnioWhatsApp/form/options';
import type { GetParameter, GetStored } from '../../nodes/ItnioWhatsApp/form/read';
import type { Form } from '../../nodes/ItnioWhatsApp/form/repeat/forms';
import type { Kind } from '../../nodes/ItnioWhatsApp/form/kind';

export const { description } = new ItnioWhatsApp();

export const APP_ID = 'DGziZf5u';
export const noFiles: FileFinder = () => new UnusableFile('is not there');
/** The vendor's samples are in no numbering plan: without + nobody could say of which country they are. */
export const phones = { businessPhone: '+91856321321', recipient: '+91856321322' };
/** What stands in every body that is sent with `phones`. */
export const envelope = {
	appId: APP_ID,
	businessPhone: '91856321321',
	recipient: '91856321322',
	channelType: 0,
};

/** A form that is filled in, for the first item. */
export const formOf = (get: GetParameter, stored: GetStored = () => undefined): Form => ({
	itemIndex: 0,
	itemIndexes: [0],
	part: 0,
	get,
	stored,
	problems: [],
	inItsWords: (problem) => problem,
});

/** The parameters as they are when the node runs. */
export function resolved(parameters: INodeParameters): INodeParameters {
	const node: INode = {
		id: 'node',
		name: 'WhatsApp',
		type: 'n8n-nodes-itnio.itnioWhatsApp',
		typeVersion: 1,
		position: [0, 0],
		parameters,
	};
	const values = NodeHelpers.getNodeParameters(
		description.properties,
		parameters,
		true,
		false,
		node,
		description,
	);
	return values ?? {};
}

export function kindOf(operation: string): Kind {
	const kind = kindOfOperation(operation);
	if (!kind) throw new TypeError(`There is no operation ${operation}`);
	return kind;
}

/** What a form does not say by itself. */
interface Around {
	readonly account?: Account;
	readonly findFile?: FileFinder;
}

/** A run of several filled-in forms, one for each item; `phones` stand in where a form names no others. */
export function draftItems(
	operation: string,
	forms: readonly INodeParameters[],
	{ account = { appId: APP_ID, businessPhone: '', defaultCountryCode: '' }, findFile = noFiles }: Around = {},
): { options: RunOptions; drafts: Draft[] } {
	const items = forms.map((parameters): Form => {
		const values = resolved({ resource: 'message', operation, ...phones, ...parameters });
		// Nothing is computed here, so all of it is set to Fixed.
		return formOf(
			(name, field) => values[name] ?? field.default,
			(name) => values[name],
		);
	});
	const { options, problems } = readRun((items[0] as Form).get);
	const drafts = items.map((form) => draftMessage(kindOf(operation), form, account, findFile));
	return { options, drafts: drafts.map((one) => withProblemsOfRun(one, problems)) };
}

/** The message of a form. */
export const draft = (operation: string, parameters: INodeParameters, around?: Around): Draft =>
	draftItems(operation, [parameters], around).drafts[0] as Draft;

export const problemsIn = (operation: string, parameters: INodeParameters, around?: Around): string[] =>
	draft(operation, parameters, around).problems.map(sentenceOf);
