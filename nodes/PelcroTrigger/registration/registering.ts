import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { nodeKey } from './drawer';

/**
 * The nodes whose endpoint this process is just making or changing. Pelcro calls the URL meanwhile, and expects
 * 200, before the secret is known; such a call is answered and starts nothing.
 */
const underWay = new Map<string, number>();

export function isBeingRegistered(context: IWebhookFunctions): boolean {
	return underWay.has(nodeKey(context));
}

/** Makes the call; until it ends, Pelcro's trial of the node's URL is answered with 200. */
export async function whileRegistering<Result>(
	context: IHookFunctions,
	call: () => Promise<Result>,
): Promise<Result> {
	const name = nodeKey(context);
	underWay.set(name, (underWay.get(name) ?? 0) + 1);
	try {
		return await call();
	} finally {
		const left = (underWay.get(name) ?? 1) - 1;
		if (left > 0) underWay.set(name, left);
		else underWay.delete(name);
	}
}
