import { createHash } from 'crypto';
import { REMEMBERED_EVENTS, STORED_EVENTS, REMEMBERED_ENDPOINTS } from '../../transport/limits';

/** 48 bits of a hash: that a new event is taken for one of 5,000 others happens once in 56 billion events. */
const NAME_BYTES = 6;

/** Characters of a name as it is stored; what follows in an entry is the time, Unix ms to the base 36. */
const NAME_LENGTH = 8;
const TIME_BASE = 36;

/** What is known of an endpoint's events. */
interface Handled {
	/** The entry of each event as it is stored, by the event's name; the newest last. */
	entries: Map<string, string>;
	/** What was read or written last, so that it need not be read again. */
	stored: unknown;
}

/**
 * The events that were handled, by endpoint. n8n reads a workflow's static data anew for each delivery, so
 * deliveries that come at the same time would not see each other's there: memory decides, static data is what
 * is left after a restart.
 */
const remembered = new Map<string, Handled>();

/** What becomes of events that are noted. */
export interface Noted {
	/** Those that were not handled before. */
	fresh: string[];
	/** What to keep: the latest events; undefined where all were handled before. */
	toStore: string | undefined;
}

/**
 * Notes that events are handled now.
 *
 * @param endpoint names the endpoint within this n8n, by what does not change
 * @param stored what was returned last, as n8n has kept it; it may be an older state, and another process's
 * @param now Unix ms
 */
export function noteEvents(
	endpoint: string,
	eventIds: readonly string[],
	stored: unknown,
	now: number,
): Noted {
	const handled = handledBy(endpoint, stored);
	const { entries } = handled;
	// The clock may have been set back: what comes later counts as newer all the same.
	const time = Math.max(now, newestTime(entries));
	const fresh = eventIds.filter((eventId) => {
		const name = nameOf(eventId);
		if (entries.has(name)) return false;
		entries.set(name, `${name}${time.toString(TIME_BASE)}`);
		if (entries.size > REMEMBERED_EVENTS) forgetOldest(entries);
		return true;
	});
	if (fresh.length === 0) return { fresh, toStore: undefined };
	return { fresh, toStore: textToStore(handled) };
}

/** What to keep of an endpoint's events, whether some are new or not; '' where there are none. */
export function storedEvents(endpoint: string): string {
	const handled = remembered.get(endpoint);
	return handled === undefined ? '' : textToStore(handled);
}

/** Forgets what this process knows, as a restart of n8n does. */
export function forgetHandledEvents(): void {
	remembered.clear();
}

function textToStore(handled: Handled): string {
	const toStore = [...handled.entries.values()].slice(-STORED_EVENTS).join(' ');
	handled.stored = toStore;
	return toStore;
}

function handledBy(endpoint: string, stored: unknown): Handled {
	const handled = remembered.get(endpoint) ?? { entries: new Map<string, string>(), stored: '' };
	// What other processes of n8n have handled is there as well.
	if (stored !== handled.stored) addStored(handled, stored);
	remembered.delete(endpoint);
	remembered.set(endpoint, handled);
	if (remembered.size > REMEMBERED_ENDPOINTS) forgetOldest(remembered);
	return handled;
}

/** Joined by time, so that an older state that was put back does not push newer events out. */
function addStored(handled: Handled, stored: unknown): void {
	const { entries } = handled;
	const unknown = readStored(stored).filter(([name]) => !entries.has(name));
	handled.stored = stored;
	if (unknown.length === 0) return;
	const joined = [...unknown, ...entries]
		.map((entry) => ({ entry, time: timeOf(entry[1]) }))
		.sort((one, other) => one.time - other.time)
		.slice(-REMEMBERED_EVENTS);
	handled.entries = new Map(joined.map(({ entry }) => entry));
}

/** Name and entry of each event. */
function readStored(stored: unknown): Array<[string, string]> {
	if (typeof stored !== 'string') return [];
	return stored
		.split(' ')
		.filter((entry) => Number.isFinite(timeOf(entry)))
		.map((entry) => [entry.slice(0, NAME_LENGTH), entry]);
}

/** Of the entry that came last, which is the newest one; 0 where there is none. */
function newestTime(entries: ReadonlyMap<string, string>): number {
	const last = [...entries.values()].at(-1);
	return last === undefined ? 0 : timeOf(last);
}

/** Unix ms; NaN for what is no entry. */
function timeOf(entry: string): number {
	return Number.parseInt(entry.slice(NAME_LENGTH), TIME_BASE);
}

function forgetOldest(collection: Map<string, unknown>): void {
	const [oldest] = collection.keys();
	if (oldest !== undefined) collection.delete(oldest);
}

function nameOf(eventId: string): string {
	return createHash('sha256')
		.update(eventId)
		.digest()
		.subarray(0, NAME_BYTES)
		.toString('base64url');
}
