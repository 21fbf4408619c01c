import type { INodeParameters } from 'n8n-workflow';

import { record, testAccount, useSandbox, type TestAccount } from '../../host/pelcroSandbox';
import { COUPON, CUSTOMER, PLAN, SKU } from '../../operations/seededRecords';

useSandbox();

let account: TestAccount;

beforeEach(async () => {
	account = await testAccount();
});

it('a coupon’s last day is removed with null', async () => {
	const { error } = await account.run('coupon', 'update', {
		couponId: record(COUPON),
		updateFields: { redeemBy: '' },
	});
	expect(error).toBeUndefined();
	expect((await account.sent())[0]?.body).toEqual({ redeem_by: null });
});

describe('an emptied number', () => {
	it.each<[string, string, INodeParameters, string]>([
		['coupon', '/coupons', { couponId: record(COUPON) }, 'max_redemptions'],
		['plan', '/plans', { planId: record(PLAN) }, 'trial_period_days'],
		['plan', '/plans', { planId: record(PLAN) }, 'member_seat_capacity'],
		['sku', '/ecommerce/products/skus', { skuId: record(SKU) }, 'weight'],
	])('of a %s is cleared where records may lack it', async (resource, path, locator, attribute) => {
		const name = attribute.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
		const [id] = Object.values(locator) as Array<{ value: string }>;
		const api = account.sandbox.api();
		const updateFields = { [name]: '={{ null }}' };
		const { error } = await account.run(resource, 'update', { ...locator, updateFields });
		expect(error).toBeUndefined();
		const sent = (await account.sent()).find(({ method }) => method === 'PUT');
		expect(sent?.body).toMatchObject({ [attribute]: null });
		const { data } = await api.get(`${path}/${id?.value}`);
		expect((data as { data: object }).data).toMatchObject({ [attribute]: null });
	});

	it.each<[string, INodeParameters, INodeParameters, RegExp]>([
		['sku', { skuId: record(SKU) }, { price: '={{ null }}' }, /^Price, under Update Fields: /],
		[
			'customer',
			{ customerId: record(CUSTOMER) },
			{ mailMarketing: '={{ null }}' },
			/^Accepts Email Marketing, under Update Fields: /,
		],
	])('is refused by the name in the form where a %s must have it', async (...row) => {
		const [resource, locator, updateFields, message] = row;
		const { error } = await account.run(resource, 'update', { ...locator, updateFields });
		expect(error?.message).toMatch(message);
	});
});
