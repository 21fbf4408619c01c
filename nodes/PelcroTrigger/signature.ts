import { createHmac, timingSafeEqual } from 'crypto';

/** The header with the signature. Reference: 'Signature'. */
export const SIGNATURE_HEADER = 'x-pelcro-hmac-sha256';

/**
 * Whether the header is the base64 HMAC-SHA256 of the raw body under the endpoint's secret, compared in
 * constant time. Reference: 'Signature' (header and form SEEN, the rest INFERRED).
 *
 * The texts are compared, not what they decode to: several texts decode to the same bytes. Of a header that
 * came twice, n8n makes one text, which fits no signature.
 *
 * @param rawBody the bytes as they came; JSON that was parsed and written again would not do
 */
export function isSigned(rawBody: Uint8Array, signature: unknown, secret: string): boolean {
	if (typeof signature !== 'string' || secret === '') return false;
	const given = Buffer.from(signature);
	const expected = Buffer.from(createHmac('sha256', secret).update(rawBody).digest('base64'));
	return given.length === expected.length && timingSafeEqual(given, expected);
}
