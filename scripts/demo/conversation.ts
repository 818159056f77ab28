import assert from 'node:assert/strict';
import type { ReceivedMessage, Sandbox } from '../../sandbox';
import { outputOf, publishExample, type Execution, type N8nClient } from '../../harness';
import { oneLine } from './summary';

const PERSON = { from: '6281234567890', name: 'Sari' };

/**
 * Somebody writes, gets a carousel, taps a quick reply and gets an answer; every message is reported as sent, delivered
 * and read. `say` gets the transcript, line by line.
 * @throws an error that names the step which did not go as it should
 */
export async function playConversation(
	sandbox: Sandbox,
	client: N8nClient,
	credential: { id: string; name: string },
	say: (line: string) => void,
): Promise<void> {
	let executions: Execution[] = [];
	const step = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
		try {
			return await work();
		} catch (error) {
			say(`✗ ${name}`);
			const reason = error instanceof Error ? error.message : String(error);
			throw new Error(`${name}: ${reason}`, { cause: error });
		}
	};
	const { workflow, callbackUrl } = await step('Publishing examples/conversation-carousel.json', async () => {
		return await publishExample(client, 'conversation-carousel.json', credential);
	});
	sandbox.configure({ callbackUrl, enforceWindow: true });
	say(`The callback address in the vendor's console: ${callbackUrl}\n`);

	/** Waits for the workflow to run, and for all that it did to go well. */
	const ran = async (count: number) => {
		executions = await client.executionsOf(workflow.id, count);
		for (const { id, status, error } of executions) {
			assert.equal(status, 'success', `execution ${id} ended with "${status}": ${error?.message ?? ''}`);
		}
		assert.equal(executions.length, count, `the workflow ran ${executions.length} times, not ${count} times`);
	};
	/** The person does something; the workflow answers it, and the answer is reported. */
	const exchange = async (
		words: string,
		what: { text?: string; tap?: { messageId: string; title: string } },
	) => {
		const before = executions.length;
		const number = sandbox.received.length;
		const since = Date.now();
		const { event, delivered } = await sandbox.inbound({ ...PERSON, ...what });
		const took = Date.now() - since;
		say(`  ${PERSON.name.padEnd(9)} ${words}`);
		assert.ok(delivered, `n8n answered the push with ${sandbox.pushes.at(-1)?.httpStatus ?? 'nothing'}`);
		say(`            ↳ the trigger fires, the push is answered after ${took} ms`);
		// The person's event, and three reports on the answer.
		await ran(before + 4);
		const answer = sandbox.received[number];
		assert.ok(answer, 'no answer arrived at the service');
		assert.equal(sandbox.received.length, number + 1, 'more than one answer arrived at the service');
		assert.deepEqual(answer.warnings, [], 'the answer breaks a limit of WhatsApp');
		assert.equal(answer.recipient, PERSON.from);
		const context = answer.body.context as { refMessageId?: unknown } | undefined;
		assert.equal(context?.refMessageId, event.messageId, 'the answer does not quote what it answers');
		say(`  Business  ${oneLine(answer.body)}`);
		say(`            ↳ ${reported(before, answer).join(', ')}`);
		return { event, answer };
	};
	const reported = (before: number, answer: ReceivedMessage) => {
		const reports = executions
			.slice(before)
			.flatMap((execution) => outputOf(execution, 'Report').map(({ json }) => json));
		for (const { messageId } of reports)
			assert.equal(messageId, answer.messageId, 'a report on another message');
		const statuses = reports.map(({ status }) => String(status));
		assert.deepEqual([...statuses].sort(), ['delivered', 'read', 'sent']);
		return statuses;
	};

	const first = await step('Somebody writes, the workflow answers with a carousel', async () => {
		const exchanged = await exchange('Do you have plants for a forgetful person?', {
			text: 'Do you have plants for a forgetful person?',
		});
		const { interactive } = exchanged.answer.body as { interactive?: { type?: string } };
		assert.equal(interactive?.type, 'carousel');
		return exchanged;
	});
	await step('The person taps a quick reply, the workflow confirms it', async () => {
		const tap = { messageId: first.answer.messageId, title: 'Keep this one' };
		const { answer } = await exchange(`taps [${tap.title}] on the first card`, { tap });
		const { text } = answer.body as { text?: { body?: string } };
		assert.match(text?.body ?? '', /^It is yours/);
	});
	/** Straight to the trigger: the stand-in would repeat for minutes what is refused. */
	const push = async (event: object) => (await client.post(callbackUrl, event)).status;
	await step('A repeated push and a foreign one start nothing', async () => {
		const repeated = await push(first.event);
		say(`\n  ITNIO pushes the first message once more: answered ${repeated}, nothing starts`);
		assert.equal(repeated, 200);
		const foreign = await push({ ...first.event, appId: 'someoneElse', messageId: 'forged' });
		say(`  Somebody pushes a message of another app: answered ${foreign}, nothing starts`);
		assert.equal(foreign, 403);
		await ran(8);
		assert.equal(sandbox.received.length, 2);
	});
}
