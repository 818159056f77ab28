/** A filled-in form, resolved as n8n resolves it: hidden fields vanish, defaults are filled in. */
import { NodeHelpers, type INode, type INodeParameters } from 'n8n-workflow';
import { ItnioWhatsApp } from '../../nodes/ItnioWhatsApp/ItnioWhatsApp.node';
import { kindOfOperation } from '../../nodes/ItnioWhatsApp/messages';
import { draftMessage, type Draft } from '../../nodes/ItnioWhatsApp/messages/draft';
import type { Kind } from '../../nodes/ItnioWhatsApp/messages/kind';

export const { description } = new ItnioWhatsApp();

export const APP_ID = 'DGziZf5u';
export const phones = { businessPhone: '91856321321', recipient: '91856321322' };
/** What stands in every body that is sent with `phones`. */
export const envelope = { appId: APP_ID, ...phones, channelType: 0 };

/** A message that is made of the first item. */
export const ITEM = { itemIndex: 0, itemIndexes: [0], part: 0 };

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

/** The message of a form; `phones` stand in where the form names no others. */
export function draft(operation: string, parameters: INodeParameters): Draft {
	const values = resolved({ resource: 'message', operation, ...phones, ...parameters });
	return draftMessage(kindOf(operation), (name, field) => values[name] ?? field.default, APP_ID, ITEM);
}

export const problemsIn = (operation: string, parameters: INodeParameters): string[] =>
	draft(operation, parameters).problems.map(({ message }) => message);
