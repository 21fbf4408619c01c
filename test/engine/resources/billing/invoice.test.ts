import { record, testAccount, useSandbox, type TestAccount } from '../../host/pelcroSandbox';
import { CUSTOMER, PAID_INVOICE } from '../../operations/seededRecords';

useSandbox();

let account: TestAccount;

beforeEach(async () => {
	account = await testAccount();
});

describe('invoices', () => {
	const open = async (): Promise<number> => {
		const { items, error } = await account.run('invoice', 'create', {
			customerId: record(CUSTOMER),
			currency: 'eur',
			additionalFields: { total: 1050, status: 'open' },
		});
		expect(error).toBeUndefined();
		await account.sent();
		return Number(items[0]?.json.id);
	};

	it.each([
		[
			'payOffline',
			'/pay_offline',
			{ paymentReference: 'Check 7' },
			{ reference: 'Check 7' },
			'paid',
		],
		['void', '/void', {}, undefined, 'void'],
		['markUncollectible', '/uncollectible', {}, undefined, 'uncollectible'],
	])(
		'%s changes an open one, and is refused for a paid one',
		async (operation, end, more, body, status) => {
			const id = await open();
			const { items, error } = await account.run('invoice', operation, {
				invoiceId: record(id),
				...more,
			});
			expect(error).toBeUndefined();
			expect((await account.sent())[0]).toMatchObject({
				method: 'POST',
				path: `/invoices/${id}${end}`,
				body,
			});
			expect(items[0]?.json).toMatchObject({ id, status });
			const refused = await account.run('invoice', operation, {
				invoiceId: record(PAID_INVOICE),
				...more,
			});
			expect(refused.error).toMatchObject({ httpCode: '400' });
		},
	);

	it('are paid from the credit of the customer', async () => {
		const id = await open();
		await account.run('charge', 'create', {
			customerId: record(CUSTOMER),
			amount: 2000,
			currency: 'eur',
			reference: 'Advance',
		});
		await account.sent();
		const { items, error } = await account.run('invoice', 'applyBalance', {
			invoiceId: record(id),
		});
		expect(error).toBeUndefined();
		expect((await account.sent())[0]).toMatchObject({ path: `/invoices/${id}/apply_balance` });
		expect(items[0]?.json).toMatchObject({ id, status: 'paid' });
	});

	it('need lines or a total', async () => {
		const { error } = await account.run('invoice', 'create', {
			customerId: record(CUSTOMER),
			currency: 'eur',
		});
		expect(error?.message).toMatch(/line item or a total/);
		expect(await account.sent()).toEqual([]);
	});
});
