/** A file of n8n on its way into a message: chosen in the form, then a link. */

/** Stands in a body where a link belongs, until the file has one. */
export class ChosenFile {
	/** @param choice the name of the file of the item, or the file itself where an expression gives one */
	constructor(readonly choice: unknown) {}
}

/** A choice that belongs to another item than the message: of the cards of a carousel each comes from its own item. */
export class FileOfItem {
	constructor(
		readonly itemIndex: number,
		readonly choice: unknown,
	) {}
}

/** Stands where a file cannot go: the rules say so in the words of the form. */
export class UnusableFile {
	/** @param why continues the sentence that the field's name begins */
	constructor(readonly why: string) {}
}

/** Stands where a link leads nowhere. */
export class UnusableLink {
	/** @param why continues the sentence that the field's name begins */
	constructor(readonly why: string) {}
}

/** A file that n8n keeps, and the link under which it hands it out without a login. */
export interface StoredFile {
	/** Where n8n keeps it. */
	readonly id: string;
	/** Empty where it has none. */
	readonly name: string;
	readonly mimeType: string;
	/** Undefined where n8n does not know. */
	readonly bytes?: number;
	readonly link: string;
}

/** Finds the files of one item. */
export type FileFinder = (choice: unknown) => StoredFile | UnusableFile;
