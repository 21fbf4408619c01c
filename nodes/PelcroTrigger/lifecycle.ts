import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { CREDENTIAL_NAME } from '../transport/credentials';
import { apiNameOf } from '../transport/eventNames';
import { openSession } from '../transport/session';
import { isDataObject } from '../transport/records';
import {
	createEndpoint,
	deleteEndpoint,
	findEndpoint,
	isAsWanted,
	RegistrationError,
	repairEndpoint,
	type WantedEndpoint,
} from './registration';

/** The choice in the list of events that stands for all of them. */
export const ALL_EVENTS = '*';

/** What n8n keeps for the node between calls, with the workflow. */
interface Kept {
	endpointId?: string;
	secret?: string;
}

/** Whether Pelcro has this workflow's endpoint, and sends what is wanted; one that differs is mended. */
export async function checkExists(context: IHookFunctions): Promise<boolean> {
	const session = await openSession(context);
	const wanted = wantedEndpoint(context);
	const endpoint = await findEndpoint(session, wanted.url);
	const kept = keptData(context);
	if (endpoint === undefined) {
		forget(kept);
		return false;
	}
	kept.endpointId = endpoint.id;
	if (!(await hasSecret(context))) {
		// Without its secret the endpoint is of no use; a new one comes with a new secret.
		await deleteEndpoint(session, endpoint.id);
		forget(kept);
		return false;
	}
	if (!isAsWanted(endpoint, wanted)) await repairEndpoint(session, endpoint.id, wanted);
	return true;
}

/**
 * Registers the endpoint and keeps its secret.
 *
 * @throws RegistrationError where no secret is known afterwards; the endpoint is removed again
 */
export async function create(context: IHookFunctions): Promise<boolean> {
	const session = await openSession(context);
	const kept = keptData(context);
	const { id, secret } = await createEndpoint(session, wantedEndpoint(context));
	kept.endpointId = id;
	if (secret !== '') kept.secret = secret;
	if (await hasSecret(context)) return true;
	await deleteEndpoint(session, id);
	forget(kept);
	throw new RegistrationError(
		'Pelcro did not tell the secret of the webhook',
		'Without it nobody could tell whether an event really comes from Pelcro. Copy the webhook secret from Pelcro’s settings (Notifications) into the field Webhook Secret of the Pelcro credential, or switch on Accept Unsigned Events in the node.',
	);
}

/** Removes the endpoint that this node has made. */
export async function remove(context: IHookFunctions): Promise<boolean> {
	const session = await openSession(context);
	const kept = keptData(context);
	const id = kept.endpointId ?? (await findEndpoint(session, webhookUrl(context)))?.id;
	if (id !== undefined) await deleteEndpoint(session, id);
	forget(kept);
	return true;
}

/**
 * The secret that deliveries are checked with: Pelcro's own from the registration, else the credential's.
 *
 * @returns '' where none is known
 */
export async function webhookSecret(context: IHookFunctions | IWebhookFunctions): Promise<string> {
	const { secret } = keptData(context);
	if (secret) return secret;
	const credential = await context.getCredentials(CREDENTIAL_NAME);
	return typeof credential.webhookSecret === 'string' ? credential.webhookSecret.trim() : '';
}

export function acceptsUnsigned(context: IHookFunctions | IWebhookFunctions): boolean {
	const options: unknown = context.getNodeParameter('options', {});
	return isDataObject(options) && options.acceptUnsigned === true;
}

export function webhookUrl(context: IHookFunctions | IWebhookFunctions): string {
	return context.getNodeWebhookUrl('default') ?? '';
}

/** The chosen events as delivered (dotted), and those that were typed in. */
export function chosenEvents(context: IHookFunctions | IWebhookFunctions): string[] {
	const chosen: unknown = context.getNodeParameter('events', []);
	const options: unknown = context.getNodeParameter('options', {});
	const further = isDataObject(options) ? options.furtherEvents : [];
	return [chosen, further]
		.flat()
		.map((event) => String(event ?? '').trim())
		.filter((event) => event !== '');
}

async function hasSecret(context: IHookFunctions): Promise<boolean> {
	return acceptsUnsigned(context) || (await webhookSecret(context)) !== '';
}

function wantedEndpoint(context: IHookFunctions): WantedEndpoint {
	const events = chosenEvents(context);
	if (events.length === 0) {
		throw new RegistrationError('No event is chosen', 'Choose at least one under Trigger On.');
	}
	const { name } = context.getWorkflow();
	return {
		url: webhookUrl(context),
		events: events.includes(ALL_EVENTS) ? undefined : events.map(apiNameOf),
		description: `n8n: ${name ?? 'workflow'} (${context.getNode().name})`,
	};
}

/** Static data is an object of the workflow's own; what is in it is ours. */
function keptData(context: IHookFunctions | IWebhookFunctions): IDataObject & Kept {
	return context.getWorkflowStaticData('node') as IDataObject & Kept;
}

function forget(kept: IDataObject & Kept): void {
	delete kept.endpointId;
	delete kept.secret;
}
