import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { N8nEditor } from '../../../demo/n8n/n8nEditor';
import { chosenLine } from '../../../demo/n8n/n8nLine';
import { WORKFLOWS } from '../../../demo/projectPaths';
import type { RawOrder, SandboxAccount } from '../../../sandbox/client';
import { createAccount } from '../../../sandbox/client';
import { EventCollector, pause } from '../../trigger/real/eventCollector';
import {
	collectNode,
	pelcroNode,
	PublishedWorkflows,
	startNode,
	triggerNode,
	type StoredWorkflow,
	type WorkflowFile,
} from '../../trigger/real/publishedWorkflows';
import { keepPicture } from '../stage/pictures';
import type { Stage } from '../stage/stage';

const LISTENING = 'What happens in Pelcro';
const EVENTS = ['customer.created', 'subscription.created'];

/** Time in which an execution that must not be would have come about, milliseconds. */
const QUIET_MS = 1_500;

interface Endpoint {
	id: number;
	url: string;
	events: string[];
	status: string;
}

/** All that the checks of the trigger share. */
interface TriggerStage extends Stage {
	account: SandboxAccount;
	collector: EventCollector;
	workflows: PublishedWorkflows;
	n8n: N8nEditor;
	listening: StoredWorkflow;
	credentialId: string;
}

/** The trigger in a real n8n, with real webhooks of the sandbox. */
export async function triggerScenario(stage: Stage): Promise<void> {
	const collector = await EventCollector.start();
	try {
		const set = await setTriggerStage(stage, collector);
		await formScenario(set);
		await activationScenario(set);
		await arrivalScenario(set);
		await hostileScenario(set);
		await testUrlScenario(set);
		await renameScenario(set);
		await deactivationScenario(set);
		await exampleCheck(set);
		await limitScenario(set);
	} finally {
		collector.stop();
	}
}

async function setTriggerStage(stage: Stage, collector: EventCollector): Promise<TriggerStage> {
	const account = await createAccount(new URL(stage.account.baseUrl).origin, {
		customers: 5,
		limit: null,
		webhookTries: 1,
	});
	for (const { id } of await endpointsOf(account)) await account.api().delete(`/webhooks/${id}`);
	const n8n = await N8nEditor.signIn(new URL(stage.editor.page.url()).origin);
	const workflows = new PublishedWorkflows(n8n.rest);
	const credentialId = await workflows.addCredential(account, 'Pelcro account');
	const listening = await workflows.add(LISTENING, credentialId, [
		triggerNode({ events: EVENTS, testWith: 'nextEvent' }),
		collectNode(collector.url),
	]);
	return { ...stage, account, collector, workflows, n8n, listening, credentialId };
}

async function endpointsOf(account: SandboxAccount): Promise<Endpoint[]> {
	return (await account.state('webhooks')).records.webhooks as Endpoint[];
}

async function onlyEndpoint(account: SandboxAccount): Promise<Endpoint> {
	const [endpoint, ...others] = await endpointsOf(account);
	assert.ok(endpoint, 'there is no endpoint');
	assert.deepEqual(others, []);
	return endpoint;
}

async function activationScenario({ account, workflows, listening, checks }: TriggerStage) {
	await checks.run('Activating a workflow registers its endpoint and starts nothing', async () => {
		await workflows.activate(listening);
		const { url, events } = await onlyEndpoint(account);
		assert.match(url, /\/webhook\//);
		assert.deepEqual(
			events,
			EVENTS.map((event) => event.replace('.', '_')),
		);
		assert.equal(await workflows.executionCount(listening), 0);
	});
}

async function formScenario({ editor, listening, checks }: TriggerStage): Promise<void> {
	await checks.run('The form of the trigger shows what it waits for', async () => {
		await editor.openWorkflow(listening.id);
		await editor.openNode('Pelcro Trigger');
		const form = await editor.formText();
		for (const label of ['Trigger On', 'Customer Created', 'Subscription Created', 'Simplify']) {
			assert.ok(form.includes(label), `no '${label}'`);
		}
		await keepPicture(editor.page, 'trigger');
	});
}

async function arrivalScenario(stage: TriggerStage): Promise<void> {
	const { account, collector, workflows, n8n, listening, credentialId, checks } = stage;
	await checks.run('What another workflow makes in Pelcro arrives, once', async () => {
		const [plan] = (await account.state('plans')).records.plans as Array<{ id: number }>;
		assert.ok(plan);
		const making = await workflows.add('Makes a subscriber', credentialId, [
			startNode('make-subscriber'),
			pelcroNode('Customer', {
				resource: 'customer',
				operation: 'create',
				email: 'arrives@example.com',
			}),
			pelcroNode('Subscription', {
				resource: 'subscription',
				operation: 'create',
				customerId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
				planId: { __rl: true, mode: 'id', value: String(plan.id) },
				collectionMethod: 'send_invoice',
			}),
		]);
		await workflows.activate(making);
		await n8n.rest.post('/make-subscriber', {}, { baseURL: `${n8n.url}/webhook` });
		const arrived = await collector.waitFor(LISTENING, EVENTS.length);
		assert.deepEqual(arrived.map(({ event }) => event).sort(), EVENTS);
		const customer = arrived.find(({ event }) => event === EVENTS[0]);
		assert.ok(customer);
		assert.deepEqual(Object.keys(customer), ['event', 'id', 'created', 'object', 'previous']);
		assert.equal((customer.object as { email: string }).email, 'arrives@example.com');
		const deliveries = await account.settledDeliveries();
		assert.deepEqual(
			deliveries.map(({ state, statuses }) => [state, statuses]),
			EVENTS.map(() => ['delivered', [200]]),
		);
		await nothingMore(stage, EVENTS.length);
		await workflows.deactivate(making);
	});
	await checks.run('A re-delivery is answered and starts nothing', async () => {
		const [first] = await account.deliveries();
		assert.ok(first);
		await account.redeliver({ event: first.event });
		const again = (await account.settledDeliveries()).at(-1);
		assert.deepEqual(again?.statuses, [200]);
		await nothingMore(stage, EVENTS.length);
	});
	await checks.run('n8n has one execution for each event', async () => {
		assert.equal(await workflows.executionCount(listening), EVENTS.length);
	});
}

/** Waits a little, and looks that no further item came. */
async function nothingMore({ collector }: TriggerStage, count: number): Promise<void> {
	await pause(QUIET_MS);
	assert.equal(collector.of(LISTENING).length, count);
}

type Hostile = [name: string, status: number | null, order: Omit<RawOrder, 'endpoint'>];

const HEADER = 'X-Pelcro-Hmac-SHA256';

function hostileRequests(secret: string, handled: string): Hostile[] {
	let made = 0;
	const event = (filler = '') => {
		made += 1;
		const id = `evt_hostile_${made}`;
		return JSON.stringify({ type: EVENTS[0], id, created: 1, data: { object: { id: 1, filler } } });
	};
	const sign = (body: string, algorithm = 'sha256') =>
		createHmac(algorithm, secret).update(body).digest('base64');
	const signedFor = (body: string) => ({ [HEADER]: sign(body) });
	const body = event();
	const big = event('x'.repeat(1_000_000));
	const cut = body.slice(0, 50);
	return [
		['no signature', 401, { body, sign: 'none' }],
		['an empty signature', 401, { body, headers: { [HEADER]: '' } }],
		['another key', 401, { body, sign: { secret: 'whsec_other' } }],
		['a changed byte', 401, { body: body.replace('"id":1', '"id":2'), headers: signedFor(body) }],
		[
			'JSON written again',
			401,
			{ body: JSON.stringify(JSON.parse(body), null, 1), headers: signedFor(body) },
		],
		// n8n itself refuses what it cannot read, before the node is asked
		['a body cut short', 422, { body: cut, headers: signedFor(body) }],
		['a body cut short and signed so', 422, { body: cut }],
		['a connection cut within the body', null, { body, cutAfter: 20 }],
		['1 MB, not signed', 401, { body: big, sign: 'none' }],
		['1 MB, signed for something else', 401, { body: big, headers: signedFor(body) }],
		['the wrong content type', 400, { body, headers: { 'content-type': 'text/plain' } }],
		['a form', 400, { body, headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
		[
			// newer n8n refuses a form that it cannot read; 2.8 calls the node, which has no body to check
			'a form with files',
			chosenLine().name === 'oldest' ? 401 : 400,
			{ body, headers: { 'content-type': 'multipart/form-data; boundary=x' } },
		],
		['JSON that is no event', 400, { body: '{"hello":"world"}' }],
		['a list', 400, { body: '[]' }],
		['no body', 401, { body: '', sign: 'none' }],
		['SHA-1', 401, { body, headers: { [HEADER]: sign(body, 'sha1') } }],
		['SHA-512', 401, { body, headers: { [HEADER]: sign(body, 'sha512') } }],
		['the header twice', 401, { body, headers: { [HEADER]: [sign(body), sign(body)] } }],
		['a right and a wrong header', 401, { body, headers: { [HEADER]: [sign(body), 'x'] } }],
		['a replay', 200, { body: handled }],
		['a replay, signed for something else', 401, { body: handled, headers: signedFor(body) }],
	];
}

async function hostileScenario(stage: TriggerStage): Promise<void> {
	const { account, collector, workflows, n8n, listening, checks } = stage;
	const { id: endpoint } = await onlyEndpoint(account);
	const secret = await account.webhookSecret(endpoint);
	const event = { type: 'customer.created', id: 'evt_replayed', created: 1, data: { object: {} } };
	const handled = JSON.stringify(event);
	await checks.run('An event is taken (which is replayed below)', async () => {
		const { status } = await account.sendRaw({ endpoint, body: handled });
		assert.equal(status, 200);
		await collector.waitFor(LISTENING, EVENTS.length + 1);
	});
	const before = await workflows.executionCount(listening);
	for (const [name, status, order] of hostileRequests(secret, handled)) {
		await checks.run(`Hostile: ${name} gets ${status ?? 'no answer'}`, async () => {
			assert.equal((await account.sendRaw({ endpoint, ...order })).status, status);
		});
	}
	await checks.run('No hostile request has started the workflow, and n8n is up', async () => {
		await nothingMore(stage, EVENTS.length + 1);
		assert.equal(await workflows.executionCount(listening), before);
		assert.equal((await n8n.rest.get('/healthz', { baseURL: n8n.url })).status, 200);
		const { status } = await account.sendRaw({
			endpoint,
			body: JSON.stringify({ ...event, id: 'evt_after' }),
		});
		assert.equal(status, 200);
		await collector.waitFor(LISTENING, EVENTS.length + 2);
	});
}

async function testUrlScenario(stage: TriggerStage): Promise<void> {
	const { account, collector, editor, listening, checks } = stage;
	await checks.run('The test URL gets an event of its own, and production goes on', async () => {
		const production = await onlyEndpoint(account);
		collector.clear();
		await editor.openWorkflow(listening.id);
		const finished = editor.executeWorkflow();
		const test = await waitForEndpoint(account, /\/webhook-test\//);
		assert.deepEqual(test.events, production.events);
		await account.api().post('/customers', { email: 'tested@example.com' });
		// the trigger and the node behind it, once for the test; production has no canvas
		assert.equal(await finished, 2);
		const statuses = (await account.settledDeliveries()).slice(-2).map((one) => one.statuses);
		assert.deepEqual(statuses, [[200], [200]]);
		assert.equal((await collector.waitFor(LISTENING, 2)).length, 2);
		await nothingMore(stage, 2);
		assert.deepEqual(await onlyEndpoint(account), production);
	});
}

async function waitForEndpoint(account: SandboxAccount, url: RegExp): Promise<Endpoint> {
	for (let tries = 0; tries < 200; tries += 1) {
		const found = (await endpointsOf(account)).find((endpoint) => url.test(endpoint.url));
		if (found) return found;
		await pause(50);
	}
	throw new Error(`There is no endpoint ${String(url)}`);
}

async function renameScenario(stage: TriggerStage): Promise<void> {
	const { account, collector, workflows, listening, checks } = stage;
	await checks.run('A renamed node keeps one endpoint, and works', async () => {
		const [trigger, ...others] = listening.nodes;
		assert.ok(trigger);
		const renamed = { ...trigger, name: 'Renamed', parameters: { events: ['customer.created'] } };
		Object.assign(listening, await workflows.change(listening, [renamed, ...others]));
		await workflows.activate(listening);
		const { events } = await onlyEndpoint(account);
		assert.deepEqual(events, ['customer_created']);
		collector.clear();
		await account.api().post('/customers', { email: 'renamed@example.com' });
		await collector.waitFor(LISTENING, 1);
	});
}

async function deactivationScenario({ account, workflows, listening, checks }: TriggerStage) {
	await checks.run('Deactivating the workflow removes the endpoint', async () => {
		await workflows.deactivate(listening);
		assert.deepEqual(await endpointsOf(account), []);
	});
}

/** The example in workflows/, with the credential chosen and its last node handing over the email. */
async function exampleCheck(stage: TriggerStage): Promise<void> {
	const { account, collector, workflows, credentialId, checks } = stage;
	await checks.run('The example workflow writes a reminder for a failed payment', async () => {
		const path = join(WORKFLOWS, 'failed-payment-reminder.json');
		const file = JSON.parse(await readFile(path, 'utf8')) as WorkflowFile;
		const handOver = collectNode(collector.url);
		const stored = await workflows.store(
			{
				...file,
				nodes: file.nodes.map((node) =>
					node.type.endsWith('.emailSend')
						? {
								...node,
								type: handOver.type,
								typeVersion: 4.2,
								parameters: handOver.parameters,
								disabled: false,
							}
						: node,
				),
			},
			credentialId,
		);
		await workflows.activate(stored);
		const [invoice] = (await account.state('invoices')).records.invoices as Invoice[];
		assert.ok(invoice);
		await account.emitEvent({ type: 'invoice.payment_failed', id: invoice.id });
		const [email] = await collector.waitFor(file.name, 1);
		const { data: customer } = await account.api().get<Envelope>(`/customers/${invoice.user_id}`);
		assert.equal(email?.to, customer.data.email);
		assert.match(String(email?.text), new RegExp(`your invoice ${invoice.id} did not go through`));
		await workflows.deactivate(stored);
		assert.deepEqual(await endpointsOf(account), []);
	});
}

interface Invoice {
	id: number;
	user_id: number;
}

interface Envelope {
	data: { email: string };
}

async function limitScenario(stage: TriggerStage): Promise<void> {
	const { account, workflows, listening, checks } = stage;
	await checks.run('With ten endpoints used, activation fails and lists them', async () => {
		for (let n = 0; n < 10; n += 1) {
			const url = `https://crm.example.com/${n}`;
			await account.api().post('/webhooks', { url, all_events_enabled: true });
		}
		await assert.rejects(async () => await workflows.activate(listening), {
			message: /allows 10 webhook endpoints.*crm\.example\.com\/0.*crm\.example\.com\/9/s,
		});
		assert.equal((await endpointsOf(account)).length, 10);
	});
}
