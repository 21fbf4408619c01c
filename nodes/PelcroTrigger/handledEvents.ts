import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';

/** So many handled events are remembered for an endpoint, and so many of them survive a restart of n8n. */
const MOST_REMEMBERED = 5_000;
const MOST_STORED = 1_500;

/** Endpoints of this process whose handled events are in memory; the one not used longest goes first. */
const MOST_ENDPOINTS = 200;

/** 48 bits of a hash: that a new event is taken for one of 5,000 others happens once in 56 billion events. */
const NAME_BYTES = 6;

/**
 * The events that were handled, by endpoint. n8n reads a workflow's static data anew for each delivery, so
 * deliveries that come at the same time would not see each other's there: memory decides, static data is what
 * is left after a restart.
 */
const remembered = new Map<string, Set<string>>();

/**
 * Notes that an event is handled now.
 *
 * @param endpoint names the endpoint within this n8n
 * @param staticData the workflow's static data, in which the latest are kept
 * @returns false where it was handled before
 */
export function noteEvent(endpoint: string, eventId: string, staticData: IDataObject): boolean {
	const handled = handledBy(endpoint, staticData);
	const name = nameOf(eventId);
	if (handled.has(name)) return false;
	handled.add(name);
	if (handled.size > MOST_REMEMBERED) forgetOldest(handled);
	staticData.handledEvents = [...handled].slice(-MOST_STORED).join(' ');
	return true;
}

/** Forgets what this process knows, as a restart of n8n does. */
export function forgetHandledEvents(): void {
	remembered.clear();
}

function handledBy(endpoint: string, staticData: IDataObject): Set<string> {
	const handled = remembered.get(endpoint) ?? new Set();
	// What other processes of n8n have handled is there as well.
	for (const name of storedNames(staticData)) handled.add(name);
	remembered.delete(endpoint);
	remembered.set(endpoint, handled);
	if (remembered.size > MOST_ENDPOINTS) forgetOldest(remembered);
	return handled;
}

function storedNames({ handledEvents }: IDataObject): string[] {
	return typeof handledEvents === 'string' ? handledEvents.split(' ').filter(Boolean) : [];
}

function forgetOldest(collection: Set<string> | Map<string, unknown>): void {
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
