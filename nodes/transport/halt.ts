import type { Session } from './account/session';
import { CancelledError, wait } from './clock';
import { PelcroRequestError } from './failures/requestError';

/** Thrown for a call that was not sent, since the run that it belongs to had failed by then. */
export class NotSentError extends PelcroRequestError {
	constructor() {
		super('The run failed before this call was sent', '', undefined, false);
		this.name = 'NotSentError';
	}
}

/** Whether nothing more is to be sent: the execution was stopped, or its run has failed. */
export function isHalted({ halt, signal }: Session): boolean {
	return (halt ?? signal)?.aborted === true;
}

/**
 * Waits for something that comes before a call is sent.
 *
 * @param waiting gets the signal with which the waiting ends
 * @throws CancelledError when the execution is stopped; NotSentError when the run has failed
 */
export async function beforeSending<Result>(
	{ halt, signal }: Session,
	waiting: (signal: AbortSignal | undefined) => Promise<Result>,
): Promise<Result> {
	return await waiting(halt ?? signal).catch((error: unknown) => {
		throw error instanceof CancelledError && signal?.aborted !== true ? new NotSentError() : error;
	});
}

/**
 * Waits before a call is sent again.
 *
 * @throws as beforeSending
 */
export async function pause(session: Session, milliseconds: number): Promise<void> {
	await beforeSending(session, async (signal) => await wait(session.clock, milliseconds, signal));
}
