import type { ServerResponse } from 'node:http';
import { en, Faker } from '@faker-js/faker';
import type { Answer } from '../api/answers';

export type FaultKind =
	| 'status'
	| 'reset-before'
	| 'reset-after'
	| 'slow'
	| 'truncated'
	| 'not-json';

/** A fault as a test orders it. */
export interface FaultOrder {
	kind: FaultKind;
	/** Only these requests; all when left out. `pathPattern` is a regular expression over the path. */
	match?: { method?: string; pathPattern?: string };
	/** How many requests it hits: 1 when left out, without end when a probability is given. */
	times?: number;
	/** Chance to hit a matching request, 0 to 1, drawn from `seed`. */
	probability?: number;
	seed?: number;
	/** For 'status': one that Pelcro answers with, e.g. 422 or 503. */
	status?: number;
	/** For 'status': seconds of a Retry-After header. */
	retryAfter?: number;
	/** For 'status': the body to answer. */
	body?: unknown;
	/** For 'slow': how long to wait before processing, milliseconds. */
	delayMs?: number;
}

interface QueuedFault extends FaultOrder {
	remaining: number;
	chance: () => number;
}

/** The same seed gives the same run of hits and misses. */
function chances(seed: number): () => number {
	const faker = new Faker({ locale: [en] });
	faker.seed(seed);
	return () => faker.number.float();
}

function fits(fault: FaultOrder, method: string, path: string): boolean {
	const { method: wanted = method, pathPattern = '' } = fault.match ?? {};
	return wanted.toUpperCase() === method && new RegExp(pathPattern).test(path);
}

/** The faults that wait for requests of one account. */
export class FaultQueue {
	private waiting: QueuedFault[] = [];

	add(order: FaultOrder): void {
		const endless = order.probability !== undefined;
		this.waiting.push({
			...order,
			remaining: order.times ?? (endless ? Infinity : 1),
			chance: chances(order.seed ?? 1),
		});
	}

	clear(): void {
		this.waiting = [];
	}

	get size(): number {
		return this.waiting.length;
	}

	/** Takes the first waiting fault that hits the request; a used-up fault leaves the queue. */
	take(method: string, path: string): FaultOrder | undefined {
		const hit = this.waiting.find(
			(fault) =>
				fits(fault, method, path) &&
				(fault.probability === undefined || fault.chance() < fault.probability),
		);
		if (hit === undefined) return undefined;
		hit.remaining -= 1;
		if (hit.remaining <= 0) this.waiting = this.waiting.filter((fault) => fault !== hit);
		return hit;
	}
}

/** Faults that spoil the answer to a request which was processed. */
export function spoilsAnswer(fault: FaultOrder | undefined): fault is FaultOrder {
	return fault?.kind === 'reset-after' || fault?.kind === 'truncated' || fault?.kind === 'not-json';
}

const PROXY_PAGE =
	'<!DOCTYPE html><html><head><title>One moment</title></head><body></body></html>';

/**
 * Sends a processed request's answer in the way that the fault wants.
 *
 * @returns the status that went out, null when none did
 */
export function sendSpoiled(raw: ServerResponse, answer: Answer, fault: FaultOrder): number | null {
	if (fault.kind === 'reset-after') {
		raw.socket?.destroy();
		return null;
	}
	if (fault.kind === 'not-json') {
		raw.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PROXY_PAGE);
		return 200;
	}
	const { body = { data: null } } = answer;
	const text = body instanceof Buffer ? body : Buffer.from(JSON.stringify(body));
	raw.writeHead(answer.status === 204 ? 200 : answer.status, {
		'content-type': answer.contentType ?? 'application/json; charset=utf-8',
		'content-length': text.length,
	});
	raw.write(text.subarray(0, text.length >> 1), () => raw.socket?.destroy());
	return raw.statusCode;
}
