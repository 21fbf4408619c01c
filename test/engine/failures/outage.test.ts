import { ITEMS_IN_FLIGHT } from '../../../nodes/transport/limits';
import { jsonOf, record } from '../host/pelcroSandbox';
import {
	scriptedPelcro,
	type Received,
	type Reply,
	type ScriptedPelcro,
} from '../host/scriptedPelcro';
import { TURNED } from '../host/turnedClock';
import { stopEngine } from '../host/workflowRun';

// Outages of half a minute and more, by a clock that is not turned, are in `npm run test:faults`.
jest.mock('../../../dist/nodes/transport/clock', () =>
	jest.requireActual<typeof import('../host/turnedClock')>('../host/turnedClock').turnedBuild(),
);

/** Now, by the node's clock, in ms. */
const now = (): number => performance.now() * TURNED;
/** When a request came, by the node's clock. */
const at = (request: Received): number => request.at * TURNED;

let pelcro: ScriptedPelcro;

afterEach(async () => await pelcro.close());
afterAll(async () => await stopEngine());

const idIn = ({ path }: Received) => Number(path.split('/').pop());
const well = (request: Received): Reply => ({ body: { data: { id: idIn(request) } }, delayMs: 5 });
const customers = (count: number) =>
	Array.from({ length: count }, (_value, index) => ({ id: index + 1 }));
const byId = { customerId: record('={{ $json.id }}') };

describe('Pelcro is away for twelve seconds in the middle of 120 reads', () => {
	/** 1.2 s of the machine's: a busy one may stand still for half of that. */
	const awayMs = 12_000;

	it.each<[string, Reply]>([
		['answering 503 with Retry-After', { status: 503, headers: { 'retry-after': '2' } }],
		['answering 502', { status: 502, body: '<html>' }],
		['dropping connections', 'lost'],
	])('%s: none fails, and the output says so', async (_how, fault) => {
		let awayUntil = 0;
		pelcro = await scriptedPelcro((request) => {
			if (idIn(request) === 60 && awayUntil === 0) awayUntil = at(request) + awayMs;
			return at(request) < awayUntil ? fault : well(request);
		});
		const { items, error, hints } = await pelcro.run('customer', 'get', byId, {
			items: customers(120),
		});
		expect(error).toBeUndefined();
		expect(jsonOf(items).map(({ id }) => id)).toEqual(customers(120).map(({ id }) => id));
		expect(hints.join()).toMatch(/Pelcro was away for \d+ s/);
		const meanwhile = pelcro.received.filter(
			(request) => at(request) < awayUntil && at(request) >= awayUntil - awayMs,
		);
		// What was under way when it began, and then one look at a time, further and further apart.
		expect(meanwhile.length).toBeLessThanOrEqual(ITEMS_IN_FLIGHT + 8);
	});
});

it('creations of one path stop after the first failures, and go on when Pelcro is there again', async () => {
	let awayUntil = 0;
	let posts = 0;
	pelcro = await scriptedPelcro((request) => {
		if (request.method === 'POST') posts += 1;
		if (posts === 20 && awayUntil === 0) awayUntil = at(request) + 4_000;
		return at(request) < awayUntil
			? { status: 503 }
			: { body: { data: { id: posts } }, delayMs: 5 };
	});
	const { items } = await pelcro.run(
		'subscription',
		'create',
		{ customerId: byId.customerId, planId: record(7), quantity: 1 },
		{ items: customers(80), onError: 'continueRegularOutput' },
	);
	const unknown = jsonOf(items).filter(({ error }) => Object(error).outcome === 'unknown');
	// Only what was under way when it began.
	expect(unknown.length).toBeLessThanOrEqual(6);
	expect(jsonOf(items).filter(({ error }) => error !== undefined)).toHaveLength(unknown.length);
});

it('a read that is alone under way waits for the end, too', async () => {
	const awayUntil = now() + 18_000;
	pelcro = await scriptedPelcro((request) =>
		at(request) < awayUntil ? { status: 503 } : { body: { data: [{ id: 1 }] } },
	);
	const { items, error } = await pelcro.run('customer', 'getAll', { returnAll: true });
	expect(error).toBeUndefined();
	expect(items).toHaveLength(1);
});

it('one endpoint that fails holds nobody else, and its items fail after five tries', async () => {
	pelcro = await scriptedPelcro((request) =>
		idIn(request) === 7 ? { status: 503 } : well(request),
	);
	const { items } = await pelcro.run('customer', 'get', byId, {
		items: customers(40),
		onError: 'continueRegularOutput',
	});
	const failed = jsonOf(items).filter(({ error }) => error !== undefined);
	expect(failed).toHaveLength(1);
	expect(failed[0]).toMatchObject({ error: { kind: 'passing', httpCode: '503' } });
	// A reading cannot be done twice.
	expect(JSON.stringify(failed)).not.toMatch(/done twice|carried out/);
});

it('an error item tells whose it is', async () => {
	pelcro = await scriptedPelcro((request) => ({ status: idIn(request) }));
	const { items } = await pelcro.run('customer', 'get', byId, {
		items: [{ id: 404 }, { id: 422 }, { id: 409 }, { id: 'abc' }],
		onError: 'continueRegularOutput',
	});
	expect(jsonOf(items).map(({ error }) => Object(error).kind)).toEqual([
		'yours',
		'yours',
		'passing',
		'yours',
	]);
});

it('a read after a 408, or a 503 that asks for a second, is sent again', async () => {
	pelcro = await scriptedPelcro((request) => {
		const [first, second] = pelcro.received.filter(({ path }) => path === request.path);
		if (second === undefined && first !== undefined) {
			return idIn(request) === 1
				? { status: 408 }
				: { status: 503, headers: { 'retry-after': '1' } };
		}
		return well(request);
	});
	const { items, error } = await pelcro.run('customer', 'get', byId, { items: customers(2) });
	expect(error).toBeUndefined();
	expect(items).toHaveLength(2);
	const [first, again] = pelcro.received.filter((request) => idIn(request) === 2);
	if (first === undefined || again === undefined) throw new Error('It was not sent twice');
	expect(at(again) - at(first)).toBeGreaterThanOrEqual(1_000);
});

it('a file that ends early is fetched again', async () => {
	const file = Buffer.alloc(50_000, 'a,b\n');
	pelcro = await scriptedPelcro(() => ({
		headers: { 'content-type': 'text/csv', 'content-length': String(file.length) },
		body: file,
		...(pelcro.received.length === 1 && { breaksAfter: 20_000 }),
	}));
	const { items, error } = await pelcro.run('export', 'download', {
		exportId: '7c0d0d8e-8f8e-4c4e-9a34-111111111111',
		binaryPropertyName: 'data',
	});
	expect(error).toBeUndefined();
	expect(items[0]?.json.fileSize).toBe(50_000);
	expect(pelcro.received[0]?.headers['accept-encoding']).toBe('identity');
});
