import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

/**
 * The nodes whose endpoint this process is just making or changing. Pelcro calls the URL meanwhile, and expects
 * 200, before the secret is known; such a call is answered and starts nothing.
 */
const underWay = new Map<string, number>();

export function isBeingRegistered(context: IWebhookFunctions): boolean {
	return underWay.has(nameOf(context));
}

/** Makes the call; until it ends, whatever comes to the node's URL without a signature is answered with 200. */
export async function whileRegistering<Result>(
	context: IHookFunctions,
	call: () => Promise<Result>,
): Promise<Result> {
	const name = nameOf(context);
	underWay.set(name, (underWay.get(name) ?? 0) + 1);
	try {
		return await call();
	} finally {
		const left = (underWay.get(name) ?? 1) - 1;
		if (left > 0) underWay.set(name, left);
		else underWay.delete(name);
	}
}

/** Not the URL: for a call of the test URL, n8n names the production URL. */
function nameOf(context: IHookFunctions | IWebhookFunctions): string {
	return `${context.getWorkflow().id ?? ''} ${context.getNode().name}`;
}
