import { upsertKey } from '../../../nodes/Pelcro/execution/records/change/upsert';
import { resources } from '../../../nodes/Pelcro/resources';
import { jsonOf, record, testAccount, useSandbox, type TestAccount } from '../host/pelcroSandbox';
import { CUSTOMER } from '../operations/seededRecords';

useSandbox();

let account: TestAccount;

beforeEach(async () => {
	account = await testAccount();
});

const STAND_INS = [
	'n/a',
	'N/A',
	'#N/A',
	'#REF!',
	'#DIV/0!',
	'#NAME?',
	'#BEZUG!',
	'#¿NOMBRE?',
	'#NÚM!',
	'#N/D',
	'#NV',
	'-',
	'—',
	'null',
	'undefined',
	' n/a ',
];

const SHORTENED = ['4.9170E+11', '1,23457E+15', '5e+21'];

const KEYS = [
	'0',
	'00123',
	'A-1',
	'NA',
	'E+11',
	'12E',
	'none',
	'1e5',
	'#17',
	'#A-1',
	'#NVA',
	'#VIP!',
];

const UPSERTS = resources.flatMap(({ value: resource, operations }) =>
	operations.flatMap((operation) =>
		Object.entries(operation.upsert?.keys ?? {}).map(
			([choice, { property, field }]) => [resource, property, operation, choice, field] as const,
		),
	),
);

describe('what stands for a key in a sheet', () => {
	it.each(UPSERTS)('%s: by %s', (_resource, property, operation, choice, field) => {
		const { upsert } = operation;
		if (upsert === undefined) throw new Error('It does not create or update');
		const keyOf = (value: string) =>
			upsertKey(upsert, operation, {
				read: Object.assign((name: string) => (name === upsert.matchBy ? choice : undefined), {
					byExpression: () => false,
				}),
				request: { method: 'POST', path: '/', body: { [property]: value } },
			});
		const label = operation.fields.find(({ name }) => name === field)?.displayName;
		expect(label).toBeDefined();
		for (const value of STAND_INS) {
			expect(() => keyOf(value)).toThrow(`'${label}' is "${value.trim()}", which tells no record`);
		}
		for (const value of SHORTENED) {
			expect(() => keyOf(value)).toThrow(`'${label}' is "${value}", a number that a spreadsheet`);
		}
		expect(KEYS.map((value) => keyOf(value).value)).toEqual(KEYS);
	});

	it('does not overwrite one customer with another', async () => {
		const rows = ['CRM-1', '#N/A', '#N/A', 'CRM-2'].map((id, at) => ({ id, name: `Row ${at}` }));
		const { items } = await account.run(
			'customer',
			'upsert',
			{
				matchBy: 'oldProviderId',
				oldProviderId: '={{ $json.id }}',
				email: '={{ $json.id.replace(/\\W/g, "") }}@example.com',
				firstName: '={{ $json.name }}',
			},
			{ items: rows, onError: 'continueRegularOutput' },
		);
		expect(jsonOf(items)).toEqual([
			expect.objectContaining({ n8n_outcome: 'created', first_name: 'Row 0' }),
			{ error: expect.objectContaining({ kind: 'yours' }) as object },
			{ error: expect.objectContaining({ kind: 'yours' }) as object },
			expect.objectContaining({ n8n_outcome: 'created', first_name: 'Row 3' }),
		]);
		const written = (await account.sent()).filter(({ method }) => method !== 'GET');
		expect(written).toHaveLength(2);
	});

	it('does not leave out an invoice as made already', async () => {
		const { error } = await account.run(
			'invoice',
			'create',
			{
				customerId: record(CUSTOMER),
				currency: 'usd',
				additionalFields: { total: '={{ $json.total }}' },
				options: { onceKey: '={{ $json.key }}' },
			},
			{ items: [1, 2].map((total) => ({ total, key: '4.9170E+11' })) },
		);
		expect(error?.message).toMatch(/'Once Key' is "4.9170E\+11", a number that a spreadsheet/);
		expect(await account.sent()).toEqual([]);
	});

	it('chooses no customer', async () => {
		await account.run('customer', 'create', { email: 'a@b.example', oldProviderId: 'n/a' });
		await account.sent();
		const { error } = await account.run('customer', 'delete', {
			customerId: record('n/a', 'oldProviderId'),
		});
		expect(error?.message).toMatch(/'Customer' is "n\/a", which tells no record from another/);
		expect(await account.sent()).toEqual([]);
	});
});
