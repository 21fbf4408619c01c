import type { IDataObject } from 'n8n-workflow';

import { amountText } from '../../common/money/amounts';
import { isDataObject } from '../../transport/dataObject';
import {
	idOf,
	joined,
	named,
	owned,
	personName,
	personLabel,
	planName,
	subscriptionText,
	text,
} from './labels';
import { cachedPage, type Asking } from './listPages';
import { customerQuery } from './people';
import { recordSearch, type RecordSearch } from './recordSearch';

const SUBSCRIPTIONS: RecordSearch = {
	path: '/subscriptions',
	query: { expand: 'plan' },
	ofPeople: { relation: 'subscriptions', complete: withPlans },
	label: (subscription, timezone) => owned(subscriptionText(subscription, timezone), subscription),
};

/** The searchable lists, by the name under which resource locators refer to them. */
export const listSearch = {
	searchAddresses: recordSearch({
		path: '/addresses',
		query: { expand: 'user' },
		ofPeople: { relation: 'addresses', onlyChosen: true, expands: true },
		label: (address) =>
			owned(joined(address.line1, address.city, address.postal_code, address.country), address),
	}),
	searchBills: recordSearch({
		path: '/bills',
		label: (bill) => named(joined(bill.number, bill.status), bill),
	}),
	searchCharges: recordSearch({
		path: '/charges',
		ofPeople: {},
		label: (charge) =>
			owned(joined(amountText(charge.amount, charge.currency), charge.status), charge),
	}),
	searchCoupons: recordSearch({
		path: '/coupons',
		label: (coupon) => named(joined(coupon.name, coupon.code), coupon),
	}),
	searchCouponCodes: recordSearch({
		path: '/coupons',
		label: (coupon) => joined(coupon.code, coupon.name),
		value: 'code',
	}),
	searchCustomers: recordSearch({
		path: '/customers',
		searchQuery: customerQuery,
		label: personLabel,
		adminPage: 'customers',
	}),
	searchEcommerceProducts: recordSearch({
		path: '/ecommerce/products',
		label: (product) => named(text(product.name), product),
	}),
	searchInvoices: recordSearch({
		path: '/invoices',
		query: { sort: '-id' },
		ofPeople: {},
		label: (invoice) =>
			owned(
				joined(invoice.number, amountText(invoice.total, invoice.currency), invoice.status),
				invoice,
			),
	}),
	searchMembers: recordSearch({
		path: '/memberships',
		query: { expand: 'user' },
		ofPeople: { filter: 'user_id', expands: true },
		label: (member) => owned(joined(member.status), member),
	}),
	searchNewsletters: recordSearch({
		path: '/newsletters',
		label: (newsletter) => named(text(newsletter.email), newsletter),
	}),
	searchOrders: recordSearch({
		path: '/orders',
		query: { expand: 'user' },
		ofPeople: { expands: true },
		label: (order) => owned(joined(order.status, amountText(order.amount, order.currency)), order),
	}),
	searchOrganizations: recordSearch({
		path: '/organizations',
		searchQuery: (text) => ({ 'filter[name]': `like:${text}` }),
		label: (organization) => named(text(organization.name), organization),
		value: 'name',
	}),
	searchPaymentMethods: recordSearch({
		path: '/sources',
		query: { expand: 'user' },
		ofPeople: { filter: 'customer_id', onlyChosen: true, expands: true },
		label: (source) => owned(cardText(source), source),
	}),
	searchPlans: recordSearch({
		path: '/plans',
		searchQuery: (text) => ({ 'filter[nickname]': `like:${text}` }),
		label: (plan) => `${planName(plan)} (${idOf(plan)})`,
	}),
	searchProducts: recordSearch({
		path: '/products',
		label: (product) => named(text(product.name), product),
	}),
	searchRefunds: recordSearch({
		path: '/refunds',
		ofPeople: {},
		label: (refund) =>
			owned(joined(amountText(refund.amount, refund.currency), refund.status), refund),
	}),
	searchSkus: recordSearch({
		path: '/ecommerce/products/skus',
		searchQuery: (text) => ({ 'filter[name]': `like:${text}` }),
		label: (sku) => named(text(sku.name), sku),
	}),
	searchSubscriptions: recordSearch({
		...SUBSCRIPTIONS,
		ofPeople: { ...SUBSCRIPTIONS.ofPeople, onlyChosen: true },
	}),
	/** For where the customer chosen in the node is another than the one who subscribed. */
	searchSubscriptionsOfAll: recordSearch(SUBSCRIPTIONS),
	searchVendors: recordSearch({
		path: '/vendors',
		searchQuery: (text) => ({ search: text }),
		label: (vendor) => named(personName(vendor), vendor),
	}),
	searchWebhooks: recordSearch({
		path: '/webhooks',
		label: (webhook) => named(text(webhook.url), webhook),
	}),
};

/** Card data comes under `properties` or flat. Reference: amendment 13. */
function cardText(source: IDataObject): string {
	const { brand, last4 } = isDataObject(source.properties) ? source.properties : source;
	return `${text(brand) || 'Card'} …${text(last4)}`;
}

/** Subscriptions that come with their customer have their plans as IDs; the account's first 100 plans are known by name. */
async function withPlans(asking: Asking, subscriptions: IDataObject[]): Promise<IDataObject[]> {
	if (subscriptions.every(({ plan }) => isDataObject(plan))) return subscriptions;
	const { records } = await cachedPage(asking, '/plans', {}, 1, 100);
	const plans = new Map(records.map((plan) => [String(plan.id), plan]));
	return subscriptions.map((subscription) => {
		const plan = plans.get(text(subscription.plan ?? subscription.plan_id));
		return plan === undefined ? subscription : { ...subscription, plan };
	});
}
