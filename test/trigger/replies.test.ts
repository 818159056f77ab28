import { setImmediate } from 'node:timers/promises';
import { answerStored } from '../../nodes/ItnioWhatsApp/trigger/replies';

const MESSAGE = 'Dropped: nobody wants it.';

it.each<[what: string, stored: () => Promise<boolean>, status: number]>([
	['is stored', async () => true, 200],
	['may not be stored, because n8n ends', async () => false, 503],
	['cannot be stored', async () => await Promise.reject(new Error('no database')), 503],
])('a report that %s', async (_, stored, status) => {
	const replies: number[] = [];
	const returned = answerStored(stored(), (replied) => replies.push(replied), MESSAGE);
	await setImmediate();
	expect([returned, replies]).toEqual([{ noWebhookResponse: true }, [status]]);
});
