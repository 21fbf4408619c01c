import { KNOWN_IDS } from '../../transport/limits';

/**
 * Which IDs of a list are known. IDs grow; but a record may become visible after one with a larger ID (two were made
 * in the same moment), so the newest are known one by one, and everything below them as a whole.
 */
export interface KnownIds {
	/** Every ID up to this one is known. */
	floor: number;
	/** The known ones above it. */
	above: readonly number[];
}

export const NO_IDS: KnownIds = { floor: 0, above: [] };

export function isKnownId({ floor, above }: KnownIds, id: number): boolean {
	return id <= floor || above.includes(id);
}

/** A quick `isKnownId` for many questions. */
export function knower({ floor, above }: KnownIds): (id: number) => boolean {
	const known = new Set(above);
	return (id) => id <= floor || known.has(id);
}

/** What is known with further IDs; the oldest go below the floor when there are too many. */
export function withIds({ floor, above }: KnownIds, ids: readonly number[]): KnownIds {
	const all = [...new Set([...above, ...ids])]
		.filter((id) => id > floor)
		.sort((one, other) => one - other);
	const below = all.slice(0, Math.max(0, all.length - KNOWN_IDS));
	return { floor: below.at(-1) ?? floor, above: all.slice(below.length) };
}

/**
 * What is known at the beginning, from the newest records of a list.
 *
 * @param ids of the newest records
 * @param hasOlder whether the list has more than these
 */
export function startingWith(ids: readonly number[], hasOlder: boolean): KnownIds {
	const smallest = ids.reduce((one, other) => Math.min(one, other), Infinity);
	const floor = hasOlder && ids.length > 0 ? smallest - 1 : 0;
	return withIds({ floor, above: [] }, ids);
}
