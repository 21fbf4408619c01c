import { createHmac, timingSafeEqual } from 'crypto';

/** The header with the signature. Reference: 'Signature'. */
export const SIGNATURE_HEADER = 'x-pelcro-hmac-sha256';

/**
 * How the HMAC-SHA256 may be written. Base64 is SEEN (an example of 44 characters); the others are what platforms of
 * this family use, in case that an account or a later version differs. Reference: 'Signature'.
 */
const WRITINGS: Readonly<Record<string, { pattern: RegExp; write: (mac: Buffer) => string }>> = {
	base64: { pattern: /^[A-Za-z0-9+/]{43}=$/, write: (mac) => mac.toString('base64') },
	hexadecimal: { pattern: /^[0-9a-f]{64}$/i, write: (mac) => mac.toString('hex') },
};

/** What may stand before the signature, naming the algorithm. A guess, as above. */
const ALGORITHM_PREFIX = /^sha256=/i;

/** What may stand before the secret, and may or may not be part of the key. A guess, as above. */
const SECRET_PREFIX = /^whsec_/;

/**
 * Whether the header is the HMAC-SHA256 of the raw body under the endpoint's secret in one of the known writings,
 * compared in constant time. Reference: 'Signature' (header and form SEEN, the rest INFERRED).
 *
 * The texts are compared, not what they decode to: several texts decode to the same bytes. Of a header that
 * came twice, n8n makes one text, which fits no signature.
 *
 * @param rawBody the bytes as they came; JSON that was parsed and written again would not do
 */
export function isSigned(rawBody: Uint8Array, signature: unknown, secret: string): boolean {
	if (typeof signature !== 'string' || secret === '') return false;
	const given = signature.replace(ALGORITHM_PREFIX, '');
	// Of what the sender has chosen, only the writing decides which comparisons are made; each is made to its end.
	const matches = keysOf(secret).flatMap((key) =>
		Object.values(WRITINGS)
			.filter(({ pattern }) => pattern.test(given))
			.map(({ write }) => isSame(normalised(given), write(hmac(rawBody, key)))),
	);
	return matches.includes(true);
}

/** Hexadecimal digits may be capitals. */
function normalised(given: string): string {
	return given.length === 64 ? given.toLowerCase() : given;
}

function keysOf(secret: string): string[] {
	const bare = secret.replace(SECRET_PREFIX, '');
	return bare === secret || bare === '' ? [secret] : [secret, bare];
}

/** The signature of a body in the writing that Pelcro uses. */
export function signatureOf(rawBody: Uint8Array, secret: string): string {
	return hmac(rawBody, secret).toString('base64');
}

function hmac(rawBody: Uint8Array, key: string): Buffer {
	return createHmac('sha256', key).update(rawBody).digest();
}

function isSame(given: string, expected: string): boolean {
	const [one, other] = [Buffer.from(given), Buffer.from(expected)];
	return one.length === other.length && timingSafeEqual(one, other);
}
