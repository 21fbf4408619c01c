import { isDataObject } from '../../transport/dataObject';
import type { IHookFunctions } from 'n8n-workflow';
import { FORMER_ADDRESS_MS } from '../../transport/limits';

/** What n8n says of an address that none of its workflows has (the same in 2.8.4 and 2.41.1). */
const NOT_REGISTERED = /\bwebhook\b.*\bnot registered\b/i;

/**
 * Whether nobody listens at an address any more for certain: its name is unknown, or an n8n answers there that does not
 * know the webhook. An n8n that is only down, slow or behind a login may come back, and counts as living; of one
 * that is stopped, some proxies (Traefik) answer 404 themselves.
 *
 * This is the one request that does not go to Pelcro: it goes to the address at which this node was published.
 */
export async function isGone(context: IHookFunctions, url: string): Promise<boolean> {
	try {
		const answer: unknown = await context.helpers.httpRequest({
			method: 'POST',
			url,
			// As Pelcro tries a URL: nothing starts by it.
			body: {},
			json: true,
			timeout: FORMER_ADDRESS_MS,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		});
		return isDataObject(answer) && saysGone(Number(answer.statusCode), answer.body);
	} catch (error) {
		return isDataObject(error) && error.code === 'ENOTFOUND';
	}
}

function saysGone(status: number, body: unknown): boolean {
	if (status === 410) return true;
	return status === 404 && isDataObject(body) && NOT_REGISTERED.test(String(body.message));
}

/** Whether two addresses lead to the same n8n, as far as one can see. */
export function sameOrigin(one: string, other: string): boolean {
	return originOf(one) === originOf(other);
}

function originOf(url: string): string {
	try {
		return new URL(url).origin;
	} catch {
		return url;
	}
}
