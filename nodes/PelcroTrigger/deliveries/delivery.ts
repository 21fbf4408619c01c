import type { IDataObject } from 'n8n-workflow';

import { pelcroTime } from '../../common/times';
import { isDataObject } from '../../transport/dataObject';

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
 * Reads a delivery. The record is under `data.object`, or under `data.<kind>` (address, bill, charge, campaign), or
 * in an array in very old deliveries. Reference: 'Envelope'.
 *
 * @returns one for each record that the delivery has, all of the same event; none when the body is no event
 */
export function readDeliveries(body: unknown): Delivery[] {
	if (!isDataObject(body) || typeof body.type !== 'string' || body.type === '') return [];
	const event = {
		event: body.type,
		id: nameIn(body.id),
		created: toIso(body.created ?? body.created_at),
	};
	const kind = body.type.split('.')[0] ?? '';
	return recordsOf(body.data, kind).map(({ object, previous }) => ({
		...event,
		object,
		// An empty array stands for 'nothing changed'.
		previous: [previous, body.previous_attributes].find(isDataObject) ?? {},
	}));
}

/** @returns '' for what names no event: many may have it, and each would pass for the first one */
function nameIn(id: unknown): string {
	const name = typeof id === 'string' || typeof id === 'number' ? String(id) : '';
	return name.trim() === '' || name === '0' ? '' : name;
}

interface RecordOfEvent {
	object: IDataObject;
	previous: unknown;
}

/** At least one: an event without a record is one all the same. */
function recordsOf(data: unknown, kind: string): RecordOfEvent[] {
	const parts: IDataObject[] = [data].flat().filter(isDataObject);
	const records = parts.flatMap((part) => {
		const previous = part.previous_attributes;
		const named = [own(part, 'object'), own(part, kind)].map(objectsIn);
		const objects = named.find((found) => found.length > 0) ?? [part];
		return objects.map((object) => ({ object, previous }));
	});
	return records.length > 0 ? records : [{ object: {}, previous: undefined }];
}

function objectsIn(value: unknown): IDataObject[] {
	return [value].flat().filter(isDataObject);
}

/** Event types come from outside: `constructor.created` must not find what every object inherits. */
function own(data: IDataObject, name: string): unknown {
	return Object.hasOwn(data, name) ? data[name] : undefined;
}

/** @returns null for what is no time, and for a time that no date can hold */
function toIso(time: unknown): string | null {
	const milliseconds = pelcroTime(time);
	return milliseconds === undefined ? null : new Date(milliseconds).toISOString();
}
