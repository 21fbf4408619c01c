import { isDataObject } from '../../transport/dataObject';
import type { IHookFunctions } from 'n8n-workflow';

/** How long the former address may take to answer, in ms. */
const LONGEST_ANSWER_MS = 5_000;

/** n8n (or what stands in front of it) knows no such address any more. */
const GONE = [404, 410];

/**
 * Whether nobody listens at an address any more for certain: its name is unknown, or what answers there does not know
 * the webhook. An n8n that is only down, slow or behind a login may come back, and counts as living.
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
			timeout: LONGEST_ANSWER_MS,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		});
		return isDataObject(answer) && GONE.includes(Number(answer.statusCode));
	} catch (error) {
		return isDataObject(error) && error.code === 'ENOTFOUND';
	}
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
