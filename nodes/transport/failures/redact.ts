import { SECRET_PIECE } from '../limits';

const HIDDEN = '[hidden]';

/** Attributes whose value is a secret of Pelcro's, e.g. that of a webhook. */
const SECRET_NAME = /secret|password|token|authorization|api_?key/i;

/**
 * A text without secrets: neither whole nor in pieces, as in a text that was cut, neither plain nor as they are written in
 * headers and addresses (base64, also behind something else; URL-encoded; hexadecimal), in whatever case.
 *
 * @param secrets texts that must not appear; empty ones are none
 */
export function redacted(text: string, secrets: readonly string[]): string {
	return secrets.reduce(withoutPieces, text);
}

/**
 * What is shown of an attribute: not what is a secret by its name. A sentence says what is wrong with it, and is none. Also
 * for `JSON.stringify`.
 */
export function withoutSecretValue(name: string, value: unknown): unknown {
	const isSecret = typeof value === 'string' && SECRET_NAME.test(name) && !/\s/.test(value.trim());
	return isSecret ? HIDDEN : value;
}

function withoutPieces(text: string, secret: string): string {
	const size = Math.min(secret.length, SECRET_PIECE);
	if (size === 0) return text;
	const plain = inOneCase(text);
	const forms = inOneCase(formsOf(secret).join('\n'));
	const isPiece = (start: number): boolean => {
		const piece = plain.slice(start, start + size);
		return piece.length === size && forms.includes(piece);
	};
	let clean = '';
	let shownFrom = 0;
	for (let start = 0; start + size <= plain.length; start += 1) {
		if (!isPiece(start)) continue;
		clean += `${text.slice(shownFrom, start)}${HIDDEN}`;
		while (isPiece(start + 1)) start += 1;
		shownFrom = start + size;
		start = shownFrom - 1;
	}
	return clean + text.slice(shownFrom);
}

/** All forms in which a secret may be written, but for its case. */
function formsOf(secret: string): string[] {
	const base64 = [0, 1, 2].map((before) => base64Behind(secret, before));
	return [
		secret,
		encodeURIComponent(secret),
		Buffer.from(secret).toString('hex'),
		...base64,
		...base64.map((text) => text.replace(/\+/g, '-').replace(/\//g, '_')),
	];
}

/** What of its base64 depends on the secret alone, where so many bytes stand before it and anything may follow. */
function base64Behind(secret: string, before: number): string {
	const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
	const shared = Math.ceil((before * 4) / 3);
	return bytes.toString('base64').slice(shared, Math.floor((bytes.length * 4) / 3));
}

/** Letter by letter, as a secret has no others: places in the text stay what they are. */
function inOneCase(text: string): string {
	return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
