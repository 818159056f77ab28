/** What the service answers, and what may become of a request instead. Types alone: nothing here touches HTTP. */

/** What the service's JSON envelope holds (docs/api.md, section 3). */
export interface Envelope {
	/** Always a text here, whatever the service sent; `"0"` is success. */
	readonly status: string;
	readonly reason: string;
	/** The whole parsed answer. */
	readonly json: Readonly<Record<string, unknown>>;
}

/** What became of one request. */
export type Answer =
	/** The service answered in its own form. */
	| {
			readonly kind: 'answered';
			readonly http: number;
			readonly retryAfter?: string;
			readonly envelope: Envelope;
			/** What to do about a refusal, where more is known than its status says: whole sentences. */
			readonly advice?: string;
	  }
	/** Somebody answered, but not in the service's form: a proxy, an error page, half an answer. */
	| { readonly kind: 'unreadable'; readonly http: number; readonly retryAfter?: string; readonly why: string }
	/** The request never reached the service; `retry` if another try may well succeed. */
	| { readonly kind: 'notSent'; readonly why: string; readonly retry: boolean }
	/** The request may have reached the service, but no answer came. */
	| { readonly kind: 'noAnswer'; readonly why: string };
