import { keepFiles } from '../../nodes/ItnioWhatsApp/run/keepFiles';
import type { Draft } from '../../nodes/ItnioWhatsApp/run/draft';
import type { StoredFile } from '../../nodes/ItnioWhatsApp/media/file';
import type { Files } from '../../nodes/ItnioWhatsApp/media/n8nFiles';

test('a file that was moved is still known by its new link, so that what is found there names the file', async () => {
	const [before, after] = ['https://n8n.shop.com/temp', 'https://n8n.shop.com/kept'];
	const file = { name: 'photo.jpg', link: before } as StoredFile;
	const draft = {
		body: { type: 'image', image: { link: before } },
		files: new Map([[before, file]]),
		problems: [],
	} as unknown as Draft;
	const files = { keep: async () => ({ ...file, link: after }) } as unknown as Files;
	const [kept] = await keepFiles(files, [draft]);
	expect(kept?.body.image).toEqual({ link: after });
	expect(kept?.files.get(after)?.name).toBe('photo.jpg');
});
