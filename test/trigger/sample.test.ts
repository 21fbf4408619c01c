import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { SandboxAccount } from '../../sandbox/client';
import { credentialsFor, testAccount, useSandbox } from '../engine/host/pelcroSandbox';
import { pause } from './real/eventCollector';
import { TriggerHost, type HostedTrigger } from './triggerHost';

useSandbox();

let host: TriggerHost;
let account: SandboxAccount;

beforeAll(async () => {
	host = await TriggerHost.start();
	account = (await testAccount({ customers: 12 })).sandbox;
});
afterAll(async () => await host.stop());

function trigger(parameters: INodeParameters, test = true): HostedTrigger {
	const given = { testWith: 'newestRecord', options: {}, ...parameters };
	return host.add({ credentials: credentialsFor(account), parameters: given, test });
}

/** What starts the workflow in the time that a sample takes, and a little more. */
async function startedBy(node: HostedTrigger): Promise<IDataObject[]> {
	await node.activate();
	expect(node.started).toEqual([]);
	for (let tries = 0; tries < 60 && node.started.length === 0; tries += 1) await pause(50);
	return node.started;
}

/** @param statuses one of which the record is to have; any when left out */
async function newest(resource: string, statuses?: readonly string[]): Promise<number> {
	const records = (await account.state(resource)).records[resource] as Array<{
		id: number;
		status: string;
	}>;
	const fitting = records.filter(({ status }) => statuses?.includes(status) ?? true);
	expect(fitting).not.toEqual([]);
	return Math.max(...fitting.map(({ id }) => id));
}

async function endpointCount(): Promise<number> {
	return ((await account.state('webhooks')).records.webhooks ?? []).length;
}

describe('Test With: Newest Record', () => {
	it('starts the workflow with the newest record in the shape of the chosen event, and registers nothing', async () => {
		const before = await endpointCount();
		const node = trigger({ events: ['invoice.payment_failed'] });
		const [item, ...others] = await startedBy(node);
		expect(others).toEqual([]);
		const customer = ['customer_email', 'customer_name'];
		expect(Object.keys(item ?? {})).toEqual([
			...['event', 'id', 'created', ...customer, 'object', 'previous'],
		]);
		expect(item).toMatchObject({
			event: 'invoice.payment_failed',
			id: expect.stringMatching(/^sample_/) as string,
			object: {
				id: await newest('invoices', ['open', 'past_due']),
				user_id: expect.any(Number) as number,
			},
		});
		expect(await endpointCount()).toBe(before);
		await node.deactivate();
		expect(node.kept).toEqual({});
	});

	it('has the customer beside it', async () => {
		const node = trigger({ events: ['invoice.payment_succeeded'], includeCustomer: true });
		const [item] = await startedBy(node);
		expect(item).toMatchObject({
			customer_email: expect.stringMatching(/@/) as string,
			customer_name: expect.any(String) as string,
		});
	});

	it.each([
		['member.activated', 'memberships', ['active']],
		['invoice.payment_action_required', 'invoices', ['open', 'past_due']],
		['bill.finalized', 'bills', ['open']],
		['order.payment.succeeded', 'orders', ['paid']],
	])('takes the newest record that %s can have left behind', async (event, resource, left) => {
		expect(await newest(resource, left)).not.toBe(await newest(resource));
		const [item] = await startedBy(trigger({ events: [event] }));
		expect((item?.object as IDataObject).id).toBe(await newest(resource, left));
	});

	it('takes any where there is none of these', async () => {
		const [item] = await startedBy(trigger({ events: ['subscription.expired'] }));
		expect((item?.object as IDataObject).id).toBe(await newest('subscriptions'));
	});

	it('takes a SKU for what tells of SKUs', async () => {
		const [item] = await startedBy(trigger({ events: ['product_sku.updated'] }));
		expect((item?.object as IDataObject).id).toBe(await newest('skus'));
		expect(item?.object).toHaveProperty('price');
	});

	it('starts again each time', async () => {
		const node = trigger({ events: ['customer.created'] });
		await startedBy(node);
		node.started.length = 0;
		expect(await startedBy(node)).toHaveLength(1);
	});

	it('takes a customer where all events are chosen', async () => {
		const [item] = await startedBy(trigger({ events: ['*'] }));
		expect(item).toMatchObject({
			event: 'customer.updated',
			object: { id: await newest('customers') },
		});
	});

	it('takes the newest that the options let through', async () => {
		const plans = (await account.state('subscriptions')).records.subscriptions as Array<{
			id: number;
			plan: number;
		}>;
		const [oldest] = plans;
		const wanted = plans.filter(({ plan }) => plan === oldest?.plan).map(({ id }) => id);
		const options = { planIds: [String(oldest?.plan)], changedFields: 'status' };
		const [item] = await startedBy(trigger({ events: ['subscription.updated'], options }));
		expect((item?.object as IDataObject).id).toBe(Math.max(...wanted));
		// Nobody knows what it was before.
		expect(item?.previous).toEqual({});
	});

	it('takes the next chosen event’s where the first has no record', async () => {
		const options = { planIds: ['99999'] };
		const events = ['subscription.updated', 'export.completed', 'plan.updated'];
		await expect(trigger({ events, options }).activate()).rejects.toThrow(
			'Pelcro has no Subscription yet that fits the options, no Plan yet that fits the options',
		);
		const bare = (await testAccount({ customers: 0 })).sandbox;
		const node = host.add({
			credentials: credentialsFor(bare),
			parameters: { events: ['subscription.created', 'plan.updated'], options: {} },
			test: true,
		});
		expect(await startedBy(node)).toMatchObject([{ event: 'plan.updated' }]);
	});

	it('is written as Pelcro writes an event where Simplify is off; what was before is left out', async () => {
		const parameters = { simplify: false, options: { changedFields: ['status'] } };
		const [failed] = await startedBy(
			trigger({ events: ['invoice.payment_failed'], ...parameters }),
		);
		expect(failed).toMatchObject({
			created: expect.any(Number) as number,
			data: { previous_attributes: {} },
		});
		const [updated] = await startedBy(trigger({ events: ['invoice.updated'], ...parameters }));
		expect(updated).toMatchObject({ data: { previous_attributes: {} } });
	});

	it('says where there is nothing to take', async () => {
		const campaign = trigger({ events: ['export.completed'] });
		await expect(campaign.activate()).rejects.toThrow(/No list of Pelcro has what 'export/);
		const options = { planIds: ['99999'] };
		const none = trigger({ events: ['subscription.updated'], options });
		await expect(none.activate()).rejects.toThrow(
			'Pelcro has no Subscription yet that fits the options',
		);
	});

	it('says where n8n does not reach itself', async () => {
		const node = trigger({ events: ['customer.created'] });
		host.remove(node);
		await expect(node.activate()).rejects.toMatchObject({
			message: 'n8n could not reach its own test address',
			description: expect.stringContaining('status 404') as string,
		});
	});

	it('takes nobody else’s events while it listens', async () => {
		const node = trigger({ events: ['customer.created'] });
		await node.activate();
		const body = Buffer.from(
			JSON.stringify({ type: 'customer.created', id: 'evt_1', data: { object: { id: 1 } } }),
		);
		const answer = await node.receive(body, { 'content-type': 'application/json' });
		expect(answer.status).toBe(401);
		await pause(1_200);
	});

	it('does not concern what is published', async () => {
		const before = await endpointCount();
		const node = trigger({ events: ['customer.created'] }, false);
		await node.activate();
		expect(await endpointCount()).toBe(before + 1);
		await node.deactivate();
		expect(node.started).toEqual([]);
	});
});
