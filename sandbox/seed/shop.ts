import { blankShopProduct } from '../resources/shop/ecommerce-products';
import { blankSku } from '../resources/shop/skus';
import type { Dataset } from '../store/dataset';
import type { Sku } from '../model/records';
import type { SeedOptions } from './options';

const DAY = 86_400;

interface ShopItem {
	name: string;
	shippable: boolean;
	skus: (Pick<Sku, 'name' | 'price'> & Partial<Sku>)[];
}

/** What the publisher sells besides papers; prices in minor units. */
const GOODS: ShopItem[] = [
	{
		name: 'Gazette Mug',
		shippable: true,
		skus: [
			{ name: 'Mug, white', price: 1400 },
			{ name: 'Mug, blue', price: 1600, inventory_type: 1, inventory_quantity: 5 },
		],
	},
	{
		name: 'Photo Archive',
		shippable: false,
		skus: [
			{ name: 'One photograph', price: 500, entitlements: ['photo-download'] },
			{ name: 'One photograph (Europe)', price: 450, currency: 'eur' },
		],
	},
];

function addGoods(data: Dataset, siteId: number, opened: number): void {
	for (const { name, shippable, skus } of GOODS) {
		const { id } = data.ecommerce_products.insert({
			...blankShopProduct(name, opened),
			shippable,
			sites: [siteId],
			countries: shippable ? ['US', 'CA'] : [],
		});
		for (const sku of skus) data.skus.insert({ ...blankSku(id, sku.name, opened), ...sku });
	}
}

function addShopCoupon(data: Dataset, created: number): void {
	data.coupons.insert({
		code: 'SHOP10',
		name: 'Ten percent off in the shop',
		type: 'ecommerce',
		duration: 'once',
		percent_off: 10,
		amount_off: null,
		currency: null,
		redeem_by: null,
		max_redemptions: null,
		times_redeemed: 0,
		plans: [],
		metadata: {},
		created_at: created,
		updated_at: created,
	});
}

/** Three orders of photographs, one of them fulfilled and one returned. */
function addOrders(data: Dataset, { siteId, now }: SeedOptions): void {
	const sku = data.skus.records.find(({ name }) => name === 'One photograph');
	if (sku === undefined) return;
	const statuses = ['paid', 'fulfilled', 'returned'] as const;
	for (const [index, { id, default_source_id }] of data.customers.records.slice(0, 3).entries()) {
		const created = now - (index + 2) * DAY;
		const quantity = index + 1;
		const amount = quantity * sku.price;
		data.orders.insert({
			site_id: siteId,
			user_id: id,
			address_id: null,
			source_id: default_source_id,
			charge_id: null,
			coupon: null,
			amount,
			currency: sku.currency,
			status: statuses[index] ?? 'paid',
			items: [{ id: data.newLineId(), sku_id: sku.id, quantity, amount, currency: sku.currency }],
			campaign_id: null,
			campaign_key: null,
			metadata: {},
			created_at: created,
			updated_at: created,
		});
	}
}

/** Adds e-commerce products with SKUs, a coupon for the shop, and orders. */
export function addShop(data: Dataset, options: SeedOptions): void {
	const opened = options.now - 500 * DAY;
	addGoods(data, options.siteId, opened);
	addShopCoupon(data, opened);
	addOrders(data, options);
}
