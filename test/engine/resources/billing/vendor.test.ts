import {
	jsonOf,
	record,
	testAccount,
	useSandbox,
	type TestAccount,
} from '../../host/pelcroSandbox';

useSandbox();

let account: TestAccount;
let vendor: { id: number; email: string };

beforeEach(async () => {
	account = await testAccount();
	const { records } = await account.sandbox.state('vendors');
	[vendor] = records.vendors as [typeof vendor];
});

const PERSON = { firstName: 'Vera', lastName: 'Nguyen', email: 'vera@example.com' };

describe('Vendor: Create', () => {
	it('sends every field under Pelcro’s name', async () => {
		const { items, error } = await account.run('vendor', 'create', {
			simplify: false,
			...PERSON,
			additionalFields: {
				address: '100 Main Street',
				birthdate: '1980-02-29T23:30:00',
				city: 'Montreal',
				company: 'Vera Deliveries',
				country: 'CA',
				deliveryServiceAreaPrompt: 'Downtown',
				jobTitle: 'Carrier',
				metadata: { pair: [{ key: 'route', value: '12' }] },
				metadataJson: '{"van": true}',
				phone: '+1 514 555 0100',
				postalCode: 'H2X 1Y4',
				state: 'QC',
			},
		});
		expect(error).toBeUndefined();
		expect(await account.sent()).toEqual([
			{
				method: 'POST',
				path: '/vendors',
				query: {},
				body: {
					first_name: 'Vera',
					last_name: 'Nguyen',
					email: 'vera@example.com',
					address: '100 Main Street',
					birthdate: '1980-02-29',
					city: 'Montreal',
					company: 'Vera Deliveries',
					country: 'CA',
					delivery_service_area_prompt: 'Downtown',
					job_title: 'Carrier',
					metadata: { route: '12', van: true },
					phone: '+1 514 555 0100',
					postal_code: 'H2X 1Y4',
					state: 'QC',
				},
				status: 200,
			},
		]);
		expect(items[0]?.json).toMatchObject({ email: 'vera@example.com', city: 'Montreal' });
	});

	it.each(['firstName', 'lastName', 'email'])('needs %s before anything is sent', async (field) => {
		const { error } = await account.run('vendor', 'create', {
			...PERSON,
			[field]: '={{ $json.none }}',
		});
		expect(error?.message).toMatch(/is empty/);
		expect(await account.sent()).toEqual([]);
	});

	it('shows Pelcro’s own words when the email is taken', async () => {
		const { error } = await account.run('vendor', 'create', { ...PERSON, email: vendor.email });
		expect(error?.message).toMatch(/email.*taken/i);
	});
});

describe('Vendor: Get', () => {
	it('returns the most useful fields, or all of them', async () => {
		const parameters = { vendorId: record(vendor.id) };
		const simple = await account.run('vendor', 'get', { ...parameters, simplify: true });
		const raw = await account.run('vendor', 'get', { ...parameters, simplify: false });
		expect(simple.items[0]?.json).toMatchObject({ id: vendor.id, email: vendor.email });
		expect(simple.items[0]?.json).not.toHaveProperty('metadata');
		expect(raw.items[0]?.json).toMatchObject({ metadata: {} });
		expect((await account.sent())[0]).toMatchObject({
			method: 'GET',
			path: `/vendors/${vendor.id}`,
		});
	});

	it('says what to do when there is no such vendor', async () => {
		const { error } = await account.run('vendor', 'get', { vendorId: record(999_999) });
		expect(error).toMatchObject({ httpCode: '404' });
		expect(error?.description).toMatch(/Check the ID/);
	});
});

describe('Vendor: Get Many', () => {
	it('searches, filters, sorts and expands', async () => {
		const { items, error } = await account.run('vendor', 'getAll', {
			returnAll: false,
			limit: 5,
			search: 'example',
			filters: { filter: [{ attribute: 'email', operator: 'like', value: 'example.net' }] },
			sort: { rule: [{ attribute: 'last_name', direction: 'descending' }] },
			expand: ['bills', 'vendor', 'vendor.payoutDetail'],
			simplify: false,
		});
		expect(error).toBeUndefined();
		expect((await account.sent())[0]).toMatchObject({
			path: '/vendors',
			query: {
				search: 'example',
				'filter[email]': 'like:example.net',
				sort: '-last_name',
				expand: 'bills,vendor,vendor.payoutDetail',
				page: '1',
				limit: '5',
			},
		});
		const names = jsonOf(items).map(({ last_name: name }) => String(name));
		expect(names.length).toBeGreaterThan(1);
		expect(names).toEqual([...names].sort().reverse());
		expect(items[0]?.json).toHaveProperty('bills');
	});

	it('refuses a filter without a value', async () => {
		const filters = { filter: [{ attribute: 'email', operator: 'eq', value: '' }] };
		const { error } = await account.run('vendor', 'getAll', { returnAll: true, filters });
		expect(error?.message).toMatch(/no value for email/);
		expect(await account.sent()).toEqual([]);
	});
});

describe('Vendor: Update', () => {
	it('sends every field, and clears a text that is left empty', async () => {
		const { items, error } = await account.run('vendor', 'update', {
			vendorId: record(vendor.id),
			updateFields: {
				birthdate: '1980-02-29',
				deliveryServiceAreaPrompt: '',
				email: 'new@example.com',
				firstName: 'New',
				jobTitle: 'Driver',
				lastName: 'Name',
				phone: '514',
			},
		});
		expect(error).toBeUndefined();
		expect(await account.sent()).toEqual([
			{
				method: 'PUT',
				path: `/vendors/${vendor.id}`,
				query: {},
				body: {
					birthdate: '1980-02-29',
					delivery_service_area_prompt: '',
					email: 'new@example.com',
					first_name: 'New',
					job_title: 'Driver',
					last_name: 'Name',
					phone: '514',
				},
				status: 200,
			},
		]);
		expect(items[0]?.json).toMatchObject({ id: vendor.id, name: 'New Name' });
	});

	it('sends nothing when there is nothing to change', async () => {
		const parameters = { vendorId: record(vendor.id), updateFields: {} };
		const { error } = await account.run('vendor', 'update', parameters);
		expect(error?.message).toMatch(/nothing to change/);
		expect(await account.sent()).toEqual([]);
	});
});

describe('Vendor: Delete', () => {
	it('says that it is done, and the vendor is gone', async () => {
		const parameters = { vendorId: record(vendor.id) };
		expect(jsonOf((await account.run('vendor', 'delete', parameters)).items)).toEqual([
			{ deleted: true },
		]);
		expect((await account.sent())[0]).toMatchObject({
			method: 'DELETE',
			path: `/vendors/${vendor.id}`,
		});
		const { error } = await account.run('vendor', 'delete', parameters);
		expect(error).toMatchObject({ httpCode: '404' });
	});
});

describe('Vendor: Export', () => {
	it('asks for the export and hands Pelcro’s answer over', async () => {
		const { items, error } = await account.run('vendor', 'export', { search: 'example' });
		expect(error).toBeUndefined();
		expect(await account.sent()).toEqual([
			{
				method: 'GET',
				path: '/vendors/export',
				query: { search: 'example' },
				body: undefined,
				status: 200,
			},
		]);
		expect(items).toHaveLength(1);
		expect(items[0]?.json.message).toEqual(expect.any(String));
	});

	it('shows Pelcro’s refusal when no vendor matches', async () => {
		const { error } = await account.run('vendor', 'export', { search: 'nobody at all' });
		expect(error).toMatchObject({ httpCode: '422' });
	});
});
