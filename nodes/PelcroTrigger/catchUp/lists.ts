import { eventObjectOf, WEBHOOK_EVENTS } from '../../common/events/eventNames';
import { lists, type PelcroList } from '../../Pelcro/lists';
import { isChosen } from '../deliveries/eventFilter';

/** A list, and the event that tells of its new records. */
export interface WatchedList {
	list: PelcroList;
	/** Dotted, e.g. `subscription.created`. */
	event: string;
}

const withCreatedEvent: readonly WatchedList[] = lists
	.map((list) => ({ list, event: `${eventObjectOf(list.value)}.created` }))
	.filter(({ event }) => WEBHOOK_EVENTS.some(({ type }) => type === event));

/**
 * The lists in which new records can be found that a chosen event would have told of.
 *
 * @param events the chosen ones, dotted or with underscores; none for all
 */
export function watchedLists(events: readonly string[]): WatchedList[] {
	return withCreatedEvent.filter(({ event }) => isChosen(event, events));
}
