import { urlOf } from '../core/webAddress';

export const DEFAULT_BASE_URL = 'https://api.itniotech.com';

const LOCAL_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Where the service is: the credential's Base URL without trailing slashes.
 *
 * @throws Error with a sentence for the person if it is no address, or one over which the signature and the
 * messages would travel unencrypted
 */
export function checkedBaseUrl(value: unknown): string {
	const written = typeof value === 'string' ? value.trim() : '';
	if (written === '') return DEFAULT_BASE_URL;
	const url = urlOf(written);
	if (!url)
		throw new Error(`The Base URL of the ITNIO credential is not a web address. Use ${DEFAULT_BASE_URL}`);
	if (url.protocol !== 'https:' && url.protocol !== 'http:') {
		throw new Error(
			`The Base URL of the ITNIO credential must start with https://, not ${url.protocol}//. Use ${DEFAULT_BASE_URL}`,
		);
	}
	if (url.protocol === 'http:' && !LOCAL_HOSTS.includes(url.hostname)) {
		throw new Error(
			'The Base URL of the ITNIO credential must start with https://. Plain http is allowed for localhost only, because anyone on the way could read the messages',
		);
	}
	if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
		throw new Error(
			`The Base URL of the ITNIO credential may only hold the host and a path. Use ${DEFAULT_BASE_URL}`,
		);
	}
	return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}
