import type { IDataObject } from 'n8n-workflow';

import { jsonOf, record } from '../host/pelcroSandbox';
import { listPage, scriptedPelcro, type ScriptedPelcro } from '../host/scriptedPelcro';
import { stopEngine } from '../host/workflowRun';

/** A list in which, once its first page was read, the first record goes and another one comes: it stays as long as it was. */
interface ExchangingPelcro extends ScriptedPelcro {
	all: IDataObject[];
	made: IDataObject[];
	/** Calls of the list. */
	pages: () => number;
}

async function exchangingPelcro(
	path: string,
	count: number,
	extra: (id: number) => IDataObject = () => ({}),
): Promise<ExchangingPelcro> {
	const all = Array.from({ length: count }, (_value, index) => ({
		id: index + 1,
		...extra(index + 1),
	}));
	const made: IDataObject[] = [];
	let exchanged = false;
	const pelcro = await scriptedPelcro((request) => {
		if (request.method === 'POST') {
			made.push({ id: 90_000 + made.length, ...request.body });
			return { body: { data: made.at(-1) } };
		}
		if (request.path !== path) {
			const found = all.find(({ id }) => `${path}/${id}` === request.path);
			if (found === undefined) return { status: 404 };
			if (request.method === 'PUT') Object.assign(found, request.body);
			return { body: { data: found } };
		}
		// It cannot be filtered.
		if (Object.keys(request.query).some((name) => name.startsWith('filter')))
			return { status: 422 };
		const { email: _exact, ...query } = request.query;
		const page = listPage(all, { ...request, query });
		if (query.page === '1' && query.limit === '100' && !exchanged) {
			exchanged = true;
			all.shift();
			all.push({ id: 80_000, ...extra(80_000) });
		}
		return page;
	});
	const isList = ({ path: read, method }: { path: string; method: string }): boolean =>
		method === 'GET' && read === path;
	return { ...pelcro, all, made, pages: () => pelcro.received.filter(isList).length };
}

let pelcro: ExchangingPelcro;

afterEach(async () => await pelcro.close());
afterAll(async () => await stopEngine());

const upTo = (count: number) => Array.from({ length: count }, (_value, index) => index + 1);

describe('a record that goes as another one comes, while a list is read', () => {
	it.each([
		['customer', '/customers'],
		['subscription', '/subscriptions'],
		['address', '/addresses'],
		['plan', '/plans'],
		['newsletter', '/newsletters'],
		['vendor', '/vendors'],
	])('takes none with it that stays, with Return All: %s', async (resource, path) => {
		pelcro = await exchangingPelcro(path, 1_000);
		const { items, error, hints } = await pelcro.run(resource, 'getAll', { returnAll: true });
		expect(error?.message).toBeUndefined();
		const ids = jsonOf(items).map(({ id }) => Number(id));
		expect(ids).toEqual([...upTo(1_000), 80_000]);
		// Ten full pages take eleven calls, as they overlap; two more find out what has moved.
		expect(pelcro.pages()).toBeLessThanOrEqual(13);
		expect(hints).toEqual([]);
	});

	it('takes none with it that stays, up to a limit', async () => {
		pelcro = await exchangingPelcro('/customers', 1_000);
		const { items } = await pelcro.run('customer', 'getAll', { returnAll: false, limit: 250 });
		expect(jsonOf(items).map(({ id }) => id)).toEqual(upTo(250));
	});

	it('does not make a Once Key do its work twice', async () => {
		pelcro = await exchangingPelcro('/customers', 400, (id) => ({
			email: `r${id}@example.com`,
			metadata: { n8n_once_key: `O-${id}` },
		}));
		const { items, error } = await pelcro.run(
			'customer',
			'create',
			{
				email: '={{ $json.order }}@new.example.com',
				options: { onceKey: '={{ $json.order }}' },
			},
			{
				items: upTo(400)
					.slice(95, 105)
					.map((id) => ({ order: `O-${id}` })),
			},
		);
		expect(error?.message).toBeUndefined();
		expect(pelcro.made).toEqual([]);
		expect(jsonOf(items).map(({ id }) => id)).toEqual(upTo(400).slice(95, 105));
	});

	it.each([
		[
			'plan',
			'/plans',
			(id: number) => ({ old_provider_id: `K-${id}`, nickname: 'Print' }),
			{
				planMatchBy: 'oldProviderId',
				oldProviderId: '=K-{{ $json.id }}',
				nickname: 'Digital',
				productId: record(3),
				amount: 10,
				currency: 'usd',
				interval: 'month',
			},
		],
		[
			'newsletter',
			'/newsletters',
			(id: number) => ({ email: `r${id}@example.com`, source: 'web' }),
			{
				newsletterMatchBy: 'email',
				email: '=r{{ $json.id }}@example.com',
				subscriberSource: 'phone',
			},
		],
	])(
		'does not make Create or Update of many create one that is there: %s',
		async (resource, path, extra, parameters) => {
			pelcro = await exchangingPelcro(path, 400, extra);
			const { error, items } = await pelcro.run(resource, 'upsert', parameters as never, {
				items: [50, 101, 150, 399, 1_000].map((id) => ({ id })),
			});
			expect(error?.message).toBeUndefined();
			const outcomes = jsonOf(items).map(({ n8n_outcome: outcome }) => outcome === 'created');
			expect(outcomes).toEqual([false, false, false, false, true]);
			expect(pelcro.made).toHaveLength(1);
		},
	);
});

it('a Once Key is not used where a list will not stand still: nothing is made, and the error says why', async () => {
	const all = upTo(600).map((id) => ({ id, email: `r${id}@example.com`, metadata: {} }));
	let made = 0;
	let reads = 0;
	const moving = await scriptedPelcro((request) => {
		if (request.method === 'POST') made += 1;
		const page = listPage(all, request);
		reads += 1;
		all.splice(0, 200, ...upTo(200).map((id) => ({ ...all[0], id: reads * 1_000 + id }) as never));
		all.reverse();
		return page;
	});
	const { items } = await moving.run(
		'customer',
		'create',
		{ email: 'new@example.com', options: { onceKey: 'O-1' } },
		{ onError: 'continueRegularOutput' },
	);
	await moving.close();
	expect(made).toBe(0);
	expect(jsonOf(items)).toEqual([
		{
			error: {
				message: expect.stringMatching(/kept changing, so nobody can tell what was made with the/),
				description: expect.stringMatching(/Nothing was created/),
				kind: 'passing',
			},
		},
	]);
});

it.each([
	['of the size that was asked for', 100],
	['of a size of Pelcro’s own', 10],
])(
	'puts out the records in the list’s order, also those that come while pages %s are read',
	async (_pages, most) => {
		let newest = 700;
		const all = upTo(newest)
			.reverse()
			.map((id) => ({ id }));
		let reads = 0;
		const moving = await scriptedPelcro((request) => {
			const limit = String(Math.min(most, Number(request.query.limit)));
			const page = listPage(all, { ...request, query: { ...request.query, limit } });
			reads += 1;
			if (reads === 3) {
				all.splice(0, 120);
				all.splice(50, 20);
				for (let more = 0; more < 7; more += 1) all.unshift({ id: (newest += 1) });
			}
			return page;
		});
		const { items, error } = await moving.run('customer', 'getAll', {
			returnAll: true,
			simplify: false,
		});
		await moving.close();
		expect(error?.message).toBeUndefined();
		const ids = jsonOf(items).map(({ id }) => Number(id));
		const there = new Set(all.map(({ id }) => id));
		const still = ids.filter((id) => there.has(id));
		expect(still).toEqual([...still].sort((one, other) => other - one));
		expect(still.filter((id) => id <= 700)).toEqual(
			all.map(({ id }) => id).filter((id) => id <= 700),
		);
	},
);
