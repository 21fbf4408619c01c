import type { IDataObject } from 'n8n-workflow';

import type * as clockModule from '../../../nodes/transport/clock';
import { LONGEST_STRETCH_MS } from '../../../nodes/transport/limits';
import { BusyClock } from '../../transport/busyClock';
import { record, testAccount, useSandbox } from '../host/pelcroSandbox';

const mockClock = new BusyClock();

// Nothing takes time for the node but what a test calls work.
jest.mock('../../../dist/nodes/transport/clock', () => {
	const actual = jest.requireActual<typeof clockModule>('../../../dist/nodes/transport/clock');
	const { systemClock } = actual;
	const sleep = async (milliseconds: number): Promise<void> => {
		if (milliseconds === 0) await mockClock.sleep(0);
		await systemClock.sleep(milliseconds);
	};
	return { ...actual, systemClock: { ...systemClock, now: () => mockClock.now(), sleep } };
});

useSandbox();

/** Notes in which turn of the event loop a value is worked out, which keeps the loop for as long as one thing may. */
function heavy(values: IDataObject, turns: number[]): IDataObject {
	const item = {};
	for (const [name, value] of Object.entries(values)) {
		const get = (): unknown => {
			turns.push(mockClock.turns);
			mockClock.work(LONGEST_STRETCH_MS + 1);
			return value;
		};
		Object.defineProperty(item, name, { enumerable: true, get });
	}
	return item;
}

it.each([
	['by ID', (index: number) => String(10_001 + index)],
	['by email', (index: number) => `reader${index}@example.com`],
])(
	'works out heavy expressions of an item each in a turn of the event loop of its own (customer %s)',
	async (mode, customerOf) => {
		const account = await testAccount({ customers: 0 });
		const api = account.sandbox.api();
		for (const index of [0, 1]) await api.post('/customers', { email: customerOf(index) });
		const turns: number[] = [];
		const items = [0, 1].map((index) =>
			heavy({ customer: customerOf(index), plan: 1, quantity: 1 }, turns),
		);
		await account.run(
			'subscription',
			'create',
			{
				customerId: record('={{ $json.customer }}', mode === 'by ID' ? 'id' : 'email'),
				planId: record('={{ $json.plan }}'),
				quantity: '={{ $json.quantity }}',
				collectionMethod: 'send_invoice',
			},
			{ items },
		);
		// What comes after these six is n8n's, when it keeps what went into the node.
		const [first = 0, ...following] = turns.slice(0, 6);
		expect(following).toHaveLength(5);
		expect(following.every((turn, index) => turn > (following[index - 1] ?? first))).toBe(true);
	},
);

it.each(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const)(
	'reads no further item once the execution is stopped, and sends nothing (%s)',
	async (onError) => {
		const account = await testAccount({ customers: 0 });
		const turns: number[] = [];
		let stop = (): void => {};
		const items = Array.from({ length: 100 }, (_value, index) => {
			const item = heavy({ name: `Reader ${index}` }, turns);
			Object.defineProperty(item, 'stops', {
				get: () => {
					if (index === 5) stop();
					return `reader${index}@example.com`;
				},
			});
			return item;
		});
		const { error } = await account.run(
			'customer',
			'create',
			{
				email: '={{ $json.stops }}',
				firstName: '={{ $json.name }}',
				lastName: 'Reader',
				additionalFields: { phone: '={{ $json.name }}' },
			},
			{ items, onError, onStarted: (cancel) => (stop = cancel) },
		);
		expect(error?.message).toMatch(/The execution was stopped/);
		expect(await account.sent()).toEqual([]);
		// The node works each in a turn of its own out; n8n, which keeps the items in the end, all of them in one.
		expect(new Set(turns).size).toBeLessThan(30);
	},
);
