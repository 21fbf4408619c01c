import { type Answer, deleted, FieldChecks, single } from '../../api/answers';
import { bodyOf, type Call, idOf, type Operations } from '../../api/call';
import { listed } from '../../api/listing';
import { found, mergedMetadata, sent } from '../../api/rules';
import type { Sku } from '../../model/records';
import { endOfDay } from '../subscriptions/subscription-life';

/** Body of create and update, as the contract has it; the price in minor units. */
interface SkuBody {
	product_id?: number;
	name?: string;
	inventory_type?: boolean | 0 | 1;
	inventory_quantity?: number;
	inventory_description?: string;
	/** An emptied one arrives as null. */
	currency?: string | null;
	active?: boolean;
	price?: number;
	image?: string;
	/** A date on create, Unix seconds on update. */
	expires_at?: string | number;
	entitlements?: string[];
	metadata?: Record<string, unknown>;
	countries?: string[];
	weight?: number;
}

const TAKEN_AS_SENT = [
	'product_id',
	'name',
	'inventory_quantity',
	'inventory_description',
	'active',
	'price',
	'image',
	'entitlements',
	'countries',
	'weight',
] as const;

function checkSku({ data }: Call, body: SkuBody, current?: Sku): void {
	const checks = new FieldChecks();
	const { product_id: productId, price = 0 } = body;
	const known = productId === undefined || data.ecommerce_products.get(productId) !== undefined;
	checks.expect(known, 'product_id', 'The selected product id is invalid.');
	checks.expect(body.currency !== null, 'currency', 'The currency field must be a string.');
	checks.expect(price >= 0, 'price', 'The price field must be at least 0.');
	const { inventory_type: type, inventory_quantity: quantity } = { ...current, ...body };
	checks.expect(
		Number(type) === 0 || typeof quantity === 'number',
		'inventory_quantity',
		'The inventory quantity field is required when inventory type is 1.',
	);
	checks.expect((quantity ?? 0) >= 0, 'inventory_quantity', 'The quantity must be at least 0.');
	checks.finish();
}

function changesOf(body: SkuBody, now: number): Partial<Sku> {
	const changes: Partial<Sku> = { ...sent(body, TAKEN_AS_SENT), updated_at: now };
	const { currency, inventory_type: type, expires_at: expiry } = body;
	if (typeof currency === 'string') changes.currency = currency.toLowerCase();
	if (type !== undefined) changes.inventory_type = Number(type) === 1 ? 1 : 0;
	if (expiry !== undefined) {
		changes.expires_at = typeof expiry === 'number' ? expiry : endOfDay(Date.parse(expiry) / 1000);
	}
	return changes;
}

/** A SKU that costs nothing and never runs out. */
export function blankSku(productId: number, name: string, now: number): Omit<Sku, 'id'> {
	return {
		product_id: productId,
		name,
		active: true,
		currency: 'usd',
		price: 0,
		weight: null,
		countries: [],
		image: null,
		inventory_type: 0,
		inventory_quantity: null,
		inventory_description: null,
		metadata: {},
		entitlements: [],
		expires_at: null,
		created_at: now,
		updated_at: now,
	};
}

const skuOf = (call: Call) => found(call.data.skus, idOf(call), 'Sku');

function create(call: Call): Answer {
	const body = bodyOf<SkuBody & { product_id: number; name: string }>(call);
	checkSku(call, body);
	const sku = call.data.skus.insert({
		...blankSku(body.product_id, body.name, call.now),
		...changesOf(body, call.now),
		metadata: mergedMetadata({}, body.metadata),
	});
	return single(sku);
}

function update(call: Call): Answer {
	const sku = skuOf(call);
	const body = bodyOf<SkuBody>(call);
	checkSku(call, body, sku);
	const metadata = mergedMetadata(sku.metadata, body.metadata);
	return single(call.data.skus.update(sku, { ...changesOf(body, call.now), metadata }));
}

export const skus: Operations = {
	list: (call) => listed(call, call.data.skus),
	get: (call) => single(skuOf(call)),
	create,
	update,
	delete: (call) => {
		call.data.skus.remove(skuOf(call));
		return deleted();
	},
};
