import { createHmac, timingSafeEqual } from 'crypto';

/** The header with the signature. Reference: 'Signature'. */
export const SIGNATURE_HEADER = 'x-pelcro-hmac-sha256';

/** HMAC-SHA256 gives 32 bytes. */
const SIGNATURE_BYTES = 32;

/** Base64 of 32 bytes: 43 characters and one of padding. Anything else is not even compared. */
const SIGNATURE_FORM = /^[A-Za-z0-9+/]{43}=$/;

/**
 * Whether the header is the base64 HMAC-SHA256 of the raw body under the endpoint's secret, compared in
 * constant time. Reference: 'Signature' (header and form SEEN, the rest INFERRED).
 *
 * @param rawBody the bytes as they came; JSON that was parsed and written again would not do
 */
export function isSigned(rawBody: Uint8Array, signature: unknown, secret: string): boolean {
	if (typeof signature !== 'string' || !SIGNATURE_FORM.test(signature) || secret === '')
		return false;
	const given = Buffer.from(signature, 'base64');
	const expected = createHmac('sha256', secret).update(rawBody).digest();
	return given.length === SIGNATURE_BYTES && timingSafeEqual(given, expected);
}
