import { SORTED_AT_ONCE } from '../../../../transport/limits';
import { Stretch, type Pace } from '../../../../transport/stretch';

/** Says how two things stand to each other, as for Array.sort. */
type Compare<Thing> = (one: Thing, other: Thing) => number;

/**
 * Sorts as Array.sort does, and lets others have the event loop in between: parts that are sorted at once are merged, two
 * and two.
 *
 * @returns another list; those that are equal stay in the order in which they came
 * @throws CancelledError when the execution is stopped
 */
export async function sorted<Thing extends object>(
	things: readonly Thing[],
	compare: Compare<Thing>,
	pace: Pace,
): Promise<Thing[]> {
	const stretch = new Stretch(pace);
	let parts: Thing[][] = [];
	for (let next = 0; next < things.length; next += SORTED_AT_ONCE) {
		parts.push(things.slice(next, next + SORTED_AT_ONCE).sort(compare));
		if (stretch.isLong) await stretch.pause();
	}
	while (parts.length > 1) {
		const merged: Thing[][] = [];
		for (let next = 0; next < parts.length; next += 2) {
			merged.push(await merge(parts[next] ?? [], parts[next + 1] ?? [], compare, stretch));
		}
		parts = merged;
	}
	return parts[0] ?? [];
}

async function merge<Thing extends object>(
	left: readonly Thing[],
	right: readonly Thing[],
	compare: Compare<Thing>,
	stretch: Stretch,
): Promise<Thing[]> {
	const merged: Thing[] = [];
	let taken = 0;
	for (const one of left) {
		for (let other = right[taken]; other !== undefined; other = right[taken]) {
			if (compare(one, other) <= 0) break;
			merged.push(other);
			taken += 1;
			if (stretch.isLong) await stretch.pause();
		}
		merged.push(one);
		if (stretch.isLong) await stretch.pause();
	}
	return merged.concat(right.slice(taken));
}
