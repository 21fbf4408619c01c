import { request as plainRequest, type OutgoingHttpHeaders } from 'node:http';
import { request as secureRequest } from 'node:https';
import { text } from 'node:stream/consumers';

/** The only hosts that the sandbox ever calls. */
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

export interface PostOrder {
	url: string;
	body: Buffer;
	headers?: OutgoingHttpHeaders;
	/** From the connection to the end of the answer. */
	timeoutMs: number;
	/** Bytes of the body after which the connection is cut; the length that is told stays that of all. */
	cutAfter?: number;
}

export interface PostAnswer {
	/** Null when there was no answer. */
	status: number | null;
	body: string;
}

/** Whether an address is on this machine. */
export function isLocal(url: string): boolean {
	if (!URL.canParse(url)) return false;
	const { hostname, protocol } = new URL(url);
	return LOOPBACK.includes(hostname) && ['http:', 'https:'].includes(protocol);
}

/** Whether a status is a success to Pelcro: a redirect is none. */
export function isSuccess(status: number | null): boolean {
	return status !== null && status >= 200 && status < 300;
}

/**
 * Sends one POST by a connection of its own and follows no redirect. The raw client of Node: it sends
 * bodies and headers as they are, also ones that are wrong on purpose.
 *
 * @throws Error when the address is not on this machine, TypeError when a header is malformed
 */
export async function post(order: PostOrder): Promise<PostAnswer> {
	const { url, body, headers, timeoutMs, cutAfter } = order;
	if (!isLocal(url)) throw new Error(`${url} is not on this machine and is not called.`);
	const send = url.startsWith('https:') ? secureRequest : plainRequest;
	const request = send(url, {
		method: 'POST',
		agent: false,
		headers: { 'content-length': body.length, ...headers },
		signal: AbortSignal.timeout(timeoutMs),
	});
	return new Promise((resolve) => {
		const unanswered = () => resolve({ status: null, body: '' });
		request.on('error', unanswered);
		request.once('close', unanswered);
		request.once('response', (response) => {
			const { statusCode: status = null } = response;
			text(response).then((answer) => resolve({ status, body: answer }), unanswered);
			// the answer is under way: from here only its end or its failure counts
			request.off('close', unanswered);
		});
		if (cutAfter === undefined) request.end(body);
		else request.write(body.subarray(0, cutAfter), () => request.destroy());
	});
}
