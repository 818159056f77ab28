import type { ReceivedFiles } from './files';
import type { Runtime } from './runtime';
import type { Service } from './service';
import type { MessageStore } from './store';
import type { Account, ReceivedMessage, Sandbox } from './types';

/** What the server needs from the rest of the sandbox. */
export interface ServerContext {
	port: number;
	now: () => number;
	store: MessageStore;
	service: Service;
	files: ReceivedFiles;
	accounts: readonly Account[];
	sandbox: Omit<Sandbox, 'url' | 'port' | 'close'>;
	runtime: () => Runtime;
	/** Called for every accepted message. */
	accepted: (message: ReceivedMessage) => void;
}
