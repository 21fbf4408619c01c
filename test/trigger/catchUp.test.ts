import { createHmac } from 'node:crypto';

import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { PelcroTrigger } from '../../nodes/PelcroTrigger/PelcroTrigger.node';
import type { AccountOptions, SandboxAccount } from '../../sandbox/client';
import { credentialsFor, testAccount, useSandbox } from '../engine/host/pelcroSandbox';
import { pause } from './real/eventCollector';
import { restartN8n, TriggerHost, type HostedTrigger } from './triggerHost';

useSandbox();

let host: TriggerHost;

beforeAll(async () => {
	host = await TriggerHost.start();
});
afterAll(async () => await host.stop());
afterEach(restartN8n);

interface Setting {
	events?: string[];
	options?: IDataObject;
	parameters?: INodeParameters;
	account?: AccountOptions;
	test?: boolean;
}

interface Published {
	node: HostedTrigger;
	sandbox: SandboxAccount;
}

/** A published trigger of an account of its own, with Catch Up on. */
async function published(setting: Setting = {}): Promise<Published> {
	const {
		events = ['customer.created'],
		options = {},
		parameters,
		account,
		test = false,
	} = setting;
	const { sandbox } = await testAccount({ customers: 3, webhookTries: 1, limit: null, ...account });
	const node = host.add({
		credentials: credentialsFor(sandbox),
		parameters: {
			events,
			testWith: 'nextEvent',
			options: { catchUp: true, ...options },
			...parameters,
		},
		test,
	});
	await node.activate();
	return { node, sandbox };
}

let readers = 0;

/** Makes a record; Pelcro tells of it, whether somebody listens or not. @returns its ID */
async function post({ node, sandbox }: Published, path: string, more: object): Promise<number> {
	readers += 1;
	const before = node.started.length;
	const body = { email: `reader-${readers}@example.com`, ...more };
	const { data } = await sandbox.api().post<{ data: { id: number } }>(path, body);
	for (let tries = 0; node.started.length === before && tries < 40; tries += 1) {
		if (node.answersForItself && tries > 10) break;
		await pause(25);
	}
	return data.data.id;
}

async function make(trigger: Published): Promise<number> {
	return await post(trigger, '/customers', {});
}

async function makeSubscriber(trigger: Published): Promise<number> {
	return await post(trigger, '/newsletters', { source: 'web' });
}

/** What happens while n8n is away: Pelcro's events reach nobody. */
async function whileAway<Result>(
	{ node }: Published,
	work: () => Promise<Result>,
): Promise<Result> {
	node.answersForItself = true;
	const result = await work();
	restartN8n();
	node.answersForItself = false;
	return result;
}

/** Delivers an event about a record, as Pelcro does when it tries again later. */
async function deliver(
	{ node }: Published,
	type: string,
	id: number | string | null | undefined,
	eventId: string,
	process?: PelcroTrigger,
) {
	const body = Buffer.from(
		JSON.stringify({ type, id: eventId, created: 1_660_237_889, data: { object: { id } } }),
	);
	const signature = createHmac('sha256', String(node.kept.secret)).update(body).digest('base64');
	const headers = { 'content-type': 'application/json', 'x-pelcro-hmac-sha256': signature };
	return await node.receive(body, headers, process);
}

/** Another process of the same n8n: it shares the database, and nothing else. */
function anotherProcess(): PelcroTrigger {
	let node: PelcroTrigger | undefined;
	jest.isolateModules(() => {
		const loaded = jest.requireActual<{ PelcroTrigger: typeof PelcroTrigger }>(
			'../../nodes/PelcroTrigger/PelcroTrigger.node',
		);
		node = new loaded.PelcroTrigger();
	});
	if (node === undefined) throw new Error('The node could not be loaded');
	return node;
}

/** Makes the look at a list slow, so that something can happen meanwhile. */
async function slowly({ sandbox }: Published, delayMs = 500): Promise<void> {
	const match = { method: 'GET', pathPattern: '/customers' } as const;
	await sandbox.addFaults({ kind: 'slow', delayMs, match });
}

/** Event, ID and mark of what has started the workflow. */
function started({ node }: Published): unknown[] {
	return node.started.map(({ event, object, caughtUp }) => [
		event,
		(object as IDataObject).id,
		...(caughtUp === true ? ['caught up'] : []),
	]);
}

/** The GETs of a list. */
async function looksAt({ sandbox }: Published, path: string): Promise<number> {
	const entries = await sandbox.journal();
	return entries.filter((entry) => entry.method === 'GET' && entry.path.includes(path)).length;
}

describe('Catch Up', () => {
	it.each([
		['customer.created', make],
		// Its list does not sort.
		['newsletter.created', makeSubscriber],
	])(
		'brings what was created while n8n was away along with the next event, once: %s',
		async (event, create) => {
			const trigger = await published({ events: [event] });
			const before = await create(trigger);
			const missed = await whileAway(trigger, async () => [
				await create(trigger),
				await create(trigger),
			]);
			const after = await create(trigger);
			const last = await create(trigger);
			expect(started(trigger)).toEqual([
				[event, before],
				...missed.map((id) => [event, id, 'caught up']),
				[event, after],
				[event, last],
			]);
		},
	);

	it('finds what was created while the workflow was not published', async () => {
		const trigger = await published();
		await trigger.node.deactivate();
		const missed = await make(trigger);
		await trigger.node.activate();
		const after = await make(trigger);
		expect(started(trigger)).toEqual([
			['customer.created', missed, 'caught up'],
			['customer.created', after],
		]);
	});

	it('starts nothing when Pelcro delivers a caught-up record later, also after a restart', async () => {
		const trigger = await published();
		const missed = await whileAway(trigger, async () => await make(trigger));
		const after = await make(trigger);
		const count = trigger.node.started.length;
		const again = { status: 200, body: { message: 'handled before' } };
		expect(await deliver(trigger, 'customer.created', missed, 'evt_late')).toEqual(again);
		restartN8n();
		expect(await deliver(trigger, 'customer.created', missed, 'evt_later')).toEqual(again);
		expect(await deliver(trigger, 'customer.created', after, 'evt_latest')).toEqual(again);
		expect(trigger.node.started).toHaveLength(count);
	});

	it.each([undefined, null, 0, ''])(
		'takes no record without an ID (%j) for another one without',
		async (id) => {
			const trigger = await published();
			for (const eventId of ['evt_1', 'evt_2']) {
				await deliver(trigger, 'customer.created', id, eventId);
			}
			expect(trigger.node.started).toHaveLength(2);
		},
	);

	it('looks with an event of another kind, too, and starts for the chosen events only', async () => {
		const trigger = await published({ events: ['customer.created', 'customer.updated'] });
		const missed = await whileAway(trigger, async () => {
			await makeSubscriber(trigger);
			return await make(trigger);
		});
		await deliver(trigger, 'customer.updated', 77, 'evt_update');
		// An update of the same record is an event of its own.
		await deliver(trigger, 'customer.updated', missed, 'evt_update_2');
		expect(started(trigger)).toEqual([
			['customer.created', missed, 'caught up'],
			['customer.updated', 77],
			['customer.updated', missed],
		]);
		expect(await looksAt(trigger, '/newsletters')).toBe(0);
	});

	it('loses neither the delivery nor what was missed when the look fails', async () => {
		const trigger = await published();
		const missed = await whileAway(trigger, async () => await make(trigger));
		await trigger.sandbox.addFaults({
			kind: 'status',
			status: 403,
			match: { method: 'GET', pathPattern: '/customers' },
		});
		const first = await make(trigger);
		expect(started(trigger)).toEqual([['customer.created', first]]);
		await trigger.sandbox.clearFaults();
		const soon = await make(trigger);
		const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 61_000);
		const later = await make(trigger).finally(() => now.mockRestore());
		expect(started(trigger)).toEqual([
			['customer.created', first],
			['customer.created', soon],
			['customer.created', missed, 'caught up'],
			['customer.created', later],
		]);
	});

	it('looks once in a process: further events make no call', async () => {
		const trigger = await published();
		await make(trigger);
		const looks = await looksAt(trigger, '/customers');
		await make(trigger);
		await make(trigger);
		expect(await looksAt(trigger, '/customers')).toBe(looks);
	});

	it('starts for a record once where deliveries come at the same time', async () => {
		const trigger = await published();
		const missed = await whileAway(trigger, async () => [await make(trigger), await make(trigger)]);
		await Promise.all([
			...[71, 72, 73].map(async (id) => deliver(trigger, 'customer.created', id, `evt_${id}`)),
			...missed.map(async (id) => deliver(trigger, 'customer.created', id, `evt_late_${id}`)),
		]);
		const ids = trigger.node.started.map(({ object }) => (object as IDataObject).id);
		expect(ids.sort()).toEqual([71, 72, 73, ...missed].sort());
	});

	it('goes by the filters', async () => {
		const trigger = await published({ options: { siteIds: '999999' } });
		await whileAway(trigger, async () => await make(trigger));
		const body = { id: 5, site_ids: [999999] };
		const event = { type: 'customer.created', id: 'evt_site', data: { object: body } };
		const bytes = Buffer.from(JSON.stringify(event));
		const secret = String(trigger.node.kept.secret);
		await trigger.node.receive(bytes, {
			'content-type': 'application/json',
			'x-pelcro-hmac-sha256': createHmac('sha256', secret).update(bytes).digest('base64'),
		});
		expect(started(trigger)).toEqual([['customer.created', 5]]);
	});

	it('comes in Pelcro’s form where Simplify is off', async () => {
		const trigger = await published({ parameters: { simplify: false } });
		const missed = await whileAway(trigger, async () => await make(trigger));
		await make(trigger);
		expect(trigger.node.started).toMatchObject([
			{
				type: 'customer.created',
				id: `customer.created:${missed}`,
				data: { object: { id: missed } },
				caughtUp: true,
			},
			{ type: 'customer.created' },
		]);
	});

	it('is bounded: the newest 1,000 come out', async () => {
		const trigger = await published({ account: { customers: 1_100 } });
		const { floors } = trigger.node.drawer.caughtUpTo as { floors: Record<string, number> };
		floors.customer = 1;
		restartN8n();
		const last = await make(trigger);
		const ids = trigger.node.started.map(({ object }) => Number((object as IDataObject).id));
		expect(ids).toHaveLength(1_000);
		expect(ids).toEqual([...ids].sort((one, other) => one - other));
		expect(ids.at(-1)).toBe(last);
		expect(JSON.stringify(trigger.node.drawer.caughtUpTo).length).toBeLessThan(100);
	});

	it('brings nothing of the time in which it was off', async () => {
		const trigger = await published();
		const { parameters } = trigger.node.options;
		parameters.options = { catchUp: false };
		await trigger.node.activate();
		const off = await whileAway(trigger, async () => await make(trigger));
		parameters.options = { catchUp: true };
		await trigger.node.activate();
		const after = await make(trigger);
		expect(started(trigger)).toEqual([['customer.created', after]]);
		expect(off).toBeLessThan(after);
	});

	it('is off unless it is switched on', async () => {
		const trigger = await published({ options: { catchUp: false } });
		await whileAway(trigger, async () => await make(trigger));
		const after = await make(trigger);
		expect(started(trigger)).toEqual([['customer.created', after]]);
		expect(await looksAt(trigger, '/customers')).toBe(0);
		const options = new PelcroTrigger().description.properties.find(
			({ name }) => name === 'options',
		);
		expect(JSON.stringify(options)).toMatch(/"name":"catchUp","type":"boolean","default":false/);
	});

	it('looks at nothing for the test URL', async () => {
		const trigger = await published({ test: true });
		await deliver(trigger, 'customer.created', 7, 'evt_test');
		expect(started(trigger)).toEqual([['customer.created', 7]]);
		expect(await looksAt(trigger, '/customers')).toBe(0);
	});

	it('does not keep a workflow from being published where a list cannot be read', async () => {
		const { sandbox } = await testAccount({ customers: 3, webhookTries: 1 });
		await sandbox.addFaults({ kind: 'status', status: 403, match: { pathPattern: '/customers' } });
		const node = host.add({
			credentials: credentialsFor(sandbox),
			parameters: { events: ['*'], options: { catchUp: true } },
		});
		await node.activate();
		expect(node.kept.endpointId).toBeDefined();
		const { floors } = node.drawer.caughtUpTo as { floors: Record<string, number> };
		expect(Object.keys(floors)).toContain('subscription');
		expect(Object.keys(floors)).not.toContain('customer');
	});

	describe('while something else happens', () => {
		it('starts once for what is created, and delivered, while it reads', async () => {
			const trigger = await published();
			const missed = await whileAway(trigger, async () => await make(trigger));
			await slowly(trigger);
			const looking = deliver(trigger, 'customer.created', 71, 'evt_71');
			await pause(100);
			const made = [await make(trigger), await make(trigger)];
			await looking;
			const after = await make(trigger);
			const ids = trigger.node.started.map(({ object }) => (object as IDataObject).id);
			expect(ids.sort()).toEqual([71, missed, ...made, after].sort());
		});

		it('remembers after a restart what was delivered while it read', async () => {
			const trigger = await published({ events: ['customer.created', 'newsletter.created'] });
			await slowly(trigger, 2_000);
			const looking = make(trigger);
			await pause(700);
			const [subscriber, customer] = [await makeSubscriber(trigger), await looking];
			await pause(1_500);
			expect(started(trigger)).toHaveLength(2);
			// Nothing has come since that look has ended.
			restartN8n();
			await deliver(trigger, 'customer.created', 71, 'evt_71');
			expect(started(trigger).sort()).toEqual(
				[
					['customer.created', customer],
					['newsletter.created', subscriber],
					['customer.created', 71],
				].sort(),
			);
		});

		it('remembers after a restart what came as two copies in the same moment', async () => {
			const trigger = await published();
			await make(trigger);
			const copies = [1, 2].map(
				async () => await deliver(trigger, 'customer.created', 20_000, 'evt_copied'),
			);
			await Promise.all(copies);
			restartN8n();
			await deliver(trigger, 'customer.created', 20_000, 'evt_copied');
			expect(started(trigger).slice(1)).toEqual([['customer.created', 20_000]]);
		});

		it('goes on where it was when n8n ends while it reads', async () => {
			const trigger = await published();
			const missed = await whileAway(trigger, async () => [
				await make(trigger),
				await make(trigger),
			]);
			const stored = structuredClone(trigger.node.staticData);
			await slowly(trigger);
			const looking = deliver(trigger, 'customer.created', 71, 'evt_71');
			await pause(100);
			await looking;
			// All this has not been: n8n has ended before.
			restartN8n();
			trigger.node.started.length = 0;
			trigger.node.staticData = stored;
			await deliver(trigger, 'customer.created', 71, 'evt_71');
			expect(started(trigger)).toEqual([
				...missed.map((id) => ['customer.created', id, 'caught up']),
				['customer.created', 71],
			]);
		});

		it('starts once where two processes take turns, each with a look of its own', async () => {
			const trigger = await published();
			const missed = await whileAway(trigger, async () => [
				await make(trigger),
				await make(trigger),
			]);
			const other = anotherProcess();
			await deliver(trigger, 'customer.created', 71, 'evt_71', other);
			await deliver(trigger, 'customer.created', 72, 'evt_72');
			await deliver(trigger, 'customer.created', missed[0] ?? 0, 'evt_late', other);
			await deliver(trigger, 'customer.created', missed[1] ?? 0, 'evt_later');
			expect(started(trigger)).toEqual([
				...missed.map((id) => ['customer.created', id, 'caught up']),
				['customer.created', 71],
				['customer.created', 72],
			]);
		});

		it('looks again after a failure although the clock was set back', async () => {
			const trigger = await published();
			const missed = await whileAway(trigger, async () => await make(trigger));
			const match = { method: 'GET', pathPattern: '/customers' } as const;
			await trigger.sandbox.addFaults({ kind: 'status', status: 403, match });
			const first = await make(trigger);
			await trigger.sandbox.clearFaults();
			const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now() - 3_600_000);
			const later = await make(trigger).finally(() => now.mockRestore());
			expect(started(trigger)).toEqual([
				['customer.created', first],
				['customer.created', missed, 'caught up'],
				['customer.created', later],
			]);
		});
	});

	it('comes with an event, too, that the filters keep out, or that was handled before', async () => {
		const trigger = await published({
			events: ['customer.created', 'customer.updated'],
			options: { changedFields: 'email' },
		});
		const missed = await whileAway(trigger, async () => await make(trigger));
		const answer = await deliver(trigger, 'customer.updated', 71, 'evt_other_field');
		expect(answer).toEqual({ status: 200, body: { message: 'Workflow was started' } });
		restartN8n();
		const again = await whileAway(trigger, async () => await make(trigger));
		await deliver(trigger, 'customer.created', missed, 'evt_late');
		expect(started(trigger)).toEqual([
			['customer.created', missed, 'caught up'],
			['customer.created', again, 'caught up'],
		]);
	});

	it('makes no call for events without a list, and starts as ever', async () => {
		const trigger = await published({ events: ['customer.updated', 'charge.refunded'] });
		const before = (await trigger.sandbox.journal()).length;
		await deliver(trigger, 'charge.refunded', 5, 'evt_refund');
		expect(started(trigger)).toEqual([['charge.refunded', 5]]);
		expect((await trigger.sandbox.journal()).length).toBe(before);
	});

	it('brings nothing that is older than its first publication, or that is deleted', async () => {
		const trigger = await published();
		const gone = await whileAway(trigger, async () => {
			const id = await make(trigger);
			await trigger.sandbox.api().delete(`/customers/${id}`);
			const { customers } = (await trigger.sandbox.state('customers')).records;
			const newest = (customers as Array<{ id: number }>).at(-1)?.id ?? 0;
			// The last one that was known when it was published.
			await trigger.sandbox.api().delete(`/customers/${newest}`);
			return id;
		});
		const missed = await whileAway(trigger, async () => await make(trigger));
		const after = await make(trigger);
		expect(gone).toBeLessThan(missed);
		expect(started(trigger)).toEqual([
			['customer.created', missed, 'caught up'],
			['customer.created', after],
		]);
	});

	it('gives a list up that Pelcro refuses again and again: nothing comes twice one day', async () => {
		const trigger = await published();
		const match = { method: 'GET', pathPattern: '/customers' } as const;
		await whileAway(trigger, async () => await Promise.resolve());
		await trigger.sandbox.addFaults({ kind: 'status', status: 403, times: 1_000, match });
		let time = Date.now();
		const now = jest.spyOn(Date, 'now').mockImplementation(() => time);
		for (let tries = 0; tries < 12; tries += 1) {
			await make(trigger);
			time += 61_000;
		}
		const looks = await looksAt(trigger, '/customers');
		// The key may read it now; and n8n has forgotten the events.
		await trigger.sandbox.clearFaults();
		delete trigger.node.drawer.handledEvents;
		restartN8n();
		const count = trigger.node.started.length;
		const last = await make(trigger).finally(() => now.mockRestore());
		expect(started(trigger).slice(count)).toEqual([['customer.created', last]]);
		expect(looks).toBeLessThanOrEqual(11);
	});
});
