import { jsonOf, testAccount, useSandbox, type TestAccount } from '../host/pelcroSandbox';

/** Of amounts that are no sum. */

useSandbox();

let account: TestAccount;

beforeAll(async () => {
	account = await testAccount({ customers: 40 });
});

const list = async (resource: string, more = {}) => {
	const { items, hints, error } = await account.run(resource, 'getAll', {
		returnAll: true,
		simplify: true,
		...more,
	});
	expect(error).toBeUndefined();
	return { rows: jsonOf(items), said: hints.filter((hint) => /currencies/.test(hint)) };
};

const capitals = (values: unknown[]) =>
	[...new Set(values.map((value) => String(value).toUpperCase()))].sort();

describe('a list with amounts in several currencies', () => {
	it.each(['invoice', 'charge'])('%s: says which, and what to do', async (resource) => {
		const { rows, said } = await list(resource);
		const currencies = capitals(rows.map(({ currency }) => currency));
		expect(currencies.length).toBeGreaterThan(2);
		expect(said).toEqual([
			expect.stringContaining(
				`The amounts are in ${currencies.length} currencies (${currencies.join(', ')}): add them up`,
			),
		]);
	});

	it('subscription: by those of the included plans', async () => {
		expect((await list('subscription')).said).toEqual([]);
		const { rows, said } = await list('subscription', { includePlan: true });
		const currencies = capitals(rows.map(({ plan_currency: currency }) => currency));
		expect(currencies.length).toBeGreaterThan(1);
		expect(said).toEqual([expect.stringContaining(`(${currencies.join(', ')})`)]);
	});

	it('says nothing of one currency, nor of prices', async () => {
		expect((await list('invoice', { returnAll: false, limit: 1 })).said).toEqual([]);
		for (const resource of ['plan', 'sku', 'coupon']) {
			expect((await list(resource)).said).toEqual([]);
		}
	});
});
