import type { NodeExecutionHint } from 'n8n-workflow';

import type { Session } from '../../../transport/account/session';

/** Shorter waits are not worth a word, in ms. */
const SHORTEST_WAIT_TOLD_MS = 1_000;

/** Tells the user that the run waited for Pelcro's limit, or had to repeat calls. */
export function hintsFor({ statistics, credentials }: Session): NodeExecutionHint[] {
	const { waitedMs, retries } = statistics;
	const parts = [
		...(waitedMs >= SHORTEST_WAIT_TOLD_MS
			? [
					`waited ${Math.round(waitedMs / 1000)} s for Pelcro’s limit of ${credentials.requestsPerMinute} a minute`,
				]
			: []),
		...(retries > 0 ? [`${retries} ${retries === 1 ? 'call was' : 'calls were'} retried`] : []),
	];
	if (parts.length === 0) return [];
	const text = parts.join('; ');
	const message = `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
	return [{ message, type: 'info', location: 'outputPane' }];
}
