import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { record } from '../host/pelcroSandbox';
import { scriptedPelcro } from '../host/scriptedPelcro';
import { stopEngine } from '../host/workflowRun';

const byItem = { ...record(''), value: '={{ $json.of }}' };

/** Writes that concern what `of` names, and the tag by which each is told apart on the wire. */
const WRITES: Array<{
	resource: string;
	operation: string;
	parameters: IDataObject;
	tagOf: (body: IDataObject) => unknown;
}> = [
	{
		resource: 'subscription',
		operation: 'renew',
		parameters: {
			customerId: record(1),
			subscriptionId: byItem,
			planId: record(7),
			quantity: '={{ $json.tag }}',
			renewalSource: 'Web',
		},
		tagOf: ({ quantity }) => quantity,
	},
	{
		resource: 'invoice',
		operation: 'payOffline',
		parameters: { invoiceId: byItem, paymentReference: '={{ $json.tag }}' },
		tagOf: ({ reference }) => Number(reference),
	},
	{
		resource: 'address',
		operation: 'create',
		parameters: {
			customerId: byItem,
			type: 'billing',
			line1: '={{ String($json.tag) }}',
			country: 'CA',
		},
		tagOf: ({ line1 }) => Number(line1),
	},
	{
		resource: 'paymentMethod',
		operation: 'create',
		parameters: {
			customerId: byItem,
			objectGateway: 'stripe',
			objectId: '={{ "pm_" + $json.tag }}',
		},
		tagOf: ({ object_id: id }) => Number(String(id).slice('pm_'.length)),
	},
	{
		resource: 'charge',
		operation: 'create',
		parameters: {
			customerId: byItem,
			amount: 1,
			currency: 'usd',
			reference: '={{ String($json.tag) }}',
		},
		tagOf: ({ reference }) => Number(reference),
	},
];

/**
 * Plays the writes of one record with answers that take now longer, now shorter.
 *
 * @param shuffles how many timings of each kind of write
 */
export function playWriteOrder(shuffles: number): void {
	afterAll(async () => await stopEngine());

	it.each(WRITES)(
		'$resource $operation: those of one record arrive and end in the items’ order, whatever each takes',
		async ({ resource, operation, parameters, tagOf }) => {
			let delays: readonly number[] = [];
			let underWay = 0;
			let most = 0;
			const ended: number[] = [];
			const pelcro = await scriptedPelcro(async ({ method, path, body }) => {
				if (method === 'GET') return { body: { data: { id: 1, currency: 'usd' } } };
				const tag = Number(tagOf(body));
				underWay += 1;
				most = Math.max(most, underWay);
				await new Promise((resolve) => setTimeout(resolve, delays[tag % delays.length]));
				underWay -= 1;
				ended.push(tag);
				// An action on a record is answered with that record; what is created has an ID of its own.
				const actedOn = /\/invoices\/(\d+)\/pay_offline/.exec(path)?.[1];
				return { body: { data: { id: Number(actedOn ?? 1000 + tag) } } };
			});
			await fc.assert(
				fc.asyncProperty(
					fc.array(fc.integer({ min: 0, max: 25 }), { minLength: 6, maxLength: 6 }),
					fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 6, maxLength: 6 }),
					async (some, of) => {
						delays = some;
						ended.length = 0;
						const items = of.map((it, index) => ({ of: it, tag: index + 1 }));
						const { error } = await pelcro.run(resource, operation, parameters as never, { items });
						expect(error?.message).toBeUndefined();
						for (const one of [1, 2]) {
							const own = items.filter((item) => item.of === one).map(({ tag }) => tag);
							expect(ended.filter((tag) => own.includes(tag))).toEqual(own);
						}
					},
				),
				{ numRuns: shuffles },
			);
			// Those of different records go side by side.
			const side = operation === 'renew' ? 1 : 2;
			expect(most).toBeGreaterThanOrEqual(side);
			await pelcro.close();
		},
	);
}
