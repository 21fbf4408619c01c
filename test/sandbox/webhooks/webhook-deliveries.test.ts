import { createHmac } from 'node:crypto';
import type { AccountOptions } from '../../../sandbox/client';
import type { RunningSandbox } from '../../../sandbox/process';
import { sharedSandbox } from '../../run/sharedSandbox';
import { Receiver } from './receiver';
import { Session } from '../session';

const SIGNATURE = 'x-pelcro-hmac-sha256';

let sandbox: RunningSandbox;
let receiver: Receiver;
let on: Session;

beforeAll(async () => {
	sandbox = await sharedSandbox();
});

afterAll(() => sandbox.stop());

beforeEach(async () => {
	receiver = await Receiver.open();
	await open();
});

afterEach(async () => {
	await on.account.remove();
	await receiver.close();
});

/** An account whose failed deliveries are tried again soon. */
async function open(options: AccountOptions = {}): Promise<void> {
	on = await Session.open(sandbox.url, { webhookRetryMs: 20, webhookTries: 3, ...options });
}

async function endpoint(body: object = {}) {
	const made = await on.made('/webhooks', {
		url: receiver.url(),
		all_events_enabled: true,
		...body,
	});
	receiver.received = [];
	return made;
}

const newCustomer = (name = 'ann') => on.made('/customers', { email: `${name}@example.com` });

const signatureOf = (body: Buffer, secret: string) =>
	createHmac('sha256', secret).update(body).digest('base64');

describe('the registration ping', () => {
	it('comes before the endpoint is made or changed: a POST of JSON that is not signed', async () => {
		const url = receiver.url();
		const { id } = await on.made('/webhooks', { url, all_events_enabled: true });
		await on.changed(`/webhooks/${id}`, { url, all_events_enabled: true });
		expect(receiver.received).toHaveLength(2);
		for (const { headers, body } of receiver.received) {
			expect(headers['content-type']).toBe('application/json');
			expect(headers).not.toHaveProperty(SIGNATURE);
			expect(JSON.parse(body.toString('utf8'))).toEqual({});
		}
	});

	it('holds the answer back until it was answered', async () => {
		receiver.delayMs = 150;
		const began = Date.now();
		await endpoint();
		expect(Date.now() - began).toBeGreaterThanOrEqual(145);
	});

	it.each([
		[200, true],
		[204, true],
		[302, false],
		[404, false],
		[500, false],
		[null, false],
	])('answered %j makes the endpoint: %j', async (status, isMade) => {
		receiver.status = status;
		const body = { url: receiver.url(), all_events_enabled: true };
		const { data } = await on.api.post('/webhooks', body);
		expect(data.status === 'success').toBe(isMade);
		expect(Object.keys(data.errors ?? {})).toEqual(isMade ? [] : ['url']);
		expect(receiver.received).toHaveLength(1);
	});
});

describe('the secret', () => {
	it('is told on creation unless the account says otherwise, and always by control', async () => {
		const { id, secret } = await endpoint();
		expect(secret).toMatch(/^whsec_/);
		expect(await on.account.webhookSecret(id)).toBe(secret);
		await on.account.change({ webhookSecretInAnswer: false });
		const silent = await endpoint({ url: receiver.url('/other') });
		expect(silent).not.toHaveProperty('secret');
		expect(await on.account.webhookSecret(silent.id)).toMatch(/^whsec_/);
		await expect(on.account.webhookSecret(999)).rejects.toMatchObject({
			response: { status: 404 },
		});
	});
});

describe('deliveries', () => {
	it('are signed over their raw body under the secret of their endpoint', async () => {
		const first = await endpoint();
		const second = await endpoint({ url: receiver.url('/second', 'localhost') });
		await on.made('/customers', { email: 'ann@example.com', first_name: 'Änne "Ann" ☕' });
		await on.account.settledDeliveries();
		const signatures = receiver.received.map(({ headers, body }) => {
			expect(headers['content-type']).toBe('application/json');
			const expected = [first, second].map(({ secret }) => signatureOf(body, secret));
			return expected.indexOf(String(headers[SIGNATURE]));
		});
		expect(signatures.sort()).toEqual([0, 1]);
		expect(receiver.received[0]?.body.toString('utf8')).toContain('☕');
	});

	it('go to enabled endpoints that are registered for the event, and nowhere else', async () => {
		const registered = (events_enabled: string[]) => ({
			all_events_enabled: false,
			events_enabled,
		});
		const wanted = await endpoint({
			url: receiver.url('/1'),
			...registered(['customer_created', 'order_payment_succeeded']),
		});
		await endpoint({ url: receiver.url('/2'), ...registered(['customer_updated']) });
		const off = await endpoint({ url: receiver.url('/3') });
		const status = { url: receiver.url('/3'), all_events_enabled: true, status: 'disabled' };
		await on.changed(`/webhooks/${off.id}`, status);
		await on.made('/webhooks', { url: 'https://hooks.example.com/', all_events_enabled: true });
		await newCustomer();
		const data = {};
		await on.account.emitEvent({ type: 'order.payment.succeeded', data });
		expect(await on.account.settledDeliveries()).toMatchObject([
			{ type: 'customer.created', endpoint: wanted.id, state: 'delivered' },
			{ type: 'order.payment.succeeded', endpoint: wanted.id, state: 'delivered' },
		]);
	});

	it('never hold the answer of the API up', async () => {
		await endpoint();
		receiver.delayMs = 400;
		const began = Date.now();
		await newCustomer();
		expect(Date.now() - began).toBeLessThan(300);
		expect(await on.account.deliveries('pending')).toHaveLength(1);
		expect(await on.account.settledDeliveries()).toMatchObject([{ state: 'delivered' }]);
	});

	it('are tried again, later each time, until they are answered with success', async () => {
		await open({ webhookRetryMs: 60, webhookRetryFactor: 3 });
		await endpoint();
		receiver.next = [500, null, 202];
		await newCustomer();
		const [delivery] = await on.account.settledDeliveries();
		expect(delivery).toMatchObject({ state: 'delivered', tries: 3, statuses: [500, null, 202] });
		const [first = 0, second = 0, third = 0] = delivery?.times ?? [];
		expect(second - first).toBeGreaterThanOrEqual(59);
		expect(third - second).toBeGreaterThanOrEqual(179);
		const bodies = new Set(receiver.received.map(({ body }) => body.toString('utf8')));
		expect(bodies.size).toBe(1);
	});

	it('fail when all tries are used up; a redirect and a late answer are failures', async () => {
		await endpoint();
		receiver.status = 307;
		await newCustomer();
		const [redirected] = await on.account.settledDeliveries();
		expect(redirected).toMatchObject({ state: 'failed', tries: 3, statuses: [307, 307, 307] });
		expect(receiver.received).toHaveLength(3);
		await on.account.clearDeliveries();
		await on.account.change({ webhookTimeoutMs: 50 });
		Object.assign(receiver, { status: 200, delayMs: 200 });
		await newCustomer('bea');
		expect(await on.account.settledDeliveries()).toMatchObject([
			{ state: 'failed', statuses: [null, null, null] },
		]);
	});

	it('are dropped when their endpoint goes away or is switched off meanwhile', async () => {
		const gone = await endpoint({ url: receiver.url('/1') });
		const off = await endpoint({ url: receiver.url('/2') });
		await on.account.pauseWebhooks();
		await newCustomer();
		await on.api.delete(`/webhooks/${gone.id}`);
		const disabled = { url: receiver.url('/2'), all_events_enabled: true, status: 'disabled' };
		await on.changed(`/webhooks/${off.id}`, disabled);
		receiver.received = [];
		await on.account.releaseWebhooks();
		const states = (await on.account.settledDeliveries()).map(({ state }) => state);
		expect(states).toEqual(['dropped', 'dropped']);
		expect(receiver.received).toEqual([]);
	});

	it('can be forgotten, also while they wait', async () => {
		await open({ webhookRetryMs: 100 });
		await endpoint();
		receiver.status = 500;
		await newCustomer();
		while (receiver.received.length === 0) await on.account.deliveries();
		await on.account.clearDeliveries();
		await new Promise((resolve) => setTimeout(resolve, 200));
		expect(await on.account.deliveries()).toEqual([]);
		expect(receiver.received).toHaveLength(1);
	});
});

describe('on demand', () => {
	it('an event is delivered again with the same id and body', async () => {
		const { id } = await endpoint();
		await endpoint({ url: receiver.url('/2') });
		await newCustomer();
		const [{ event } = { event: '' }] = await on.account.settledDeliveries();
		await on.account.redeliver({ event, endpoint: id });
		await on.account.redeliver({ event });
		const log = await on.account.settledDeliveries();
		expect(log.map(({ cause }) => cause).sort()).toEqual([
			'event',
			'event',
			'redelivery',
			'redelivery',
			'redelivery',
		]);
		expect(receiver.received).toHaveLength(5);
		expect(new Set(receiver.received.map(({ body }) => body.toString('utf8'))).size).toBe(1);
		await expect(on.account.redeliver({ event: 'evt_0' })).rejects.toMatchObject({
			response: { status: 404 },
		});
	});

	it('a raw body is sent signed, unsigned, or under another secret', async () => {
		const { id, secret } = await endpoint();
		const body = '{"type": "tea.served",';
		expect(await on.account.sendRaw({ endpoint: id, body })).toEqual({
			status: 200,
			body: 'received',
		});
		await on.account.sendRaw({ endpoint: id, body, sign: 'none' });
		await on.account.sendRaw({ endpoint: id, body, sign: { secret: 'wrong' } });
		const bytes = Buffer.from([0xff, 0x00, 0x7b]);
		await on.account.sendRaw({ endpoint: id, bodyBase64: bytes.toString('base64') });
		const signatures = receiver.received.map(({ headers }) => headers[SIGNATURE]);
		expect(signatures).toEqual([
			signatureOf(Buffer.from(body), secret),
			undefined,
			signatureOf(Buffer.from(body), 'wrong'),
			signatureOf(bytes, secret),
		]);
		expect(receiver.received[0]?.body.toString('utf8')).toBe(body);
		expect(receiver.received[3]?.body).toEqual(bytes);
		expect(await on.account.deliveries()).toEqual([]);
	});

	it('headers are replaced, dropped, and sent twice', async () => {
		const { id } = await endpoint();
		const twice = { 'X-Pelcro-HMAC-sha256': ['one', 'two'], 'content-type': null };
		await on.account.sendRaw({ endpoint: id, body: '{}', headers: { ...twice, 'X-Own': 'yes' } });
		const [request] = receiver.received;
		const raw = request?.rawHeaders ?? [];
		const values = raw.filter((_, at) => raw[at - 1]?.toLowerCase() === SIGNATURE);
		expect(values).toEqual(['one', 'two']);
		expect(request?.headers).not.toHaveProperty('content-type');
		expect(request?.headers['x-own']).toBe('yes');
	});

	it('a body of several megabytes arrives whole, and another one cut', async () => {
		const { id } = await endpoint();
		const body = 'x'.repeat(3 * 1024 * 1024);
		await on.account.sendRaw({ endpoint: id, body });
		expect(receiver.received[0]?.body).toHaveLength(body.length);
		const answer = await on.account.sendRaw({ endpoint: id, body: '{"a": 1}', cutAfter: 4 });
		expect(answer.status).toBeNull();
		expect(receiver.received).toHaveLength(1);
		while (receiver.cut === 0) await on.account.deliveries();
		expect(receiver.cut).toBe(1);
	});

	it('only endpoints on this machine are called', async () => {
		const [seeded] = await on.read('/webhooks');
		const refused = on.account.sendRaw({ endpoint: seeded.id, body: '{}' });
		await expect(refused).rejects.toMatchObject({ response: { status: 400 } });
	});
});

describe('deliveries held back', () => {
	/** Positions of the events in the order of arrival after a pause. */
	async function arrivalOf(count: number, seed: number): Promise<number[]> {
		await open({ webhookParallel: 1 });
		await endpoint({ url: receiver.url(`/${seed}`) });
		await on.account.pauseWebhooks();
		for (let at = 0; at < count; at += 1) {
			await on.account.emitEvent({ type: 'customer.updated', object: { at } });
		}
		expect(receiver.received).toEqual([]);
		await on.account.releaseWebhooks({ seed });
		await on.account.settledDeliveries();
		return receiver.events.map(({ data }) => Number(data.object?.at));
	}

	it('go out shuffled, in the same way for the same seed', async () => {
		const once = await arrivalOf(12, 7);
		const again = await arrivalOf(12, 7);
		const other = await arrivalOf(12, 8);
		const inOrder = [...once].sort((a, b) => a - b);
		expect(inOrder).toEqual(Array.from({ length: 12 }, (_, at) => at));
		expect(once).not.toEqual(inOrder);
		expect(again).toEqual(once);
		expect(other).not.toEqual(once);
	});

	it('make a burst of 1,000 events of which 100 arrive twice', async () => {
		await open({ webhookParallel: 50 });
		await endpoint();
		await on.account.pauseWebhooks();
		const object = { object: 'customer', id: 1 };
		await on.account.emitEvent({ type: 'customer.updated', object, times: 1000 });
		await on.account.releaseWebhooks({ duplicates: 0.1 });
		const log = await on.account.settledDeliveries(30_000);
		expect(log.filter(({ cause }) => cause === 'duplicate')).toHaveLength(100);
		const ids = receiver.events.map(({ id }) => id);
		expect(ids).toHaveLength(1100);
		expect(new Set(ids).size).toBe(1000);
	});
});
