import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'crypto';

/** What a sealed secret is for: a key made for it opens nothing else. */
const PURPOSE = 'n8n-nodes-pelcro: secret of a webhook';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What a secret is sealed with: whoever has the API key (every process of this n8n) can open it again. */
export interface Seal {
	apiKey: string;
	/** The webhook's URL; what was sealed for another one does not open. */
	url: string;
}

/**
 * Encrypts a webhook's secret so that it can be kept beside the webhook at Pelcro, which knows it anyway, and
 * be read again by any process of this n8n.
 *
 * @returns base64url
 */
export function sealSecret(secret: string, seal: Seal): string {
	const nonce = randomBytes(NONCE_BYTES);
	const cipher = createCipheriv(CIPHER, keyOf(seal), nonce);
	const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
	return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** @returns undefined for what was not sealed with this key for this URL, or was changed */
export function openSecret(sealed: string, seal: Seal): string | undefined {
	const bytes = Buffer.from(sealed, 'base64url');
	if (bytes.length <= NONCE_BYTES + TAG_BYTES) return undefined;
	const tagEnd = NONCE_BYTES + TAG_BYTES;
	try {
		const nonce = bytes.subarray(0, NONCE_BYTES);
		const decipher = createDecipheriv(CIPHER, keyOf(seal), nonce, { authTagLength: TAG_BYTES });
		decipher.setAuthTag(bytes.subarray(NONCE_BYTES, tagEnd));
		const opened = Buffer.concat([decipher.update(bytes.subarray(tagEnd)), decipher.final()]);
		return opened.toString('utf8');
	} catch {
		return undefined;
	}
}

function keyOf({ apiKey, url }: Seal): Buffer {
	return createHmac('sha256', apiKey).update(`${PURPOSE}\n${url}`).digest();
}
