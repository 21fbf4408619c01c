import { record, testAccount, useSandbox, type TestAccount } from '../../host/pelcroSandbox';
import { CUSTOMER } from '../../operations/seededRecords';

useSandbox();

let account: TestAccount;

beforeEach(async () => {
	account = await testAccount();
});

describe('members', () => {
	const membership = async (): Promise<number> => {
		const { records } = await account.sandbox.state('memberships');
		const [first] = Object.values(records).flat();
		return Number(Object(first).subscription_id);
	};

	it('are made of customers, and invited by email', async () => {
		const subscription = await membership();
		const created = await account.run('member', 'create', {
			subscriptionId: record(subscription),
			customerId: record(CUSTOMER + 5),
			additionalFields: { oldProviderId: 'MEMBER-1' },
		});
		const invited = await account.run('member', 'invite', {
			subscriptionId: record(subscription),
			email: 'invited@example.com',
			additionalFields: { oldProviderId: 'MEMBER-2' },
		});
		const sent = await account.sent();
		expect(sent.map(({ path, body }) => [path, body])).toEqual([
			[
				'/memberships',
				{ subscription_id: subscription, customer_id: CUSTOMER + 5, old_provider_id: 'MEMBER-1' },
			],
			[
				'/memberships/invite',
				{
					subscription_id: subscription,
					email: 'invited@example.com',
					old_provider_id: 'MEMBER-2',
				},
			],
		]);
		expect([created.error, invited.error]).toEqual([undefined, undefined]);
	});

	it('by IP address: none without a match', async () => {
		const { items, error } = await account.run('member', 'ipAuthorization', { ip: '198.51.100.9' });
		expect(error).toBeUndefined();
		expect(items).toEqual([]);
		expect((await account.sent())[0]).toMatchObject({
			method: 'POST',
			path: '/memberships/ip/authorization',
			body: { ip: '198.51.100.9' },
		});
	});
});
