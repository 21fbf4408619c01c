import type { IDataObject } from 'n8n-workflow';

import { isDataObject } from '../transport/dataObject';

/** One event as Pelcro delivers it, whichever of the documented shapes it came in. */
export interface Delivery {
	/** Dotted, e.g. `subscription.created`. */
	event: string;
	/** '' where the delivery has none. */
	id: string;
	/** ISO 8601, or null where the delivery has no time. */
	created: string | null;
	/** The record that the event is about. */
	object: IDataObject;
	/** What the changed attributes were before; empty unless it is an update. */
	previous: IDataObject;
}

/**
 * Reads a delivery. The record is under `data.object`, or under `data.<kind>` (address, bill, charge,
 * campaign), or in an array in very old deliveries. Reference: 'Envelope'.
 *
 * @returns undefined when the body is no event
 */
export function readDelivery(body: unknown): Delivery | undefined {
	if (!isDataObject(body) || typeof body.type !== 'string' || body.type === '') return undefined;
	const data = firstObject(body.data);
	const kind = body.type.split('.')[0] ?? '';
	const record = [data.object, data[kind]].find(isDataObject);
	const previous = data.previous_attributes ?? body.previous_attributes;
	return {
		event: body.type,
		id: typeof body.id === 'string' || typeof body.id === 'number' ? String(body.id) : '',
		created: toIso(body.created ?? body.created_at),
		object: record ?? data,
		// An empty array stands for 'nothing changed'.
		previous: isDataObject(previous) ? previous : {},
	};
}

function firstObject(data: unknown): IDataObject {
	const entry: unknown = Array.isArray(data) ? data[0] : data;
	return isDataObject(entry) ? entry : {};
}

/** Unix seconds, ISO 8601, or `YYYY-MM-DD HH:MM:SS` (UTC). Reference: 'Response envelope' (timestamps). */
function toIso(time: unknown): string | null {
	if (typeof time === 'number') return isoOf(time * 1000);
	if (typeof time !== 'string' || time.trim() === '') return null;
	if (/^\d+$/.test(time)) return isoOf(Number(time) * 1000);
	const withoutZone = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?$/.test(time);
	return isoOf(Date.parse(withoutZone ? `${time.replace(' ', 'T')}Z` : time));
}

function isoOf(milliseconds: number): string | null {
	const date = new Date(milliseconds);
	return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
