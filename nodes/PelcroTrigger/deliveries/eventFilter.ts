import type { IDataObject } from 'n8n-workflow';

import { apiNameOf } from '../../common/events/eventNames';
import { isDataObject } from '../../transport/dataObject';
import type { Delivery } from './delivery';
import { DEEPEST_FILTERED } from '../../transport/limits';

/** Which of the chosen events start the workflow; what is empty does not restrict. */
export interface EventFilter {
	/** The ones that were chosen or typed in, with dots or with underscores. */
	events: readonly string[];
	/** Of updates, only those of one of these attributes; in lower case. */
	changedFields: readonly string[];
	planIds: readonly string[];
	productIds: readonly string[];
	siteIds: readonly string[];
}

/** Whether the workflow is to start for this delivery. An unknown plan, product or site does not match. */
export function passes(delivery: Delivery, filter: EventFilter): boolean {
	return (
		isChosen(delivery.event, filter.events) &&
		changed(delivery, filter.changedFields) &&
		among(idsOf(delivery, 'plan'), filter.planIds) &&
		among(idsOf(delivery, 'product'), filter.productIds) &&
		among(idsOf(delivery, 'site'), filter.siteIds)
	);
}

/** Whether an event is one of the chosen ones; where none is chosen, all are. */
export function isChosen(event: string, chosen: readonly string[]): boolean {
	return among([comparable(event)], chosen.map(comparable));
}

/** The API's names have underscores, deliveries have dots, and of one event not even the case is certain. */
function comparable(event: string): string {
	return apiNameOf(event).toLowerCase();
}

/** Only updates tell what was before. Reference: 'Envelope'. */
function changed({ event, previous }: Delivery, fields: readonly string[]): boolean {
	const names = Object.keys(previous).map((name) => name.toLowerCase());
	return !comparable(event).endsWith('_updated') || among(names, fields);
}

function among(values: readonly string[], wanted: readonly string[]): boolean {
	return wanted.length === 0 || values.some((value) => wanted.includes(value));
}

/** The IDs of the event's plan, product or sites: of the record itself, or of what it belongs to. */
function idsOf({ event, object }: Delivery, kind: string): string[] {
	const own = event.startsWith(`${kind}.`) ? [object.id] : [];
	return [...own, ...relatedIds(object, kind)]
		.filter((id) => typeof id === 'string' || typeof id === 'number')
		.map(String);
}

/** What a record may belong to that has the plan, product or site in its place. */
const NESTED_IN = ['subscription', 'plan', 'organization'];

/** Under the names that Pelcro's objects use: `plan_id`, `plan`, `site_ids`; in what the record belongs to, too. */
function relatedIds(object: IDataObject, kind: string, depth = 0): unknown[] {
	if (depth === DEEPEST_FILTERED) return [];
	const many = object[`${kind}_ids`];
	const related = unwrapped(object[kind]).map((entry) => (isDataObject(entry) ? entry.id : entry));
	const nested = NESTED_IN.flatMap((name) => unwrapped(object[name])).filter(isDataObject);
	return [
		object[`${kind}_id`],
		...related,
		...(Array.isArray(many) ? many : []),
		...nested.flatMap((inner) => relatedIds(inner, kind, depth + 1)),
	];
}

/** In webhooks some relations are list objects: `{object: 'list', data: [...]}`. Reference: amendments, 9. */
function unwrapped(related: unknown): unknown[] {
	const isList = isDataObject(related) && related.object === 'list' && Array.isArray(related.data);
	return isList ? (related.data as unknown[]) : [related];
}
