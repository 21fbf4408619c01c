import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import {
	listPage,
	scriptedPelcro,
	type Received,
	type Reply,
	type ScriptedPelcro,
} from '../host/scriptedPelcro';
import { jsonOf } from '../host/pelcroSandbox';
import { stopEngine } from '../host/workflowRun';

jest.setTimeout(60_000);

/** How a Pelcro may treat keys. */
interface Ways {
	/** What becomes of a filter by the key. */
	filter: 'works' | 'ignored' | 'refused400' | 'refused422';
	/** Whether values differ by case, accents and blanks at the end. */
	equality: 'exact' | 'loose';
}

const loose = (text: unknown): string =>
	String(text ?? '')
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.toUpperCase()
		.trimEnd();

let pelcro: ScriptedPelcro | undefined;
let customers: IDataObject[];

afterEach(async () => await pelcro?.close());
afterAll(async () => await stopEngine());

/** Customers with unique keys, one of which may be taken. */
async function start(ways: Ways, override?: (request: Received) => Reply | undefined) {
	const same = (one: unknown, other: unknown): boolean =>
		ways.equality === 'loose' ? loose(one) === loose(other) : one === other;
	const keys = ['email', 'old_provider_id'];
	pelcro = await scriptedPelcro((request) => {
		const special = override?.(request);
		if (special !== undefined) return special;
		const { method, path, body } = request;
		const id = Number(path.split('/')[2]);
		if (method === 'GET' && id > 0) {
			return {
				body: { data: customers.find((customer) => customer.id === id), status: 'success' },
			};
		}
		if (method === 'GET') return list(request);
		const others = customers.filter((customer) => customer.id !== id);
		const taken = keys.find(
			(key) => body[key] && others.some((other) => same(other[key], body[key])),
		);
		if (taken !== undefined) return takenAnswer(taken);
		const record = customers.find((customer) => customer.id === id) ?? { id: customers.length + 1 };
		if (!customers.includes(record)) customers.push(record);
		Object.assign(record, body);
		return { body: { data: record, status: 'success' } };
	});
	const list = (request: Received): Reply => {
		const filter = Object.entries(request.query).find(([name]) => name.startsWith('filter['));
		if (filter === undefined || ways.filter === 'ignored') return listPage(customers, request);
		if (ways.filter === 'refused400') return { status: 400, body: { message: 'No such filter' } };
		if (ways.filter === 'refused422') return { status: 422, body: { message: 'No such filter' } };
		const attribute = filter[0].slice('filter['.length, -1);
		const values = filter[1].replace(/^eq:/, '').split(',');
		const found = customers.filter((customer) =>
			values.some((value) => same(customer[attribute], value.trim())),
		);
		return listPage(found, request);
	};
	return pelcro;
}

function takenAnswer(key: string): Reply {
	const text = `The ${key.replace(/_/g, ' ')} has already been taken.`;
	return {
		status: 422,
		body: { message: text, errors: { [key]: [text] } },
	};
}

const byOldProviderId = {
	matchBy: 'oldProviderId',
	oldProviderId: '={{ $json.key }}',
	email: '={{ $json.email }}',
	firstName: '={{ $json.name }}',
};

const reads = ({ received }: ScriptedPelcro) =>
	received.filter(({ method }) => method === 'GET').length;

describe('Create or Update finds the record whatever its key', () => {
	beforeEach(() => {
		customers = [
			{ id: 1, old_provider_id: 'A,1', first_name: 'old' },
			{ id: 2, old_provider_id: 'José', first_name: 'old' },
			{ id: 3, old_provider_id: 'WELCOME', first_name: 'old' },
			{ id: 4, old_provider_id: 'Z', first_name: 'old' },
		];
	});

	const lists = ['works', 'ignored', 'refused400', 'refused422'] as const;
	const keys = ['A,1', 'jose', 'JOSÉ', 'welcome', 'Z '];

	it.each(lists)('also with a comma, another case, accents, blanks; filter: %s', async (filter) => {
		const server = await start({ filter, equality: 'loose' });
		for (const key of keys) {
			const { error } = await server.run('customer', 'upsert', byOldProviderId, {
				items: [{ key, name: `of ${key}` }],
			});
			expect(error?.message).toBeUndefined();
		}
		expect(customers.map(({ first_name }) => first_name)).toEqual([
			'of A,1',
			'of JOSÉ',
			'of welcome',
			'of Z',
		]);
		// The spelling that Pelcro has stays.
		expect(customers.map(({ old_provider_id }) => old_provider_id)).toEqual([
			'A,1',
			'José',
			'WELCOME',
			'Z',
		]);
	});

	it('makes no second record whatever the keys are, and finds each again', async () => {
		const key = fc
			.string({ unit: 'grapheme', minLength: 1, maxLength: 8 })
			.filter((text) => text.trim() !== '' && !text.startsWith('='));
		await fc.assert(
			fc.asyncProperty(
				fc.uniqueArray(key, { minLength: 1, maxLength: 4, selector: loose }),
				fc.constantFrom(...lists),
				fc.constantFrom('exact' as const, 'loose' as const),
				async (texts, filter, equality) => {
					customers = [];
					const server = await start({ filter, equality });
					const items = texts.map((text) => ({ key: text, name: 'new' }));
					for (const round of [1, 2]) {
						const { error } = await server.run('customer', 'upsert', byOldProviderId, { items });
						expect([round, error?.message]).toEqual([round, undefined]);
						expect(customers).toHaveLength(texts.length);
					}
					await server.close();
				},
			),
			{ numRuns: 40 },
		);
	});

	it('says what to do where Pelcro calls the key taken and shows no record with it', async () => {
		const hidden = (request: Received) =>
			request.method === 'POST' ? takenAnswer('old_provider_id') : undefined;
		const server = await start({ filter: 'works', equality: 'exact' }, hidden);
		const { error } = await server.run('customer', 'upsert', byOldProviderId, {
			items: [{ key: 'gone', name: 'x' }],
		});
		expect(error?.description).toMatch(/'gone' taken, but no record in its list has it/);
	});
});

describe('a refusal that is about something else', () => {
	beforeEach(() => {
		customers = Array.from({ length: 250 }, (_value, index) => ({
			id: index + 1,
			email: `c${index}@example.com`,
			old_provider_id: `C-${index}`,
		}));
	});

	it('the other field is taken: the list is read once, however many items', async () => {
		const server = await start({ filter: 'ignored', equality: 'exact' });
		const run = async (count: number) => {
			server.received.length = 0;
			const items = Array.from({ length: count }, (_value, index) => ({
				key: `new ${index}`,
				email: `c${index}@example.com`,
			}));
			const { items: out } = await server.run('customer', 'upsert', byOldProviderId, {
				items,
				onError: 'continueRegularOutput',
			});
			expect(jsonOf(out)).toHaveLength(count);
			return reads(server);
		};
		const readsOfTwelve = await run(12);
		expect(readsOfTwelve).toBeLessThanOrEqual(6 + 3);
		expect(await run(24)).toBeLessThanOrEqual(readsOfTwelve);
	});

	it.each(['works', 'ignored'] as const)(
		'the key has a wrong form: it is not looked up again; filter: %s',
		async (filter) => {
			const malformed = ({ method }: Received): Reply | undefined =>
				method === 'POST'
					? {
							status: 422,
							body: { errors: { email: ['The email must be a valid email address.'] } },
						}
					: undefined;
			const server = await start({ filter, equality: 'exact' }, malformed);
			const parameters = { ...byOldProviderId, matchBy: 'email' };
			const items = [{ email: 'a@b@c' }, { email: 'd@e@f' }];
			const { items: out } = await server.run('customer', 'upsert', parameters, {
				items,
				onError: 'continueRegularOutput',
			});
			expect(JSON.stringify(jsonOf(out))).toMatch(/valid email address/);
			expect(server.received.filter(({ method }) => method === 'POST')).toHaveLength(2);
			expect(reads(server)).toBeLessThanOrEqual(filter === 'works' ? 2 : 2 + 3);
		},
	);
});

it('a list that could not be read is read again for a later item', async () => {
	customers = [{ id: 1, old_provider_id: 'A', first_name: 'old' }];
	let refusals = 0;
	const server = await start({ filter: 'refused422', equality: 'exact' }, (request) => {
		const whole =
			request.method === 'GET' &&
			Object.keys(request.query).every((name) => !name.startsWith('filter'));
		if (!whole || refusals > 0) return undefined;
		refusals += 1;
		return { status: 403, body: { message: 'Not now' } };
	});
	const items = Array.from({ length: 30 }, () => ({ key: 'A', name: 'new' }));
	const { items: out } = await server.run('customer', 'upsert', byOldProviderId, {
		items,
		onError: 'continueRegularOutput',
	});
	const failed = jsonOf(out).filter(({ error }) => error !== undefined);
	expect(failed).toHaveLength(1);
	expect(jsonOf(out).at(-1)).toMatchObject({ id: 1, first_name: 'new' });
});

it.each([
	['coupon', { couponMatchBy: 'code', code: 'SPRING' }, 'barcode'],
	['customer', { matchBy: 'email', email: 'a@example.com' }, 'organization_emails'],
])(
	'%s: another value that is taken, and has the key’s name in its own, is not the key',
	async (resource, key, other) => {
		const message = `The ${other} has already been taken.`;
		for (const sentence of [message, message.replace('_', ' ')]) {
			pelcro = await scriptedPelcro((request) =>
				request.method === 'GET'
					? listPage([], request)
					: { status: 422, body: { message: sentence } },
			);
			const { error } = await pelcro.run(resource, 'upsert', {
				...key,
				name: 'Spring',
				duration: 'once',
				discountType: 'percent',
				percentOff: 20,
			});
			await pelcro.close();
			expect(error?.message).toBe(sentence);
			// It is looked for once: that it is taken would be a reason to look again.
			expect(pelcro.received.map(({ method }) => method)).toEqual(['GET', 'POST']);
		}
	},
);

describe('Get Many with a filter', () => {
	beforeEach(() => {
		customers = [
			{ id: 1, email: 'Anna@example.com', first_name: 'Anna', metadata: { team: 'A' } },
			{ id: 2, email: 'ben@example.com', first_name: 'Ben', metadata: [] },
		];
	});

	const filters = (attribute: string, operator: string, value: string) => ({
		returnAll: true,
		simplify: false,
		filters: { filter: [{ attribute: 'other', attributeName: attribute, operator, value }] },
	});

	it.each([
		['email', 'eq', 'ben@example.com'],
		['id', 'eq', '7'],
		['first_name', 'eq', 'Carl'],
		['first_name', 'like', 'Ca'],
		['metadata.team', 'eq', 'A'],
	])('puts nothing out where the list ignores it: %s %s', async (attribute, operator, value) => {
		const server = await start({ filter: 'ignored', equality: 'exact' });
		const { items, error } = await server.run(
			'customer',
			'getAll',
			filters(attribute, operator, value),
		);
		expect(error?.message).toContain(`Pelcro does not filter this list by '${attribute}'`);
		expect(items).toEqual([]);
	});

	it.each([
		['email', 'eq', 'ANNA@EXAMPLE.COM', 1],
		['first_name', 'eq', 'Anna,Ben', 2],
		['id', 'eq', '1', 1],
	])('takes what Pelcro calls equal: %s %s %s', async (attribute, operator, value, count) => {
		const server = await start({ filter: 'works', equality: 'loose' });
		customers = customers.map((customer) => ({ ...customer, id: String(customer.id) }));
		const { items, error } = await server.run(
			'customer',
			'getAll',
			filters(attribute, operator, value),
		);
		expect(error?.message).toBeUndefined();
		expect(items).toHaveLength(count);
	});

	it.each([
		['first_name', 'oreq', 'Carl'],
		['plan', 'eq', '7'],
		['created_at', 'eq', '2026-01-01'],
	])(
		'judges exact conditions on what the records show: %s %s',
		async (attribute, operator, value) => {
			const server = await start({ filter: 'ignored', equality: 'exact' });
			const { items, error } = await server.run(
				'customer',
				'getAll',
				filters(attribute, operator, value),
			);
			expect(error?.message).toBeUndefined();
			expect(items).toHaveLength(2);
		},
	);
});

describe('a record that another run makes while the answer is lost', () => {
	const lostOnce = (make: boolean) => {
		let posts = 0;
		return ({ method, body }: Received): Reply | undefined => {
			if (method !== 'POST') return undefined;
			posts += 1;
			if (posts > 1) return undefined;
			const other = { old_provider_id: body.old_provider_id, first_name: 'of another run' };
			if (make) customers.push({ id: 9, created_at: new Date().toISOString(), ...other });
			return { status: 502, body: {} };
		};
	};

	beforeEach(() => {
		customers = [];
	});

	it('Create or Update writes the item onto it', async () => {
		const server = await start({ filter: 'works', equality: 'exact' }, lostOnce(true));
		const { items, error } = await server.run('customer', 'upsert', byOldProviderId, {
			items: [{ key: 'A', name: 'mine' }],
		});
		expect(error?.message).toBeUndefined();
		expect(jsonOf(items)).toMatchObject([{ id: 9, first_name: 'mine' }]);
		expect(customers).toMatchObject([{ id: 9, first_name: 'mine' }]);
	});

	it('Create says that the key is taken, and by whom', async () => {
		const server = await start({ filter: 'works', equality: 'exact' }, lostOnce(true));
		const { error } = await server.run('customer', 'create', {
			email: '',
			firstName: 'mine',
			additionalFields: { oldProviderId: 'A' },
		});
		expect(error?.message).toMatch(/A record with this old provider id exists already/i);
		expect(error?.description).toMatch(/\(ID 9\).* differs in (first_name|First Name)/);
		expect(customers).toMatchObject([{ first_name: 'of another run' }]);
	});

	it('Create cannot tell where the record does not say when it was made, and calls it no fault of the user', async () => {
		const server = await start({ filter: 'works', equality: 'exact' }, ({ method }) => {
			if (method !== 'POST') return undefined;
			customers.push({ id: 9, old_provider_id: 'A', first_name: 'mine' });
			return { status: 502, body: {} };
		});
		const { items } = await server.run(
			'customer',
			'create',
			{ email: '', firstName: 'mine', additionalFields: { oldProviderId: 'A' } },
			{ onError: 'continueRegularOutput' },
		);
		expect(jsonOf(items)[0]).toMatchObject({
			error: { kind: 'passing', description: expect.stringMatching(/may be from before/) },
		});
	});

	it('two items with one key: one is made, the other is refused', async () => {
		const server = await start({ filter: 'works', equality: 'exact' }, lostOnce(false));
		const { items } = await server.run(
			'customer',
			'create',
			{ email: '={{ $json.email }}', firstName: '={{ $json.name }}' },
			{
				items: ['one', 'other'].map((name) => ({ email: 'a@example.com', name })),
				onError: 'continueRegularOutput',
			},
		);
		expect(jsonOf(items)[0]).toMatchObject({ first_name: 'one' });
		expect(JSON.stringify(jsonOf(items)[1])).toMatch(/already been taken/);
		expect(customers).toMatchObject([{ first_name: 'one' }]);
	});
});
