import type { SandboxAccount } from '../../sandbox/client';

/** A resource whose records have nothing that makes them unique but the Once Key. */
export interface Creation {
	resource: string;
	/** How the key is found again, as the docs say. */
	foundBy: string;
	/** The resource's name in the sandbox's state, and in its paths. */
	records: string;
	/** The form's values; `order` is an item's key, `customer` the ID of one of the account's customers. */
	parameters: (account: SandboxAccount) => Promise<Record<string, unknown>>;
}

const byId = (value: unknown) => ({ __rl: true, mode: 'id', value });

/** One for each way in which a key is found again. */
export const CREATIONS: readonly Creation[] = [
	{
		resource: 'subscription',
		foundBy: 'the subscriptions of the item’s customer',
		records: 'subscriptions',
		parameters: async (account) => ({
			customerId: byId('={{ $json.customer }}'),
			planId: byId(await somePlan(account)),
			quantity: 1,
			// Billed by invoice: no payment method is needed.
			additionalFields: { collectionMethod: 'send_invoice' },
		}),
	},
	{
		resource: 'customer',
		foundBy: 'the filter by metadata',
		records: 'customers',
		// Without an email nothing else tells two customers apart.
		parameters: async () =>
			await Promise.resolve({ email: '', additionalFields: { displayName: 'A reader' } }),
	},
	{
		resource: 'sku',
		foundBy: 'the whole list',
		records: 'skus',
		parameters: async (account) => ({
			productId: byId(await someShopProduct(account)),
			name: 'Harbour Mug',
			price: '10.50',
			currency: 'usd',
		}),
	},
];

interface Plan {
	id: number;
	type: string;
	product_id: number;
}

/** A plan of a product that needs no address. */
async function somePlan(account: SandboxAccount): Promise<string> {
	const products = await recordsOf<{ id: number; address_required: boolean }>(account, 'products');
	const digital = products.find(({ address_required: required }) => !required);
	const plans = await recordsOf<Plan>(account, 'plans');
	const plan = plans.find(({ type, product_id: of }) => type === 'regular' && of === digital?.id);
	if (plan === undefined) throw new Error('The sandbox has no such plan');
	return String(plan.id);
}

/** A product of the shop that has a SKU already. */
async function someShopProduct(account: SandboxAccount): Promise<string> {
	const [sku] = await recordsOf<{ product_id: number }>(account, 'skus');
	if (sku === undefined) throw new Error('The sandbox has no SKU');
	return String(sku.product_id);
}

/** The account's records of a kind, as the sandbox keeps them. */
export async function recordsOf<Kept>(account: SandboxAccount, resource: string): Promise<Kept[]> {
	const { records } = await account.state(resource);
	return Object.values(records).flat() as Kept[];
}
