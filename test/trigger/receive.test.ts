import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';

import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { SandboxAccount } from '../../sandbox/client';
import { credentialsFor, testAccount, useSandbox } from '../engine/host/pelcroSandbox';
import { restartN8n, TriggerHost, type HostedTrigger, type TriggerOptions } from './triggerHost';

useSandbox();

let host: TriggerHost;

beforeAll(async () => {
	host = await TriggerHost.start();
});
afterAll(async () => await host.stop());

interface Setting {
	parameters?: INodeParameters;
	credentials?: IDataObject;
	secretInAnswer?: boolean;
	test?: boolean;
}

/** An active trigger of an account of its own. */
async function activeTrigger(setting: Setting = {}): Promise<HostedTrigger> {
	return (await activeTriggerOf(setting)).node;
}

async function activeTriggerOf(
	setting: Setting = {},
): Promise<{ node: HostedTrigger; sandbox: SandboxAccount }> {
	const { parameters = {}, credentials, secretInAnswer = true, test = false } = setting;
	const { sandbox } = await testAccount({
		customers: 1,
		webhookSecretInAnswer: secretInAnswer,
		webhookTries: 1,
	});
	const options: TriggerOptions = {
		credentials: { ...credentialsFor(sandbox), ...(credentials as Record<string, string>) },
		parameters: { events: ['*'], testWith: 'nextEvent', options: {}, ...parameters },
		test,
	};
	const node = host.add(options);
	await node.activate();
	return { node, sandbox };
}

let events = 0;

function newEvent(more: IDataObject = {}): Buffer {
	events += 1;
	const record = { object: 'customer', id: events, email: 'reader@example.com' };
	const envelope = { type: 'customer.created', id: `evt_${events}`, created: 1660237889 };
	return Buffer.from(JSON.stringify({ ...envelope, data: { object: record }, ...more }));
}

function signed(body: Buffer, node: HostedTrigger, secret = String(node.kept.secret)) {
	const signature = createHmac('sha256', secret).update(body).digest('base64');
	return { 'content-type': 'application/json', 'X-Pelcro-Hmac-SHA256': signature };
}

/** Posts over HTTP; a list of headers may hold a name twice. */
async function post(
	node: HostedTrigger,
	body: Buffer,
	headers: Record<string, string | string[]> = {},
): Promise<{ status: number; message: unknown }> {
	return await new Promise((resolve, reject) => {
		const call = request(node.url, { method: 'POST', headers }, (response) => {
			const status = response.statusCode ?? 0;
			void text(response).then((answer) => {
				const { message } = JSON.parse(answer) as { message: unknown };
				resolve({ status, message });
			}, reject);
		});
		call.once('error', reject);
		call.end(body);
	});
}

const STARTED = { status: 200, message: 'Workflow was started' };

describe('a signed event', () => {
	it('starts the workflow with one item', async () => {
		const node = await activeTrigger();
		const body = newEvent();
		expect(await post(node, body, signed(body, node))).toEqual(STARTED);
		expect(node.started).toEqual([
			{
				event: 'customer.created',
				id: `evt_${events}`,
				created: '2022-08-11T17:11:29.000Z',
				object: { object: 'customer', id: events, email: 'reader@example.com' },
				previous: {},
			},
		]);
	});

	it.each([
		[{}, 10.5, 8],
		[{ options: { amounts: 'minor' } }, 1050, 800],
	])('has its amounts as people write them: %j', async (parameters, due, before) => {
		const node = await activeTrigger({ parameters });
		const object = { id: 7, amount_due: 1050, currency: 'usd', metadata: { amount: 1 } };
		const previous_attributes = { amount_due: 800 };
		const body = newEvent({ data: { object, previous_attributes } });
		await post(node, body, signed(body, node));
		expect(node.started).toMatchObject([
			{ object: { ...object, amount_due: due }, previous: { amount_due: before } },
		]);
	});

	it.each([
		[{}, '2026-05-31T20:00:00.000-04:00', '2026-05-31T00:00:00.000Z'],
		[{ options: { times: 'unix' } }, 1_780_272_000, 1_780_185_600],
	])('has its times as people read them, days as days: %j', async (parameters, time, day) => {
		const node = await activeTrigger({ parameters });
		const object = { id: 7, created_at: 1_780_272_000, period_end: 1_780_185_600, paid_at: null };
		const previous_attributes = { updated_at: 1_780_272_000, metadata: { created_at: 5 } };
		const body = newEvent({ type: 'bill.updated', data: { object, previous_attributes } });
		await post(node, body, signed(body, node));
		expect(node.started).toMatchObject([
			{
				object: { id: 7, created_at: time, period_end: day, paid_at: null },
				previous: { updated_at: time, metadata: { created_at: 5 } },
			},
		]);
	});

	it('has yes and no in one form, and as Pelcro sent them where Simplify is off', async () => {
		const object = { id: 7, is_default: 1, customer: { id: 8, mail_marketing: null } };
		const previous_attributes = { is_default: 0, paid: false };
		const body = newEvent({ type: 'address.updated', data: { object, previous_attributes } });
		const simple = await activeTrigger();
		await post(simple, body, signed(body, simple));
		expect(simple.started).toMatchObject([
			{
				object: { id: 7, is_default: true, customer: { id: 8, mail_marketing: false } },
				previous: { is_default: false, paid: false },
			},
		]);
		const raw = await activeTrigger({ parameters: { simplify: false } });
		await post(raw, body, signed(body, raw));
		expect(raw.started).toMatchObject([{ data: { object, previous_attributes } }]);
	});

	it('comes as Pelcro sent it where Simplify is off', async () => {
		const node = await activeTrigger({ parameters: { simplify: false } });
		const body = newEvent({ triggered_from: 'api' });
		await post(node, body, signed(body, node));
		expect(node.started).toEqual([JSON.parse(body.toString())]);
	});

	it('is checked by its bytes, whatever the JSON looks like', async () => {
		const node = await activeTrigger();
		const body = Buffer.from(
			`\n{ "type": "customer.created" , "id":"evt_\\u00e9", "created":1.0 }\t`,
		);
		expect(await post(node, body, signed(body, node))).toEqual(STARTED);
		expect(node.started).toMatchObject([{ id: 'evt_é' }]);
	});

	it('starts the workflow once, also at the same time and after a restart', async () => {
		const node = await activeTrigger();
		const body = newEvent();
		const send = async () => await post(node, body, signed(body, node));
		const answers = await Promise.all([send(), send(), send()]);
		expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
		restartN8n();
		expect(await send()).toEqual({ status: 200, message: 'handled before' });
		expect(node.started).toHaveLength(1);
	});

	it('without an ID is told apart by its content', async () => {
		const node = await activeTrigger();
		const bodies = [newEvent({ id: undefined }), newEvent({ id: null })];
		for (const body of [...bodies, ...bodies]) await post(node, body, signed(body, node));
		expect(node.started).toHaveLength(2);
	});

	it('that is not wanted is answered and starts nothing', async () => {
		const node = await activeTrigger({ parameters: { events: ['bill.paid'] } });
		const body = newEvent();
		expect(await post(node, body, signed(body, node))).toMatchObject({ status: 200 });
		expect(node.started).toEqual([]);
	});

	it('can be checked with the credential’s secret', async () => {
		const node = await activeTrigger({
			secretInAnswer: false,
			credentials: { webhookSecret: 'whsec_credential' },
		});
		const body = newEvent();
		expect(await post(node, body, signed(body, node, 'whsec_credential'))).toEqual(STARTED);
		expect(await post(node, newEvent(), signed(body, node, 'whsec_credential'))).toMatchObject({
			status: 401,
		});
	});

	it('is checked with the newest secret although an older state was put back', async () => {
		const node = await activeTrigger();
		const older = node.staticData;
		const { secret: olderSecret } = node.kept;
		await node.deactivate();
		await node.activate();
		const { secret } = node.kept;
		// As n8n does at the end of an execution that began before.
		node.staticData = older;
		const body = newEvent();
		expect(await post(node, body, signed(body, node, String(secret)))).toEqual(STARTED);
		expect(node.kept.secret).toBe(secret);
		expect(olderSecret).not.toBe(secret);
		expect(await post(node, body, signed(body, node, String(olderSecret)))).toMatchObject({
			status: 401,
		});
	});

	it('to the test URL is one of its own', async () => {
		const test = await activeTrigger({ test: true });
		const body = newEvent();
		expect(await post(test, body, signed(body, test))).toEqual(STARTED);
		expect(await post(test, newEvent())).toMatchObject({ status: 401 });
	});
});

describe('a hostile request', () => {
	const big = { filler: 'x'.repeat(1_000_000) };

	it.each<[string, number, (node: HostedTrigger) => Parameters<typeof post>]>([
		[
			'without a signature',
			401,
			(node) => [node, newEvent(), { 'content-type': 'application/json' }],
		],
		[
			'signed with another key',
			401,
			(node) => {
				const body = newEvent();
				return [node, body, signed(body, node, 'whsec_other')];
			},
		],
		[
			'with a changed byte',
			401,
			(node) => {
				const body = newEvent();
				const headers = signed(body, node);
				body[body.length - 5] = (body[body.length - 5] ?? 0) ^ 1;
				return [node, body, headers];
			},
		],
		[
			'with JSON that was written again',
			401,
			(node) => {
				const body = newEvent();
				const again = Buffer.from(JSON.stringify(JSON.parse(body.toString()), null, 1));
				return [node, again, signed(body, node)];
			},
		],
		[
			'that was cut short',
			401,
			(node) => {
				const body = newEvent();
				return [node, body.subarray(0, 40), signed(body, node)];
			},
		],
		['of 1 MB without a signature', 401, (node) => [node, newEvent(big)]],
		[
			'of 1 MB with a wrong signature',
			401,
			(node) => {
				const body = newEvent(big);
				return [node, body, signed(newEvent(), node)];
			},
		],
		[
			'with a signature of the wrong length',
			401,
			(node) => {
				const body = newEvent();
				const secret = String(node.kept.secret);
				const signature = createHmac('sha512', secret).update(body).digest('base64');
				return [node, body, { 'X-Pelcro-Hmac-SHA256': signature }];
			},
		],
		[
			'with the right header twice',
			401,
			(node) => {
				const body = newEvent();
				const { 'X-Pelcro-Hmac-SHA256': one, ...headers } = signed(body, node);
				return [node, body, { ...headers, 'X-Pelcro-Hmac-SHA256': [one, one] }];
			},
		],
		['without a body', 401, (node) => [node, Buffer.alloc(0)]],
		[
			'that is signed, but of the wrong type',
			400,
			(node) => {
				const body = newEvent();
				return [node, body, { ...signed(body, node), 'content-type': 'text/plain' }];
			},
		],
		[
			'that is signed, but no JSON',
			400,
			(node) => {
				const body = Buffer.from('{"type": "customer.created", ');
				return [node, body, signed(body, node)];
			},
		],
		[
			'that is signed, but no event',
			400,
			(node) => {
				const body = Buffer.from('{"hello": "world"}');
				return [node, body, signed(body, node)];
			},
		],
	])('%s gets %i and starts nothing', async (_name, status, build) => {
		const node = await activeTrigger();
		const before = node.staticData;
		expect(await post(...build(node))).toMatchObject({ status });
		expect(node.started).toEqual([]);
		expect(node.staticData).toEqual(before);
	});

	it('starts nothing when the credential cannot be read; Pelcro tries again', async () => {
		const node = await activeTrigger({
			secretInAnswer: false,
			credentials: { webhookSecret: 'whsec_credential' },
		});
		Object.defineProperty(node.options, 'credentials', {
			get: () => {
				throw new Error('The credential was deleted');
			},
		});
		const body = newEvent();
		expect(await post(node, body, signed(body, node, 'whsec_credential'))).toMatchObject({
			status: 500,
		});
		expect(node.started).toEqual([]);
	});

	it('without content is answered: so Pelcro tries a URL, whichever process of n8n it reaches', async () => {
		const node = await activeTrigger();
		expect(await post(node, Buffer.from('{}'))).toMatchObject({ status: 200 });
		const wrong = signed(Buffer.from('{}'), node, 'whsec_other');
		expect(await post(node, Buffer.from('{}'), wrong)).toMatchObject({ status: 401 });
		expect(node.started).toEqual([]);
	});

	it('does not tell the secret', async () => {
		const node = await activeTrigger();
		const { message } = await post(node, newEvent());
		expect(String(message)).not.toContain(String(node.kept.secret));
	});

	it('before the registration is put off: Pelcro delivers again', async () => {
		const node = await activeTrigger();
		const body = newEvent();
		const headers = signed(body, node);
		await node.deactivate();
		expect(await post(node, body, headers)).toMatchObject({ status: 503 });
		expect(await post(node, newEvent())).toMatchObject({ status: 401 });
		expect(node.started).toEqual([]);
	});
});

describe('a registration that n8n has lost', () => {
	/** As a worker does in queue mode when another node of the workflow has written static data. */
	function wipe(node: HostedTrigger): void {
		node.staticData = { 'node:Code': { runs: 1 } };
	}

	it('is known to the process that has seen it, and kept again', async () => {
		const node = await activeTrigger();
		const { secret } = node.kept;
		wipe(node);
		const body = newEvent();
		expect(await post(node, body, signed(body, node, String(secret)))).toEqual(STARTED);
		expect(node.kept.secret).toBe(secret);
		expect(node.staticData['node:Code']).toEqual({ runs: 1 });
	});

	it('is found again at Pelcro by a process that has never seen it, with one call', async () => {
		const { node, sandbox } = await activeTriggerOf();
		const { secret } = node.kept;
		wipe(node);
		restartN8n();
		await sandbox.clearJournal();
		const bodies = [newEvent(), newEvent(), newEvent()];
		const answers = await Promise.all(
			bodies.map(async (body) => await post(node, body, signed(body, node, String(secret)))),
		);
		expect(answers).toEqual([STARTED, STARTED, STARTED]);
		expect((await sandbox.journal()).map(({ method }) => method)).toEqual(['GET']);
		expect(node.kept.secret).toBe(secret);
		expect(await post(node, newEvent(), signed(newEvent(), node, 'x'))).toMatchObject({
			status: 401,
		});
	});

	it('is found again with the newest secret, although the process knew an older one', async () => {
		const { node, sandbox } = await activeTriggerOf();
		const { secret: older } = node.kept;
		const before = node.staticData;
		// Another main registers anew, with another secret.
		await sandbox.api().delete(`/webhooks/${String(node.kept.endpointId)}`);
		await node.activate();
		const { secret } = node.kept;
		expect(secret).not.toBe(older);
		restartN8n();
		node.staticData = before;
		const first = newEvent();
		expect(await post(node, first, signed(first, node, String(older)))).toEqual(STARTED);
		wipe(node);
		const body = newEvent();
		expect(await post(node, body, signed(body, node, String(secret)))).toEqual(STARTED);
		expect(await post(node, newEvent(), signed(newEvent(), node, String(older)))).toMatchObject({
			status: 401,
		});
	});

	it('and that Pelcro has not either is no reason to take or to lose an event', async () => {
		const { node, sandbox } = await activeTriggerOf();
		const { secret, endpointId } = node.kept;
		await sandbox.api().delete(`/webhooks/${String(endpointId)}`);
		wipe(node);
		restartN8n();
		const body = newEvent();
		expect(await post(node, body, signed(body, node, String(secret)))).toMatchObject({
			status: 503,
		});
		expect(node.started).toEqual([]);
	});

	it('does not spend the allowance on whoever sends nonsense', async () => {
		const { node, sandbox } = await activeTriggerOf();
		wipe(node);
		restartN8n();
		await sandbox.clearJournal();
		for (let n = 0; n < 20; n += 1) {
			await post(node, newEvent());
			await post(node, newEvent(), signed(newEvent(), node, 'nonsense'));
		}
		expect(await sandbox.journal()).toHaveLength(1);
	});

	it('leaves the credential’s secret as it was', async () => {
		const webhookSecret = ' whsec_credential\n';
		const { node } = await activeTriggerOf({
			secretInAnswer: false,
			credentials: { webhookSecret },
		});
		wipe(node);
		restartN8n();
		const body = newEvent();
		expect(await post(node, body, signed(body, node, 'whsec_credential'))).toEqual(STARTED);
	});
});

describe('several mains', () => {
	it('take the newest registration, whichever made it', async () => {
		const node = await activeTrigger();
		const { secret: older } = node.kept;
		const olderState = node.staticData;
		const { production } = node.drawer as { production: IDataObject };
		// Another main has registered anew: its state is in the database, this process's memory has the older one.
		const drawer = {
			...node.drawer,
			production: {
				...production,
				secret: 'whsec_of_the_other',
				endpointId: '999',
				registration: Number(production.registration) + 1,
			},
		};
		node.staticData = { global: { 'pelcroTrigger trigger': drawer } };
		const body = newEvent();
		expect(await post(node, body, signed(body, node, 'whsec_of_the_other'))).toEqual(STARTED);
		const late = newEvent();
		expect(await post(node, late, signed(late, node, String(older)))).toMatchObject({
			status: 401,
		});
		// The end of an old execution puts the older state back; it is not believed.
		node.staticData = olderState;
		const next = newEvent();
		expect(await post(node, next, signed(next, node, 'whsec_of_the_other'))).toEqual(STARTED);
		expect(node.kept.secret).toBe('whsec_of_the_other');
	});
});

describe('a node that is renamed', () => {
	it('keeps its secret and what it has handled, also after a restart', async () => {
		const node = await activeTrigger();
		const body = newEvent();
		const headers = signed(body, node);
		expect(await post(node, body, headers)).toEqual(STARTED);
		node.options.name = 'Renamed';
		restartN8n();
		expect(await post(node, body, headers)).toMatchObject({ message: 'handled before' });
	});
});

describe('an event', () => {
	it('with two records starts with two items', async () => {
		const node = await activeTrigger();
		const data = [{ object: { id: 1 } }, { object: { id: 2 } }];
		const body = newEvent({ data });
		expect(await post(node, body, signed(body, node))).toEqual(STARTED);
		expect(node.started.map(({ object }) => object)).toEqual([{ id: 1 }, { id: 2 }]);
	});

	it('keeps IDs beyond 2^53, and texts as they are', async () => {
		const node = await activeTrigger();
		const body = Buffer.from(
			'{"type":"customer.created","id":"evt_long","data":{"object":{"id":9007199254740993,"n":12345678901234567.5,"small":1234567890123456,"text":"say \\"9007199254740993\\"","ids":[-9007199254740993]}}}',
		);
		await post(node, body, signed(body, node));
		expect(node.started[0]?.object).toEqual({
			id: '9007199254740993',
			n: 12345678901234567.5,
			small: 1234567890123456,
			text: 'say "9007199254740993"',
			ids: ['-9007199254740993'],
		});
	});

	it('keeps fractions of many digits: nothing else of the event is lost by them', async () => {
		const node = await activeTrigger();
		const body = Buffer.from(
			'{"type":"customer.created","id":"evt_digits","data":{"object":{"id":9007199254740993,"rate":0.30000000000000004,"less":-0.14285714285714285,"many":[1.2345678901234567e+25,12345678901234567e2]}}}',
		);
		expect(await post(node, body, signed(body, node))).toEqual(STARTED);
		expect(node.started[0]?.object).toEqual({
			id: '9007199254740993',
			rate: 0.30000000000000004,
			less: -0.14285714285714285,
			many: [1.2345678901234567e25, 12345678901234567e2],
		});
	});

	it.each([0, '0', ' ', '', null, false])(
		'whose ID is %j has none, and is told from others by its content',
		async (id) => {
			const node = await activeTrigger();
			for (const body of [newEvent({ id }), newEvent({ id })]) {
				expect(await post(node, body, signed(body, node))).toEqual(STARTED);
				expect(await post(node, body, signed(body, node))).toMatchObject({
					message: 'handled before',
				});
			}
		},
	);

	it('nested 5,000 deep is filtered like any other', async () => {
		const node = await activeTrigger({ parameters: { options: { planIds: '203' } } });
		const deep = `${'{"plan":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
		const body = Buffer.from(
			`{"type":"subscription.created","id":"evt_deep","data":{"object":${deep}}}`,
		);
		expect(await post(node, body, signed(body, node))).toMatchObject({
			message: 'not wanted here',
		});
	});

	it.each([true, false])(
		'nested 5,000 deep starts as any other, Simplify: %p',
		async (simplify) => {
			const node = await activeTrigger({ parameters: { simplify } });
			const deep = `${'{"plan":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
			const change = `{"object":${deep},"previous_attributes":${deep}}`;
			const body = Buffer.from(`{"type":"subscription.updated","id":"evt_deep","data":${change}}`);
			expect(await post(node, body, signed(body, node))).toEqual(STARTED);
			expect(node.started).toHaveLength(1);
		},
	);

	it.each([' 0203 ; 7', '#203', '7\n203', '7, 203'])(
		'passes a filter typed as %j',
		async (planIds) => {
			const node = await activeTrigger({ parameters: { options: { planIds } } });
			const body = newEvent({ type: 'plan.updated', data: { object: { id: 203 } } });
			expect(await post(node, body, signed(body, node))).toEqual(STARTED);
		},
	);

	it.each(['Email', ' first name;EMAIL '])(
		'passes changed fields typed as %j',
		async (changedFields) => {
			const node = await activeTrigger({ parameters: { options: { changedFields } } });
			const data = { object: {}, previous_attributes: { email: 'old@example.com' } };
			const body = newEvent({ type: 'customer.updated', data });
			expect(await post(node, body, signed(body, node))).toEqual(STARTED);
		},
	);
});

describe('several refusals in a row', () => {
	it('are told once, where executions are listed, and not before somebody signs', async () => {
		const node = await activeTrigger();
		const refused = async () => {
			const body = newEvent();
			return await post(node, body, signed(body, node, 'whsec_other'));
		};
		for (let n = 0; n < 10; n += 1) await post(node, newEvent());
		expect(node.failures).toEqual([]);
		for (let n = 0; n < 4; n += 1) expect(await refused()).toMatchObject({ status: 401 });
		const right = newEvent();
		expect(await post(node, right, signed(right, node))).toEqual(STARTED);
		for (let n = 0; n < 4; n += 1) expect(await refused()).toMatchObject({ status: 401 });
		expect(node.failures).toEqual([]);
		expect(await refused()).toMatchObject({ status: 500 });
		for (let n = 0; n < 10; n += 1) await refused();
		expect(node.failures).toEqual(['Pelcro’s events came, but their signature did not fit']);
	});
});

describe('many events without a signature', () => {
	it('are told once: Pelcro may sign in another header, or a proxy drop it', async () => {
		const node = await activeTrigger();
		const unknown = Buffer.from(JSON.stringify({ type: 'scanner.probe', data: {} }));
		for (let n = 0; n < 30; n += 1) await post(node, unknown);
		for (let n = 0; n < 19; n += 1)
			expect(await post(node, newEvent())).toMatchObject({ status: 401 });
		expect(node.failures).toEqual([]);
		expect(await post(node, newEvent())).toMatchObject({ status: 500 });
		for (let n = 0; n < 30; n += 1) await post(node, newEvent());
		expect(node.failures).toEqual(['Pelcro’s events came, but without a signature']);
	});
});

describe('Accept Unsigned Events', () => {
	const parameters = { options: { acceptUnsigned: true } };

	it('takes events without a signature, and refuses those with a wrong one', async () => {
		const node = await activeTrigger({ parameters });
		expect(await post(node, newEvent())).toEqual(STARTED);
		const body = newEvent();
		expect(await post(node, body, signed(body, node, 'whsec_other'))).toMatchObject({
			status: 401,
		});
		expect(await post(node, body, signed(body, node))).toEqual(STARTED);
		expect(node.started).toHaveLength(2);
	});

	it('takes signed events where no secret is known to check them with', async () => {
		const node = await activeTrigger({ parameters, secretInAnswer: false });
		const body = newEvent();
		expect(await post(node, body, signed(body, node, 'whsec_unknown'))).toEqual(STARTED);
	});

	it('still needs an event', async () => {
		const node = await activeTrigger({ parameters });
		expect(await post(node, Buffer.from('{"hello": "world"}'))).toMatchObject({ status: 400 });
		expect(node.started).toEqual([]);
	});
});
