import type { IDataObject } from 'n8n-workflow';

import { FieldError } from '../../../../common/fieldError';
import { watchFilters } from '../../records/keys/exactFilters';
import { countUnfiltered, readSifted } from '../../records/lists/readSifted';
import type { Sifting } from '../../records/lists/sifting';
import type { ItemCall } from '../../request/itemCall';
import { namesOfRelated } from '../../output/included';
import { amountOutputOf, shaperOf } from '../../output/shape';
import type { Run } from '../run';

/**
 * Reads a list: what Pelcro filters and sorts, and what the node does itself while it reads.
 *
 * @returns the records as the user wants them
 * @throws as readSifted; FieldError where the list ignores a filter
 */
export async function runList(run: Run, call: ItemCall): Promise<IDataObject[]> {
	const shape = shaperOf(run, call);
	const watch = watchFilters(watchedQuery(call));
	const { request, conditions, order, included } = call;
	const naming = new Map<IDataObject, IDataObject>();
	const writing = { timezone: run.context.getTimezone(), amounts: call.amounts };
	const list = { request, conditions, order, writing, limit: limitOf(call) };
	const { records, sifting } = await readSifted(run.session, list, (record) => {
		watch(record);
		const json = shape(record);
		if (included.length > 0) naming.set(json, namesOfRelated(record, included));
		return json;
	});
	// Only now is it known which of them come out.
	const amounts = amountOutputOf(run, call);
	for (const json of records) run.inclusions.add(call, naming.get(json) ?? {}, json, amounts);
	if (records.length === 0) await noteNothingFound(run, call, sifting);
	return records;
}

/** @returns undefined for all records */
export function limitOf({ read }: ItemCall): number | undefined {
	if (read('returnAll') === true) return undefined;
	const limit = Number(read('limit') ?? 50);
	if (Number.isInteger(limit) && limit >= 1) return limit;
	throw new FieldError("'Limit' is not a whole number of 1 or more", 'Enter how many to return.');
}

/** The query without what the node looks at itself, and without Additional Query Parameters, the user's own affair. */
function watchedQuery({ request, options, conditions }: ItemCall): IDataObject {
	const own = conditions.map(({ field }) => field.routing?.send?.property);
	return Object.fromEntries(
		Object.entries(request.query ?? {}).filter(
			([name]) => !Object.hasOwn(options.query, name) && !own.includes(name),
		),
	);
}

/** A filter that finds nothing may be a wrong one, which only a person in front of the editor can tell. */
async function noteNothingFound(
	{ context, session, notes }: Run,
	{ request, conditions }: ItemCall,
	sifting: Sifting,
): Promise<void> {
	if (notes.nothingFound !== undefined || context.getMode() !== 'manual') return;
	const among = sifting.seen > 0 ? sifting.seen : await countUnfiltered(session, request);
	if (among === undefined || among === 0) return;
	const labels = conditions.map(({ field }) => `'${field.displayName}'`);
	notes.nothingFound = { labels, among, whatThereIs: sifting.whatThereIs };
}
