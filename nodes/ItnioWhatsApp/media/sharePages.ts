/**
 * Links that surely are no file: a share page shows a file inside a web page, and a private address does not exist on
 * the internet. The service takes both, WhatsApp then drops the message. Known by the address alone: nobody is asked.
 */
import { excerpt } from '../core/text';
import { hostOf, isPrivateHost } from '../core/hosts';
import { webUrlOf } from '../core/webAddress';

interface SharePage {
	/** As people call it. */
	readonly site: string;
	/** The host without `www.`. */
	readonly hosts: readonly RegExp[];
	/** The page of a file, by path and query; without it every page of the host is one. */
	readonly isPage?: (url: URL) => boolean;
	/** What to use instead, as the end of a sentence. */
	readonly remedy: (url: URL) => string;
}

const anyPage = (...paths: readonly RegExp[]) => ({
	isPage: ({ pathname }: URL) => paths.some((path) => path.test(pathname)),
});
const host = (...names: readonly string[]) =>
	names.map((name) => new RegExp(`(^|\\.)${name.replaceAll('.', '\\.')}$`));

const ELSEWHERE =
	'put the file where a link opens it directly, such as the media library of your shop, or choose File From the Workflow as the File Source';
const elsewhere = () => ELSEWHERE;

function withQuery(url: URL, name: string, value: string): string {
	const changed = new URL(url);
	changed.searchParams.set(name, value);
	return changed.href;
}

const DRIVE_FILE = /^\/(?:a\/[^/]+\/)?file\/(?:u\/\d+\/)?d\/([\w-]+)/;

const driveId = ({ pathname, searchParams }: URL): string | undefined =>
	DRIVE_FILE.exec(pathname)?.[1] ??
	(/^(\/a\/[^/]+)?\/open$/.test(pathname) ? (searchParams.get('id') ?? undefined) : undefined);

/** Older files are shown only with it. */
function resourceKey({ searchParams }: URL): string {
	const key = searchParams.get('resourcekey');
	return key === null ? '' : `&resourcekey=${encodeURIComponent(key)}`;
}

const SHARE_PAGES: readonly SharePage[] = [
	{
		site: 'Google Drive',
		hosts: host('drive.google.com'),
		isPage: (url) => driveId(url) !== undefined || /^\/drive\//.test(url.pathname),
		remedy: (url) => {
			const id = driveId(url);
			return id === undefined
				? `open the file there, share it with "Anyone with the link", and ${ELSEWHERE}`
				: `share it with "Anyone with the link" and use https://drive.google.com/uc?export=download&id=${id}${resourceKey(url)}`;
		},
	},
	{
		site: 'Google Docs',
		hosts: host('docs.google.com'),
		...anyPage(/\/(edit|view|preview|htmlview|pubhtml|present|mobilebasic)?$|\/d\/[\w-]+$/),
		remedy: (url) => {
			const found = /^\/(document|spreadsheets|presentation)\/d\/([\w-]+)/.exec(url.pathname);
			if (found?.[1] === undefined || found[2] === undefined) return ELSEWHERE;
			const end = found[1] === 'presentation' ? 'export/pdf' : 'export?format=pdf';
			return `share it with "Anyone with the link" and use its PDF: https://docs.google.com/${found[1]}/d/${found[2]}/${end}`;
		},
	},
	{
		site: 'Google Photos',
		hosts: [...host('photos.google.com'), /^photos\.app\.goo\.gl$/],
		remedy: elsewhere,
	},
	{
		site: 'Dropbox',
		hosts: [/^dropbox\.com$/],
		isPage: ({ pathname, searchParams }) =>
			/^\/(s|sh|scl|home|preview|t|l)(\/|$)/.test(pathname) &&
			searchParams.get('dl') !== '1' &&
			searchParams.get('raw') !== '1',
		remedy: (url) => {
			if (/^\/(sh|scl\/fo|home|t|l)(\/|$)/.test(url.pathname)) return elsewhere();
			const file = new URL(url);
			file.searchParams.delete('dl');
			return `use ${withQuery(file, 'raw', '1')}`;
		},
	},
	{
		site: 'OneDrive',
		hosts: [/^1drv\.ms$/, ...host('onedrive.live.com')],
		isPage: ({ pathname }) => !/^\/(download(\.aspx)?|embed)$/.test(pathname),
		remedy: elsewhere,
	},
	{
		site: 'SharePoint',
		hosts: host('sharepoint.com'),
		isPage: ({ pathname, searchParams }) =>
			/^\/:[a-z]:\//.test(pathname) && searchParams.get('download') !== '1',
		remedy: (url) => `share it with "Anyone" and use ${withQuery(url, 'download', '1')}`,
	},
	{ site: 'iCloud', hosts: [/^(share\.)?icloud\.com$/], remedy: elsewhere },
	{
		site: 'WeTransfer',
		hosts: [/^we\.tl$/, ...host('wetransfer.com')],
		isPage: ({ hostname }) => hostname !== 'download.wetransfer.com',
		remedy: elsewhere,
	},
	{ site: 'Instagram', hosts: [/^instagram\.com$/, /^instagr\.am$/], remedy: elsewhere },
	{
		site: 'Facebook',
		hosts: [/^(m\.|web\.)?facebook\.com$/, /^fb\.(me|watch)$/],
		remedy: elsewhere,
	},
	{ site: 'TikTok', hosts: host('tiktok.com'), remedy: elsewhere },
	{ site: 'Pinterest', hosts: [/^([a-z]{2}\.)?pinterest\.[a-z.]+$/, /^pin\.it$/], remedy: elsewhere },
	{ site: 'X', hosts: [/^(mobile\.)?(twitter|x)\.com$/], remedy: elsewhere },
	{ site: 'YouTube', hosts: [/^(m\.)?youtube\.com$/, /^youtu\.be$/], remedy: elsewhere },
	{
		site: 'Imgur',
		hosts: [/^imgur\.com$/],
		isPage: ({ pathname }) => !/\.[a-z0-9]{3,4}$/i.test(pathname),
		remedy: () => 'open the picture there and copy its own address, which begins with https://i.imgur.com/',
	},
	{
		site: 'Canva',
		hosts: [/^canva\.com$/],
		...anyPage(/^\/design\//),
		remedy: () => `download the design there, and ${ELSEWHERE}`,
	},
];

/** The share page that an address is; undefined where it may be a file. */
export function sharePageOf(address: string): { readonly site: string; readonly remedy: string } | undefined {
	const url = webUrlOf(address);
	if (url === undefined) return undefined;
	const name = url.hostname.replace(/^www\./, '');
	const found = SHARE_PAGES.find(
		({ hosts, isPage }) => hosts.some((pattern) => pattern.test(name)) && (isPage?.(url) ?? true),
	);
	return found && { site: found.site, remedy: found.remedy(url) };
}

/** Why WhatsApp can surely not fetch a file from an address, as the end of a sentence; undefined where it may. */
export function unfetchable(address: string): string | undefined {
	const page = sharePageOf(address);
	if (page) {
		return `is a page of ${page.site} that shows the file, not the file itself, so WhatsApp cannot fetch it: ${page.remedy}`;
	}
	const hostname = hostOf(address);
	return hostname !== undefined && isPrivateHost(hostname)
		? `is an address that only your own network knows, so WhatsApp cannot fetch it: "${excerpt(address, 60)}". ${ELSEWHERE.charAt(0).toUpperCase()}${ELSEWHERE.slice(1)}`
		: undefined;
}
