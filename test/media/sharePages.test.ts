import { sharePageOf, unfetchable } from '../../nodes/ItnioWhatsApp/media/sharePages';
import { problemsIn } from '../kinds/form';

const id = '1a2B3c4D5e6F7g8H9i0J';
const sheet = 'https://docs.google.com/spreadsheets/d';

it.each([
	['https://drive.google.com/file/d/1a2B3c4D5e6F7g8H9i0J/view?usp=sharing', 'Google Drive', id],
	['https://drive.google.com/file/d/1a2B3c4D5e6F7g8H9i0J', 'Google Drive', `uc?export=download&id=${id}`],
	['https://drive.google.com/a/shop.com/file/d/1a2B3c4D5e6F7g8H9i0J/edit', 'Google Drive', id],
	['https://drive.google.com/open?id=1a2B3c4D5e6F7g8H9i0J', 'Google Drive', `uc?export=download&id=${id}`],
	['https://drive.google.com/drive/folders/abc', 'Google Drive', 'Anyone with the link'],
	['https://drive.google.com/a/shop.com/open?id=1a2B3c4D5e6F7g8H9i0J', 'Google Drive', id],
	[
		`https://drive.google.com/file/d/${id}/view?resourcekey=0-xY_z`,
		'Google Drive',
		`id=${id}&resourcekey=0-xY_z`,
	],
	[`https://docs.google.com/document/d/${id}`, 'Google Docs', `document/d/${id}/export?format=pdf`],
	[`https://docs.google.com/presentation/d/${id}/present`, 'Google Docs', `${id}/export/pdf`],
	[`https://docs.google.com/document/d/${id}/mobilebasic`, 'Google Docs', `${id}/export?format=pdf`],
	['https://www.dropbox.com/scl/fo/abc/h?rlkey=xyz&dl=0', 'Dropbox', 'File From the Workflow'],
	['https://www.dropbox.com/t/abc', 'Dropbox', 'File From the Workflow'],
	[`${sheet}/${id}/edit#gid=0`, 'Google Docs', `${sheet}/${id}/export?format=pdf`],
	[
		`https://docs.google.com/presentation/d/${id}/edit`,
		'Google Docs',
		`https://docs.google.com/presentation/d/${id}/export/pdf`,
	],
	['https://photos.app.goo.gl/abc', 'Google Photos', 'File From the Workflow'],
	['https://photos.google.com/share/abc', 'Google Photos', 'File From the Workflow'],
	[
		'https://www.dropbox.com/s/abc/flowers.jpg?dl=0',
		'Dropbox',
		'use https://www.dropbox.com/s/abc/flowers.jpg?raw=1',
	],
	[
		'https://www.dropbox.com/scl/fi/abc/flowers.jpg?rlkey=xyz&dl=0',
		'Dropbox',
		'use https://www.dropbox.com/scl/fi/abc/flowers.jpg?rlkey=xyz&raw=1',
	],
	['https://1drv.ms/i/s!abc', 'OneDrive', 'File From the Workflow'],
	['https://onedrive.live.com/?id=abc', 'OneDrive', 'File From the Workflow'],
	['https://shop.sharepoint.com/:i:/g/abc?e=1', 'SharePoint', '?e=1&download=1'],
	['https://shop-my.sharepoint.com/:b:/g/abc', 'SharePoint', '?download=1'],
	['https://www.icloud.com/photos/#abc', 'iCloud', 'File From the Workflow'],
	['https://we.tl/t-abc', 'WeTransfer', 'File From the Workflow'],
	['https://www.instagram.com/p/abc/', 'Instagram', 'media library of your shop'],
	['https://www.facebook.com/photo/?fbid=1', 'Facebook', 'media library of your shop'],
	['https://fb.watch/abc', 'Facebook', 'media library of your shop'],
	['https://www.tiktok.com/@shop/video/1', 'TikTok', 'media library of your shop'],
	['https://id.pinterest.com/pin/1/', 'Pinterest', 'media library of your shop'],
	['https://x.com/shop/status/1/photo/1', 'X', 'media library of your shop'],
	['https://youtu.be/abc', 'YouTube', 'media library of your shop'],
	['https://www.youtube.com/watch?v=abc', 'YouTube', 'media library of your shop'],
	['https://imgur.com/abc', 'Imgur', 'https://i.imgur.com/'],
	['https://www.canva.com/design/abc/view', 'Canva', 'download the design there'],
])('%s is a page of %s', (address, site, remedy) => {
	expect(sharePageOf(address)).toEqual({ site, remedy: expect.stringContaining(remedy) });
});

it.each([
	`https://drive.google.com/uc?export=download&id=${id}`,
	`https://drive.usercontent.google.com/download?id=${id}`,
	`${sheet}/${id}/export?format=pdf`,
	`https://docs.google.com/presentation/d/${id}/export/pdf`,
	'https://lh3.googleusercontent.com/d/abc',
	'https://www.dropbox.com/s/abc/flowers.jpg?raw=1',
	'https://www.dropbox.com/s/abc/flowers.jpg?dl=1',
	'https://dl.dropboxusercontent.com/s/abc/flowers.jpg',
	'https://onedrive.live.com/download?resid=abc',
	'https://onedrive.live.com/download.aspx?cid=1&resid=abc',
	'https://shop.sharepoint.com/:i:/g/abc?download=1',
	'https://scontent.cdninstagram.com/v/t51/photo.jpg',
	'https://scontent.xx.fbcdn.net/photo.jpg',
	'https://download.wetransfer.com/eugv/abc/menu.pdf?token=ey',
	'https://i.imgur.com/abc.jpg',
	'https://imgur.com/abc.jpg',
	'https://i.pinimg.com/originals/a.jpg',
	'https://pbs.twimg.com/media/abc.jpg',
	'https://notdropbox.com/s/abc',
	'https://dropbox.com.shop.com/s/abc',
	'https://shop.com/drive.google.com/file/d/abc/view',
	'nonsense',
])('%s may be a file', (address) => {
	expect(sharePageOf(address)).toBeUndefined();
	expect(unfetchable(address)).toBeUndefined();
});

it('tells what to use instead, and the link that leads to the same page otherwise', () => {
	const { remedy = '' } = sharePageOf('https://www.dropbox.com/s/abc/flowers.jpg?dl=0') ?? {};
	const [better = ''] = /https:\S+/.exec(remedy) ?? [];
	expect(unfetchable(better)).toBeUndefined();
});

const DRIVE = 'https://drive.google.com/file/d/1a2B3c4D5e6F7g8H9i0J/view';
const said = (field: string) => [
	expect.stringMatching(
		new RegExp(`^${field} is a page of Google Drive that shows the file, not the file itself`),
	),
];

describe('a share page is a problem, in the words of the form,', () => {
	it.each(['Image', 'Video', 'Audio', 'Sticker'])('of %s', (kind) => {
		expect(problemsIn(`send${kind}`, { mediaLink: DRIVE })).toEqual(said(`${kind} Link`));
	});

	it('of a document', () => {
		expect(problemsIn('sendDocument', { mediaLink: DRIVE, filename: 'a.pdf' })).toEqual(
			said('Document Link'),
		);
	});

	it('of a card, but not of its button: that one opens pages', () => {
		const card = (headerLink: string) => ({ headerType: 'image', headerLink, urlText: 'Look', url: DRIVE });
		const form = { bodyText: 'New', cards: { card: [card('https://shop.com/a.jpg'), card(DRIVE)] } };
		expect(problemsIn('sendCarousel', form)).toEqual(said('Card 2 › Image or Video Link'));
	});

	it('of a template', () => {
		const form = {
			templateName: 'shipped',
			templateLanguage: 'en',
			templateForm: 'any',
			headerType: 'image',
			headerLink: DRIVE,
		};
		expect(problemsIn('sendTemplate', form)).toEqual(said('Header File Link'));
	});

	it('of JSON, unless checks are skipped', () => {
		const form = { messageJson: { type: 'image', image: { link: DRIVE } } };
		expect(problemsIn('sendJson', form)).toEqual(said('image.link'));
		expect(problemsIn('sendJson', { ...form, options: { skipChecks: true } })).toEqual([]);
	});
});

it('an address of the local network is also a problem', () => {
	expect(problemsIn('sendImage', { mediaLink: 'http://192.168.0.9/flowers.jpg' })).toEqual([
		expect.stringMatching(
			/^Image Link is an address that only your own network knows, so WhatsApp cannot fetch it: "http:\/\/192\.168\.0\.9\/flowers\.jpg"\. Put the file /,
		),
	]);
});
