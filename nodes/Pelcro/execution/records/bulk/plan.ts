import {
	MAX_PAGE_SIZE,
	CALLS_OF_A_PROOF,
	LOOK_FROM,
	SENTINELS,
} from '../../../../transport/limits';

/**
 * How the records that a run wants are read. Every way is counted in calls: at Pelcro's limit of so many a
 * minute, calls are time.
 */
export type Way =
	/** One call for each record. */
	| 'one by one'
	/** The list's first page, which tells how long the list is; then planned anew. */
	| 'look first'
	/** The list, asked for the wanted records alone, many in a call. */
	| 'filtered'
	/** The list, page by page, of which the wanted records are kept. */
	| 'whole';

/** What is known of the records that are wanted, and of their list. */
export interface Wanted {
	/** Different records. */
	records: number;
	/** Whether the list can be asked for several of them in one call; false also when it turned out that it cannot. */
	filterable: boolean;
	/** Pages of the list, once the first has been read; undefined before. */
	pages?: number;
}

/** The most values that one filter takes: a filtered answer has to fit on a page. */
export const VALUES_A_CALL = MAX_PAGE_SIZE;

/**
 * The way with the fewest calls to records whose IDs are known.
 *
 * @returns 'look first' only while the list's length is unknown
 */
export function planById(wanted: Wanted): Way {
	const { records, filterable, pages } = wanted;
	if (filterable && callsById('filtered', wanted) < records) return 'filtered';
	if (pages === undefined) return records >= LOOK_FROM ? 'look first' : 'one by one';
	return callsById('whole', wanted) < records ? 'whole' : 'one by one';
}

/**
 * The way with the fewest calls to records of which a unique key is known. One by one costs a call a record only
 * where the list can be asked for a key; where it cannot, it comes to reading the list whole as well.
 *
 * @returns 'look first' only while the list's length is unknown
 */
export function planByKey(wanted: Wanted): Way {
	const { records, filterable, pages } = wanted;
	if (pages === undefined) return records > SENTINELS ? 'look first' : 'one by one';
	const whole = callsByKey('whole', wanted);
	if (filterable && callsByKey('filtered', wanted) < Math.min(whole, records)) return 'filtered';
	return whole <= records ? 'whole' : 'one by one';
}

/** Calls to records whose IDs are known; a first page that was read already is not counted again. */
export function callsById(way: Way, { records, pages }: Wanted): number {
	if (way === 'filtered') return Math.ceil(records / VALUES_A_CALL) + CALLS_OF_A_PROOF;
	return way === 'whole' ? pagesLeft(pages) + CALLS_OF_A_PROOF : records;
}

/** Calls to records of which a key is known; a first page that was read already is not counted again. */
export function callsByKey(way: Way, { records, pages }: Wanted): number {
	if (way === 'filtered') return Math.ceil((records + SENTINELS) / VALUES_A_CALL);
	return way === 'whole' ? pagesLeft(pages) : records;
}

function pagesLeft(pages = Infinity): number {
	return Math.max(0, pages - 1);
}
