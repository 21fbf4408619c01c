import { record, testAccount, useSandbox, type TestAccount } from '../host/pelcroSandbox';
import { WIRE_CASES } from '.';

useSandbox();

const ALL = Object.entries(WIRE_CASES).flatMap(([resource, cases]) =>
	cases.map((one) => ({ resource, ...one })),
);

let account: TestAccount;

beforeEach(async () => {
	account = await testAccount();
});

describe('on the wire, with every kind of field filled in', () => {
	it.each(ALL.map((one) => [`${one.resource} ${one.operation}`, one] as const))(
		'%s',
		async (
			_name,
			{ resource, operation, parameters, method, path, firstRead, query = {}, body },
		) => {
			const { items, error } = await account.run(resource, operation, parameters);
			expect(error).toBeUndefined();
			const status = expect.any(Number) as number;
			const read = { method: 'GET', path: firstRead, query: {}, body: undefined, status };
			expect(await account.sent()).toEqual([
				...(firstRead === undefined ? [] : [read]),
				{ method, path, query, body, status },
			]);
			expect(items.length).toBeGreaterThanOrEqual(1);
			expect(items[0]?.json).toHaveProperty('id');
			expect(items[0]?.pairedItem).toEqual({ item: 0 });
		},
	);
});

describe('refusals are shown in Pelcro’s words, with what to do', () => {
	const UNKNOWN = 999_999;
	const single = ALL.filter(({ path, method }) => /\d$/.test(path) && method !== 'POST');
	const lists = ALL.filter(({ operation }) => operation === 'getAll');

	it.each(single.map((one) => [`${one.resource} ${one.operation}`, one] as const))(
		'%s of a record that does not exist',
		async (_name, { resource, operation, parameters }) => {
			const [[idField = ''] = []] = Object.entries(parameters);
			const { error, items } = await account.run(resource, operation, {
				...parameters,
				[idField]: record(UNKNOWN),
			});
			expect(items).toEqual([]);
			expect(error).toMatchObject({ httpCode: '404' });
			expect(error?.message).toMatch(/^Pelcro has no such /);
			expect(error?.description).toMatch(/Check the ID/);
		},
	);

	it.each(lists.map((one) => [`${one.resource} ${one.operation}`, one] as const))(
		'%s by an attribute that the list cannot be filtered by',
		async (_name, { resource, operation }) => {
			const filter = [
				{ attribute: 'other', attributeName: 'shoe_size', operator: 'eq', value: '42' },
			];
			const { error, items } = await account.run(resource, operation, {
				limit: 5,
				filters: { filter },
			});
			// Pelcro refuses it, or the node, which compares by itself where Pelcro has no filters
			expect(error?.message).toMatch(/shoe_size/);
			expect(items).toEqual([]);
		},
	);
});
