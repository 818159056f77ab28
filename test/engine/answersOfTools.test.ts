/** An answer goes to whoever wrote, also where an AI Agent sends it with the node as its tool (docs/ai-agent.md). */
import { runAgent } from './agentWithTool';
import { serviceForTests } from './service';

const service = serviceForTests();

/** @param recipient of the tool @param trigger the name of the trigger */
async function answered(phone: string, defaultCountryCode: string, recipient: string, trigger?: string) {
	const run = await runAgent(service, {
		item: { sender: phone, person: phone, text: 'Are you open?' },
		parameters: { recipient },
		trigger,
		defaultCountryCode,
		work: async (make) => await (await make())('Yes'),
	});
	const { error } = run.data.resultData;
	return { error: error?.message, sentTo: service.received().map(({ recipient: to }) => to) };
}

it.each([
	['an office in Hong Kong, to a shop in Indonesia', '85221234567', '62'],
	['an office in Singapore, to a shop in the USA', '6562345678', '1'],
	['somebody in Hong Kong, to a shop in Indonesia', '85291234567', '62'],
])('the tool of an agent answers %s, who wrote to the trigger', async (_, phone, country) => {
	const found = await answered(phone, country, "={{ $('Source').item.json.sender }}");
	expect(found).toEqual({ error: undefined, sentTo: [phone] });
});

it.each([
	['of the item that the agent gets', '={{ $json.sender }}', 'Source'],
	['between backticks', '={{ $(`Source`).item.json.sender }}', 'Source'],
	['of a name with an apostrophe', "={{ $('Sari\\'s number').item.json.sender }}", "Sari's number"],
])(
	'the tool of an agent answers whoever wrote to the trigger, by the sender %s',
	async (_, recipient, name) => {
		const found = await answered('85221234567', '62', recipient, name);
		expect(found).toEqual({ error: undefined, sentTo: ['85221234567'] });
	},
);
