/** A campaign of a flower shop as its desk shows it: the workflow on the canvas, and its report in a browser. */
import {
	inARow,
	itemNode,
	loadExample,
	publishExample,
	START,
	type Editor,
	type JsonObject,
	type Scene,
} from '../../harness';

/** What became of so many people. */
const ENDS: ReadonlyArray<[people: number, JsonObject]> = [
	[148, { read: true, delivered: true, answers: false }],
	[41, { read: true, delivered: true, answers: true }],
	[6, { read: true, delivered: true, leaves: true }],
	[52, { delivered: true }],
	[9, {}],
	[9, { reason: '131049 WhatsApp held the message back, to keep the person from too much marketing' }],
	[
		7,
		{
			reason:
				'131026 The person cannot be reached: no WhatsApp on this number, a very old app, or its terms are not accepted',
		},
	],
	[3, { reason: '131053 WhatsApp could not take the file' }],
	[22, { outcome: 'opted out' }],
	[3, { outcome: 'not sent', problem: 'Recipient contains letters: enter the number alone.' }],
];

const HOUR_MS = 3_600_000;

function rowsOf(now: number): { people: JsonObject[]; messages: JsonObject[] } {
	const at = (hours: number) => new Date(now - hours * HOUR_MS).toISOString();
	const people: JsonObject[] = [];
	const messages: JsonObject[] = [];
	for (const [count, end] of ENDS)
		for (let index = 0; index < count; index += 1) {
			const phone = `62812${String(3_450_000 + 7_919 * messages.length)}`;
			const accepted = end.outcome === undefined;
			messages.push({
				messageId: `message ${messages.length}`,
				recipient: phone,
				campaign: 'Spring opening',
				outcome: end.outcome ?? 'accepted',
				problem: end.problem ?? '',
				accepted: accepted ? at(5) : null,
				delivered: end.delivered ? at(4) : null,
				read: end.read ? at(3) : null,
				failed: end.reason === undefined ? null : at(4),
				reason: end.reason ?? '',
			});
			people.push({
				person: phone,
				lastWroteAt: end.answers || end.leaves ? at(2) : at(40),
				optedOut: end.leaves ? at(2) : end.outcome === 'opted out' ? at(40) : null,
			});
		}
	return { people, messages };
}

/** Opens the page of a campaign that is over. @returns its address */
export async function fillDesk({ client, credential }: Scene): Promise<string> {
	const desk = await publishExample(client, 'desk-people-and-reports.json', credential);
	await client.runWorkflow(desk.workflow);
	for (const [kind, list] of Object.entries(rowsOf(Date.now()))) {
		const rows = { name: 'Rows', type: 'n8n-nodes-base.splitOut', typeVersion: 1 };
		const insert = {
			name: 'Insert',
			type: 'n8n-nodes-base.dataTable',
			typeVersion: 1.1,
			parameters: {
				operation: 'insert',
				dataTableId: { __rl: true, mode: 'name', value: `whatsapp_${kind}` },
				columns: { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] },
			},
		};
		const split = { ...rows, parameters: { fieldToSplitOut: 'list', options: {} } };
		await client.runWorkflow(
			await client.createWorkflow(
				inARow(`Rows of ${kind}`, START, itemNode('List', { list }), split, insert),
			),
		);
	}
	await publishExample(client, 'desk-report.json', credential);
	return `${client.url}/webhook/campaign-report`;
}

/** The campaign on the canvas. */
export async function openCampaign({ client, credential }: Scene, editor: Editor): Promise<void> {
	const { id } = await client.createWorkflow(loadExample('desk-campaign.json', credential));
	await editor.openWorkflow(id);
}
