import type { IWebhookFunctions } from 'n8n-workflow';

import { openSession } from '../../transport/account/session';
import { nodeKey } from './drawer';
import { sealedSecretIn } from './endpointDescription';
import { listEndpoints } from './endpoints';
import { keepFound, type Registered } from './keptData';
import { BETWEEN_ENDPOINT_LOOKS_MS, DELIVERY_WAIT_MS } from '../../transport/limits';

/** When this process has last looked for a node's endpoint (Unix ms), and what it does or has found. */
const looks = new Map<string, { at: number; found: Promise<Registered | undefined> }>();

/**
 * Finds a registration again that n8n has lost: the account's endpoint for this URL, with the secret that this node has
 * sealed into its description. Deliveries that come at the same time share one look.
 *
 * @returns undefined where Pelcro has no such endpoint, or nobody can open its secret
 * @throws as sendRequest; CredentialError
 */
export async function findAgain(context: IWebhookFunctions): Promise<Registered | undefined> {
	const name = nodeKey(context);
	const before = looks.get(name);
	const now = Date.now();
	// The clock may have been set back.
	const isRecent =
		before !== undefined && before.at <= now && now - before.at < BETWEEN_ENDPOINT_LOOKS_MS;
	if (isRecent) return await before.found;
	const found = look(context);
	looks.set(name, { at: now, found });
	// One that failed told nothing: the next delivery looks again.
	found.catch(() => looks.delete(name));
	return await found;
}

/** Forgets when this process has looked, as a restart of n8n does. */
export function forgetLooks(): void {
	looks.clear();
}

async function look(context: IWebhookFunctions): Promise<Registered | undefined> {
	const session = { ...(await openSession(context)), maximumWaitMs: DELIVERY_WAIT_MS };
	const url = context.getNodeWebhookUrl('default') ?? '';
	const endpoint = (await listEndpoints(session)).find((candidate) => candidate.url === url);
	if (endpoint === undefined) return undefined;
	const { id: endpointId, description } = endpoint;
	const secret = sealedSecretIn(description, { apiKey: session.credentials.apiKey, url });
	return secret === undefined ? undefined : keepFound(context, { endpointId, url, secret });
}
