import type { Headers } from '../limiter/rateLimitHeaders';

/** What became of one try. */
export type Outcome = Answer | NoAnswer;

/** Pelcro (or something in front of it) answered. */
export interface Answer {
	kind: 'answer';
	status: number;
	headers: Headers;
	/** Parsed JSON; a string where the answer was not JSON; '' where it was empty. */
	body: unknown;
	/** Whether it is a success by its status but holds no answer: an error, or something else than was asked for. */
	misses?: boolean;
	/** Whether what it holds is another record than the one that was asked for. */
	another?: boolean;
}

/** No whole answer came back. */
export interface NoAnswer {
	kind: 'noAnswer';
	/** Whether the request can have reached Pelcro: a connection that was never made cannot. */
	reached: 'no' | 'maybe';
	/** Node.js' or axios' code for it, e.g. ECONNREFUSED. */
	code: string;
}

/** Only the beginning of an answer is there, although its transfer ended well. */
export const CUT_OFF: NoAnswer = { kind: 'noAnswer', reached: 'maybe', code: 'CUT_OFF' };

/** The connection was never made, so nothing was processed. */
const NEVER_CONNECTED = [
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'ENETDOWN',
	'CERT_HAS_EXPIRED',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	'ERR_TLS_CERT_ALTNAME_INVALID',
];

const CONNECTION_LOST = [
	'ECONNRESET',
	'ECONNABORTED',
	'ETIMEDOUT',
	'EPIPE',
	'ERR_BAD_RESPONSE',
	'ERR_NETWORK',
	'socket hang up',
	'aborted',
];

/**
 * Reads what the engine threw instead of an answer. Newer engines hand over the client's error as `cause`;
 * older ones (n8n 2.8) keep only its texts, and its code as `httpCode`.
 *
 * @param thrown what `httpRequestWithAuthentication` threw
 */
export function readFailure(thrown: unknown): NoAnswer {
	const texts = textsOf(thrown, 4).join(' ');
	const never = NEVER_CONNECTED.find((code) => texts.includes(code));
	if (never !== undefined) return { kind: 'noAnswer', reached: 'no', code: never };
	const lost = CONNECTION_LOST.find((code) => texts.includes(code));
	return { kind: 'noAnswer', reached: 'maybe', code: lost ?? 'UNKNOWN' };
}

/** How JSON begins that could not be parsed, and how a web page does: what is left of either is no text of Pelcro's. */
const BROKEN = /^\s*["[{<]/;

/** Whether a successful answer can be used: JSON or nothing at all, and what was asked for. */
export function isReadable({ body, headers, misses = false }: Answer): boolean {
	if (misses) return false;
	if (typeof body !== 'string' || body === '') return true;
	// The engine hands over the text itself, whether it was JSON's or could not be parsed.
	return /\bjson\b/i.test(String(headers['content-type'])) && !BROKEN.test(body);
}

/** Codes and messages of an error and of the errors in it. Never the request, which holds the API key. */
function textsOf(error: unknown, depth: number): string[] {
	if (typeof error === 'string') return [error];
	if (typeof error !== 'object' || error === null || depth === 0) return [];
	const { code, httpCode, message, description, ...nests }: Record<string, unknown> = {
		...error,
		message: 'message' in error ? error.message : undefined,
		cause: 'cause' in error ? error.cause : undefined,
	};
	const { messages, cause, errorResponse } = nests;
	const nested = [cause, errorResponse, ...(Array.isArray(messages) ? messages : [])];
	return [
		...[code, httpCode, message, description].filter((text) => typeof text === 'string'),
		...nested.flatMap((inner) => textsOf(inner, depth - 1)),
	];
}
