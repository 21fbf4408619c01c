import { record, testAccount, useSandbox, type TestAccount } from '../host/pelcroSandbox';
import {
	ADDRESS,
	PRODUCT,
	PLAN,
	PAYMENT_METHOD,
	COUPON,
	MEMBER,
	NEWSLETTER,
	SHOP_PRODUCT,
	SKU,
} from '../operations/seededRecords';

useSandbox();

let account: TestAccount;

beforeEach(async () => {
	account = await testAccount();
});

describe('deleting', () => {
	it.each([
		['address', { addressId: record(ADDRESS) }, `/addresses/${ADDRESS}`],
		['coupon', { couponId: record(COUPON) }, `/coupons/${COUPON}`],
		['newsletter', { newsletterId: record(NEWSLETTER) }, `/newsletters/${NEWSLETTER}`],
		['member', { memberId: record(MEMBER) }, `/memberships/${MEMBER}`],
		['sku', { skuId: record(SKU) }, `/ecommerce/products/skus/${SKU}`],
	])(
		'%s says that it is done, and a second time that there is none',
		async (resource, id, path) => {
			const { items, error } = await account.run(resource, 'delete', id);
			expect(error).toBeUndefined();
			expect(items.map(({ json }) => json)).toEqual([{ deleted: true }]);
			expect((await account.sent())[0]).toMatchObject({ method: 'DELETE', path });
			const again = await account.run(resource, 'delete', id);
			expect(again.error).toMatchObject({ httpCode: '404' });
		},
	);

	it.each([
		['product', { productId: record(PRODUCT) }, `/products/${PRODUCT}`, undefined],
		['plan', { planId: record(PLAN) }, `/plans/${PLAN}`, undefined],
		[
			'paymentMethod',
			{ paymentMethodId: record(PAYMENT_METHOD) },
			`/sources/${PAYMENT_METHOD}`,
			'Cannot delete source already associated to a subscription',
		],
		[
			'ecommerceProduct',
			{ ecommerceProductId: record(SHOP_PRODUCT) },
			`/ecommerce/products/${SHOP_PRODUCT}`,
			undefined,
		],
	])('%s is done, or refused in Pelcro’s words', async (resource, id, path, refusal) => {
		const { items, error } = await account.run(resource, 'delete', id);
		const [sent] = await account.sent();
		expect(sent).toMatchObject({ method: 'DELETE', path });
		expect(error?.message).toBe(refusal);
		expect(items.map(({ json }) => json)).toEqual(refusal === undefined ? [{ deleted: true }] : []);
	});
});
