import { whenStored } from '../../nodes/ItnioWhatsApp/trigger/replies';

it.each<[what: string, stored: () => Promise<boolean>, status: number]>([
	['is stored', async () => true, 200],
	['may not be stored, because n8n ends', async () => false, 503],
	['cannot be stored', async () => await Promise.reject(new Error('no database')), 503],
])('a report that %s', async (_, stored, status) => {
	const replies: number[] = [];
	await whenStored(stored(), (replied) => replies.push(replied), 'Dropped: nobody wants it.');
	expect(replies).toEqual([status]);
});
