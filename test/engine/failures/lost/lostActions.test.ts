import type { IDataObject } from 'n8n-workflow';

import { jsonOf, record } from '../../host/pelcroSandbox';
import {
	scriptedPelcro,
	type Received,
	type Reply,
	type ScriptedPelcro,
} from '../../host/scriptedPelcro';
import { stopEngine, type RunOptions } from '../../host/workflowRun';

/** Actions that lead to a state, whose answers get lost. Pelcro refuses each once its record has the state. */

jest.setTimeout(60_000);

let pelcro: ScriptedPelcro;
/** How often the action was carried out. */
let done: number;
let state: IDataObject;

beforeEach(() => {
	// Without jitter nothing is waited for between two tries.
	jest.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(async () => {
	jest.restoreAllMocks();
	await pelcro.close();
});
afterAll(async () => await stopEngine());

interface Action {
	resource: string;
	operation: string;
	parameters: IDataObject;
	/** The record before and after it. */
	before: IDataObject;
	after: IDataObject;
}

const cancel = (cancelMode: string, after: IDataObject): Action => ({
	resource: 'subscription',
	operation: 'cancel',
	parameters: { subscriptionId: record(7), cancelMode },
	before: { status: 'active', cancel_at_period_end: 0 },
	after,
});

const ACTIONS: Action[] = [
	cancel('now', { status: 'canceled' }),
	cancel('period_end', { status: 'active', cancel_at_period_end: 1 }),
	{
		resource: 'invoice',
		operation: 'void',
		parameters: { invoiceId: record(7) },
		before: { status: 'open' },
		after: { status: 'void' },
	},
	{
		resource: 'invoice',
		operation: 'markUncollectible',
		parameters: { invoiceId: record(7) },
		before: { status: 'open' },
		after: { status: 'uncollectible' },
	},
	{
		resource: 'bill',
		operation: 'finalize',
		parameters: { billId: record(7) },
		before: { status: 'draft' },
		after: { status: 'open' },
	},
	{
		resource: 'bill',
		operation: 'markAsPaid',
		parameters: { billId: record(7) },
		before: { status: 'open', paid: false },
		after: { status: 'paid', paid: true },
	},
];

const LOST: Array<[string, Reply]> = [
	['the connection breaks', 'lost'],
	['Pelcro answers 500', { status: 500 }],
	['Pelcro answers 502', { status: 502 }],
	['only the beginning of the answer comes', { body: { data: { id: 7 } }, breaksAfter: 5 }],
];

/** @param special what the n-th action (from 1) gets; it is carried out all the same unless it says 'not sent' */
async function start(
	{ before, after }: Pick<Action, 'before' | 'after'>,
	special: (action: number) => { reply: Reply; carriedOut: boolean } | undefined,
): Promise<void> {
	done = 0;
	let actions = 0;
	state = { id: 7, ...before };
	pelcro = await scriptedPelcro(({ method, path }: Received) => {
		if (method === 'GET')
			return path.endsWith('/7') ? { body: { data: state } } : { body: { data: [] } };
		actions += 1;
		const { reply, carriedOut = true } = special(actions) ?? {};
		if (carriedOut && done > 0) {
			return reply ?? { status: 400, body: { message: 'The record is in that state already.' } };
		}
		if (carriedOut) {
			done += 1;
			Object.assign(state, after);
		}
		return reply ?? { body: { data: state } };
	});
}

async function act(
	{ resource, operation, parameters }: Action,
	tries?: number,
	more: Partial<RunOptions> = {},
) {
	return await pelcro.run(resource, operation, parameters as never, {
		...(tries !== undefined && { tries }),
		...more,
	});
}

const NAMED = ACTIONS.map((action): [string, Action] => [
	`${action.resource} ${action.operation} ${String(action.parameters.cancelMode ?? '')}`.trim(),
	action,
]);

describe.each(NAMED)('%s', (_name, action) => {
	it.each(LOST)('is done when it was carried out and %s', async (_how, reply) => {
		await start(action, (number) => (number === 1 ? { reply, carriedOut: true } : undefined));
		const { items, error } = await act(action);
		expect(error?.message).toBeUndefined();
		expect(jsonOf(items)).toMatchObject([{ id: 7, status: action.after.status }]);
		expect(done).toBe(1);
	});

	it.each(LOST)('is sent again when it was not carried out and %s', async (_how, reply) => {
		await start(action, (number) => (number === 1 ? { reply, carriedOut: false } : undefined));
		const { items, error } = await act(action);
		expect(error?.message).toBeUndefined();
		expect(jsonOf(items)).toMatchObject([{ id: 7, status: action.after.status }]);
		expect(done).toBe(1);
	});

	it('is done when an earlier try of n8n’s carried it out and nothing of it was heard', async () => {
		await start(action, (number) =>
			number <= 5 ? { reply: { status: 500 }, carriedOut: number === 5 } : undefined,
		);
		const read = pelcro.received;
		// The first try cannot look either.
		const { items, error } = await act(action, 2);
		expect(error?.message).toBeUndefined();
		expect(jsonOf(items)).toMatchObject([{ id: 7, status: action.after.status }]);
		expect(done).toBe(1);
		expect(read.length).toBeLessThanOrEqual(8);
	});

	it('has failed where the record has not what it leads to', async () => {
		await start(action, (number) => ({
			reply: number === 1 ? 'lost' : { status: 400, body: { message: 'This one is a gift.' } },
			carriedOut: false,
		}));
		const { items } = await act(action, undefined, { onError: 'continueRegularOutput' });
		const [{ error } = {}] = jsonOf(items);
		expect(error).toMatchObject({ message: expect.stringMatching(/This one is a gift/) });
		// Its record shows that it was not: nobody has to look.
		expect(error).not.toHaveProperty('outcome');
		expect(error).not.toMatchObject({ description: expect.stringMatching(/may have been/) });
		expect(done).toBe(0);
	});

	it('that was never lost is told when it is refused', async () => {
		await start(action, () => undefined);
		await act(action);
		const { error } = await act(action);
		expect(error?.message).toMatch(/in that state already/);
		expect(pelcro.received.filter(({ method }) => method === 'GET')).toEqual([]);
	});
});

it('a subscription that is to end later is not ended now by a repeat that is refused', async () => {
	const action = cancel('now', { status: 'canceled' });
	await start(action, (number) => ({
		reply: number === 1 ? 'lost' : { status: 400, body: { message: 'It is canceled already.' } },
		carriedOut: false,
	}));
	state.cancel_at_period_end = 1;
	const { error } = await act(action);
	expect(error?.message).toMatch(/canceled already/);
});

it('a subscription that is not there is not canceled, however often it is asked', async () => {
	pelcro = await scriptedPelcro(() => (pelcro.received.length === 1 ? 'lost' : { status: 404 }));
	const { error } = await act(cancel('now', {}));
	expect(error).toMatchObject({ httpCode: '404' });
});

it('refunds are cancelled again when nothing was heard of it', async () => {
	pelcro = await scriptedPelcro(() =>
		pelcro.received.length === 1 ? 'lost' : { body: { message: 'They will be cancelled.' } },
	);
	const { items, error } = await pelcro.run('refund', 'cancel', { refunds: '={{ ["7"] }}' });
	expect(error?.message).toBeUndefined();
	expect(jsonOf(items)).toMatchObject([{ message: 'They will be cancelled.' }]);
	expect(pelcro.received).toHaveLength(2);
});

describe.each([
	['address', 'addressId'],
	['bill', 'billId'],
	['coupon', 'couponId'],
	['customer', 'customerId'],
	['ecommerceProduct', 'ecommerceProductId'],
	['member', 'memberId'],
	['newsletter', 'newsletterId'],
	['paymentMethod', 'paymentMethodId'],
	['plan', 'planId'],
	['product', 'productId'],
	['sku', 'skuId'],
	['vendor', 'vendorId'],
	['webhook', 'webhookId'],
])('%s delete', (resource, id) => {
	it('is done when an earlier try of n8n’s carried it out and nothing of it was heard', async () => {
		pelcro = await scriptedPelcro(({ method }) => {
			if (method !== 'DELETE') return { status: 404 };
			return pelcro.received.length <= 5 ? { status: 500 } : { status: 404 };
		});
		const { items, error } = await pelcro.run(
			resource,
			'delete',
			{ [id]: record(7) },
			{ tries: 2 },
		);
		expect(error?.message).toBeUndefined();
		expect(jsonOf(items)).toEqual([{ deleted: true }]);
		expect(pelcro.received).toHaveLength(6);
	});

	it.each([
		[404, {}, { deleted: true }],
		[200, { deleted_at: 1_795_000_000 }, { deleted: true }],
		[200, { deleted_at: null }, { error: { message: 'Not now.' } }],
	])(
		'is told as its record shows it, where a repeat is refused: %i %j',
		async (status, shown, expected) => {
			pelcro = await scriptedPelcro(({ method }) => {
				if (method !== 'DELETE') return { status, body: { data: { id: 7, ...shown } } };
				const isFirst = pelcro.received.length === 1;
				return isFirst ? 'lost' : { status: 400, body: { message: 'Not now.' } };
			});
			const { items } = await pelcro.run(
				resource,
				'delete',
				{ [id]: record(7) },
				{ onError: 'continueRegularOutput' },
			);
			expect(jsonOf(items)).toMatchObject([expected]);
			expect(jsonOf(items)[0]?.error ?? {}).not.toHaveProperty('outcome');
			expect(pelcro.received.map(({ method }) => method)).toEqual(['DELETE', 'DELETE', 'GET']);
		},
	);

	it('says that there is none, where no try can have been it, however often n8n tries', async () => {
		pelcro = await scriptedPelcro(() => ({ status: 404 }));
		const { error } = await pelcro.run(resource, 'delete', { [id]: record(7) }, { tries: 3 });
		expect(error).toMatchObject({ httpCode: '404' });
		expect(pelcro.received).toHaveLength(3);
	});
});
