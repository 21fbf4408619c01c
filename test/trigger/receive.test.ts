import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';

import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { forgetHandledEvents } from '../../nodes/PelcroTrigger/handledEvents';
import { credentialsFor, testAccount, useSandbox } from '../engine/pelcroSandbox';
import { TriggerHost, type HostedTrigger, type TriggerOptions } from './triggerHost';

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
	const { parameters = {}, credentials, secretInAnswer = true, test = false } = setting;
	const { sandbox } = await testAccount({
		customers: 1,
		webhookSecretInAnswer: secretInAnswer,
		webhookTries: 1,
	});
	const options: TriggerOptions = {
		credentials: { ...credentialsFor(sandbox), ...(credentials as Record<string, string>) },
		parameters: { events: ['*'], options: {}, ...parameters },
		test,
	};
	const node = host.add(options);
	await node.activate();
	return node;
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
		forgetHandledEvents();
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

	it('before the registration is answered and starts nothing', async () => {
		const node = await activeTrigger();
		await node.deactivate();
		const body = newEvent();
		expect(await post(node, body, signed(body, node))).toMatchObject({ status: 200 });
		expect(node.started).toEqual([]);
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
