import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { writingOf, type Writing } from '../../common/events/written';
import { wantedKinds, type IncludedKind } from '../../Pelcro/related';
import { FieldError } from '../../common/fieldError';
import { isDataObject } from '../../transport/dataObject';
import type { EventFilter } from '../deliveries/eventFilter';

/** The choice in the list of events that stands for all of them. */
export const ALL_EVENTS = '*';

/** What the editor's test waits for, or gives at once. */
export const NEXT_EVENT = 'nextEvent';
export const NEWEST_RECORD = 'newestRecord';

type TriggerContext = IHookFunctions | IWebhookFunctions;

/**
 * The chosen events (dotted) and those that were typed in.
 *
 * @returns undefined for all events
 * @throws FieldError where a name holds what no event's name has
 */
export function chosenEvents(context: TriggerContext): string[] | undefined {
	const events = [
		...entriesOf(context.getNodeParameter('events', [])),
		...entriesOf(optionsOf(context).furtherEvents).map(eventName),
	];
	return events.includes(ALL_EVENTS) ? undefined : events;
}

export function acceptsUnsigned(context: TriggerContext): boolean {
	return optionsOf(context).acceptUnsigned === true;
}

/** The kinds of related records of which attributes are wanted beside the event. */
export function includedKinds(context: TriggerContext): IncludedKind[] {
	return wantedKinds((name) => context.getNodeParameter(name, false));
}

/** Whether the editor's test gives the newest record at once, in place of waiting for an event. */
export function testsWithNewest(context: TriggerContext): boolean {
	return context.getNodeParameter('testWith', NEWEST_RECORD) === NEWEST_RECORD;
}

/** Whether to start for what was created while nobody listened. */
export function catchesUp(context: TriggerContext): boolean {
	return optionsOf(context).catchUp === true;
}

/** Whether the webhook at the address where this node was published before is to be removed, whoever uses it. */
export function takesOver(context: TriggerContext): boolean {
	return optionsOf(context).takeOver === true;
}

/** @throws FieldError where an ID is none */
export function filterOf(context: TriggerContext): EventFilter {
	const { changedFields, planIds, productIds, siteIds } = optionsOf(context);
	return {
		// Pelcro sends only what was registered; this is for an endpoint that is just being changed.
		events: chosenEvents(context) ?? [],
		changedFields: entriesOf(changedFields).map(attributeName),
		planIds: idsOf(planIds, 'Only for Plan Names or IDs'),
		productIds: idsOf(productIds, 'Only for Product Names or IDs'),
		siteIds: idsOf(siteIds, 'Only for Site Names or IDs'),
	};
}

/**
 * As `filterOf`, for the newest record that the editor's test gives: which of its attributes changed last, and what they
 * were before, nobody knows.
 *
 * @throws FieldError where an ID is none
 */
export function filterOfSample(context: TriggerContext): EventFilter {
	return { ...filterOf(context), changedFields: [] };
}

/** How records come out while Simplify is on. */
export function writing(context: TriggerContext): Writing {
	return writingOf(optionsOf(context), context.getTimezone());
}

function optionsOf(context: TriggerContext): IDataObject {
	const options: unknown = context.getNodeParameter('options', {});
	return isDataObject(options) ? options : {};
}

/** A list that was entered one by one, or with commas, semicolons or line breaks. */
function entriesOf(value: unknown): string[] {
	return [value]
		.flat()
		.flatMap((entry) => String(entry ?? '').split(/[,;\n]/))
		.map((entry) => entry.trim())
		.filter((entry) => entry !== '');
}

function eventName(entry: string): string {
	if (/^[\w.]+$|^\*$/.test(entry)) return entry;
	throw new FieldError(
		`'Further Events' holds '${entry}', which is no name of an event`,
		'Names of events have letters, dots and underscores, e.g. subscription.paused. Separate several by commas.',
	);
}

/** Pelcro's attributes are in lower case, with underscores. */
function attributeName(entry: string): string {
	return entry.toLowerCase().replace(/\s+/g, '_');
}

/** IDs are numbers; people also separate them by blanks, and copy them with zeros in front. */
function idsOf(value: unknown, field: string): string[] {
	return entriesOf(value)
		.flatMap((entry) => entry.split(/\s+/))
		.map((entry) => {
			if (/^#?\d+$/.test(entry)) return entry.replace(/^#?0*(?=\d)/, '');
			throw new FieldError(
				`'${field}' holds '${entry}', which is no ID`,
				'An ID is a number, e.g. 203. Separate several by commas.',
			);
		});
}
