import { createServer } from 'node:http';

import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { AccountOptions, SandboxAccount } from '../../sandbox/client';
import { credentialsFor, testAccount, useSandbox } from '../engine/host/pelcroSandbox';
import { restartN8n, TriggerHost, type HostedTrigger, type TriggerOptions } from './triggerHost';

// What Pelcro refuses for a while is tried again, after longer and longer waits.
jest.mock('../../nodes/transport/clock', () =>
	jest
		.requireActual<typeof import('../engine/host/turnedClock')>('../engine/host/turnedClock')
		.turnedSource(),
);

useSandbox();

let host: TriggerHost;
let account: SandboxAccount;

beforeAll(async () => {
	host = await TriggerHost.start();
});
afterAll(async () => await host.stop());

beforeEach(async () => {
	account = await emptyAccount();
});

/** An account without the endpoints that a seeded publisher has. */
async function emptyAccount(options: AccountOptions = {}): Promise<SandboxAccount> {
	const { sandbox } = await testAccount({ customers: 3, ...options });
	for (const { id } of await endpointsOf(sandbox)) await sandbox.api().delete(`/webhooks/${id}`);
	await sandbox.clearJournal();
	return sandbox;
}

interface StoredEndpoint {
	id: number;
	url: string;
	description: string | null;
	events: string[];
	all_events_enabled: boolean;
	status: string;
	secret: string;
}

async function endpointsOf(sandbox = account): Promise<StoredEndpoint[]> {
	return (await sandbox.state('webhooks')).records.webhooks as StoredEndpoint[];
}

function trigger(more: Partial<TriggerOptions> = {}, sandbox = account): HostedTrigger {
	return host.add({
		credentials: credentialsFor(sandbox),
		parameters: {
			events: ['customer.created', 'subscription.created'],
			testWith: 'nextEvent',
			options: {},
		},
		...more,
	});
}

/** The requests that change something, as 'METHOD /path'. */
async function changesSent(): Promise<string[]> {
	const entries = await account.journal();
	return entries
		.filter(({ method }) => method !== 'GET')
		.map(({ method, path }) => `${method} ${path.replace(/^.*\/core/, '').replace(/\?.*/, '')}`);
}

/** Changes a node's endpoint as somebody does in Pelcro's settings. */
async function changeByHand(node: HostedTrigger, values: IDataObject): Promise<void> {
	node.answersForItself = true;
	const path = `/webhooks/${String(node.kept.endpointId)}`;
	const { status } = await account.api().put(path, { url: node.url, ...values });
	expect(status).toBe(200);
	node.answersForItself = false;
}

/** Registers a further endpoint of the account; its URL is called by nobody. */
async function occupy(values: IDataObject): Promise<number> {
	const { data } = await account.api().post<{ data: { id: number } }>('/webhooks', {
		all_events_enabled: true,
		...values,
	});
	return data.data.id;
}

describe('activation', () => {
	it('registers the URL with the API’s names of the events, and keeps ID and secret', async () => {
		const node = trigger({ workflowName: 'Welcome', name: 'New reader' });
		await node.activate();
		const [endpoint, ...others] = await endpointsOf();
		expect(others).toEqual([]);
		expect(endpoint).toMatchObject({
			url: node.url,
			description: expect.stringMatching(/^n8n: Welcome \(New reader\) · sealed:[\w-]+$/) as string,
			events: ['customer_created', 'subscription_created'],
			all_events_enabled: false,
			status: 'enabled',
		});
		expect(node.kept).toEqual({
			endpointId: String(endpoint?.id),
			url: node.url,
			secret: endpoint?.secret,
			registration: expect.any(Number) as number,
		});
		expect(JSON.stringify(endpoint?.description)).not.toContain(String(endpoint?.secret));
		expect(node.started).toEqual([]);
	});

	it('registers all events, and those that were typed in', async () => {
		const all = trigger({ parameters: { events: ['*', 'bill.paid'], options: {} } });
		const typed = trigger({
			parameters: {
				events: ['bill.paid'],
				options: { furtherEvents: ['subscription.paused', 'bill_paid', ' '] },
			},
		});
		await all.activate();
		await typed.activate();
		expect(await endpointsOf()).toMatchObject([
			{ all_events_enabled: true, events: [] },
			{ all_events_enabled: false, events: ['bill_paid', 'subscription_paused'] },
		]);
	});

	it('can register every event of the list', async () => {
		const [property] = (await import('../../nodes/PelcroTrigger/form/properties'))
			.triggerProperties;
		const events = (property?.options ?? []).flatMap((option) =>
			'value' in option && option.value !== '*' ? [String(option.value)] : [],
		);
		expect(events).toHaveLength(68);
		await trigger({ parameters: { events, options: {} } }).activate();
		expect((await endpointsOf())[0]?.events).toHaveLength(68);
	});

	it.each(['é', '👩‍👩‍👧', 'x'])('cuts a description of many %s between characters', async (letter) => {
		await trigger({ workflowName: letter.repeat(300) }).activate();
		const [endpoint] = await endpointsOf();
		const [visible = ''] = String(endpoint?.description).split(' · sealed:');
		expect(endpoint?.description?.length).toBeLessThanOrEqual(200);
		expect(visible.slice(5).replaceAll(letter, '')).toBe('');
		expect(endpoint?.description?.length).toBeGreaterThan(180);
	});

	it('needs an event', async () => {
		const node = trigger({ parameters: { events: [], options: {} } });
		await expect(node.activate()).rejects.toThrow('No event is chosen');
		expect(await changesSent()).toEqual([]);
	});

	it('says what to do when Pelcro cannot reach the URL, and leaves nothing', async () => {
		const unreachable = await TriggerHost.start();
		const node = unreachable.add({
			credentials: credentialsFor(account),
			parameters: { events: ['*'], options: {} },
		});
		await unreachable.stop();
		await expect(node.activate()).rejects.toMatchObject({
			message: expect.stringMatching(/does not accept the address of this workflow/) as string,
			description: expect.stringMatching(/WEBHOOK_URL/) as string,
		});
		expect(await endpointsOf()).toEqual([]);
		expect(node.kept).toEqual({});
	});

	it.each([
		{ errors: { url: ['The url has already been taken.'] } },
		{ errors: { url: ['url must be unique'] } },
		{ message: 'The URL has already been taken.' },
		{ error: { message: 'A webhook with this URL already exists.' } },
		{ errors: [{ message: 'url is already registered' }] },
	])('says that the address is registered already when Pelcro says: %j', async (body) => {
		await account.addFaults({ kind: 'status', status: 422, body, match: { method: 'POST' } });
		await expect(trigger().activate()).rejects.toMatchObject({
			message: expect.stringMatching(
				/has a webhook with the address of this workflow already/,
			) as string,
			description: expect.not.stringMatching(/WEBHOOK_URL/) as string,
		});
	});

	it('hides the API key, wherever Pelcro repeats it', async () => {
		const { apiKey } = account;
		const body = {
			message: `The key ${apiKey} …`,
			errors: { url: [`${apiKey} cannot reach it`], [`x ${apiKey}`]: ['wrong'] },
		};
		await account.addFaults({ kind: 'status', status: 422, body, match: { method: 'POST' } });
		const failure: unknown = await trigger()
			.activate()
			.catch((error: unknown) => error);
		const { message, description } = failure as { message: string; description: string };
		expect(message).toContain('[hidden] cannot reach it');
		expect(`${message} ${description} ${JSON.stringify(failure)}`).not.toContain(apiKey);
	});

	it('answers a signed event that comes before Pelcro’s own answer with 503', async () => {
		const node = trigger();
		await account.addFaults({ kind: 'slow', delayMs: 1_000, match: { method: 'POST' } });
		const activation = node.activate();
		await new Promise((resolve) => setTimeout(resolve, 300));
		const event = Buffer.from('{"type":"customer.created","id":"evt_early","data":{}}');
		const headers = { 'x-pelcro-hmac-sha256': 'A'.repeat(43) + '=' };
		expect(await node.receive(event, headers)).toMatchObject({ status: 503 });
		expect(await node.receive(Buffer.from('{}'), {})).toMatchObject({ status: 200 });
		await activation;
		expect(node.started).toEqual([]);
	});

	it.each([
		[{ planIds: '203, abc' }, /'Only for Plan Names or IDs' holds 'abc'/],
		[{ siteIds: '1e3' }, /'Only for Site Names or IDs' holds '1e3'/],
		[{ furtherEvents: ['subscription paused'] }, /'Further Events' holds 'subscription paused'/],
	])('refuses %j with a word, before anything is sent', async (options, message) => {
		const node = trigger({ parameters: { events: ['bill.paid'], options } });
		await expect(node.activate()).rejects.toThrow(message);
		expect(await account.journal()).toEqual([]);
	});

	it('shows Pelcro’s words when the key is wrong', async () => {
		const node = trigger({ credentials: { ...credentialsFor(account), apiKey: 'wrong' } });
		await expect(node.activate()).rejects.toMatchObject({
			httpCode: '401',
			description: expect.stringMatching(/Check the API Key/) as string,
		});
	});

	it('is nobody’s click in production: a Pelcro that comes back is waited for', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(0);
		const away = { kind: 'status', status: 503, match: { method: 'GET' }, times: 4 } as const;
		await account.addFaults(away);
		await trigger().activate();
		expect(await endpointsOf()).toHaveLength(1);
		await account.addFaults(away);
		await expect(trigger({ test: true }).activate()).rejects.toMatchObject({ httpCode: '503' });
		jest.restoreAllMocks();
	});

	it('leaves nothing when the answer gets lost, and succeeds the next time', async () => {
		const node = trigger();
		await account.addFaults({ kind: 'reset-after', match: { method: 'POST' } });
		await expect(node.activate()).rejects.toThrow();
		expect(await endpointsOf()).toEqual([]);
		await node.activate();
		expect(await endpointsOf()).toHaveLength(1);
	});
});

describe('an endpoint that exists', () => {
	it('is left as it is when it is as wanted', async () => {
		const node = trigger();
		await node.activate();
		const before = await endpointsOf();
		await account.clearJournal();
		expect(await node.call('checkExists')).toBe(true);
		expect(await changesSent()).toEqual([]);
		expect(await endpointsOf()).toEqual(before);
	});

	it('is left alone when it is registered for all events already, which Pelcro writes as 1', async () => {
		const node = trigger({ parameters: { events: ['*'], options: {} } });
		await node.activate();
		await account.clearJournal();
		expect(await node.call('checkExists')).toBe(true);
		const calls = (await account.journal()).map(({ method }) => method);
		expect(calls).toEqual(calls.map(() => 'GET'));
		expect(calls).not.toEqual([]);
	});

	it.each([
		['other events', { all_events_enabled: false, events_enabled: ['bill_paid'] }],
		['all events', { all_events_enabled: true }],
		[
			'been switched off',
			{
				all_events_enabled: false,
				events_enabled: ['customer_created', 'subscription_created'],
				status: 'disabled',
			},
		],
	])('is mended when it has %s, and keeps its secret', async (_name, values) => {
		const node = trigger();
		await node.activate();
		const [made] = await endpointsOf();
		await changeByHand(node, values);
		expect(await endpointsOf()).not.toEqual([made]);
		expect(await node.call('checkExists')).toBe(true);
		expect(await endpointsOf()).toMatchObject([
			{
				id: made?.id,
				secret: made?.secret,
				events: ['customer_created', 'subscription_created'],
				all_events_enabled: false,
				status: 'enabled',
			},
		]);
		expect(node.started).toEqual([]);
	});

	it.each<Record<string, string>>([{}, { webhookSecret: 'whsec_another' }])(
		'is found again with its secret when n8n has lost what it kept',
		async (more) => {
			const node = trigger({ credentials: { ...credentialsFor(account), ...more } });
			await node.activate();
			const before = await endpointsOf();
			node.staticData = {};
			restartN8n();
			await node.activate();
			expect(await endpointsOf()).toEqual(before);
			expect(node.kept.secret).toBe(before[0]?.secret);
		},
	);

	it.each<Record<string, string>>([{}, { webhookSecret: 'whsec_another' }])(
		'is made anew when its secret is lost for good',
		async (more) => {
			const node = trigger({ credentials: { ...credentialsFor(account), ...more } });
			await node.activate();
			const [made] = await endpointsOf();
			await changeByHand(node, { all_events_enabled: true, description: 'n8n: without a secret' });
			node.staticData = {};
			restartN8n();
			await node.activate();
			const [anew, ...others] = await endpointsOf();
			expect(others).toEqual([]);
			expect(anew?.id).not.toBe(made?.id);
			expect(node.kept.secret).toBe(anew?.secret);
		},
	);

	it('shows the workflow’s new name after it was renamed', async () => {
		const node = trigger({ workflowName: 'Welcome' });
		await node.activate();
		node.options.workflowName = 'Hello';
		expect(await node.call('checkExists')).toBe(true);
		expect((await endpointsOf())[0]?.description).toMatch(/^n8n: Hello \(Pelcro Trigger\) · /);
	});

	it('is kept when the secret cannot be sealed at Pelcro', async () => {
		const node = trigger();
		await account.addFaults({ kind: 'status', status: 500, times: 9, match: { method: 'PUT' } });
		await node.activate();
		await account.clearFaults();
		expect(await endpointsOf()).toMatchObject([
			{ description: 'n8n: New readers (Pelcro Trigger)' },
		]);
		expect(await node.call('checkExists')).toBe(true);
		expect((await endpointsOf())[0]?.description).toContain('sealed:');
	});

	it('is left to n8n’s next try when it cannot be mended', async () => {
		const node = trigger();
		await node.activate();
		await changeByHand(node, { all_events_enabled: true });
		await account.addFaults({ kind: 'status', status: 503, times: 20, match: { method: 'PUT' } });
		await expect(node.call('checkExists')).rejects.toMatchObject({ httpCode: '503' });
		await account.clearFaults();
		expect(await node.call('checkExists')).toBe(true);
		expect(await endpointsOf()).toMatchObject([{ all_events_enabled: false }]);
	});

	it('is made anew when somebody deleted it', async () => {
		const node = trigger();
		await node.activate();
		await account.api().delete(`/webhooks/${node.kept.endpointId}`);
		await node.activate();
		expect((await endpointsOf()).map(({ id }) => String(id))).toEqual([node.kept.endpointId]);
	});

	it('is removed at its former path when n8n’s path has changed', async () => {
		const former = trigger();
		await former.activate();
		const moved = trigger();
		moved.staticData = former.staticData;
		await moved.activate();
		expect((await endpointsOf()).map(({ url }) => url)).toEqual([moved.url]);
	});
});

describe('an endpoint at another address', () => {
	/** The same workflow in another n8n, as a copy of the database has it. */
	async function copyOf(production: HostedTrigger, options: INodeParameters = {}) {
		const elsewhere = await TriggerHost.start();
		const copy = elsewhere.add({
			credentials: credentialsFor(account),
			parameters: { events: ['customer.created'], options },
		});
		copy.staticData = production.staticData;
		return { copy, elsewhere };
	}

	const urls = async () => (await endpointsOf()).map(({ url }) => url);

	it('is left alone while something answers there: a copy must not unplug production', async () => {
		const production = trigger();
		await production.activate();
		const { copy, elsewhere } = await copyOf(production);
		await copy.activate();
		expect(await urls()).toEqual([production.url, copy.url]);
		expect(production.started).toEqual([]);
		await copy.deactivate();
		expect(await urls()).toEqual([production.url]);
		await elsewhere.stop();
	});

	it('is left alone when a copy is unpublished that was never published', async () => {
		const production = trigger();
		await production.activate();
		const { copy, elsewhere } = await copyOf(production);
		await copy.deactivate();
		expect(await urls()).toEqual([production.url]);
		await elsewhere.stop();
	});

	it('is left alone while n8n is down there', async () => {
		const down = await TriggerHost.start();
		const production = down.add({
			credentials: credentialsFor(account),
			parameters: { events: ['*'], options: {} },
		});
		await production.activate();
		await down.stop();
		const { copy, elsewhere } = await copyOf(production);
		await copy.activate();
		expect(await urls()).toEqual([production.url, copy.url]);
		await elsewhere.stop();
	});

	it.each<[string, number, string, string]>([
		['404 as text', 404, 'text/plain', '404 page not found'],
		['404 as JSON', 404, 'application/json', '{"message":"Not Found"}'],
		['a web page', 200, 'text/html', '<html></html>'],
		['a login', 302, 'text/html', ''],
		['502', 502, 'text/html', ''],
	])(
		'is left alone where a proxy answers in place of a stopped n8n: %s',
		async (_what, status, type, body) => {
			const down = await TriggerHost.start();
			const production = down.add({
				credentials: credentialsFor(account),
				parameters: { events: ['*'], options: {} },
			});
			await production.activate();
			await down.stop();
			const proxy = createServer((request, response) => {
				request.resume();
				response.writeHead(status, { 'content-type': type, location: '/login' }).end(body);
			});
			const port = Number(new URL(production.url).port);
			await new Promise<void>((resolve) => proxy.listen(port, '127.0.0.1', resolve));
			const { copy, elsewhere } = await copyOf(production);
			await copy.activate();
			expect(await urls()).toEqual([production.url, copy.url]);
			await elsewhere.stop();
			proxy.closeAllConnections();
			proxy.close();
		},
	);

	it('is removed where nobody knows the workflow any more', async () => {
		const production = trigger();
		await production.activate();
		host.remove(production);
		const { copy, elsewhere } = await copyOf(production);
		await copy.activate();
		expect(await urls()).toEqual([copy.url]);
		await elsewhere.stop();
	});

	it('is removed where the user says so', async () => {
		const production = trigger();
		await production.activate();
		const { copy, elsewhere } = await copyOf(production, { takeOver: true });
		await copy.activate();
		expect(await urls()).toEqual([copy.url]);
		await elsewhere.stop();
	});
});

describe('an endpoint for the URL that somebody made by hand', () => {
	const webhookSecret = 'whsec_by_hand';

	it('is used with the credential’s secret, and outlives the workflow', async () => {
		const node = trigger({
			credentials: { ...credentialsFor(account), webhookSecret },
			parameters: { events: ['*'], options: {} },
		});
		await occupy({ url: node.url, description: 'Ours' });
		await node.activate();
		expect(node.kept).toMatchObject({ foreign: true });
		await node.deactivate();
		await expect(endpointsOf()).resolves.toMatchObject([{ url: node.url, description: 'Ours' }]);
		expect(await changesSent()).toEqual(['POST /webhooks']);
	});

	it.each([
		['sends something else', { webhookSecret }, /not made by n8n/],
		['has a secret that nobody knows', {}, /secret of the webhook is not known/],
	])('is an error when it %s', async (name, secret, message) => {
		const events = name === 'sends something else' ? ['bill.paid'] : ['*'];
		const node = trigger({
			credentials: { ...credentialsFor(account), ...secret },
			parameters: { events, options: {} },
		});
		await occupy({ url: node.url });
		await expect(node.activate()).rejects.toThrow(message);
		expect(await changesSent()).toEqual(['POST /webhooks']);
	});
});

describe('deactivation', () => {
	it('removes the node’s own endpoint only', async () => {
		const others = [
			await occupy({ url: 'https://crm.example.com/pelcro', description: 'CRM' }),
			await occupy({
				url: 'https://other.example.com/webhook/x/webhook',
				description: 'n8n: Other',
			}),
		];
		const node = trigger();
		const neighbour = trigger();
		await node.activate();
		await neighbour.activate();
		await node.deactivate();
		expect((await endpointsOf()).map(({ id }) => id)).toEqual([
			...others,
			Number(neighbour.kept.endpointId),
		]);
		expect(node.kept).toEqual({});
	});

	it('does not mind that the endpoint is gone', async () => {
		const node = trigger();
		await node.activate();
		await account.api().delete(`/webhooks/${node.kept.endpointId}`);
		await node.deactivate();
		expect(node.kept).toEqual({});
	});

	it('does not mind that it goes meanwhile', async () => {
		const node = trigger();
		await node.activate();
		await account.addFaults({ kind: 'reset-after', match: { method: 'DELETE' } });
		await node.deactivate();
		expect(await endpointsOf()).toEqual([]);
	});

	it('finds the endpoint when static data is lost', async () => {
		const node = trigger();
		await node.activate();
		node.staticData = {};
		await node.deactivate();
		expect(await endpointsOf()).toEqual([]);
	});

	it('touches nothing in another account, whatever IDs it has', async () => {
		const node = trigger();
		await node.activate();
		const other = await emptyAccount();
		await other
			.api()
			.post('/webhooks', { url: 'https://crm.example.com/', all_events_enabled: true });
		const [stranger] = await endpointsOf(other);
		expect(stranger).toBeDefined();
		// The credential was edited: the same node now works with the other account.
		node.staticData = {
			'node:Pelcro Trigger': { ...node.kept, endpointId: String(stranger?.id) },
		};
		node.options.credentials = credentialsFor(other);
		await node.deactivate();
		expect(await endpointsOf(other)).toEqual([stranger]);
	});
});

describe('the secret', () => {
	const silent = { webhookSecretInAnswer: false };

	it('is asked for when Pelcro does not tell it; nothing is left behind', async () => {
		account = await emptyAccount(silent);
		const node = trigger();
		await expect(node.activate()).rejects.toMatchObject({
			message: expect.stringMatching(/did not tell the secret/) as string,
			description: expect.stringMatching(/settings \(Notifications\).*Webhook Secret/) as string,
		});
		expect(await endpointsOf()).toEqual([]);
		expect(node.kept).toEqual({});
	});

	it('may be the credential’s', async () => {
		account = await emptyAccount(silent);
		const node = trigger({
			credentials: { ...credentialsFor(account), webhookSecret: ' whsec_1 ' },
		});
		await node.activate();
		expect(await endpointsOf()).toHaveLength(1);
		expect(node.kept).not.toHaveProperty('secret');
		expect((await endpointsOf())[0]?.description).not.toContain('sealed');
		expect(await node.call('checkExists')).toBe(true);
		expect(await changesSent()).toEqual(['POST /webhooks']);
	});

	it('is not needed where unsigned events are accepted', async () => {
		account = await emptyAccount(silent);
		const parameters = { events: ['*'], options: { acceptUnsigned: true } };
		const node = trigger({ parameters });
		await node.activate();
		expect(await node.call('checkExists')).toBe(true);
		expect(await endpointsOf()).toHaveLength(1);
	});
});

describe('the limit of ten endpoints', () => {
	it('is an error that tells what occupies them', async () => {
		for (let n = 0; n < 10; n += 1) {
			await occupy({ url: `https://crm.example.com/${n}`, description: `CRM ${n}` });
		}
		const node = trigger();
		const failure: unknown = await node.activate().catch((error: unknown) => error);
		expect(failure).toMatchObject({
			message: expect.stringMatching(/allows 10 webhook endpoints/) as string,
		});
		const { description, message } = failure as { description: string; message: string };
		// Of a failed activation, n8n shows the message only.
		expect(message).toContain(description);
		for (let n = 0; n < 10; n += 1) {
			expect(description).toMatch(new RegExp(`#\\d+ https://crm.example.com/${n} CRM ${n}`));
		}
		expect(await endpointsOf()).toHaveLength(10);
	});

	it('shows no tokens that others have put into their addresses', async () => {
		for (let n = 0; n < 10; n += 1) {
			await occupy({ url: `https://user:word@crm.example.com/${n}?token=hush#hush` });
		}
		const failure: unknown = await trigger()
			.activate()
			.catch((error: unknown) => error);
		const { message } = failure as Error;
		expect(message).toContain('https://crm.example.com/9');
		expect(message).not.toMatch(/hush|word/);
	});

	it('is not reached by activating again and again', async () => {
		const node = trigger();
		for (let n = 0; n < 15; n += 1) await node.activate();
		expect(await endpointsOf()).toHaveLength(1);
		for (let n = 0; n < 12; n += 1) {
			await node.deactivate();
			await node.activate();
		}
		expect(await endpointsOf()).toHaveLength(1);
	});
});

describe('several nodes', () => {
	it('each have an endpoint and a secret of their own, in one account or in several', async () => {
		const second = await emptyAccount();
		const nodes = [trigger(), trigger(), trigger({}, second)];
		await Promise.all(nodes.map(async (node) => await node.activate()));
		expect(await endpointsOf()).toHaveLength(2);
		expect(await endpointsOf(second)).toHaveLength(1);
		expect(new Set(nodes.map(({ kept }) => kept.secret)).size).toBe(3);
		await nodes[0]?.deactivate();
		expect(await endpointsOf()).toHaveLength(1);
		expect(await endpointsOf(second)).toHaveLength(1);
	});

	it('of one name, one for tests and one in production, do not disturb each other', async () => {
		const production = trigger();
		await production.activate();
		const test = trigger({ test: true });
		await test.activate();
		expect((await endpointsOf()).map(({ url }) => url)).toEqual([production.url, test.url]);
		expect(test.url).toMatch(/webhook-test/);
		await test.deactivate();
		expect((await endpointsOf()).map(({ url }) => url)).toEqual([production.url]);
	});
});
