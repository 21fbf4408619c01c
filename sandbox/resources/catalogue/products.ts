import { type Answer, deleted, FieldChecks, single } from '../../api/answers';
import { bodyOf, type Call, idOf, type Operations } from '../../api/call';
import { listed } from '../../api/listing';
import { found, isTaken, sent } from '../../api/rules';
import type { Dataset } from '../../store/dataset';
import type { Product } from '../../model/records';

/** Body of create and update, as the contract has it. */
interface ProductBody {
	name?: string;
	address_required?: boolean;
	description?: string;
	name_internal?: string;
	language?: string;
	countries?: string[];
	statement_descriptor?: string;
	image?: string;
	is_hidden?: boolean;
	is_imported?: boolean;
	tax_code?: string;
	old_provider_id?: string;
	import_unique_id?: string;
	revenue_recognition_strategy?: string;
}

const TAKEN_AS_SENT = [
	'name',
	'address_required',
	'description',
	'name_internal',
	'language',
	'countries',
	'statement_descriptor',
	'is_hidden',
	'is_imported',
	'tax_code',
	'old_provider_id',
	'import_unique_id',
	'revenue_recognition_strategy',
] as const;

/** Where an uploaded image would be found. */
export function imageAddress(fileName: string): string {
	return `https://media.example.com/${encodeURIComponent(fileName)}`;
}

/** A product is always answered with its plans. */
function productView(data: Dataset, product: Product) {
	return { ...product, plans: data.plans.having('product_id', product.id) };
}

function checkProduct({ products }: Dataset, body: ProductBody, ownId?: number): void {
	const checks = new FieldChecks();
	const { old_provider_id: oldId, import_unique_id: importId } = body;
	checks.expect(
		!isTaken(products, 'import_unique_id', importId, ownId),
		'import_unique_id',
		'The import unique id has already been taken.',
	);
	checks.expect(
		!isTaken(products, 'old_provider_id', oldId, ownId),
		'old_provider_id',
		'The old provider id has already been taken.',
	);
	checks.expect(
		oldId === undefined || importId === undefined || oldId === importId,
		'old_provider_id',
		'The old provider id and import unique id must match.',
	);
	checks.finish();
}

function changesOf(body: ProductBody): Partial<Product> {
	const image = body.image === undefined ? {} : { image: imageAddress(body.image) };
	return { ...sent(body, TAKEN_AS_SENT), ...image };
}

/** A product with nothing but a name. */
export function blankProduct(name: string, now: number): Omit<Product, 'id'> {
	return {
		name,
		name_internal: null,
		active: true,
		type: 'service',
		address_required: false,
		description: null,
		entitlements: {},
		is_hidden: false,
		is_imported: false,
		language: 'en_US',
		package_dimensions: null,
		shippable: false,
		statement_descriptor: null,
		unit_label: null,
		countries: [],
		image: null,
		tax_code: null,
		old_provider_id: null,
		import_unique_id: null,
		revenue_recognition_strategy: null,
		created_at: now,
		updated_at: now,
	};
}

function create(call: Call): Answer {
	const body = bodyOf<ProductBody & { name: string }>(call);
	checkProduct(call.data, body);
	const product = call.data.products.insert({
		...blankProduct(body.name, call.now),
		...changesOf(body),
	});
	return single(productView(call.data, product));
}

function update(call: Call): Answer {
	const { products } = call.data;
	const product = found(products, idOf(call), 'Product');
	const body = bodyOf<ProductBody>(call);
	checkProduct(call.data, body, product.id);
	products.update(product, { ...changesOf(body), updated_at: call.now });
	return single(productView(call.data, product));
}

export const products: Operations = {
	list: (call) =>
		listed(call, call.data.products, { view: (product) => productView(call.data, product) }),
	get: (call) => single(productView(call.data, found(call.data.products, idOf(call), 'Product'))),
	create,
	update,
	'update-legacy': update,
	delete: (call) => {
		call.data.products.remove(found(call.data.products, idOf(call), 'Product'));
		return deleted();
	},
};
