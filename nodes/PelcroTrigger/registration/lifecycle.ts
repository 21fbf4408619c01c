import type { IHookFunctions } from 'n8n-workflow';

import { apiNameOf } from '../../common/events/eventNames';
import { openSession, type Session } from '../../transport/account/session';
import { chosenEvents, acceptsUnsigned, filterOf, takesOver } from '../form/settings';
import { isOurs, sealedSecretIn, visibleDescription } from './endpointDescription';
import {
	createEndpoint,
	deleteEndpoint,
	isAsWanted,
	listEndpoints,
	RegistrationError,
	repairEndpoint,
	sendsWhatIsWanted,
	type Endpoint,
	type WantedEndpoint,
} from './endpoints';
import { isGone, sameOrigin } from './formerAddress';
import { forget, keep, keptAt, keptForProduction, secretOf, type Registered } from './keptData';
import { whileRegistering } from './registering';

const NO_SECRET_ADVICE =
	'Without it nobody could tell whether an event really comes from Pelcro. Copy the webhook secret from Pelcro’s settings (Notifications) into the field Webhook Secret of the Pelcro credential, or switch on Accept Unsigned Events in the node.';

/**
 * Whether Pelcro has this node's endpoint, and sends what is wanted; one that differs is mended.
 *
 * @throws RegistrationError where the endpoint is somebody else's and does not do
 */
export async function checkExists(context: IHookFunctions): Promise<boolean> {
	const wanted = wantedEndpoint(context);
	const session = await openSession(context);
	const endpoints = await listEndpoints(session);
	await removeFormer(context, session, endpoints, wanted.url);
	const endpoint = endpoints.find(({ url }) => url === wanted.url);
	if (endpoint === undefined) {
		forget(context, wanted.url);
		return false;
	}
	const registered = keptAt(context, wanted.url);
	if (!isOwn(endpoint, registered)) return await useForeign(context, endpoint, wanted);
	const secret = secretFor(session, endpoint, registered);
	const isKnown = registered?.endpointId === endpoint.id || secret !== undefined;
	if (!isKnown || !(await canCheck(context, secret))) {
		// Its secret is lost, and Pelcro tells it only once; a new endpoint comes with a new one.
		await deleteEndpoint(session, endpoint.id);
		forget(context, wanted.url);
		return false;
	}
	const sealed = isTestListener(context) ? undefined : secret;
	if (!isAsWanted(session, endpoint, wanted, sealed)) {
		await whileRegistering(
			context,
			async () => await repairEndpoint(session, endpoint.id, wanted, sealed),
		);
	}
	keep(context, {
		endpointId: endpoint.id,
		url: wanted.url,
		...(secret !== undefined && { secret }),
	});
	return true;
}

/**
 * Registers the endpoint and keeps its secret.
 *
 * @throws RegistrationError where no secret is known afterwards; the endpoint is removed again
 */
export async function create(context: IHookFunctions): Promise<boolean> {
	const wanted = wantedEndpoint(context);
	const session = await openSession(context);
	await whileRegistering(context, async () => {
		const { id, secret: told } = await createEndpoint(session, wanted);
		const secret = told === '' ? undefined : told;
		if (!(await canCheck(context, secret))) {
			await deleteEndpoint(session, id);
			throw new RegistrationError(
				'Pelcro did not tell the secret of the webhook',
				NO_SECRET_ADVICE,
			);
		}
		keep(context, { endpointId: id, url: wanted.url, ...(secret !== undefined && { secret }) });
		await sealAtPelcro(context, session, id, wanted, secret);
	});
	return true;
}

/** Removes the endpoint that this node has made; nothing happens where it is gone already. */
export async function remove(context: IHookFunctions): Promise<boolean> {
	const session = await openSession(context);
	const url = urlOf(context);
	const registered = keptAt(context, url) ?? keptForProduction(context);
	// By URL as well as by ID: the credential may lead to another account by now, with other IDs. The registration that a
	// copy of n8n's database has brought along, at another address, is not its own.
	const urls = [url, registered?.url ?? url].filter((known) => sameOrigin(known, url));
	const own = (await listEndpoints(session)).filter(
		(endpoint) => urls.includes(endpoint.url) && isOwn(endpoint, registered),
	);
	for (const { id } of own) await deleteEndpoint(session, id);
	forget(context, url);
	return true;
}

/**
 * Keeps the secret at Pelcro as well, sealed, because n8n may lose what it keeps: in queue mode, a worker stores a
 * workflow's static data as a whole, without having read it (seen in 2.41.1). Without it everything works until then.
 */
async function sealAtPelcro(
	context: IHookFunctions,
	session: Session,
	id: string,
	wanted: WantedEndpoint,
	secret: string | undefined,
): Promise<void> {
	if (secret === undefined || isTestListener(context)) return;
	await repairEndpoint(session, id, wanted, secret).catch((error: unknown) => {
		context.logger.warn('The secret of the webhook could not be kept at Pelcro', {
			message: error instanceof Error ? error.message : String(error),
		});
	});
}

/**
 * n8n's address may have changed since the registration: then nothing comes to the former one any more, and its
 * endpoint is removed. But the workflow may also be a copy (a clone of the database, for tests), and the former
 * address the one at which production runs; it is left alone unless it is gone for certain, or the user says so.
 */
async function removeFormer(
	context: IHookFunctions,
	session: Session,
	endpoints: readonly Endpoint[],
	url: string,
): Promise<void> {
	const registered = keptForProduction(context);
	if (isTestListener(context) || registered === undefined || registered.url === url) return;
	const former = endpoints.find((endpoint) => endpoint.url === registered.url);
	if (former !== undefined && isOwn(former, registered)) {
		const leads =
			sameOrigin(registered.url, url) || takesOver(context) || (await isGone(context, former.url));
		if (!leads) {
			context.logger.warn(
				`This workflow has a webhook at another address, ${former.url}, which may be that of another n8n. It was left alone. If nobody uses it any more, delete webhook #${former.id} in Pelcro’s settings (Notifications), or switch on Take Over From Former Address in the Pelcro Trigger.`,
			);
			return;
		}
		await deleteEndpoint(session, former.id);
	}
	forget(context, registered.url);
}

/** An endpoint for our URL that was made by hand is used as it is, and outlives the workflow. */
async function useForeign(
	context: IHookFunctions,
	endpoint: Endpoint,
	wanted: WantedEndpoint,
): Promise<boolean> {
	if (!sendsWhatIsWanted(endpoint, wanted)) {
		throw new RegistrationError(
			'Pelcro has a webhook for this address that was not made by n8n, and it does not send what is wanted',
			`Webhook #${endpoint.id} is switched off, or sends other events than those chosen in the node. Change or delete it in Pelcro’s settings (Notifications).`,
		);
	}
	if (!(await canCheck(context, undefined))) {
		throw new RegistrationError(
			'The secret of the webhook is not known',
			`Webhook #${endpoint.id} was not made by n8n, so Pelcro has not told its secret. ${NO_SECRET_ADVICE}`,
		);
	}
	keep(context, { endpointId: endpoint.id, url: wanted.url, foreign: true });
	return true;
}

/** Ours are those that we remember, and those that we have named. */
function isOwn(endpoint: Endpoint, registered: Registered | undefined): boolean {
	if (endpoint.id === registered?.endpointId) return registered.foreign !== true;
	return isOurs(endpoint.description);
}

/** The endpoint's own secret: as n8n has kept it, or as it is sealed in the endpoint's description. */
function secretFor(
	{ credentials }: Session,
	{ id, url, description }: Endpoint,
	registered: Registered | undefined,
): string | undefined {
	const kept = registered?.endpointId === id ? registered.secret : undefined;
	return kept ?? sealedSecretIn(description, { apiKey: credentials.apiKey, url });
}

/** Whether deliveries can be checked, or need not be. */
async function canCheck(context: IHookFunctions, secret: string | undefined): Promise<boolean> {
	const registered = secret === undefined ? undefined : { secret };
	return acceptsUnsigned(context) || (await secretOf(context, registered)) !== '';
}

/** Whether the editor listens for one event; such an endpoint does not live long. */
function isTestListener(context: IHookFunctions): boolean {
	return context.getActivationMode() === 'manual';
}

function urlOf(context: IHookFunctions): string {
	return context.getNodeWebhookUrl('default') ?? '';
}

/** @throws RegistrationError where the form holds something that cannot be meant */
function wantedEndpoint(context: IHookFunctions): WantedEndpoint {
	const events = chosenEvents(context);
	if (events?.length === 0) {
		throw new RegistrationError('No event is chosen', 'Choose at least one under Trigger On.');
	}
	filterOf(context);
	const { name } = context.getWorkflow();
	return {
		url: urlOf(context),
		events: events && [...new Set(events.map(apiNameOf))],
		description: visibleDescription(name ?? 'workflow', context.getNode().name),
	};
}
