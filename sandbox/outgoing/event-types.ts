import table from '../contract/event-types.json';

/** Types of all events that the reference's table has, as deliveries name them. */
export const EVENT_TYPES: readonly string[] = table.map(({ type }) => type);

const LISTED = new Set(table.map(({ apiName }) => apiName));
const SNAKE_CASE = /^[a-z]+(_[a-z]+)+$/;

/** @returns the name by which endpoints are registered for a type: dots become underscores */
export function apiNameOf(type: string): string {
	return type.replace(/\./g, '_');
}

/** Whether an endpoint can be registered for a name: listed ones, and what looks like one. */
export function isEventName(name: string): boolean {
	return LISTED.has(name) || SNAKE_CASE.test(name);
}
