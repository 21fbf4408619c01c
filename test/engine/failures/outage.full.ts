import { jsonOf, record } from '../host/pelcroSandbox';
import {
	scriptedPelcro,
	type Received,
	type Reply,
	type ScriptedPelcro,
} from '../host/scriptedPelcro';
import { stopEngine } from '../host/workflowRun';

jest.setTimeout(5 * 60_000);

let pelcro: ScriptedPelcro;

afterEach(async () => await pelcro.close());
afterAll(async () => await stopEngine());

/** Pelcro is away from the first request for this record on. */
const AWAY_FROM = 300;

const idIn = ({ path }: Received) => Number(path.split('/')[2]);
const customers = (count: number) =>
	Array.from({ length: count }, (_value, index) => ({ id: index + 1 }));
const byId = { customerId: { ...record(''), value: '={{ $json.id }}' } };

const HOW: Array<[string, Reply]> = [
	['answering 503 with Retry-After: 30', { status: 503, headers: { 'Retry-After': '30' } }],
	['answering 503 without Retry-After', { status: 503 }],
	['dropping connections', 'lost'],
];

/** @returns whether Pelcro is away when a request comes */
function outage(lengthMs: number): (request: Received) => boolean {
	let from: number | undefined;
	return (request) => {
		if (idIn(request) === AWAY_FROM) from ??= request.at;
		return from !== undefined && request.at < from + lengthMs;
	};
}

const well = (request: Received): Reply => ({
	body: { data: { id: idIn(request), ...request.body } },
	delayMs: 5,
});

describe('Pelcro is away for 30 seconds in the middle of 600 reads', () => {
	it.each(HOW)('%s: none fails', async (_how, fault) => {
		const isAway = outage(30_000);
		pelcro = await scriptedPelcro((request) => (isAway(request) ? fault : well(request)));
		const { items, error, hints } = await pelcro.run(
			'customer',
			'get',
			{ ...byId, options: { bulkReading: 'off' } },
			{ items: customers(600) },
		);
		expect(error?.message).toBeUndefined();
		expect(jsonOf(items).map(({ id }) => id)).toEqual(customers(600).map(({ id }) => id));
		expect(hints.join()).toMatch(/Pelcro was away for \d+ s/);
	});
});

describe('Pelcro is away for 45 seconds in the middle of 400 reads and 400 updates of two executions', () => {
	it.each(HOW)('%s: none fails, and each record is as it was changed', async (_how, fault) => {
		const isAway = outage(45_000);
		const names = new Map<number, unknown>();
		pelcro = await scriptedPelcro((request) => {
			if (isAway(request)) return fault;
			if (request.method === 'PUT') names.set(idIn(request), request.body.first_name);
			return well(request);
		});
		const [reads, updates] = await Promise.all([
			pelcro.run(
				'customer',
				'get',
				{ ...byId, options: { bulkReading: 'off' } },
				{ items: customers(400) },
			),
			pelcro.run(
				'customer',
				'update',
				{ ...byId, firstName: '={{ "N" + $json.id }}' },
				{ items: customers(400) },
			),
		]);
		expect(reads.error?.message).toBeUndefined();
		expect(updates.error?.message).toBeUndefined();
		expect(reads.items).toHaveLength(400);
		expect([...names].sort(([one], [other]) => one - other)).toEqual(
			customers(400).map(({ id }) => [id, `N${id}`]),
		);
		const away = [...reads.hints, ...updates.hints].join();
		expect(away).toMatch(/Pelcro was away for [4-9]\d s/);
	});
});
