import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { CREDENTIAL_NAME } from '../transport/account/credentials';
import { isDataObject } from '../transport/dataObject';

/** The endpoint that a node listens at, as far as n8n has to know it between calls. */
export interface Registered {
	endpointId: string;
	url: string;
	/** Missing where Pelcro did not tell it. */
	secret?: string;
	/** Whether somebody else made it, e.g. by hand: it is used, and neither changed nor deleted. */
	foreign?: boolean;
}

/**
 * The registrations of this process, by URL. n8n stores a workflow's static data as a whole, also at the end of
 * an execution that began before the endpoint was made anew; the secret that such an execution puts back
 * would refuse every event. So memory decides, and static data is what is left after a restart.
 */
const current = new Map<string, Registered>();

/** Keeps a registration with the workflow. */
export function keep(context: IHookFunctions, registered: Registered): void {
	store(staticData(context), registered);
	current.set(registered.url, registered);
}

/** Forgets the registration, wherever it is kept. */
export function forget(context: IHookFunctions, url: string): void {
	store(staticData(context), {});
	current.delete(url);
}

/** What is kept of the registration; empty where there is none (yet). */
export function kept(context: IHookFunctions | IWebhookFunctions): Partial<Registered> {
	const { endpointId, url, secret, foreign } = staticData(context);
	if (typeof endpointId !== 'string' || typeof url !== 'string') return {};
	return {
		endpointId,
		url,
		...(typeof secret === 'string' && { secret }),
		...(foreign === true && { foreign }),
	};
}

/** As `kept`, for a delivery: what static data has is mended where an older state was put back. */
export function keptForDelivery(context: IWebhookFunctions): Partial<Registered> {
	const stored = kept(context);
	// n8n names the production URL here also when it is the test URL that was called.
	const known = isTest(context)
		? undefined
		: current.get(context.getNodeWebhookUrl('default') ?? '');
	if (known === undefined) return stored;
	if (stored.endpointId !== known.endpointId || stored.secret !== known.secret) {
		store(staticData(context), known);
	}
	return known;
}

/**
 * The secret that deliveries are checked with: Pelcro's own from the registration, else the credential's.
 *
 * @returns '' where none is known
 */
export async function secretOf(
	context: IHookFunctions | IWebhookFunctions,
	{ secret }: Partial<Registered>,
): Promise<string> {
	if (secret) return secret;
	const { webhookSecret } = await context.getCredentials(CREDENTIAL_NAME);
	return typeof webhookSecret === 'string' ? webhookSecret.trim() : '';
}

/** Whether the request came to the test URL ('Listen for test event'). */
export function isTest(context: IWebhookFunctions): boolean {
	return context.getMode() === 'manual';
}

/** What n8n keeps for the node; the handled events are in it as well. */
export function staticData(context: IHookFunctions | IWebhookFunctions): IDataObject {
	const data: unknown = context.getWorkflowStaticData('node');
	return isDataObject(data) ? data : {};
}

function store(data: IDataObject, registered: Partial<Registered>): void {
	for (const name of ['endpointId', 'url', 'secret', 'foreign'] as const) {
		const value = registered[name];
		if (value === undefined) delete data[name];
		else data[name] = value;
	}
}
