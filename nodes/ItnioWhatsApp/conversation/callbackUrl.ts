/** The Callback URL of the credential: where the trigger hears who waits for a typed answer. */
import { webAddress } from '../core/webAddress';

/** n8n's own name for the address that listens for one call only. */
const TEST_PATH = /\/webhook-test\//;

/** @returns the address, or what is wrong with it, as it follows "The Callback URL of the ITNIO API credential" */
export function readCallbackUrl(written: string): { url: string } | { problem: string } {
	const url = webAddress(written);
	if (url === undefined) return { problem: 'is not a complete web address (https://…)' };
	if (TEST_PATH.test(url)) {
		return { problem: 'is the Test URL of the trigger: enter its Production URL, and publish its workflow' };
	}
	return { url };
}
