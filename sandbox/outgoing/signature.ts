import { createHmac } from 'node:crypto';

const SIGNATURE_HEADER = 'X-Pelcro-Hmac-SHA256';

/** @returns base64 HMAC-SHA256 of a raw body under an endpoint's secret */
export function signatureOf(body: Buffer | string, secret: string): string {
	return createHmac('sha256', secret).update(body).digest('base64');
}

/** Headers of a delivery. */
export function deliveryHeaders(body: Buffer, secret: string | null) {
	return {
		'content-type': 'application/json',
		...(secret !== null && { [SIGNATURE_HEADER]: signatureOf(body, secret) }),
	};
}
