/** What a question and the answers to it agree on. */

/** IDs of the two buttons of an approval. */
export const APPROVE = 'approve';
export const DECLINE = 'decline';

/** Characters of an ID that are kept free for the way back of an answer (conversation/token.ts). */
export const TOKEN_ROOM = 96;
