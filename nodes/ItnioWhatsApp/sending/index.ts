export type {
	AlreadySent,
	Message,
	Progress,
	SendingOptions,
	SendingTools,
	Sent,
	SentBefore,
} from './message';
export { sendAll } from './sendAll';
