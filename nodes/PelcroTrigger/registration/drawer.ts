import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { isDataObject } from '../../transport/dataObject';

type TriggerContext = IHookFunctions | IWebhookFunctions;

/**
 * What n8n keeps for the node. n8n's own place for a node's static data goes by the node's name, so it is lost when
 * the node is renamed; this one goes by the node's ID, which stays.
 */
export function readDrawer(context: TriggerContext): IDataObject {
	const drawer: unknown = staticData(context)[nameOf(context)];
	return isDataObject(drawer) ? { ...drawer } : {};
}

/** What n8n keeps for the node, to tell whether it was changed: each change makes another object of it. */
export function drawerAsKept(context: TriggerContext): unknown {
	return staticData(context)[nameOf(context)];
}

/** Changes what is kept; undefined removes. It is written anew as a whole, or n8n would not see the change. */
export function changeDrawer(context: TriggerContext, changes: Partial<IDataObject>): void {
	const entries = Object.entries({ ...readDrawer(context), ...changes });
	const kept = Object.fromEntries(entries.filter(([, value]) => value !== undefined));
	staticData(context)[nameOf(context)] = kept;
}

/** Names the node within this n8n, by what does not change. */
export function nodeKey(context: TriggerContext): string {
	return `${context.getWorkflow().id ?? ''} ${context.getNode().id}`;
}

function nameOf(context: TriggerContext): string {
	return `pelcroTrigger ${context.getNode().id}`;
}

function staticData(context: TriggerContext): IDataObject {
	const data: unknown = context.getWorkflowStaticData('global');
	return isDataObject(data) ? data : {};
}
