import axios from 'axios';

import { systemClock } from '../../nodes/transport/clock';
import { DEFAULT_MAXIMUM_WAIT_MS, FAILURE_TRIES } from '../../nodes/transport/limits';
import { newStatistics, newThrottle, type Session } from '../../nodes/transport/account/session';

/** Where to, and how much. */
export interface Target {
	baseUrl: string;
	apiKey: string;
	siteId: number;
	limit: number;
	windowMs: number;
}

/** A session of the package's request helper in a process without n8n, with n8n's HTTP client underneath. */
export function transportSession({ baseUrl, apiKey, siteId, limit, windowMs }: Target): Session {
	const client = axios.create({
		headers: { Authorization: `Bearer ${apiKey}` },
		validateStatus: () => true,
	});
	return {
		credentials: { baseUrl, apiKey, siteId: String(siteId), requestsPerMinute: limit },
		account: 'bench',
		send: async ({ method, url, qs, body, timeout }) => {
			const params: unknown = { site_id: siteId, ...qs };
			const { status, headers, data } = await client.request<unknown>({
				method,
				url,
				params,
				data: body,
				timeout,
			});
			return { statusCode: status, headers: { ...headers }, body: data };
		},
		throttle: newThrottle(limit, windowMs),
		lane: 'bench',
		signal: undefined,
		clock: systemClock,
		random: Math.random,
		failureTries: FAILURE_TRIES,
		maximumWaitMs: DEFAULT_MAXIMUM_WAIT_MS,
		statistics: newStatistics(),
	};
}
