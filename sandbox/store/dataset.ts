import { Collection } from './collection';
import type {
	Address,
	Charge,
	Coupon,
	Customer,
	ExportJob,
	Invoice,
	Plan,
	PlainRecord,
	Product,
	Source,
	Subscription,
} from './records';

/** All records of one account. */
export class Dataset {
	readonly customers = new Collection<Customer>('customers', 10001, {
		groups: ['email', 'old_provider_id', 'organization'],
	});

	readonly addresses = new Collection<Address>('addresses', 20001, {
		groups: ['user_id', 'old_provider_id'],
	});

	readonly products = new Collection<Product>('products', 101, {
		groups: ['old_provider_id', 'import_unique_id'],
	});

	readonly plans = new Collection<Plan>('plans', 201, {
		groups: ['product_id', 'old_provider_id'],
	});

	readonly subscriptions = new Collection<Subscription>('subscriptions', 30001, {
		groups: ['user_id', 'address', 'default_source', 'plan', 'old_provider_id'],
	});

	readonly sources = new Collection<Source>('sources', 40001, {
		groups: ['user_id', 'old_provider_id'],
	});

	readonly coupons = new Collection<Coupon>('coupons', 301, { groups: ['code'] });

	readonly invoices = new Collection<Invoice>('invoices', 50001, {
		groups: ['user_id', 'subscription_id'],
	});

	readonly charges = new Collection<Charge>('charges', 60001, { groups: ['user_id'] });

	readonly memberships = new Collection<PlainRecord>('memberships', 70001);

	readonly newsletters = new Collection<PlainRecord>('newsletters', 80001);

	readonly organizations = new Collection<PlainRecord>('organizations', 401);

	readonly refunds = new Collection<PlainRecord>('refunds', 90001);

	readonly orders = new Collection<PlainRecord>('orders', 95001);

	readonly ecommerce_products = new Collection<PlainRecord>('ecommerce_products', 501);

	readonly skus = new Collection<PlainRecord>('skus', 601);

	readonly exports = new Collection<ExportJob>('exports', 1);

	readonly vendors = new Collection<PlainRecord>('vendors', 1001);

	readonly bills = new Collection<PlainRecord>('bills', 2001);

	readonly webhooks = new Collection<PlainRecord>('webhooks', 1);
}

/** Name of a resource that has records of its own. */
export type CollectionName = keyof Dataset;
