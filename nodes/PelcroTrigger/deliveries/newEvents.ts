import type { IWebhookFunctions } from 'n8n-workflow';

import { changeDrawer, nodeKey, readDrawer } from '../registration/drawer';
import { isTest } from '../registration/keptData';
import { noteEvents } from './handledEvents';

/**
 * Takes events that were not handled before; from now on they were. The test URL gets an event of its own.
 *
 * @param keys name the events
 * @returns those that were not handled before
 */
export function takeNew(context: IWebhookFunctions, keys: readonly string[]): string[] {
	const place = isTest(context) ? 'testEvents' : 'handledEvents';
	const stored = readDrawer(context)[place];
	const endpoint = `${place} ${nodeKey(context)}`;
	const { fresh, toStore } = noteEvents(endpoint, keys, stored, Date.now());
	if (toStore !== undefined) changeDrawer(context, { [place]: toStore });
	return fresh;
}
