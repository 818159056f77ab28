/** A message that a model sends with the node as its tool goes once, whatever is tried again (docs/ai-agent.md). */
import { runAgent } from './agentWithTool';
import { serviceForTests } from './service';

const service = serviceForTests();
const SARI = '6281234567890';

/**
 * What Sari got, and what the model read of each call.
 *
 * @param calls the texts that the model writes, one after the other
 */
async function sent(calls: readonly string[], onError: 'stopWorkflow' | 'continueRegularOutput') {
	const run = await runAgent(service, {
		item: { sender: SARI, text: 'Hi' },
		parameters: { recipient: SARI, options: { longText: 'split' } },
		settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 0, onError },
		work: async (make) => {
			const answer = await make();
			const said: unknown[] = [];
			for (const text of calls) said.push(await answer(text).catch(({ message }: Error) => message));
			return said;
		},
	});
	const [item] = run.data.resultData.runData.Agent?.[0]?.data?.main?.[0] ?? [];
	return {
		texts: service.sandbox.received.map(({ body }) => (body.text as { body: string }).body),
		said: (item?.json.said as unknown[]).map((one) => JSON.stringify(one)),
	};
}

describe.each(['stopWorkflow', 'continueRegularOutput'] as const)('set to %s', (onError) => {
	it('a message whose answer is lost goes once, whether n8n tries the tool again or the model calls it again', async () => {
		service.sandbox.configure({ faults: [{ kind: 'resetAfterRead', times: 1 }] });
		const { said } = await sent(['The shop is open', 'The shop is open'], onError);
		expect(service.sandbox.requests).toBe(1);
		for (const one of said) expect(one).toMatch(/may have been sent/);
	});

	it('of a text in several messages, no piece goes again that was accepted', async () => {
		const text = `${'a'.repeat(4_000)}\n\n${'b'.repeat(4_000)}`;
		// The second piece is refused.
		service.sandbox.configure({
			faults: [
				{ kind: 'latency', ms: 1, times: 1 },
				{ kind: 'status', status: -2, times: 1 },
			],
		});
		const { texts } = await sent([text, text], onError);
		const pieces = onError === 'stopWorkflow' ? 'abab' : 'ab';
		expect(texts.map(([first]) => first).join('')).toBe(pieces);
	});

	it('the same text goes again where it was accepted before and the model wants it again', async () => {
		const { texts } = await sent(['Hello', 'Hello'], onError);
		expect(texts).toEqual(['Hello', 'Hello']);
	});
});
