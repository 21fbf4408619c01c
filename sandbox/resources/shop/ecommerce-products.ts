import { type Answer, deleted, FieldChecks, single } from '../../api/answers';
import { bodyOf, type Call, idOf, type Operations } from '../../api/call';
import { listed } from '../../api/listing';
import { found, sent } from '../../api/rules';
import type { ShopProduct } from '../../model/records';
import { imageAddress } from '../catalogue/products';

/** Body of create and update, as the contract has it. */
interface ShopProductBody {
	name: string;
	description?: string;
	countries?: string[];
	/** Name of the uploaded file. */
	image?: string;
	shippable?: boolean;
	sites?: (number | string)[];
	caption?: string;
}

const TAKEN_AS_SENT = ['name', 'description', 'countries', 'shippable', 'caption'] as const;

/** What a body stores; its sites must be the account's. */
function changesOf({ siteIds, now }: Call, body: ShopProductBody): Partial<ShopProduct> {
	const sites = body.sites?.map(Number);
	const checks = new FieldChecks();
	const own = sites?.every((id) => siteIds.includes(id)) ?? true;
	checks.expect(own, 'sites', 'The selected sites is invalid.');
	checks.finish();
	return {
		...sent(body, TAKEN_AS_SENT),
		...(sites && { sites }),
		...(body.image !== undefined && { image: imageAddress(body.image) }),
		updated_at: now,
	};
}

/** A good with nothing but a name. */
export function blankShopProduct(name: string, now: number): Omit<ShopProduct, 'id'> {
	return {
		name,
		type: 'good',
		caption: null,
		description: null,
		shippable: false,
		countries: [],
		image: null,
		sites: [],
		created_at: now,
		updated_at: now,
	};
}

const productOf = (call: Call) =>
	found(call.data.ecommerce_products, idOf(call), 'EcommerceProduct');

function create(call: Call): Answer {
	const body = bodyOf<ShopProductBody>(call);
	const product = { ...blankShopProduct(body.name, call.now), ...changesOf(call, body) };
	return single(call.data.ecommerce_products.insert(product));
}

function update(call: Call): Answer {
	const product = productOf(call);
	const changes = changesOf(call, bodyOf<ShopProductBody>(call));
	return single(call.data.ecommerce_products.update(product, changes));
}

export const ecommerceProducts: Operations = {
	list: (call) => listed(call, call.data.ecommerce_products),
	get: (call) => single(productOf(call)),
	create,
	update,
	'update-legacy': update,
	delete: (call) => {
		call.data.ecommerce_products.remove(productOf(call));
		return deleted();
	},
};
