import type { Page } from './envelope';

/** So many records a server puts on a page that caps what it is asked for: round numbers, and its own default. */
const USUAL_SIZES = new Set([10, 15, 20, 25, 30, 40, 50, 60, 75, 80]);

/**
 * Whether a page may have fewer records than were asked for because the server caps its pages, so that another one may
 * follow whatever its number of pages says: it may be reckoned from what was asked for. A server that names the size which its pages have, or
 * the records of the whole list, knows.
 *
 * @param asked the number of records that was asked for
 */
export function mayBeCapped({ records, perPage, total }: Page, asked: number): boolean {
	const { length } = records;
	return length < asked && USUAL_SIZES.has(length) && perPage !== length && total === undefined;
}
