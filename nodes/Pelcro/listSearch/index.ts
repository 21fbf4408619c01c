import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';

import { amountText } from '../../common/amounts';
import { isDataObject } from '../../transport/dataObject';
import { chosenCustomer, recordSearch, type RecordSearch } from './recordSearch';

const SUBSCRIPTIONS: RecordSearch = {
	path: '/subscriptions',
	query: { expand: 'plan' },
	label: (subscription) =>
		named(joined(planName(subscription.plan), subscription.status), subscription),
};

/** The searchable lists, by the name under which resource locators refer to them. */
export const listSearch = {
	searchAddresses: recordSearch({
		path: '/addresses',
		belongs: ofChosenCustomer,
		label: (address) =>
			named(joined(address.line1, address.city, address.postal_code, address.country), address),
	}),
	searchBills: recordSearch({
		path: '/bills',
		label: (bill) => named(joined(bill.number, bill.status), bill),
	}),
	searchCharges: recordSearch({
		path: '/charges',
		label: (charge) =>
			named(joined(amountText(charge.amount, charge.currency), charge.status), charge),
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
		searchQuery: (text) => ({
			'filter[email]': `orlike:${text}`,
			'filter[first_name]': `orlike:${text}`,
			'filter[last_name]': `orlike:${text}`,
		}),
		label: (customer) => `${personName(customer)} (${text(customer.email) || idOf(customer)})`,
		adminPage: 'customers',
	}),
	searchEcommerceProducts: recordSearch({
		path: '/ecommerce/products',
		label: (product) => named(text(product.name), product),
	}),
	searchInvoices: recordSearch({
		path: '/invoices',
		query: { sort: '-id' },
		label: (invoice) =>
			named(
				joined(invoice.number, amountText(invoice.total, invoice.currency), invoice.status),
				invoice,
			),
	}),
	searchMembers: recordSearch({
		path: '/memberships',
		query: { expand: 'user' },
		label: (member) => named(joined(personOf(member), member.status), member),
	}),
	searchNewsletters: recordSearch({
		path: '/newsletters',
		label: (newsletter) => named(text(newsletter.email), newsletter),
	}),
	searchOrders: recordSearch({
		path: '/orders',
		label: (order) => named(joined(order.status, amountText(order.amount, order.currency)), order),
	}),
	searchOrganizations: recordSearch({
		path: '/organizations',
		searchQuery: (text) => ({ 'filter[name]': `like:${text}` }),
		label: (organization) => named(text(organization.name), organization),
	}),
	searchPaymentMethods: recordSearch({
		path: '/sources',
		chosenQuery: (context): IDataObject => {
			const customer = chosenCustomer(context);
			return customer === undefined ? {} : { 'filter[customer_id]': `eq:${customer}` };
		},
		belongs: ofChosenCustomer,
		label: (source) => named(`${text(source.brand) || 'Card'} …${text(source.last4)}`, source),
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
		label: (refund) =>
			named(joined(amountText(refund.amount, refund.currency), refund.status), refund),
	}),
	searchSkus: recordSearch({
		path: '/ecommerce/products/skus',
		searchQuery: (text) => ({ 'filter[name]': `like:${text}` }),
		label: (sku) => named(text(sku.name), sku),
	}),
	searchSubscriptions: recordSearch({ ...SUBSCRIPTIONS, belongs: ofChosenCustomer }),
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

/** Every record where no customer is chosen; one that does not say whose it is, too. */
function ofChosenCustomer(record: IDataObject, context: ILoadOptionsFunctions): boolean {
	const chosen = chosenCustomer(context);
	const owner = ownerOf(record);
	return chosen === undefined || owner === '' || owner === chosen;
}

/** The customer's ID, under whichever name and in whichever form the record has it. */
function ownerOf(record: IDataObject): string {
	const owner = [record.user_id, record.customer_id, record.customer, record.user].find(
		(candidate) => candidate !== undefined && candidate !== null,
	);
	return text(isDataObject(owner) ? owner.id : owner);
}

function personOf({ user, customer, email }: IDataObject): string {
	const person = isDataObject(user) ? user : customer;
	return isDataObject(person) ? text(person.email) || personName(person) : text(email);
}

function personName(person: IDataObject): string {
	const fullName = [person.first_name, person.last_name].map(text).filter(Boolean).join(' ');
	const name = text(person.name) || fullName || text(person.display_name);
	return name || text(person.company) || 'Unnamed';
}

function planName(plan: unknown): string {
	if (!isDataObject(plan)) return `plan ${text(plan)}`;
	return text(plan.nickname) || text(plan.name) || `plan ${text(plan.id)}`;
}

/** What the record is called, and its ID, which users know from the admin. */
function named(name: string, record: IDataObject): string {
	return `${name || 'Unnamed'} (${idOf(record)})`;
}

function joined(...parts: unknown[]): string {
	return parts.map(text).filter(Boolean).join(', ');
}

function idOf(record: IDataObject): string {
	return `#${text(record.id)}`;
}

function text(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
