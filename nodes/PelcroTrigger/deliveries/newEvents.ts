import type { IWebhookFunctions } from 'n8n-workflow';

import { changeDrawer, nodeKey, readDrawer } from '../registration/drawer';
import { isTest } from '../registration/keptData';
import { noteEvents, storedEvents } from './handledEvents';

/**
 * Takes events that were not handled before; from now on they were. The test URL gets an event of its own.
 *
 * @param keys name the events
 * @returns those that were not handled before
 */
export function takeNew(context: IWebhookFunctions, keys: readonly string[]): string[] {
	const { place, endpoint } = whereToKeep(context);
	const stored = readDrawer(context)[place];
	const { fresh, toStore } = noteEvents(endpoint, keys, stored, Date.now());
	if (toStore !== undefined) changeDrawer(context, { [place]: toStore });
	return fresh;
}

/**
 * Keeps what other deliveries have handled while this one waited for something. n8n has given each its own copy of what is
 * kept, and stores that of this one last, once it has changed anything: it would put theirs back to what was there before.
 */
export function keepOthers(context: IWebhookFunctions): void {
	const { place, endpoint } = whereToKeep(context);
	const events = storedEvents(endpoint);
	if (events !== '') changeDrawer(context, { [place]: events });
}

function whereToKeep(context: IWebhookFunctions): { place: string; endpoint: string } {
	const place = isTest(context) ? 'testEvents' : 'handledEvents';
	return { place, endpoint: `${place} ${nodeKey(context)}` };
}
