import type { IWebhookFunctions } from 'n8n-workflow';

import { findAgain } from '../registration/findAgain';
import { isTest, keptForDelivery, mendKept, secretOf } from '../registration/keptData';
import { isSigned } from './signature';

/**
 * What can be said of a request's signature:
 * - `wrong`: missing or wrong, for certain;
 * - `noSecret`: no secret is known to check it with;
 * - `open`: it does not fit what is known, but n8n has lost the registration, so the secret may be another one.
 */
export type SignatureCheck = 'fits' | 'wrong' | 'noSecret' | 'open';

/**
 * Checks a signature with the registration's secret, else with the credential's. Where n8n has lost the registration, it
 * is looked up at Pelcro.
 *
 * @throws as findAgain
 */
export async function checkSignature(
	context: IWebhookFunctions,
	rawBody: Uint8Array,
	signature: unknown,
): Promise<SignatureCheck> {
	const { registered, isLost } = keptForDelivery(context);
	const secret = await secretOf(context, registered);
	if (isSigned(rawBody, signature, secret)) {
		mendKept(context, registered);
		return 'fits';
	}
	// Whoever does not even sign is not worth a call.
	if (signature === undefined)
		return registered === undefined && secret === '' ? 'noSecret' : 'wrong';
	if (!isLost || isTest(context)) return secret === '' ? 'noSecret' : 'wrong';
	const found = await findAgain(context).catch((error: unknown) => {
		context.logger.warn('The webhook could not be looked up at Pelcro', {
			message: error instanceof Error ? error.message : String(error),
		});
		return undefined;
	});
	if (found?.secret === undefined) return secret === '' ? 'noSecret' : 'open';
	if (!isSigned(rawBody, signature, found.secret)) return 'wrong';
	// Deliveries that have waited for the same look have static data of their own.
	mendKept(context, found);
	return 'fits';
}
