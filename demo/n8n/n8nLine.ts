import { join } from 'node:path';

/** A line of n8n that the package is run on, installed in a folder of its own. */
export interface N8nLine {
	name: LineName;
	/** The folder with its package.json and lock file; its `node_modules` is git-ignored. */
	folder: string;
	/** The major version of Node that it is tested on. */
	nodeMajor: number;
	/** Whether it may run on later ones as well. */
	laterNode: boolean;
}

export type LineName = 'newest' | 'oldest';

/** The newest n8n that can be installed, and the oldest that the package supports. */
export const N8N_LINES: Record<LineName, N8nLine> = {
	newest: { name: 'newest', folder: join(__dirname, '..', 'host'), nodeMajor: 24, laterNode: true },
	// n8n 2.8 is the last line that runs on Node 20, which is what makes it the oldest
	oldest: {
		name: 'oldest',
		folder: join(__dirname, '..', 'host-oldest'),
		nodeMajor: 20,
		laterNode: false,
	},
};

/**
 * The line that the environment variable N8N_LINE names; the newest where it is not set.
 *
 * @throws Error when there is no such line
 */
export function chosenLine(): N8nLine {
	const { N8N_LINE: name = 'newest' } = process.env;
	if (name === 'newest' || name === 'oldest') return N8N_LINES[name];
	throw new Error(`N8N_LINE is '${name}': it can be 'newest' or 'oldest'`);
}

/**
 * The lines with these names; all of them where there is no name.
 *
 * @throws Error when there is no such line
 */
export function namedLines(names: readonly string[]): N8nLine[] {
	const lines = Object.values(N8N_LINES);
	const unknown = names.filter((name) => !lines.some((line) => line.name === name));
	if (unknown.length > 0) throw new Error(`There is no line '${unknown.join("', '")}' of n8n`);
	return names.length === 0 ? lines : lines.filter(({ name }) => names.includes(name));
}

/** `name`, marked where it is not the newest line's, so that runs on several lines share no data. */
export function namedFor(line: N8nLine, name: string): string {
	return line.name === 'newest' ? name : `${name}-${line.name}`;
}
