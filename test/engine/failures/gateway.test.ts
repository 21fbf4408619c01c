import { jsonOf, record } from '../host/pelcroSandbox';
import {
	listPage,
	scriptedPelcro,
	type Received,
	type Reply,
	type ScriptedPelcro,
} from '../host/scriptedPelcro';
import { stopEngine } from '../host/workflowRun';
import { ALL, oncePelcro } from '../once/oncePelcro';

/**
 * While Pelcro is put in place anew, what stands before it can answer 404 for everything. That says nothing of a record:
 * whoever takes it for 'there is no such record' makes it a second time, or calls it deleted.
 */

const GATEWAY: Array<[string, Reply]> = [
	['a web page', { status: 404, ...text('text/html', '<html><h1>404 Not Found</h1></html>') }],
	['a sentence', { status: 404, ...text('text/plain', 'default backend - 404') }],
	[
		'no such route',
		{ status: 404, body: { message: 'The route api/v1/core could not be found.' } },
	],
];

const NO_API = 'There is no Pelcro API at this address';

function text(type: string, body: string) {
	return { headers: { 'content-type': type }, body };
}

let pelcro: ScriptedPelcro;

beforeEach(() => {
	// Without jitter nothing is waited for between two tries.
	jest.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(async () => {
	jest.restoreAllMocks();
	await pelcro.close();
});
afterAll(async () => await stopEngine());

async function start(answer: (request: Received, index: number) => Reply): Promise<void> {
	pelcro = await scriptedPelcro(answer);
}

describe.each(GATEWAY)('a gateway that answers 404 with %s', (_words, gateway) => {
	it.each([
		['customer', 'delete', { customerId: record(7) }],
		['subscription', 'cancel', { subscriptionId: record(7), cancelMode: 'now' }],
	])('does not settle %s %s whose answer was lost before', async (resource, operation, fields) => {
		await start((_request, index) => (index === 0 ? 'lost' : gateway));
		const { items } = await pelcro.run(resource, operation, fields, {
			onError: 'continueRegularOutput',
		});
		expect(items[0]?.json.error).toMatchObject({ message: NO_API, outcome: 'unknown' });
	});

	it('does not let Create or Update make a record that is there', async () => {
		await start((request) =>
			request.path === '/products' && request.method === 'GET'
				? listPage([{ id: 7, old_provider_id: 'P-7', name: 'Daily' }], request)
				: gateway,
		);
		const { error } = await pelcro.run('product', 'upsert', {
			productMatchBy: 'oldProviderId',
			oldProviderId: 'P-7',
			name: 'Weekly',
		});
		expect(error?.message).toBe(NO_API);
		expect(pelcro.received.map(({ method }) => method)).not.toContain('POST');
	});

	it('does not let a Once Key make a second charge', async () => {
		let isDown = false;
		const once = await oncePelcro({ ...ALL, filter: 'works' });
		const orders = { items: [{ customer: 1, order: 'O-1' }] };
		await once.create('charge', orders);
		await start((request) => {
			isDown ||= request.path.startsWith('/charges/');
			return isDown ? gateway : listPage(once.made, request);
		});
		const { credentials } = pelcro;
		const again = await once.create('charge', { ...orders, credentials: credentials() });
		await once.close();
		expect(isDown).toBe(true);
		expect(again.error?.message).toBe(NO_API);
		expect(pelcro.received.map(({ method }) => method)).not.toContain('POST');
	});

	it('does not leave the attributes of a related record empty', async () => {
		await start((request) =>
			request.path === '/subscriptions'
				? listPage([{ id: 1, user_id: 7, status: 'active' }], request)
				: gateway,
		);
		const { items, error } = await pelcro.run('subscription', 'getAll', {
			returnAll: true,
			includeCustomer: true,
		});
		expect(error?.message).toBe(NO_API);
		expect(jsonOf(items)).toEqual([]);
	});
});
