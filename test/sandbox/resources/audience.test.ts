import type { RunningSandbox } from '../../../sandbox/process';
import { sharedSandbox } from '../../run/sharedSandbox';
import { Session } from '../session';

let sandbox: RunningSandbox;
let on: Session;

beforeAll(async () => {
	sandbox = await sharedSandbox();
});

afterAll(() => sandbox.stop());

beforeEach(async () => {
	on = await Session.open(sandbox.url);
});

/** A subscription to a membership plan, on which there is nobody yet. */
async function membershipOf(seats: number, body: object = {}) {
	const [{ id: product_id }] = await on.read('/products');
	const plan = await on.made('/plans', {
		product_id,
		nickname: `Team of ${seats}`,
		name_internal: 'team',
		amount: 10,
		currency: 'usd',
		interval: 'year',
		interval_count: 1,
		type: 'membership',
		auto_renew: true,
		recognized_revenue_type: 'time',
		available_online: true,
		is_refundable: true,
		trial_period_days: 0,
		member_seat_capacity: seats,
	});
	const order = { user_id: 10001, plan_id: plan.id, quantity: 1 };
	const billed = { collection_method: 'send_invoice', ...body };
	return (await on.made('/subscriptions', { ...order, ...billed })).id;
}

describe('customers', () => {
	it.each(['', null])('have no phone once it is emptied with %j', async (phone) => {
		const { status } = await on.api.put('/customers/10001', { phone });
		expect(status).toBe(200);
		expect(await on.read('/customers/10001')).toMatchObject({ phone: null });
	});
});

describe('members', () => {
	it('answer 201, and 200 when an invitation is taken up', async () => {
		const subscription_id = await membershipOf(5);
		const path = '/memberships';
		const first = await on.api.post(path, { subscription_id, customer_id: 10002 });
		expect(first.status).toBe(201);
		expect(first.data.data).toMatchObject({ user_id: 10002, status: 'active', site_id: 1001 });
		const { email } = await on.read('/customers/10003');
		const invited = await on.made('/memberships/invite', {
			subscription_id,
			email: email.toUpperCase(),
		});
		expect(invited).toMatchObject({ user_id: null, status: 'pending' });
		const taken = await on.api.post(path, { subscription_id, customer_id: 10003 });
		expect(taken.status).toBe(200);
		expect(taken.data.data).toMatchObject({ id: invited.id, user_id: 10003, status: 'active' });
	});

	it('are as many as there are seats, invitations included', async () => {
		const subscription_id = await membershipOf(2);
		const { id } = await on.made('/memberships', { subscription_id, customer_id: 10002 });
		await on.made('/memberships/invite', { subscription_id, email: 'a@example.com' });
		const third = { subscription_id, customer_id: 10003 };
		expect(await on.refused('/memberships', third)).toContain('2 seats');
		const invitation = { subscription_id, email: 'b@example.com' };
		expect(await on.refused('/memberships/invite', invitation)).toContain('2 seats');
		expect((await on.api.delete(`/memberships/${id}`)).status).toBe(204);
		expect((await on.api.get(`/memberships/${id}`)).status).toBe(404);
		await on.made('/memberships', third);
	});

	it('are refused twice, unknown, without a membership, or with a foreign address', async () => {
		const subscription_id = await membershipOf(5);
		const member = { subscription_id, customer_id: 10002 };
		const refused = (body: object) => on.refused('/memberships', { ...member, ...body });
		expect(await refused({ customer_id: 1 })).toEqual(['customer_id']);
		expect(await refused({ subscription_id: 1 })).toEqual(['subscription_id']);
		const [{ id: plan_id }] = await on.read('/plans');
		const order = { user_id: 10001, plan_id, quantity: 1, collection_method: 'send_invoice' };
		const { id: regular } = await on.made('/subscriptions', order);
		expect(await refused({ subscription_id: regular })).toEqual(['subscription_id']);
		const addresses = await on.read('/addresses', { limit: 100 });
		const addressOf = (customer: number) =>
			addresses.find(({ user_id: id }: { user_id: number }) => id === customer).id;
		expect(await refused({ address_id: addressOf(10003) })).toEqual(['address_id']);
		const made = { ...member, address_id: addressOf(10002), old_provider_id: 'old-1' };
		await on.made('/memberships', made);
		expect(await refused({})).toEqual(['customer_id']);
		const same = { customer_id: 10003, old_provider_id: 'old-1' };
		expect(await refused(same)).toEqual(['old_provider_id']);
	});

	it('of another site cannot be made', async () => {
		on = await Session.open(sandbox.url, { siteIds: [1, 2] });
		const subscription_id = await membershipOf(5);
		const body = { subscription_id, customer_id: 10002 };
		const foreign = await on.api.post('/memberships', body, { params: { site_id: 2 } });
		expect(Object.keys(foreign.data.errors)).toEqual(['subscription_id']);
	});

	it('are not invited twice, nor when they are members', async () => {
		const subscription_id = await membershipOf(5);
		const invitation = { subscription_id, email: 'new@example.com' };
		await on.made('/memberships/invite', invitation);
		expect(await on.refused('/memberships/invite', invitation)).toEqual(['email']);
		await on.made('/memberships', { subscription_id, customer_id: 10002 });
		const { email } = await on.read('/customers/10002');
		const again = { subscription_id, email };
		expect(await on.refused('/memberships/invite', again)).toEqual(['email']);
	});

	it('change address, status and metadata', async () => {
		const subscription_id = await membershipOf(5);
		const { id } = await on.made('/memberships', { subscription_id, customer_id: 10002 });
		const path = `/memberships/${id}`;
		await on.changed(path, { metadata: { role: 'editor' } });
		const changes = { status: 'pending', metadata: { desk: 4 } };
		expect(await on.changed(path, changes)).toMatchObject({
			status: 'pending',
			metadata: { role: 'editor', desk: 4 },
		});
		expect(await on.refused(path, { address_id: 1 }, 'put')).toEqual(['address_id']);
	});

	it('are listed by customer and by subscription, with both when expanded', async () => {
		const subscription_id = await membershipOf(5);
		const { id } = await on.made('/memberships', { subscription_id, customer_id: 10002 });
		const bySubscription = await on.read('/memberships', {
			'filter[subscription_id]': `eq:${subscription_id}`,
			expand: 'user,subscription',
		});
		expect(bySubscription).toMatchObject([
			{ id, user: { id: 10002 }, subscription: { id: subscription_id } },
		]);
		const byCustomer = await on.read('/memberships', { 'filter[user_id]': '10002' });
		expect(byCustomer.map((one: { id: number }) => one.id)).toContain(id);
	});

	it('are there from the start in a publisher with a running membership', async () => {
		on = await Session.open(sandbox.url, { customers: 40 });
		const statuses = (await on.read('/memberships')).map((one: { status: string }) => one.status);
		expect(statuses).toEqual(['active', 'active', 'pending']);
	});
});

describe('authorization by network', () => {
	const RANGES = ['198.51.100.7', '203.0.113.0/24', '2001:db8:aa::/48', 'nonsense', '1.2.3.4/99'];

	it.each([
		['198.51.100.7', true],
		['198.51.100.8', false],
		['203.0.113.200', true],
		['203.0.114.1', false],
		['2001:db8:aa:1::5', true],
		['2001:db8:ab::5', false],
		['1.2.3.4', false],
	])('%s: %s', async (ip, isIn) => {
		const id = await membershipOf(5);
		await on.changed(`/subscriptions/${id}`, { ip_addresses: RANGES });
		const found = await on.made('/memberships/ip/authorization', { ip });
		const ids = found.map((one: { id: number }) => one.id);
		expect(ids.includes(id)).toBe(isIn);
	});

	it('ends with the subscription, and wants an address', async () => {
		const id = await membershipOf(5);
		await on.changed(`/subscriptions/${id}`, { ip_addresses: ['192.0.2.0/24'] });
		const ask = () => on.made('/memberships/ip/authorization', { ip: '192.0.2.1' });
		expect(await ask()).toMatchObject([{ id }]);
		await on.api.delete(`/subscriptions/${id}`, { data: { mode: 'now' } });
		expect(await ask()).toEqual([]);
		expect(await on.refused('/memberships/ip/authorization', { ip: 'here' })).toEqual(['ip']);
	});
});

describe('newsletter subscribers', () => {
	const reader = { email: 'reader@example.com', source: 'web' };

	it('are unique in a site by e-mail, whatever the case', async () => {
		const one = await on.made('/newsletters', reader);
		expect(one).toMatchObject({ ...reader, site_id: 1001, first_name: null, consent_text: '' });
		const same = { ...reader, email: 'READER@example.com' };
		expect(await on.refused('/newsletters', same)).toEqual(['email']);
		const other = await on.made('/newsletters', { ...reader, email: 'other@example.com' });
		expect(await on.refused(`/newsletters/${other.id}`, reader, 'put')).toEqual(['email']);
		const itself = { ...reader, last_name: 'Berg', lists: ['a', 'b'] };
		expect(await on.changed(`/newsletters/${one.id}`, itself)).toMatchObject(itself);
	});

	it('need e-mail and source when they are changed, too', async () => {
		const { id } = await on.made('/newsletters', reader);
		const names = { first_name: 'Kari' };
		expect(await on.refused(`/newsletters/${id}`, names, 'put')).toEqual(['email', 'source']);
		const wrong = { ...reader, email: 'x@example.com', source: 'fax' };
		expect(await on.refused('/newsletters', wrong)).toEqual(['source']);
	});

	it('are found by the exact e-mail only', async () => {
		const { id } = await on.made('/newsletters', reader);
		expect(await on.read('/newsletters', { email: reader.email })).toMatchObject([{ id }]);
		expect(await on.read('/newsletters', { email: 'eader@example.com' })).toEqual([]);
		expect((await on.read('/newsletters')).length).toBeGreaterThan(1);
	});

	it('of another site are not there', async () => {
		on = await Session.open(sandbox.url, { siteIds: [1, 2] });
		const { id } = await on.made('/newsletters', reader);
		const elsewhere = { params: { site_id: 2 } };
		const path = `/newsletters/${id}`;
		expect((await on.api.get(path, elsewhere)).status).toBe(404);
		expect((await on.api.put(path, reader, elsewhere)).status).toBe(404);
		expect((await on.api.delete(path, elsewhere)).status).toBe(404);
		expect((await on.api.get('/newsletters', elsewhere)).data.data).toEqual([]);
		expect((await on.api.post('/newsletters', reader, elsewhere)).status).toBe(200);
		expect((await on.api.delete(path)).status).toBe(204);
	});
});

describe('organizations', () => {
	const names = (rows: { name: string }[]) => rows.map(({ name }) => name);

	beforeEach(async () => {
		on = await Session.open(sandbox.url, { customers: 30 });
	});

	it('are sorted by the number of their customers, and by name', async () => {
		const rows = await on.read('/organizations', { sort: '-customers_count' });
		const counts = rows.map((row: { customers_count: number }) => row.customers_count);
		expect(counts).toEqual([3, 2, 1]);
		const up = await on.read('/organizations', { sort: 'customers_count' });
		expect(names(up)).toEqual(names(rows).reverse());
		const byName = names(await on.read('/organizations', { sort: '-name' }));
		expect(byName).toEqual([...byName].sort().reverse());
	});

	it('are filtered by name and show their customers when expanded', async () => {
		const [plain] = await on.read('/organizations', { 'filter[name]': 'like:library' });
		expect(plain).not.toHaveProperty('customers');
		const found = await on.read('/organizations', {
			'filter[name]': 'like:library',
			expand: 'customers',
		});
		expect(found).toHaveLength(1);
		const [{ id, customers }] = found;
		expect(customers).toHaveLength(3);
		expect(customers[0]).toMatchObject({ organization: id, email: expect.any(String) });
	});
});
