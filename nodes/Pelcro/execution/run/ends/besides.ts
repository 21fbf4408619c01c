import { LISTED_ITEMS } from '../../../../transport/limits';

/** What a run has done, by item. */
export interface Done {
	/** IDs of what writes made or changed; '' where Pelcro told none. */
	written: ReadonlyMap<number, string>;
	/** Items of which nobody knows. */
	lost: readonly number[];
	/** IDs of exports that were requested; undefined where the file cannot be had any more. */
	exports: ReadonlyMap<number, string | undefined>;
}

/** What a run that failed has done besides the item that failed, in words; '' for nothing. */
export function besides({ written, lost, exports }: Done, failedIndex: number): string {
	const others = [...exports].filter(([itemIndex]) => itemIndex !== failedIndex);
	const waiting = others.flatMap(
		([itemIndex, id]): Array<[number, string]> =>
			id === undefined || written.has(itemIndex) ? [] : [[itemIndex, id]],
	);
	const fetched = [...written].filter(([itemIndex]) => exports.has(itemIndex));
	const done = [...written].filter(([itemIndex]) => !exports.has(itemIndex));
	const unknown = lost.filter((itemIndex) => itemIndex !== failedIndex);
	return [
		told(done, 'Carried out besides: {items}. Leave these out when you run it again.'),
		told(
			waiting,
			'Exports that Pelcro makes besides: {items}. Fetch them with the operation Download, and leave these out when you run it again.',
		),
		told(
			fetched,
			'Exports that were fetched besides: {items}. Pelcro hands each file out only once, so these have to be requested again.',
		),
		...(unknown.length > 0
			? [`Nobody knows whether these were carried out: item ${unknown.join(', item ')}.`]
			: []),
	]
		.filter(Boolean)
		.join('\n');
}

function told(items: ReadonlyArray<readonly [number, string]>, sentence: string): string {
	if (items.length === 0) return '';
	const sorted = [...items].sort(([one], [other]) => one - other);
	const listed = sorted
		.slice(0, LISTED_ITEMS)
		.map(([itemIndex, id]) => `item ${itemIndex}${id && ` (ID ${id})`}`);
	const further = sorted.length - listed.length;
	const last = sorted.at(-1)?.[0];
	const more = further > 0 ? ` and ${further} more, the last of them item ${last}` : '';
	return sentence.replace('{items}', () => `${listed.join(', ')}${more}`);
}
