/** One of several processes that create customers on one account: `tsx sharingClient.ts <JSON>`. */
import { ITEMS_IN_FLIGHT } from '../../nodes/transport/limits';
import { inOrder } from '../../nodes/Pelcro/execution/run/order/inOrder';
import { sendRequest } from '../../nodes/transport/request';
import { transportSession, type Target } from './transportSession';

/** What the process is told. */
export interface SharingTask extends Target {
	/** Names the process in its customers' emails. */
	name: string;
	count: number;
}

// The cast: whoever starts this process gives a task.
const task = JSON.parse(process.argv[2] ?? '') as SharingTask;
const session = transportSession(task);

void inOrder(
	task.count,
	async (index) =>
		await sendRequest(session, {
			method: 'POST',
			path: '/customers',
			body: { email: `${task.name}.${index}@example.com` },
		}),
	{ inFlight: ITEMS_IN_FLIGHT, clock: session.clock },
);
