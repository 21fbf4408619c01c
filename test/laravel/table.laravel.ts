import type { IDataObject } from 'n8n-workflow';

import { Pelcro } from '../../index.js';
import { jsonOf, record } from '../engine/host/pelcroSandbox';
import { COUPON, CUSTOMER, PRODUCT, SHOP_PRODUCT } from '../engine/operations/seededRecords';
import { testCredential } from '../engine/host/workflowRun';
import { ask, freshLaravel, laravel, run, seen, useLaravel } from './server/laravelAccount';
import { LARGEST_POST } from './server/laravelServer';

useLaravel();

const filter = (attribute: string, value: string, operator = 'eq') => ({
	filters: {
		filter: [{ attribute: 'other', attributeName: attribute, operator, value }],
	},
});

/** Everything that the user reads of a failure. */
const told = (error: unknown) => {
	const { message, description } = error as { message?: string; description?: string };
	return `${message ?? ''}\n${description ?? ''}`;
};

async function customerNumber(id: number): Promise<IDataObject> {
	const { data } = (await (await ask('GET', `/customers/${id}?site_id=1001`)).json()) as {
		data: IDataObject;
	};
	return data;
}

async function customersWith(email: string): Promise<IDataObject[]> {
	const query = `site_id=1001&limit=100&filter[email]=${encodeURIComponent(email)}`;
	const { data } = (await (await ask('GET', `/customers?${query}`)).json()) as {
		data: IDataObject[];
	};
	return data;
}

describe('booleans in a query are 1 and 0', () => {
	it.each([
		[true, '1'],
		[false, '0'],
	])('Bill: Export with metadata %s', async (includeMetadata, text) => {
		await freshLaravel();
		const { error } = await run('bill', 'export', { additionalFields: { includeMetadata } });
		expect(error).toBeUndefined();
		expect((await seen())[0]?.query).toEqual({ metadata: text });
	});
});

describe('with a picture, all fields and the file arrive in one request', () => {
	const file = { content: 'a picture', fileName: 'cover.png', mimeType: 'image/png' };
	const content = Buffer.from(file.content).toString('base64');

	it.each([
		[
			'ecommerceProduct',
			{
				ecommerceProductId: record(SHOP_PRODUCT),
				name: 'Gazette Mug',
				updateFields: { image: 'data', description: 'Holds a pint' },
			},
			`/ecommerce/products/${SHOP_PRODUCT}`,
			{ name: 'Gazette Mug', description: 'Holds a pint' },
		],
		[
			'product',
			{ productId: record(PRODUCT), updateFields: { image: 'data', taxCode: 'PC1' } },
			`/products/${PRODUCT}`,
			{ tax_code: 'PC1' },
		],
	])('%s: Update', async (resource, parameters, path, fields) => {
		await freshLaravel();
		const { error } = await run(resource, 'update', parameters, { file });
		expect(error).toBeUndefined();
		const all = await seen();
		expect(all).toHaveLength(1);
		expect(all[0]).toMatchObject({ sentAs: 'POST', method: 'PUT', path, body: fields });
		expect(Object.values(all[0]?.files ?? {})).toEqual([{ name: 'cover.png', content }]);
	});
});

describe('a refused download is told in words', () => {
	const NO_EXPORT = '00000000-0000-4000-8000-000000000000';
	const download = (exportId: string) =>
		run('export', 'download', { exportId, binaryPropertyName: 'data' });

	it.each([true, false])('an export that is not there (login page: %s)', async (loginPage) => {
		await freshLaravel({ loginPage });
		const { error } = await download(NO_EXPORT);
		expect(error).toMatchObject({ httpCode: '404' });
		expect(await seen()).toHaveLength(1);
	});

	it.each([true, false])('a key that is not known (login page: %s)', async (loginPage) => {
		await freshLaravel({ loginPage });
		const credentials = { ...laravel().credentials, apiKey: 'eyJ.expired' };
		const parameters = { exportId: NO_EXPORT, binaryPropertyName: 'data' };
		const { error } = await run('export', 'download', parameters, { credentials });
		expect(error).toMatchObject({ httpCode: '401' });
		expect(told(error)).toMatch(/key/i);
		expect(await seen()).toHaveLength(1);
	});

	it('a passed limit is waited for', async () => {
		await freshLaravel({ throttle: { limit: 1, seconds: 2 } });
		await ask('GET', '/customers/10001?site_id=1001');
		const { items, error } = await run('campaign', 'runReport', {
			campaignId: '901',
			campaignRunId: '9101',
			binaryPropertyName: 'data',
		});
		expect(error).toBeUndefined();
		expect(items[0]?.binary?.data).toBeDefined();
	});
});

describe('a list that goes by cursor', () => {
	it('is read to its end', async () => {
		await freshLaravel({ lists: 'cursor' });
		for (let number = 0; number < 130; number += 1) {
			await ask('POST', '/coupons?site_id=1001', coupon(`CURSOR${number}`));
		}
		const { items, error } = await run('coupon', 'getAll', { returnAll: true });
		const ids = new Set(items.map(({ json }) => json.id));
		// all of them, or a failure that says so: never a part that looks like all
		expect(error === undefined ? ids.size : 134).toBe(134);
		expect(ids.size).toBe(items.length);
		expect(error).toBeUndefined();
	});
});

const coupon = (code: string) => ({ code, name: code, duration: 'once', percent_off: 10 });

describe('upserts by a key', () => {
	const upsert = (oldProviderId: string, firstName: string) =>
		run('customer', 'upsert', {
			matchBy: 'oldProviderId',
			oldProviderId,
			firstName,
		});

	it.each([
		['with a comma', 'A,1', 'A,1'],
		['in another case', 'abc-1', 'ABC-1'],
		['with an accent that the database does not tell apart', 'Zoé-1', 'Zoe-1'],
		['with a blank at its end', 'K-1', 'K-1 '],
		['that is 0', '0', '0'],
	])('%s update the record that is there', async (_name, stored, given) => {
		await freshLaravel({ filters: 'any' });
		await ask('POST', '/customers?site_id=1001', {
			old_provider_id: stored,
			email: 'k@example.com',
		});
		const { items, error } = await upsert(given, 'Changed');
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ old_provider_id: stored, first_name: 'Changed' });
		expect(await customersWith('k@example.com')).toHaveLength(1);
	});

	it('do not take the records of a list that ignores the filter for the one of the key', async () => {
		await freshLaravel({ filters: 'ignored' });
		const { error, items } = await upsert('NEW-1', 'Changed');
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ old_provider_id: 'NEW-1' });
	});

	it('leave the stored spelling of a coupon’s code alone', async () => {
		await freshLaravel({ filters: 'any' });
		const { items, error } = await run('coupon', 'upsert', {
			couponMatchBy: 'code',
			code: 'welcome20',
			name: 'Changed',
			duration: 'once',
			discountType: 'percent',
			percentOff: 20,
		});
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ id: COUPON, code: 'WELCOME20', name: 'Changed' });
	});

	it.each([422, 400] as const)(
		'work where the list refuses the filter with %s',
		async (refused) => {
			await freshLaravel({ filters: 'refused', refused });
			await ask('POST', '/customers?site_id=1001', {
				old_provider_id: 'R-1',
				email: 'r@example.com',
			});
			const { items, error } = await upsert('R-1', 'Changed');
			expect(error).toBeUndefined();
			expect(items[0]?.json).toMatchObject({ email: 'r@example.com', first_name: 'Changed' });
		},
	);

	it('do not take a key that is refused for its form for one that is there', async () => {
		await freshLaravel({ filters: 'any' });
		const { error } = await run('customer', 'upsert', {
			matchBy: 'email',
			email: 'no address',
			firstName: 'Nobody',
		});
		expect(told(error)).toMatch(/must be a valid email address/);
		expect((await seen()).map(({ method }) => method)).toEqual(['GET', 'POST']);
	});
});

describe('a filter that the list ignores', () => {
	it('does not let records pass that contradict it', async () => {
		await freshLaravel({ filters: 'ignored' });
		const { error, items } = await run('customer', 'getAll', {
			returnAll: true,
			...filter('email', 'nobody@example.com'),
		});
		expect(items).toEqual([]);
		expect(error).toBeDefined();
		expect(told(error)).toMatch(/filter/i);
	});
});

describe('metadata', () => {
	it.each([
		['nothing', {}, {}],
		['keys 0, 1, 2', { 0: 'a', 1: 'b', 2: 'c' }, { 0: 'a', 1: 'b', 2: 'c' }],
	])('comes out as an object where it has %s', async (_name, metadata, expected) => {
		await freshLaravel();
		await ask('POST', '/customers?site_id=1001', { email: 'm@example.com', metadata });
		const { items } = await run('customer', 'getAll', {
			limit: 1,
			...filter('email', 'm@example.com'),
		});
		const [item] = jsonOf(items);
		expect(item?.email).toBe('m@example.com');
		expect(item?.metadata).toEqual(expected);
		expect(Array.isArray(item?.metadata)).toBe(false);
	});

	it.each([']', 'a]b'])('refuses to filter by a key with %s, which would be cut', async (key) => {
		await freshLaravel();
		const { error } = await run('customer', 'getAll', {
			limit: 5,
			filters: {
				filter: [{ attribute: 'metadata.', attributeName: key, operator: 'eq', value: 'x' }],
			},
		});
		expect(error).toBeDefined();
		expect(await seen()).toEqual([]);
	});

	it('refuses numbers that would be rounded', async () => {
		await freshLaravel();
		const { error } = await run('customer', 'create', {
			email: 'n@example.com',
			additionalFields: { metadataJson: '{"loyalty": 9007199254740993}' },
		});
		expect(told(error)).toMatch(/quot/i);
		expect(await seen()).toEqual([]);
	});
});

// What is sent for it is the empty text that the user entered; that it arrives as null is what the form's words rest on.
describe('an emptied text', () => {
	it('is null to the application, and clears the attribute', async () => {
		await freshLaravel();
		const updateFields = { displayName: '' };
		const { error } = await run('customer', 'update', {
			customerId: record(CUSTOMER),
			updateFields,
		});
		expect(error).toBeUndefined();
		expect((await seen())[0]?.body).toEqual({ display_name: null });
		expect((await customerNumber(CUSTOMER)).display_name).toBeNull();
	});

	it('is refused in words where the attribute may not be null', async () => {
		await freshLaravel({ nullable: false });
		const updateFields = { displayName: '' };
		const { error } = await run('customer', 'update', {
			customerId: record(CUSTOMER),
			updateFields,
		});
		expect(error?.message).toBe(
			'Display Name, under Update Fields: The Display Name field must be a string.',
		);
	});
});

describe('a metadata pair without a value', () => {
	const update = (resource: string, id: IDataObject, value: string) =>
		run(resource, 'update', {
			...id,
			updateFields: { metadata: { pair: [{ key: 'tier', value }] } },
		});

	const customer = { customerId: record(CUSTOMER) };

	it('removes its key and no other, as the form says', async () => {
		await freshLaravel();
		const metadata = { tier: 'gold', colour: 'red' };
		await ask('PUT', `/customers/${CUSTOMER}?site_id=1001`, { metadata });
		const { error } = await update('customer', customer, '');
		expect(error).toBeUndefined();
		expect((await seen()).at(-1)?.body).toEqual({ metadata: { tier: null } });
		const { metadata: left } = await customerNumber(CUSTOMER);
		expect(left).toMatchObject({ colour: 'red' });
		expect(left).not.toHaveProperty('tier');
		expect(valueOfMetadata()?.description).toMatch(/empty one removes the entry/);
	});

	it('whose expression finds nothing is not sent', async () => {
		await freshLaravel();
		await update('coupon', { couponId: record(COUPON) }, '={{ $json.tier }}');
		expect((await seen()).filter(({ body }) => 'metadata' in body)).toEqual([]);
	});
});

/** The form's field for the value of a metadata entry. */
function valueOfMetadata() {
	const own = new Pelcro().description.properties
		.flatMap(({ options = [] }) => options)
		.find(({ name }) => name === 'metadata');
	const groups = own !== undefined && 'options' in own ? (own.options ?? []) : [];
	return groups
		.flatMap((group) => ('values' in group ? group.values : []))
		.find(({ name }) => name === 'value');
}

describe('refusals', () => {
	it('show the first field’s sentence as headline', async () => {
		await freshLaravel();
		const { error } = await run('customer', 'create', {
			email: 'no address',
			additionalFields: {},
		});
		expect(error?.message).toBe('Email: The Email field must be a valid email address.');
	});

	it('name the row of a list', async () => {
		await freshLaravel();
		const { error } = await run('order', 'create', {
			customerId: record(CUSTOMER),
			orderItems: {
				item: [
					{ skuId: record(601), quantity: 1 },
					{ skuId: record(999), quantity: 1 },
				],
			},
			additionalFields: {},
		});
		const sent = (await seen()).filter(({ method }) => method === 'POST');
		expect(sent.map(({ status }) => status)).toEqual([422]);
		expect(told(error)).toContain('Items row 2: The selected sku_id is invalid.');
		expect(told(error)).not.toContain('items.1');
	});

	it('say that there is no such customer', async () => {
		await freshLaravel();
		const { error } = await run('customer', 'get', { customerId: record(99) });
		expect(error?.message).toBe('Pelcro has no such customer: 99');
	});

	it('say what to do of an address that is not there, which the application says nothing of', async () => {
		await freshLaravel({ missing: ['customers.get', 'customers.update', 'customers.delete'] });
		const answer = await ask('GET', '/customers/10001?site_id=1001');
		expect(await answer.json()).toEqual({ message: '' });
		const { error } = await run('customer', 'get', { customerId: record(CUSTOMER) });
		expect(error).toMatchObject({ httpCode: '404', message: 'Pelcro has no such record' });
		expect(told(error)).toContain('Check the ID');
	});

	it('say what to do of a method that the address does not take', async () => {
		await freshLaravel({ missing: ['customers.update'] });
		const { error } = await run('customer', 'update', {
			customerId: record(CUSTOMER),
			firstName: 'Zoe',
		});
		expect(error).toMatchObject({ httpCode: '405' });
		expect(told(error)).toContain('Pelcro does not have this operation');
	});

	it('say what to do of a file that is too large, which the application says nothing of', async () => {
		await freshLaravel();
		const content = 'x'.repeat(LARGEST_POST);
		const { error } = await run(
			'product',
			'update',
			{ productId: record(PRODUCT), updateFields: { image: 'data' } },
			{ file: { content, fileName: 'cover.png', mimeType: 'image/png' } },
		);
		expect(error).toMatchObject({ httpCode: '413', message: 'This is too large for Pelcro' });
		expect(told(error)).toContain('Send a smaller file');
	});

	it('say of an address without the API that it is none', async () => {
		await freshLaravel();
		const wrong = { ...laravel().credentials, baseUrl: `${laravel().url}/elsewhere/api/v1/core` };
		const result = await testCredential(wrong);
		expect(result.status).toBe('Error');
		expect(result.message).toMatch(/no Pelcro API/);
	});
});
