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

const PRODUCTS = '/ecommerce/products';
const SKUS = '/ecommerce/products/skus';

async function newSku(body: object = {}, product: object = {}) {
	const { id: product_id } = await on.made(PRODUCTS, { name: 'Cap', sites: [1001], ...product });
	const sku = { name: 'Cap, red', inventory_type: 0, currency: 'USD', active: true, price: 1200 };
	return on.made(SKUS, { ...sku, product_id, ...body });
}

function imageForm(fields: Record<string, string>) {
	const form = new FormData();
	for (const [name, value] of Object.entries(fields)) form.set(name, value);
	form.set('image', new Blob(['png'], { type: 'image/png' }), 'cover one.png');
	return form;
}

const IMAGE = 'https://media.example.com/cover%20one.png';

describe('forms with an image', () => {
	it('make and change e-commerce products', async () => {
		const fields = { name: 'Cap', 'sites[]': '1001', 'countries[]': 'US', shippable: '1' };
		const made = await on.made(PRODUCTS, imageForm(fields));
		expect(made).toMatchObject({
			name: 'Cap',
			sites: [1001],
			countries: ['US'],
			shippable: 1,
			image: IMAGE,
		});
		const { id } = await on.made(PRODUCTS, { name: 'Pen', sites: [1001] });
		const changed = await on.made(
			`${PRODUCTS}/${id}`,
			imageForm({ _method: 'PUT', name: 'Pencil' }),
		);
		expect(changed).toMatchObject({ name: 'Pencil', image: IMAGE, shippable: 0 });
	});

	it('make and change products, by the POST twin as well', async () => {
		const fields = { name: 'Weekly', address_required: '0' };
		const { id, ...made } = await on.made('/products', imageForm(fields));
		expect(made).toMatchObject({ name: 'Weekly', address_required: 0, image: IMAGE });
		const path = `/products/${id}`;
		expect(await on.made(path, imageForm({ _method: 'PUT', description: 'New' }))).toMatchObject({
			description: 'New',
		});
		const twin = { _method: 'PUT', address_required: '1' };
		const changed = await on.made(path, imageForm(twin));
		expect(changed).toMatchObject({ id, name: 'Weekly', address_required: 1 });
		expect(changed).not.toHaveProperty('_method');
		expect(await on.refused(path, imageForm({ name: 'No method' }))).toEqual(['_method']);
		expect(await on.refused(path, imageForm({ _method: 'POST' }))).toEqual(['_method']);
	});

	it('make and change plans, by the POST twin as well', async () => {
		const [{ id: product_id }] = await on.read('/products');
		const { id, ...made } = await on.made(
			'/plans',
			imageForm({
				product_id: String(product_id),
				nickname: 'Form plan',
				name_internal: 'form',
				amount: '12.50',
				currency: 'usd',
				interval: 'month',
				interval_count: '1',
				type: 'regular',
				auto_renew: '1',
				recognized_revenue_type: 'time',
				available_online: '1',
				is_refundable: '1',
				trial_period_days: '0',
			}),
		);
		expect(made).toMatchObject({ product_id, amount: 1250, auto_renew: true, image: IMAGE });
		const path = `/plans/${id}`;
		const plan = await on.made(path, imageForm({ _method: 'PUT', description: 'By PUT' }));
		expect(plan.description).toBe('By PUT');
		const twin = await on.made(path, imageForm({ _method: 'PUT', description: 'By POST' }));
		expect(twin).toMatchObject({ id, description: 'By POST', image: IMAGE });
	});
});

describe('e-commerce products', () => {
	it('belong to sites of the account, and keep what a change leaves out', async () => {
		expect(await on.refused(PRODUCTS, { name: 'Cap', sites: [5] })).toEqual(['sites']);
		expect(await on.refused(PRODUCTS, { name: 'Cap' })).toEqual(['sites']);
		const body = { name: 'Cap', sites: [1001], description: 'Red', shippable: true };
		const { id, type } = await on.made(PRODUCTS, body);
		expect(type).toBe('good');
		const path = `${PRODUCTS}/${id}`;
		expect(await on.refused(path, { caption: 'Mine' }, 'put')).toEqual(['name']);
		expect(await on.changed(path, { name: 'Hat', sites: ['1001'] })).toMatchObject({
			...body,
			name: 'Hat',
			shippable: 1,
		});
	});
});

describe('SKUs', () => {
	it.each(['', null])('keep their currency: %j is refused', async (currency) => {
		const { id } = await newSku();
		expect(await on.refused(`${SKUS}/${id}`, { currency }, 'put')).toEqual(['currency']);
	});

	it('need a number when their stock is limited', async () => {
		const { id, product_id } = await newSku();
		const body = { name: 'Two', currency: 'usd', active: true, price: 1, product_id };
		const limited = { ...body, inventory_type: 1 };
		expect(await on.refused(SKUS, limited)).toEqual(['inventory_quantity']);
		const made = await on.made(SKUS, { ...limited, inventory_quantity: 3 });
		expect(made).toMatchObject({ inventory_type: 1, inventory_quantity: 3 });
		const path = `${SKUS}/${id}`;
		expect(await on.refused(path, { inventory_type: 1 }, 'put')).toEqual(['inventory_quantity']);
		const changes = { inventory_type: 1, inventory_quantity: 9 };
		expect(await on.changed(path, changes)).toMatchObject(changes);
	});

	it('have a product, a price in minor units and a lower-case currency', async () => {
		const { currency, product_id } = await newSku();
		expect(currency).toBe('usd');
		const body = { name: 'X', inventory_type: false, currency: 'usd', active: true };
		expect(await on.refused(SKUS, { ...body, product_id: 1, price: -1 })).toEqual([
			'product_id',
			'price',
		]);
		const made = await on.made(SKUS, {
			...body,
			product_id,
			price: 0,
			expires_at: '2030-05-01',
			metadata: { shelf: 1 },
		});
		const lastSecond = Date.UTC(2030, 4, 2) / 1000 - 1;
		expect(made).toMatchObject({ price: 0, inventory_type: 0, expires_at: lastSecond });
		const changes = { expires_at: 1_900_000_000, metadata: { row: 2 } };
		expect(await on.changed(`${SKUS}/${made.id}`, changes)).toMatchObject({
			expires_at: 1_900_000_000,
			metadata: { shelf: 1, row: 2 },
		});
	});

	it('are listed by product', async () => {
		const { id, product_id } = await newSku();
		const params = { 'filter[product_id]': `eq:${product_id}`, sort: '-name' };
		expect(await on.read(SKUS, params)).toMatchObject([{ id }]);
	});
});

describe('orders', () => {
	const order = (...skus: { id: number }[]) => ({
		user_id: 10001,
		items: skus.map(({ id }) => ({ sku_id: id, quantity: 2 })),
	});

	it('charge the payment method and make no invoice', async () => {
		const sku = await newSku();
		const before = (await on.account.state()).counts;
		const made = await on.made('/orders', order(sku));
		expect(made).toMatchObject({ amount: 2400, currency: 'usd', status: 'paid' });
		expect(await on.read(`/charges/${made.charge_id}`)).toMatchObject({
			amount: 2400,
			invoice_id: null,
			offline: false,
		});
		const after = (await on.account.state()).counts;
		expect(after.invoices).toBe(before.invoices);
		expect(after.charges).toBe((before.charges ?? 0) + 1);
	});

	it('show items, customer and address when expanded', async () => {
		const sku = await newSku();
		const [address] = await on.read('/addresses');
		const body = { ...order(sku), user_id: address.user_id, address_id: address.id };
		const { id, items } = await on.made('/orders', body);
		expect(items).toEqual([expect.any(Number)]);
		const expand = 'items,user,address';
		expect(await on.read(`/orders/${id}`, { expand })).toMatchObject({
			items: [{ id: items[0], sku_id: sku.id, quantity: 2, amount: 2400 }],
			user: { id: address.user_id },
			address: { id: address.id },
		});
	});

	it('take what is in stock, and no more', async () => {
		const sku = await newSku({ inventory_type: 1, inventory_quantity: 3 });
		await on.made('/orders', order(sku));
		expect((await on.read(`${SKUS}/${sku.id}`)).inventory_quantity).toBe(1);
		expect(await on.refused('/orders', order(sku))).toEqual(['items.0.quantity']);
	});

	it('have one currency, and only SKUs that are on sale', async () => {
		const sku = await newSku();
		const euros = await newSku({ currency: 'eur' });
		const refused = (...skus: { id: number }[]) => on.refused('/orders', order(...skus));
		expect(await refused(sku, euros)).toEqual(['items']);
		expect(await refused(await newSku({ active: false }))).toEqual(['items.0.sku_id']);
		expect(await refused(await newSku({ expires_at: '2020-01-01' }))).toEqual(['items.0.sku_id']);
		expect(await refused(sku, { id: 1 })).toEqual(['items.1.sku_id']);
		expect(await refused()).toEqual(['items']);
	});

	it('take a coupon of the shop for once, and no other', async () => {
		const sku = await newSku();
		const with_ = (coupon_code: string) => ({ ...order(sku), coupon_code });
		expect(await on.made('/orders', with_('shop10'))).toMatchObject({ amount: 2160 });
		const coupons = await on.read('/coupons');
		const used = coupons.find(({ code }: { code: string }) => code === 'SHOP10');
		expect(used.times_redeemed).toBe(1);
		expect(await on.refused('/orders', with_('WELCOME20'))).toEqual(['coupon_code']);
		expect(await on.refused('/orders', with_('NONE'))).toEqual(['coupon_code']);
		await on.changed(`/coupons/${used.id}`, { max_redemptions: 1 });
		expect(await on.refused('/orders', with_('SHOP10'))).toEqual(['coupon_code']);
	});

	it('need an address of the customer, or a new one, for what is shipped', async () => {
		const sku = await newSku({}, { shippable: true });
		expect(await on.refused('/orders', order(sku))).toEqual(['address_id']);
		const addresses = await on.read('/addresses', { limit: 100 });
		const foreign = addresses.find(({ user_id: id }: { user_id: number }) => id !== 10001);
		const wrong = { ...order(sku), address_id: foreign.id };
		expect(await on.refused('/orders', wrong)).toEqual(['address_id']);
		const address = { line1: '1 Quay Street', city: 'Boston', country: 'US' };
		expect(await on.refused('/orders', { ...order(sku), address })).toEqual(['address.state']);
		const whole = { ...address, state: 'MA', postal_code: '02101' };
		const made = await on.made('/orders', { ...order(sku), address: whole });
		expect(await on.read(`/addresses/${made.address_id}`)).toMatchObject({
			user_id: 10001,
			type: 'shipping',
			line1: '1 Quay Street',
		});
	});

	it('need a payment method of the customer unless they cost nothing', async () => {
		const { id: user_id } = await on.made('/customers', { email: 'poor@example.com' });
		const sku = await newSku();
		const body = { ...order(sku), user_id };
		expect(await on.refused('/orders', body)).toEqual(['source_id']);
		const [source] = await on.read('/sources');
		expect(await on.refused('/orders', { ...body, source_id: source.id })).toEqual(['source_id']);
		const free = { ...order(await newSku({ price: 0 })), user_id };
		expect(await on.made('/orders', free)).toMatchObject({ amount: 0, charge_id: null });
		expect(await on.refused('/orders', { ...body, user_id: 1 })).toContain('user_id');
	});

	it('are fulfilled from paid only, and refunded when they come back', async () => {
		const { id, charge_id } = await on.made('/orders', order(await newSku()));
		const path = `/orders/${id}`;
		expect(await on.refused(path, { status: 'canceled' }, 'put')).toEqual(['status']);
		expect(await on.changed(path, { status: 'fulfilled' })).toMatchObject({ status: 'fulfilled' });
		expect(await on.refused(path, { status: 'fulfilled' }, 'put')).toContain('cannot become');
		expect(await on.changed(path, { status: 'returned' })).toMatchObject({ status: 'returned' });
		expect(await on.refused(path, { status: 'fulfilled' }, 'put')).toContain('cannot become');
		expect((await on.read(`/charges/${charge_id}`)).amount_refunded).toBe(2400);
		const refunds = await on.read('/refunds');
		expect(refunds.at(-1)).toMatchObject({ charge: charge_id, amount: 2400, status: 'issued' });
	});

	it('are there from the start, in several states', async () => {
		const statuses = (await on.read('/orders')).map((one: { status: string }) => one.status);
		expect(statuses).toEqual(['paid', 'fulfilled', 'returned']);
	});
});
