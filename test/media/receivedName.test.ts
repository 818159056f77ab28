/** The names of files that people send. */
import { nameOfFile } from '../../nodes/ItnioWhatsApp/media/receivedFile';

const nameOf = (fileName: string) =>
	nameOfFile(
		{ kind: 'document', link: '', mimeType: '', fileName, sha256: '', timestamp: '1693813991' },
		'application/pdf',
	);

it.each(['счёт №5.pdf', 'फ़ाइल.pdf', 'فاتورة.pdf', '发票.pdf', 'نامه\u200cها.pdf', '👩\u200d👩\u200d👧.pdf'])(
	'stays as it is: %s',
	(name) => expect(nameOf(name)).toBe(name),
);

it.each([
	['of what turns its letters around', 'a\u202efdp.exe', 'afdp.exe'],
	['with too many bytes', `${'请'.repeat(150)}.pdf`, `${'请'.repeat(65)}.pdf`],
	['with too many letters', `${'x'.repeat(300)}.pdf`, `${'x'.repeat(196)}.pdf`],
	['of nothing', '...', 'document-1693813991.pdf'],
])('is mended: %s', (_, name, mended) => expect(nameOf(name)).toBe(mended));
