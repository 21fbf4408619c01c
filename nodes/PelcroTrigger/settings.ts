import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { isDataObject } from '../transport/dataObject';
import type { EventFilter } from './eventFilter';

/** The choice in the list of events that stands for all of them. */
export const ALL_EVENTS = '*';

type TriggerContext = IHookFunctions | IWebhookFunctions;

/**
 * The chosen events (dotted) and those that were typed in.
 *
 * @returns undefined for all events
 */
export function chosenEvents(context: TriggerContext): string[] | undefined {
	const events = [
		...texts(context.getNodeParameter('events', [])),
		...texts(optionsOf(context).furtherEvents),
	];
	return events.includes(ALL_EVENTS) ? undefined : events;
}

export function acceptsUnsigned(context: TriggerContext): boolean {
	return optionsOf(context).acceptUnsigned === true;
}

export function filterOf(context: TriggerContext): EventFilter {
	const { changedFields, planIds, productIds, siteIds } = optionsOf(context);
	return {
		// Pelcro sends only what was registered; this is for an endpoint that is just being changed.
		events: chosenEvents(context) ?? [],
		changedFields: texts(changedFields),
		planIds: texts(planIds),
		productIds: texts(productIds),
		siteIds: texts(siteIds),
	};
}

function optionsOf(context: TriggerContext): IDataObject {
	const options: unknown = context.getNodeParameter('options', {});
	return isDataObject(options) ? options : {};
}

/** A list that was entered one by one, or with commas. */
function texts(value: unknown): string[] {
	return [value]
		.flat()
		.flatMap((entry) => String(entry ?? '').split(','))
		.map((entry) => entry.trim())
		.filter((entry) => entry !== '');
}
