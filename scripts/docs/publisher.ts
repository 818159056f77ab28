/**
 * Who publishes the package, and where its source is: set once, in package.json (`repository.url` and `author`). Every
 * other place is written from there by `npm run docs -- --write`.
 */
import type { Repository } from './repository';

export interface Publisher {
	/** Of the repository, e.g. `https://github.com/somebody/n8n-nodes-itnio`. */
	address: string;
	/** Who holds the copyright. */
	author: string;
	email: string;
}

/** The repository is called as the package, whoever owns it. */
const ADDRESSES = /https:\/\/github\.com\/[\w.-]+\/n8n-nodes-itnio\b/g;
const HOLDER = /^(Copyright \(c\) \d+ ).*$/m;

/** The text by which npm also takes an author: `Name <email> (address)`. */
const AUTHOR = /^(?<name>[^<(]*)(?:<(?<email>[^>]*)>)?/;

function authorOf(written: unknown): { author: string; email: string } {
	const { name, email } = (typeof written === 'string' ? AUTHOR.exec(written)?.groups : written) as {
		name?: string;
		email?: string;
	};
	if (!name?.trim() || !email?.trim()) {
		throw new Error(
			`package.json: author must have a name and an email, "Flora <flora@example.com>", not ${JSON.stringify(written)}`,
		);
	}
	return { author: name.trim(), email: email.trim() };
}

/** Whether the author of package.json is still the one that stands there until somebody publishes. */
export const isPlaceholder = ({ author, email }: Publisher): boolean =>
	/^n8n-nodes-itnio\s+maintainers$/.test(author) || email === 'maintainers@users.noreply.github.com';

/** @throws Error if package.json has no author, or no repository on GitHub that is called as the package */
export function publisherOf(repository: Repository): Publisher {
	const { repository: source, author } = JSON.parse(repository.read('package.json')) as {
		repository: { url: string };
		author?: unknown;
	};
	const [address] = source.url.match(ADDRESSES) ?? [];
	if (address === undefined || source.url !== `git+${address}.git`) {
		throw new Error(
			`package.json: repository.url must be git+https://github.com/<owner>/n8n-nodes-itnio.git, not ${source.url}`,
		);
	}
	return { address, ...authorOf(author ?? {}) };
}

/** The files that name either. */
export function publishedFiles(repository: Repository): string[] {
	const ours = ['docs', 'nodes', 'credentials', '.github'].flatMap((folder) => repository.filesIn(folder));
	const pages = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', 'sandbox/README.md'];
	return [
		'package.json',
		'LICENSE.md',
		...pages,
		...ours.filter((file) => /\.(md|ts|json|ya?ml)$/.test(file)),
	];
}

/** A file with the publisher in every place that names one. */
export const withPublisher = (file: string, text: string, { address, author }: Publisher): string =>
	file === 'LICENSE.md'
		? text.replace(HOLDER, (_, before: string) => `${before}${author}`)
		: text.replace(ADDRESSES, () => address);

/** Every other place says what package.json says. */
export function publisherProblems(repository: Repository): string[] {
	const publisher = publisherOf(repository);
	return publishedFiles(repository)
		.filter((file) => {
			const text = repository.read(file);
			return withPublisher(file, text, publisher) !== text;
		})
		.map((file) => `${file} names another publisher than package.json: run npm run docs -- --write`);
}
