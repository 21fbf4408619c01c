import { record, testAccount, useSandbox, type TestAccount } from './pelcroSandbox';
import { COUPON, CUSTOMER, NEWSLETTER } from './operations/seededRecords';

useSandbox();

let account: TestAccount;

beforeEach(async () => {
	account = await testAccount();
});

describe('creating or updating', () => {
	const bodies = async () => (await account.sent()).filter(({ method }) => method !== 'GET');

	it('an address keeps its customer', async () => {
		const upsert = async (line1: string) =>
			await account.run('address', 'upsert', {
				addressMatchBy: 'oldProviderId',
				oldProviderId: 'ADDRESS-9',
				addressType: 'billing',
				line1,
				country: 'DE',
				customerId: record(CUSTOMER),
			});
		const first = await upsert('First Street');
		const second = await upsert('Second Street');
		expect([first.error, second.error]).toEqual([undefined, undefined]);
		expect(second.items[0]?.json).toMatchObject({
			id: first.items[0]?.json.id,
			line1: 'Second Street',
		});
		const [created, updated] = await bodies();
		expect(created).toMatchObject({
			method: 'POST',
			body: { site_id: 1001, customer_id: CUSTOMER },
		});
		expect(updated).toMatchObject({ method: 'PUT' });
		expect(updated?.body).toEqual({
			old_provider_id: 'ADDRESS-9',
			type: 'billing',
			line1: 'Second Street',
			country: 'DE',
		});
	});

	it('a coupon is found by its code', async () => {
		const { items, error } = await account.run('coupon', 'upsert', {
			couponMatchBy: 'code',
			code: 'welcome20',
			name: 'Welcome again',
			duration: 'once',
			discountType: 'percent',
			percentOff: 20,
			additionalFields: {},
		});
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ id: COUPON, name: 'Welcome again' });
		expect(await bodies()).toMatchObject([{ method: 'PUT', path: `/coupons/${COUPON}` }]);
	});

	it('a newsletter subscriber is found by the email alone', async () => {
		const { items, error } = await account.run('newsletter', 'upsert', {
			newsletterMatchBy: 'email',
			email: 'BRIEFING1@example.org',
			subscriberSource: 'web',
			additionalFields: { firstName: 'Changed' },
		});
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ id: NEWSLETTER, first_name: 'Changed' });
	});

	it('a product and a plan are found by the ID on another system', async () => {
		const products = [1, 2].map(
			async (run) =>
				await account.run('product', 'upsert', {
					productMatchBy: 'oldProviderId',
					oldProviderId: `PRODUCT-${run > 0 ? 'X' : ''}`,
					name: `Harbour Extra ${run}`,
					addressRequired: false,
				}),
		);
		// One after the other in one workflow; here the second run finds what the first has made.
		const first = await products[0];
		await products[1];
		const plan = async (nickname: string) =>
			await account.run('plan', 'upsert', {
				planMatchBy: 'oldProviderId',
				oldProviderId: 'PLAN-X',
				productId: record(Number(first?.items[0]?.json.id)),
				nickname,
				amount: 5,
				autoRenew: true,
				recognizedRevenueType: 'time',
				currency: 'usd',
				interval: 'month',
				intervalCount: 1,
				availableOnline: true,
				isRefundable: true,
				trialPeriodDays: 0,
			});
		const created = await plan('Extra');
		const updated = await plan('Extra, changed');
		expect([created.error, updated.error]).toEqual([undefined, undefined]);
		expect(updated.items[0]?.json).toMatchObject({
			id: created.items[0]?.json.id,
			nickname: 'Extra, changed',
		});
		const { records } = await account.sandbox.state('products');
		const made = Object.values(records)
			.flat()
			.filter((entry) => Object(entry).old_provider_id === 'PRODUCT-X');
		expect(made).toHaveLength(1);
	});
});
