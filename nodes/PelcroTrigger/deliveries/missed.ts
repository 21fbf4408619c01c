import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { apiNameOf } from '../../common/events/eventNames';
import { idOf } from '../../transport/lists/collected';
import { findMissed, type CreatedRecord } from '../catchUp/catchUp';
import { watchedLists } from '../catchUp/lists';
import { readDeliveries, type Delivery } from './delivery';
import { passes, type EventFilter } from './eventFilter';
import { itemsOf, type StartingItem } from './items';
import { takeNew } from './newEvents';

/**
 * Those of the deliveries whose records have not been caught up; from now on they count as handled. A record without an
 * ID is none that could be found in a list.
 */
export function notCaughtUp(
	context: IWebhookFunctions,
	deliveries: readonly Delivery[],
	{ events }: EventFilter,
): Delivery[] {
	const created = watchedLists(events).map(({ event }) => apiNameOf(event));
	const keys = deliveries.map(({ event, object }) =>
		created.includes(apiNameOf(event)) && idOf({ id: object.id }) !== undefined
			? recordKey(event, object)
			: undefined,
	);
	const fresh = takeNew(
		context,
		keys.filter((key) => key !== undefined),
	);
	return deliveries.filter((_delivery, index) => {
		const key = keys[index];
		return key === undefined || fresh.includes(key);
	});
}

/**
 * The items for records that were created while nobody listened, as if Pelcro had told of them, marked `caughtUp`.
 *
 * @param now Unix ms
 */
export async function missedItems(
	context: IWebhookFunctions,
	filter: EventFilter,
	now: number,
): Promise<StartingItem[]> {
	const found = await findMissed(context, now);
	if (found === undefined) return [];
	const missed = found.created.flatMap((one) => {
		const body = bodyOf(one);
		const wanted = readDeliveries(body).filter((delivery) => passes(delivery, filter));
		const key = recordKey(one.event, one.record);
		return itemsOf(context, body, wanted).map((item) => ({ key, item }));
	});
	const keys = missed.map(({ key }) => key);
	const fresh = new Set(takeNew(context, keys));
	found.settle();
	return missed
		.filter(({ key }) => fresh.has(key))
		.map(({ item }) => ({ ...item, json: { ...item.json, caughtUp: true } }));
}

/** Names the creation of a record, by which it is known whether Pelcro or the list tells of it. */
function recordKey(event: string, { id }: IDataObject): string {
	return `${apiNameOf(event)} ${String(id)}`;
}

/** In the form in which Pelcro delivers. */
function bodyOf({ event, record }: CreatedRecord): IDataObject {
	const created = record.created_at ?? record.created ?? null;
	return { id: `${event}:${String(record.id)}`, type: event, created, data: { object: record } };
}
