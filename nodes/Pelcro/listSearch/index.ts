import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';

import { isDataObject } from '../../transport/records';
import { chosenCustomer, recordSearch } from './recordSearch';

/** The searchable lists, by the name under which resource locators refer to them. */
export const listSearch = {
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
	searchSubscriptions: recordSearch({
		path: '/subscriptions',
		query: { expand: 'plan' },
		label: (subscription) =>
			`${idOf(subscription)}: ${planName(subscription.plan)}, ${text(subscription.status)}`,
	}),
	searchPlans: recordSearch({
		path: '/plans',
		searchQuery: (text) => ({ 'filter[nickname]': `like:${text}` }),
		label: (plan) => `${planName(plan)} (${idOf(plan)})`,
	}),
	searchAddresses: recordSearch({
		path: '/addresses',
		belongs: ofChosenCustomer,
		label: (address) =>
			[address.line1, address.city, address.postal_code, address.country]
				.map(text)
				.filter(Boolean)
				.join(', '),
	}),
	searchPaymentMethods: recordSearch({
		path: '/sources',
		belongs: ofChosenCustomer,
		label: (source) =>
			`${text(source.brand) || 'Payment method'} …${text(source.last4)} (${idOf(source)})`,
	}),
};

function ofChosenCustomer(record: IDataObject, context: ILoadOptionsFunctions): boolean {
	const chosen = chosenCustomer(context);
	return chosen === undefined || ownerOf(record) === chosen;
}

/** The customer's ID, under whichever name and in whichever form the record has it. */
function ownerOf(record: IDataObject): string {
	const owner = [record.user_id, record.customer_id, record.customer, record.user].find(
		(candidate) => candidate !== undefined && candidate !== null,
	);
	return String(isDataObject(owner) ? owner.id : owner);
}

function personName(customer: IDataObject): string {
	const fullName = [customer.first_name, customer.last_name].map(text).filter(Boolean).join(' ');
	return text(customer.name) || fullName || text(customer.display_name) || 'Unnamed';
}

function planName(plan: unknown): string {
	if (!isDataObject(plan)) return `plan ${text(plan)}`;
	return text(plan.nickname) || text(plan.name) || `plan ${text(plan.id)}`;
}

function idOf(record: IDataObject): string {
	return `#${text(record.id)}`;
}

function text(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
