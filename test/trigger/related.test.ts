import { createHmac } from 'node:crypto';

import { NodeHelpers, type IDataObject, type INodeParameters } from 'n8n-workflow';

import type { SandboxAccount } from '../../sandbox/client';
import { WEBHOOK_EVENTS } from '../../nodes/common/events/eventNames';
import { EVENTS_TO_WRITE_ABOUT } from '../../nodes/PelcroTrigger/form/customerSwitch';
import { PelcroTrigger } from '../../nodes/PelcroTrigger/PelcroTrigger.node';
import { DELIVERY_WAIT_MS } from '../../nodes/transport/limits';
import { credentialsFor, testAccount, useSandbox } from '../engine/host/pelcroSandbox';
import { TriggerHost, type Answer, type HostedTrigger } from './triggerHost';

useSandbox();

let host: TriggerHost;

beforeAll(async () => {
	host = await TriggerHost.start();
});
afterAll(async () => await host.stop());

interface Place {
	node: HostedTrigger;
	sandbox: SandboxAccount;
	customers: IDataObject[];
}

/** A published trigger of an account of its own; nothing that it has sent so far counts. */
async function published(parameters: INodeParameters = {}): Promise<Place> {
	const { sandbox } = await testAccount({ customers: 6, webhookTries: 1 });
	const node = host.add({
		credentials: credentialsFor(sandbox),
		parameters: { events: ['*'], includeCustomer: true, options: {}, ...parameters },
	});
	await node.activate();
	const customers = await stored(sandbox, 'customers');
	await sandbox.clearJournal();
	return { node, sandbox, customers };
}

async function stored(sandbox: SandboxAccount, resource: string): Promise<IDataObject[]> {
	return ((await sandbox.state(resource)).records[resource] ?? []) as unknown as IDataObject[];
}

let events = 0;

/** Delivers an event as Pelcro does, signed. */
async function deliver(
	{ node }: Place,
	type: string,
	data: IDataObject,
	id = `evt_${(events += 1)}`,
): Promise<Answer> {
	const body = Buffer.from(JSON.stringify({ type, id, created: 1_660_237_889, data }));
	const signature = createHmac('sha256', String(node.kept.secret)).update(body).digest('base64');
	return await node.receive(body, {
		'content-type': 'application/json',
		'x-pelcro-hmac-sha256': signature,
	});
}

async function calls({ sandbox }: Place): Promise<string[]> {
	const entries = await sandbox.journal();
	await sandbox.clearJournal();
	return entries.map(({ method, path }) => `${method} ${path.replace(/^.*\/core/, '')}`);
}

const nameOf = ({ first_name: first, last_name: last }: IDataObject): string =>
	[first, last].filter(Boolean).join(' ');

describe('Include Customer of an event', () => {
	it('puts email and name beside a record that has the ID alone, with one call', async () => {
		const place = await published();
		const [customer = {}] = place.customers;
		const object = { id: 5, user_id: customer.id, status: 'open' };
		const { status } = await deliver(place, 'invoice.payment_failed', { object });
		expect(status).toBe(200);
		expect(place.node.started).toEqual([
			expect.objectContaining({
				event: 'invoice.payment_failed',
				object,
				customer_email: customer.email,
				customer_name: nameOf(customer),
			}),
		]);
		// In this order, or the editor would show them below all attributes of the record.
		expect(Object.keys(place.node.started[0] ?? {})).toEqual([
			...['event', 'id', 'created', 'customer_email', 'customer_name', 'object', 'previous'],
		]);
		expect(await calls(place)).toEqual([`GET /customers/${String(customer.id)}`]);
	});

	it('makes no call where the event tells of the customer, or of none, or where it is off', async () => {
		const whole = { id: 77, email: 'ann@example.com', first_name: 'Ann', last_name: 'Lee' };
		const ann = { customer_email: 'ann@example.com', customer_name: 'Ann Lee' };
		const place = await published();
		await deliver(place, 'subscription.created', { object: { id: 5, user: whole } });
		await deliver(place, 'customer.created', { object: whole });
		await deliver(place, 'plan.updated', { object: { id: 9 } });
		const blank = { ...whole, first_name: ' ', last_name: '', display_name: ' Annie ' };
		await deliver(place, 'customer.created', { object: blank });
		expect(place.node.started).toMatchObject([
			ann,
			ann,
			{ customer_email: null, customer_name: null },
			{ ...ann, customer_name: 'Annie' },
		]);
		expect(await calls(place)).toEqual([]);
		const off = await published({ includeCustomer: false });
		await deliver(off, 'invoice.paid', { object: { id: 5, user_id: off.customers[0]?.id ?? 0 } });
		expect(Object.keys(off.node.started[0] ?? {})).toEqual([
			'event',
			'id',
			'created',
			'object',
			'previous',
		]);
		expect(await calls(off)).toEqual([]);
	});

	it.each([0, -5, 'abc', 1.5, ' ', '0', true, 1e21])(
		'makes no call for what is no ID: %j',
		async (id) => {
			const place = await published();
			const objects: IDataObject[] = [
				{ id: 5, user_id: id },
				{ id: 6, user: { id } },
				{ id: 7, user: { id, first_name: 'Somebody' } },
			];
			await deliver(place, 'invoice.paid', { object: objects });
			expect(place.node.started).toHaveLength(objects.length);
			for (const item of place.node.started) {
				expect(item).toMatchObject({ customer_email: null });
				expect(item).not.toHaveProperty('unread');
			}
			expect(await calls(place)).toEqual([]);
		},
	);

	it('takes the first that is one', async () => {
		const place = await published();
		const [customer = {}] = place.customers;
		const object = { id: 5, user_id: 0, customer_id: String(customer.id) } as IDataObject;
		await deliver(place, 'invoice.paid', { object });
		expect(place.node.started).toMatchObject([{ customer_email: customer.email }]);
	});

	it.each(['user_id', 'user', 'customer_id'])(
		'finds the customer of a refund by its charge’s %s',
		async (name) => {
			const place = await published();
			const [customer = {}] = place.customers;
			const object = { id: 5, charge: { id: 7, [name]: customer.id } } as IDataObject;
			await deliver(place, 'refund.created', { object });
			expect(place.node.started).toMatchObject([{ object, customer_email: customer.email }]);
			expect(await calls(place)).toEqual([`GET /customers/${String(customer.id)}`]);
		},
	);

	it('reads a customer of whom the event has a part without the email', async () => {
		const place = await published();
		const [customer = {}] = place.customers;
		const object = { id: 5, user: { id: customer.id, first_name: 'Somebody' } } as IDataObject;
		await deliver(place, 'order.created', { object });
		expect(place.node.started).toMatchObject([{ customer_email: customer.email }]);
		expect(await calls(place)).toHaveLength(1);
	});

	it('reads a customer of several records once', async () => {
		const place = await published();
		const [customer = {}] = place.customers;
		const object = [1, 2, 3].map((id) => ({ id, user_id: customer.id })) as IDataObject[];
		await deliver(place, 'charge.succeeded', { object });
		expect(place.node.started.map(({ customer_email: email }) => email)).toEqual(
			object.map(() => customer.email),
		);
		expect(await calls(place)).toHaveLength(1);
	});

	it('stands beside the event as Pelcro sent it, where Simplify is off', async () => {
		const place = await published({ simplify: false });
		const [customer = {}] = place.customers;
		const data = { object: { id: 5, user_id: customer.id } } as IDataObject;
		await deliver(place, 'invoice.paid', data);
		expect(place.node.started).toMatchObject([
			{ type: 'invoice.paid', data, customer_email: customer.email },
		]);
	});

	it('leaves the attributes of a customer who is gone empty', async () => {
		const place = await published();
		await deliver(place, 'invoice.paid', { object: { id: 5, user_id: 999_999 } });
		expect(place.node.started).toMatchObject([{ customer_email: null }]);
		expect(place.node.started[0]).not.toHaveProperty('unread');
	});

	it.each([500, 403])(
		'says what could not be read, and starts all the same: status %i',
		async (status) => {
			const place = await published();
			await place.sandbox.addFaults({ kind: 'status', status, times: 9 });
			const object = { id: 5, user_id: place.customers[0]?.id ?? 0 };
			const answer = await deliver(place, 'invoice.payment_failed', { object });
			expect(answer).toEqual({ status: 200, body: { message: 'Workflow was started' } });
			expect(place.node.started).toMatchObject([
				{ object, customer_email: null, customer_name: null, unread: ['customer'] },
			]);
		},
	);

	it('starts all the same where the credential cannot be used any more', async () => {
		const place = await published();
		place.node.options.credentials.baseUrl = 'no address';
		const object = { id: 5, user_id: place.customers[0]?.id ?? 0 };
		await deliver(place, 'invoice.payment_failed', { object });
		expect(place.node.started).toMatchObject([{ object, unread: ['customer'] }]);
	});

	it('keeps Pelcro waiting no longer than it may, and starts once where Pelcro delivers again meanwhile', async () => {
		const place = await published();
		const delayMs = DELIVERY_WAIT_MS + 6_000;
		await place.sandbox.addFaults({ kind: 'slow', delayMs, match: { method: 'GET' } });
		const object = { id: 5, user_id: place.customers[0]?.id ?? 0 };
		const started = performance.now();
		const first = deliver(place, 'invoice.payment_failed', { object }, 'evt_slow');
		const again = await deliver(place, 'invoice.payment_failed', { object }, 'evt_slow');
		expect(again.body).toEqual({ message: 'handled before' });
		expect((await first).status).toBe(200);
		expect(performance.now() - started).toBeLessThan(DELIVERY_WAIT_MS + 3_000);
		expect(place.node.started).toMatchObject([{ object, unread: ['customer'] }]);
	}, 30_000);
});

describe('Include Customer that nobody has touched', () => {
	it.each([
		['on for an event about which somebody writes', ['invoice.payment_failed'], true],
		['on where only one of the events is such', ['customer.updated', 'source.expiring'], true],
		['off for others', ['invoice.payment_succeeded', 'invoice.updated'], false],
		['off for all events', ['*'], false],
	])('is %s', async (_case, wanted, isOn) => {
		const place = await published({ events: wanted, includeCustomer: undefined });
		const [customer = {}] = place.customers;
		const type = wanted.find((one) => one !== '*') ?? 'invoice.payment_failed';
		await deliver(place, type, { object: { id: 5, user_id: customer.id, status: 'open' } });
		expect(place.node.started).toHaveLength(1);
		expect('customer_email' in (place.node.started[0] ?? {})).toBe(isOn);
	});

	it('stays off where somebody has switched it off, and on where on', async () => {
		const off = await published({ events: ['charge.failed'], includeCustomer: false });
		await deliver(off, 'charge.failed', { object: { id: 5, user_id: off.customers[0]?.id ?? 0 } });
		expect(Object.keys(off.node.started[0] ?? {})).not.toContain('customer_email');
		expect(await calls(off)).toEqual([]);
		const on = await published({ events: ['charge.succeeded'] });
		await deliver(on, 'charge.succeeded', { object: { id: 5, user_id: on.customers[0]?.id ?? 0 } });
		expect(on.node.started[0]).toHaveProperty('customer_email');
	});

	/** What the editor stores of a form, and what the form shows for it. */
	function form(parameters: INodeParameters): { stored: unknown; shown: unknown } {
		const { description } = new PelcroTrigger();
		const read = (withDefaults: boolean, given: INodeParameters): INodeParameters =>
			NodeHelpers.getNodeParameters(
				description.properties,
				given,
				withDefaults,
				false,
				null,
				description,
			) ?? {};
		const stored = read(false, parameters);
		return { stored: stored.includeCustomer, shown: read(true, stored).includeCustomer };
	}

	it('follows the events that are chosen afterwards, and keeps what somebody chose otherwise', () => {
		expect(form({ events: [] })).toEqual({ stored: undefined, shown: false });
		expect(form({ events: ['charge.failed'] })).toEqual({ stored: undefined, shown: true });
		const off = { events: ['charge.failed'], includeCustomer: false };
		expect(form(off)).toEqual({ stored: false, shown: false });
		expect(form({ ...off, events: ['customer.created'] }).shown).toBe(false);
		const on = { events: ['customer.created'], includeCustomer: true };
		expect(form(on)).toEqual({ stored: true, shown: true });
		expect(form({ ...on, events: ['charge.failed'] }).shown).toBe(true);
	});

	it('names events that there are', () => {
		const known = WEBHOOK_EVENTS.map(({ type }) => type);
		expect(known).toEqual(expect.arrayContaining([...EVENTS_TO_WRITE_ABOUT]));
	});
});

describe('Include Plan of an event', () => {
	it.each([
		['subscription.renewed', (one: IDataObject) => ({ id: one.id, plan_id: one.plan })],
		['invoice.paid', (one: IDataObject) => ({ id: 5, subscription_id: one.id })],
	])('puts the plan beside %s', async (type, objectOf) => {
		const place = await published({ includeCustomer: false, includePlan: true });
		const [bought = {}] = await stored(place.sandbox, 'subscriptions');
		const plans = await stored(place.sandbox, 'plans');
		const plan = plans.find(({ id }) => id === bought.plan);
		await deliver(place, type, { object: objectOf(bought) as IDataObject });
		expect(place.node.started).toMatchObject([
			{
				plan_name: plan?.nickname,
				plan_amount: Number(plan?.amount) / 100,
				plan_currency: plan?.currency,
			},
		]);
		expect(place.node.started[0]).not.toHaveProperty('customer_email');
	});
});
