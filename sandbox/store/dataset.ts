import type { ChangeLog } from './changes';
import { Collection } from './collection';
import type {
	Address,
	Bill,
	CampaignRun,
	Charge,
	Coupon,
	Customer,
	ExportJob,
	Invoice,
	Membership,
	Newsletter,
	Order,
	Organization,
	Plan,
	Product,
	Refund,
	ShopProduct,
	Sku,
	Source,
	Subscription,
	Vendor,
	WebhookEndpoint,
} from '../model/records';

/** All records of one account. */
export class Dataset {
	private lines = 0;

	/** The next id of an invoice line or order item; these live in their invoices and orders only. */
	newLineId(): number {
		this.lines += 1;
		return this.lines;
	}

	/** From now on all changes are noted in the log. */
	watch(log: ChangeLog): void {
		for (const one of Object.values(this) as unknown[]) {
			if (one instanceof Collection) one.watch(log);
		}
	}

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
		groups: ['user_id', 'object_id', 'old_provider_id'],
	});

	readonly coupons = new Collection<Coupon>('coupons', 301, { groups: ['code'] });

	readonly invoices = new Collection<Invoice>('invoices', 50001, {
		groups: ['user_id', 'subscription_id', 'old_provider_id'],
	});

	readonly charges = new Collection<Charge>('charges', 60001, { groups: ['user_id'] });

	readonly memberships = new Collection<Membership>('memberships', 70001, {
		groups: ['user_id', 'subscription_id', 'old_provider_id'],
	});

	readonly newsletters = new Collection<Newsletter>('newsletters', 80001, { groups: ['email'] });

	readonly organizations = new Collection<Organization>('organizations', 401);

	readonly refunds = new Collection<Refund>('refunds', 90001);

	readonly orders = new Collection<Order>('orders', 95001);

	readonly ecommerce_products = new Collection<ShopProduct>('ecommerce_products', 501);

	readonly skus = new Collection<Sku>('skus', 601);

	readonly exports = new Collection<ExportJob>('exports', 1);

	readonly vendors = new Collection<Vendor>('vendors', 1001, { groups: ['email'] });

	readonly bills = new Collection<Bill>('bills', 2001, { groups: ['user_id'] });

	readonly webhooks = new Collection<WebhookEndpoint>('webhooks', 1, { groups: ['url'] });

	readonly campaign_runs = new Collection<CampaignRun>('campaign_runs', 9101);
}
