/** From a file that a form names to the body; how n8n keeps it is tried in test/engine/files.test.ts. */
import { Readable } from 'node:stream';
import type { INodeParameters } from 'n8n-workflow';
import { UnusableFile, type FileFinder, type StoredFile } from '../../nodes/ItnioWhatsApp/media/file';
import {
	MEDIA_LIMITS,
	overLimits,
	sizeInWords,
	type MediaKind,
} from '../../nodes/ItnioWhatsApp/media/limits';
import { kinds } from '../../nodes/ItnioWhatsApp/kinds/properties';
import { Files } from '../../nodes/ItnioWhatsApp/media/n8nFiles';
import type { Kind } from '../../nodes/ItnioWhatsApp/form/kind';
import { draft, problemsIn } from '../kinds/form';

const MB = 1024 * 1024;

function file(name: string, mimeType: string, bytes: number | undefined = 1000): StoredFile {
	return { id: `id of ${name}`, name, mimeType, bytes, link: `https://n8n.shop.com/signed?token=${name}` };
}
const FILES: Readonly<Record<string, StoredFile>> = {
	photo: file('photo.jpg', 'image/jpeg'),
	clip: file('clip.mp4', 'video/mp4'),
	song: file('song.mp3', 'audio/mpeg'),
	smile: file('smile.webp', 'image/webp'),
	invoice: file('Invoice 7.pdf', 'application/pdf; charset=binary'),
	nameless: file('', 'application/pdf'),
	huge: file('huge.jpg', 'image/jpeg', 5 * MB + 1),
};
const findFile: FileFinder = (choice) =>
	FILES[String(choice)] ?? new UnusableFile(`is "${String(choice)}", but there is none`);
const drafted = (operation: string, form: INodeParameters) => draft(operation, form, { findFile });
const problems = (operation: string, form: INodeParameters) => problemsIn(operation, form, { findFile });
const from = (binaryProperty: string) => ({ mediaSource: 'file', binaryProperty });
const linkTo = (name: string) => FILES[name]?.link;

describe('a file becomes a link', () => {
	it.each([
		['sendImage', 'image', 'photo'],
		['sendVideo', 'video', 'clip'],
		['sendAudio', 'audio', 'song'],
		['sendSticker', 'sticker', 'smile'],
	])('%s', (operation, type, name) => {
		const { body, problems: found, files } = drafted(operation, from(name));
		expect(found).toEqual([]);
		expect(Array.from(files.keys())).toEqual([linkTo(name)]);
		expect(body).toMatchObject({ type, [type]: { link: linkTo(name) } });
	});

	it('of a document, whose name is the one of the file where none is given', () => {
		const document = (form: INodeParameters) => drafted('sendDocument', form).body.document;
		expect(document(from('invoice'))).toEqual({ link: linkTo('invoice'), filename: 'Invoice 7.pdf' });
		expect(document({ ...from('invoice'), filename: 'Your invoice.pdf', caption: 'Hello' })).toEqual({
			link: linkTo('invoice'),
			filename: 'Your invoice.pdf',
			caption: 'Hello',
		});
	});

	it('of cards, each by its own source', () => {
		const cards = {
			card: [
				{ headerType: 'image', ...from('photo'), urlText: 'Buy', url: 'https://shop.com/1' },
				{ headerType: 'video', ...from('clip'), urlText: 'Buy', url: 'https://shop.com/2' },
				{
					headerType: 'image',
					headerLink: 'https://shop.com/3.jpg',
					urlText: 'Buy',
					url: 'https://shop.com/3',
				},
			],
		};
		const { body, problems: found } = drafted('sendCarousel', { bodyText: 'New', cards });
		expect(found).toEqual([]);
		expect(
			(body as { interactive: { action: { cards: { header: object }[] } } }).interactive.action.cards.map(
				({ header }) => header,
			),
		).toEqual([
			{ type: 'image', image: { link: linkTo('photo') } },
			{ type: 'video', video: { link: linkTo('clip') } },
			{ type: 'image', image: { link: 'https://shop.com/3.jpg' } },
		]);
	});

	const template = { templateName: 'shipped', templateLanguage: 'en' };
	const header = (form: INodeParameters) =>
		(drafted('sendTemplate', form).body as { template: { components: { parameters: object[] }[] } }).template
			.components[0]?.parameters[0];

	it('of the header of any template', () => {
		const form = { ...template, templateForm: 'any' };
		expect(header({ ...form, headerType: 'image', ...from('photo') })).toEqual({
			type: 'image',
			image: { link: linkTo('photo') },
		});
		expect(header({ ...form, headerType: 'document', ...from('invoice') })).toEqual({
			type: 'document',
			document: { link: linkTo('invoice'), filename: 'Invoice 7.pdf' },
		});
	});

	it('of the header of the chosen template', () => {
		const values = (value: INodeParameters) => ({ ...template, templateValues: { value } });
		// One field takes a link or the name of a file.
		expect(header(values({ headerDocumentLink: ' invoice ' }))).toEqual({
			type: 'document',
			document: { link: linkTo('invoice'), filename: 'Invoice 7.pdf' },
		});
		expect(header(values({ headerImageLink: 'https://shop.com/a.jpg' }))).toEqual({
			type: 'image',
			image: { link: 'https://shop.com/a.jpg' },
		});
		expect(problems('sendTemplate', values({ headerImageLink: 'shop.com/a.jpg' }))).toEqual([
			expect.stringMatching(/^Header File Link .*https:/),
		]);
		expect(problems('sendTemplate', values({ headerImageLink: '' }))).toEqual([
			'Header File Link is empty: enter a web address that starts with https://',
		]);
	});
});

describe('what cannot go is a problem, in the words of the form', () => {
	it('no such file', () => {
		expect(problems('sendDocument', from('other'))).toEqual([
			'Input Data Field Name is "other", but there is none',
		]);
		const card = { headerType: 'image', urlText: 'Buy', url: 'https://shop.com' };
		const cards = {
			card: [
				{ ...card, ...from('photo') },
				{ ...card, ...from('other') },
			],
		};
		expect(problems('sendCarousel', { bodyText: 'New', cards })).toEqual([
			'Card 2 › Input Data Field Name is "other", but there is none',
		]);
	});

	it('also where checks are skipped, which leave type and size to the service', () => {
		const options = { skipChecks: true };
		expect(problems('sendImage', { ...from('other'), options })).toEqual([
			'Input Data Field Name is "other", but there is none',
		]);
		expect(problems('sendImage', { ...from('huge'), options })).toEqual([]);
	});

	it('the wrong type, too large, without a name', () => {
		expect(problems('sendImage', from('smile'))).toEqual([
			'Input Data Field Name holds "smile.webp", which is image/webp, but an image must be JPEG or PNG',
		]);
		expect(problems('sendImage', from('huge'))).toEqual([
			'Input Data Field Name holds "huge.jpg", which has 5.1 MB, but an image may have at most 5 MB',
		]);
		expect(problems('sendDocument', from('nameless'))).toEqual(['File Name is empty']);
	});

	it('leaves an empty place in the body, which is shown and never sent', () => {
		expect(drafted('sendImage', { ...from('other'), caption: 'Hello' }).body.image).toEqual({
			link: '',
			caption: 'Hello',
		});
	});
});

describe('the limits', () => {
	it.each(Object.entries(MEDIA_LIMITS))('of %s', (name, { types, maxBytes }) => {
		const kind = name as MediaKind;
		const mimeType = types?.[0] ?? 'text/plain';
		expect(overLimits(kind, { mimeType, bytes: maxBytes })).toEqual([]);
		expect(overLimits(kind, { mimeType, bytes: maxBytes + 1 })).toEqual([
			expect.stringContaining(`may have at most ${sizeInWords(maxBytes)}`),
		]);
		expect(overLimits(kind, { mimeType, bytes: 0 })).toEqual(['is empty (0 bytes)']);
		expect(overLimits(kind, {})).toEqual([]);
		if (types) expect(overLimits(kind, { mimeType: 'text/html' })).toHaveLength(1);
		for (const type of types ?? []) expect(overLimits(kind, { mimeType: type.toUpperCase() })).toEqual([]);
	});

	it('are those that the fields name', () => {
		const everyKind: readonly Kind[] = kinds;
		for (const { shape, fields } of everyKind) {
			const limit = MEDIA_LIMITS[shape?.type as MediaKind] as (typeof MEDIA_LIMITS)[MediaKind] | undefined;
			const hint = fields.find(({ name }) => name === 'mediaLink')?.hint;
			if (limit) expect(hint?.toLowerCase()).toContain(`up to ${sizeInWords(limit.maxBytes).toLowerCase()}`);
			else expect(hint).toBeUndefined();
		}
	});

	it('are told so that nothing over a limit reads like the limit', () => {
		expect([0, 1023, 1024, 100 * 1024 + 1, 5 * MB, 5 * MB + 1, 7.25 * MB].map(sizeInWords)).toEqual([
			'0 bytes',
			'1023 bytes',
			'1 KB',
			'100.1 KB',
			'5 MB',
			'5.1 MB',
			'7.3 MB',
		]);
	});
});

it('a message is known by its file, not by the link, which is signed afresh on each try', () => {
	const again: FileFinder = (choice) => {
		const found = FILES[String(choice)];
		return found ? { ...found, link: `${found.link}2` } : new UnusableFile('is gone');
	};
	const first = drafted('sendDocument', from('invoice'));
	const second = draft('sendDocument', from('invoice'), { findFile: again });
	expect(second.body).not.toEqual(first.body);
	expect(second.identity).toEqual(first.identity);
	expect(drafted('sendDocument', from('nameless')).identity).not.toEqual(first.identity);

	const linked = drafted('sendImage', { mediaLink: 'https://shop.com/a.jpg' });
	expect(linked.identity).toBeUndefined();
	expect(linked.files.size).toBe(0);
});

test('a store of n8n that never answers holds no execution', async () => {
	let now = 0;
	jest.spyOn(performance, 'now').mockImplementation(() => now);
	jest.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
		const alarm = new AbortController();
		setImmediate(() => {
			now += milliseconds;
			alarm.abort();
		});
		return alarm.signal;
	});
	let answer: (stream: Readable) => void = () => undefined;
	const helpers = {
		getBinaryStream: async () => await new Promise<Readable>((resolve) => (answer = resolve)),
	};
	const files = new Files({ helpers } as unknown as ConstructorParameters<typeof Files>[0]);
	const kept = await files.keep({ ...file('a.pdf', 'application/pdf'), id: 'executions/temp/a' });
	expect(kept).toEqual(
		new UnusableFile('holds "a.pdf", which n8n could not read or keep: it takes too long'),
	);
	expect(now).toBeLessThanOrEqual(120_000);
	// Nobody else would listen to what goes wrong with it, and close it.
	const late = new Readable();
	answer(late);
	await new Promise(setImmediate);
	late.emit('error', new Error('gone'));
	expect(late.destroyed).toBe(true);
	jest.restoreAllMocks();
});
