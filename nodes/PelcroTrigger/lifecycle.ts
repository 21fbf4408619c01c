import type { IHookFunctions } from 'n8n-workflow';

import { apiNameOf } from '../common/eventNames';
import { openSession, type Session } from '../transport/account/session';
import { forget, keep, kept, secretOf, type Registered } from './keptData';
import {
	createEndpoint,
	deleteEndpoint,
	DESCRIPTION_START,
	isAsWanted,
	listEndpoints,
	RegistrationError,
	repairEndpoint,
	type Endpoint,
	type WantedEndpoint,
} from './registration';
import { whileRegistering } from './registering';
import { acceptsUnsigned, chosenEvents } from './settings';

const NO_SECRET_ADVICE =
	'Without it nobody could tell whether an event really comes from Pelcro. Copy the webhook secret from Pelcro’s settings (Notifications) into the field Webhook Secret of the Pelcro credential, or switch on Accept Unsigned Events in the node.';

/**
 * Whether Pelcro has this node's endpoint, and sends what is wanted; one that differs is mended.
 *
 * @throws RegistrationError where the endpoint is somebody else's and does not do
 */
export async function checkExists(context: IHookFunctions): Promise<boolean> {
	const session = await openSession(context);
	const wanted = wantedEndpoint(context);
	const endpoints = await listEndpoints(session);
	await removeFormer(context, session, endpoints, wanted.url);
	const endpoint = endpoints.find(({ url }) => url === wanted.url);
	if (endpoint === undefined) {
		forget(context, wanted.url);
		return false;
	}
	if (!isOwn(endpoint, kept(context))) return await useForeign(context, endpoint, wanted);
	const registered = kept(context);
	if (registered.endpointId !== endpoint.id || !(await canCheck(context, registered))) {
		// Its secret is lost, and Pelcro tells it only once; a new endpoint comes with a new one.
		await deleteEndpoint(session, endpoint.id);
		forget(context, wanted.url);
		return false;
	}
	if (!isAsWanted(endpoint, wanted)) {
		await whileRegistering(context, async () => await repairEndpoint(session, endpoint.id, wanted));
	}
	keep(context, { ...registered, endpointId: endpoint.id, url: wanted.url });
	return true;
}

/**
 * Registers the endpoint and keeps its secret.
 *
 * @throws RegistrationError where no secret is known afterwards; the endpoint is removed again
 */
export async function create(context: IHookFunctions): Promise<boolean> {
	const session = await openSession(context);
	const wanted = wantedEndpoint(context);
	const { id, secret } = await whileRegistering(
		context,
		async () => await createEndpoint(session, wanted),
	);
	const registered = { endpointId: id, url: wanted.url, ...(secret !== '' && { secret }) };
	if (await canCheck(context, registered)) {
		keep(context, registered);
		return true;
	}
	await deleteEndpoint(session, id);
	throw new RegistrationError('Pelcro did not tell the secret of the webhook', NO_SECRET_ADVICE);
}

/** Removes the endpoint that this node has made; nothing happens where it is gone already. */
export async function remove(context: IHookFunctions): Promise<boolean> {
	const session = await openSession(context);
	const registered = kept(context);
	const url = urlOf(context);
	// By URL as well as by ID: the credential may lead to another account by now, with other IDs.
	const own = (await listEndpoints(session)).filter(
		(endpoint) => [url, registered.url].includes(endpoint.url) && isOwn(endpoint, registered),
	);
	for (const { id } of own) await deleteEndpoint(session, id);
	forget(context, registered.url ?? url);
	return true;
}

/** n8n's address may have changed since the registration; nothing comes to the former one any more. */
async function removeFormer(
	context: IHookFunctions,
	session: Session,
	endpoints: readonly Endpoint[],
	url: string,
): Promise<void> {
	const registered = kept(context);
	if (registered.url === undefined || registered.url === url) return;
	const former = endpoints.find((endpoint) => endpoint.url === registered.url);
	if (former !== undefined && isOwn(former, registered)) await deleteEndpoint(session, former.id);
	forget(context, registered.url);
}

/** An endpoint for our URL that was made by hand is used as it is, and outlives the workflow. */
async function useForeign(
	context: IHookFunctions,
	endpoint: Endpoint,
	wanted: WantedEndpoint,
): Promise<boolean> {
	if (!isAsWanted(endpoint, wanted)) {
		throw new RegistrationError(
			'Pelcro has a webhook for this address that was not made by n8n, and it does not send what is wanted',
			`Webhook #${endpoint.id} is switched off, or sends other events than those chosen in the node. Change or delete it in Pelcro’s settings (Notifications).`,
		);
	}
	if (!(await canCheck(context, {}))) {
		throw new RegistrationError(
			'The secret of the webhook is not known',
			`Webhook #${endpoint.id} was not made by n8n, so Pelcro has not told its secret. ${NO_SECRET_ADVICE}`,
		);
	}
	keep(context, { endpointId: endpoint.id, url: wanted.url, foreign: true });
	return true;
}

/** Ours are those that we remember, and those that we have named. */
function isOwn(endpoint: Endpoint, registered: Partial<Registered>): boolean {
	if (endpoint.id === registered.endpointId) return registered.foreign !== true;
	return endpoint.description.startsWith(DESCRIPTION_START);
}

/** Whether deliveries can be checked, or need not be. */
async function canCheck(
	context: IHookFunctions,
	registered: Partial<Registered>,
): Promise<boolean> {
	return acceptsUnsigned(context) || (await secretOf(context, registered)) !== '';
}

function urlOf(context: IHookFunctions): string {
	return context.getNodeWebhookUrl('default') ?? '';
}

function wantedEndpoint(context: IHookFunctions): WantedEndpoint {
	const events = chosenEvents(context);
	if (events?.length === 0) {
		throw new RegistrationError('No event is chosen', 'Choose at least one under Trigger On.');
	}
	const { name } = context.getWorkflow();
	return {
		url: urlOf(context),
		events: events && [...new Set(events.map(apiNameOf))],
		description: `${DESCRIPTION_START}${name ?? 'workflow'} (${context.getNode().name})`,
	};
}
