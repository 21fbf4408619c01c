import { record, testAccount, useSandbox, type TestAccount } from './pelcroSandbox';
import { COUPON } from './operations/seededRecords';

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
