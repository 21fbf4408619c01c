import type { INodeParameters } from 'n8n-workflow';

import { record, testAccount, useSandbox, type TestAccount } from '../host/pelcroSandbox';
import { CUSTOMER, PRODUCT, ORDER, SHOP_PRODUCT } from '../operations/seededRecords';
import { NOTHING } from '../operations/wireCase';

useSandbox();

let account: TestAccount;

beforeEach(async () => {
	account = await testAccount();
});

describe('what cannot be sent is refused before anything is sent', () => {
	it.each<[string, string, INodeParameters, RegExp]>([
		['order', 'create', { customerId: record(CUSTOMER) }, /needs at least one item/],
		['charge', 'create', { amount: 5, currency: 'usd', reference: 'x' }, /'Customer' is empty/],
		[
			'charge',
			'create',
			{
				customerId: record(CUSTOMER),
				amount: '10.505',
				currency: 'usd',
				reference: 'x',
			},
			/more decimals than USD/,
		],
		[
			'sku',
			'create',
			{ productId: record(SHOP_PRODUCT), name: NOTHING, price: 5, currency: 'usd' },
			/'Name' is empty/,
		],
		[
			'plan',
			'create',
			{ nickname: 'x', amount: 1, currency: NOTHING },
			/'Currency' is empty|'.*' is empty/,
		],
		[
			'coupon',
			'create',
			{ code: 'X1Y', name: 'Abc', discountType: 'percent', percentOff: 101 },
			/range/,
		],
		[
			'order',
			'update',
			{ orderId: record(ORDER), orderStatus: 'not a word' },
			/not one of the choices/,
		],
		['product', 'update', { productId: record(PRODUCT), updateFields: {} }, /nothing to change/],
		['newsletter', 'create', { email: NOTHING }, /'Email' is empty/],
		[
			'address',
			'create',
			{ customerId: record(CUSTOMER), addressType: 'billing', line1: NOTHING, country: 'CA' },
			/'Line 1' is empty/,
		],
		[
			'paymentMethod',
			'create',
			{ customerId: record(CUSTOMER), objectGateway: 'stripe', objectId: NOTHING },
			/'Gateway ID' is empty/,
		],
		['member', 'invite', { subscriptionId: record(1), email: NOTHING }, /'Email' is empty/],
		['ecommerceProduct', 'create', { name: 'Cap', sites: NOTHING }, /'Site IDs' is empty/],
	])('%s %s %j', async (resource, operation, parameters, message) => {
		const { error } = await account.run(resource, operation, parameters);
		expect(error?.message).toMatch(message);
		expect(await account.sent()).toEqual([]);
	});
});

describe('what Pelcro refuses comes with what to do', () => {
	const taken = async (items: Array<{ email: string }>) => {
		const { data } = await account.sandbox
			.api()
			.get<{ data: Array<{ email: string }> }>('/customers', {
				params: { limit: 1, site_id: account.sandbox.siteId },
			});
		const all = [...items, { email: data.data[0]?.email ?? '' }];
		return await account.run('customer', 'create', { email: '={{ $json.email }}' }, { items: all });
	};

	it('for a value that is taken; the number of an only item is not told', async () => {
		const { error } = await taken([]);
		expect(error?.message).toMatch(/already been taken\.?$/);
		expect(error?.description).toMatch(/Create or Update[^]*\(POST \/customers, HTTP 4\d\d\)/);
	});

	it.each(['void', 'markUncollectible', 'applyBalance'])(
		'for an invoice that is paid: %s',
		async (operation) => {
			const { items } = await account.run('invoice', 'getAll', { statuses: ['paid'], limit: 1 });
			const { error } = await account.run('invoice', operation, {
				invoiceId: record(Number(items[0]?.json.id)),
			});
			expect(error?.message).toMatch(/invoice is paid/);
			expect(error?.description).toMatch(/^The record is in a state .*Leave such records out/);
			expect(error?.description).not.toMatch(/Change the values/);
		},
	);

	it('that of one among several is', async () => {
		const { error } = await taken([{ email: 'somebody.new@example.com' }]);
		expect(error?.message).toMatch(/already been taken.* \[item 1\]$/);
	});
});
