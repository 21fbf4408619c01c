import { AsyncLocalStorage } from 'node:async_hooks';
import http from 'node:http';
import https from 'node:https';

/** The port of the loopback server that the running contender's service is. */
const port = new AsyncLocalStorage<number>();

/**
 * Runs a job whose requests, whatever host they name, go to a server on the loopback interface: most contenders know
 * only their own service's address.
 */
export async function withService<Result>(to: number, job: () => Promise<Result>): Promise<Result> {
	return await port.run(to, job);
}

/** Sends every request of this process that belongs to a job to the job's service, and refuses all others. */
export function redirectRequests(): void {
	const plain = http.request.bind(http);
	const redirected = (...given: unknown[]): http.ClientRequest => {
		const callback = given.find((argument) => typeof argument === 'function');
		const [target, more] = given;
		const url = typeof target === 'string' ? new URL(target) : target instanceof URL ? target : {};
		const asked = typeof more === 'object' && more !== null ? more : {};
		const own = typeof target === 'object' && !(target instanceof URL) ? target : {};
		const options = { ...urlOptions(url), ...own, ...asked } as http.RequestOptions;
		return plain(
			{
				method: options.method,
				path: options.path,
				headers: { ...options.headers, host: '127.0.0.1' },
				timeout: options.timeout,
				signal: options.signal,
				host: '127.0.0.1',
				port: servicePort(),
				agent: false,
			},
			callback as ((response: http.IncomingMessage) => void) | undefined,
		);
	};
	const get = (...given: unknown[]): http.ClientRequest => {
		const request = redirected(...given);
		request.end();
		return request;
	};
	// The clients look these functions up when they send.
	Object.assign(https, { request: redirected, get });
	Object.assign(http, { request: redirected, get });
	const fetchPlain = globalThis.fetch;
	globalThis.fetch = async (input, init) => {
		const request = new Request(input, init);
		const url = new URL(request.url);
		const local = new URL(`http://127.0.0.1:${servicePort()}${url.pathname}${url.search}`);
		return await fetchPlain(new Request(local, request));
	};
}

function servicePort(): number {
	const to = port.getStore();
	if (to === undefined) throw new Error('A request outside of a job: it is not sent anywhere');
	return to;
}

function urlOptions(url: URL | object): http.RequestOptions {
	return url instanceof URL ? { path: `${url.pathname}${url.search}` } : {};
}
