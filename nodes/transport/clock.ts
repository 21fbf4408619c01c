import { sleep } from 'n8n-workflow';

import { LONGEST_TIMER_MS } from './limits';

/** Time as the limiter and the back-off see it, so that tests can turn it by hand. All values in ms. */
export interface Clock {
	/**
	 * Time since some beginning that never goes back and never jumps, for windows, waits and deadlines: the
	 * system's own time can be set anew at any moment.
	 */
	now(): number;
	/** Unix time, for what others date: HTTP headers and records. */
	wallTime(): number;
	sleep(milliseconds: number): Promise<void>;
}

export const systemClock: Clock = {
	now: () => performance.now(),
	wallTime: () => Date.now(),
	sleep: async (milliseconds) => await sleep(Math.min(milliseconds, LONGEST_TIMER_MS)),
};

/** Thrown when the execution is stopped while a call waits or is under way. */
export class CancelledError extends Error {
	constructor() {
		super('The execution was stopped');
		this.name = 'CancelledError';
	}
}

/**
 * Waits, but no longer than until the execution is stopped.
 *
 * @param milliseconds how long to wait
 * @param signal the execution's cancel signal
 * @throws CancelledError as soon as the signal fires
 */
export async function wait(
	clock: Clock,
	milliseconds: number,
	signal: AbortSignal | undefined,
): Promise<void> {
	if (signal === undefined) return await clock.sleep(milliseconds);
	if (signal.aborted) throw new CancelledError();
	let onAbort = (): void => {};
	const aborted = new Promise<never>((_resolve, reject) => {
		onAbort = () => reject(new CancelledError());
		signal.addEventListener('abort', onAbort, { once: true });
	});
	try {
		await Promise.race([clock.sleep(milliseconds), aborted]);
	} finally {
		signal.removeEventListener('abort', onAbort);
	}
}
