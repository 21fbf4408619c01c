import type { INodeProperties } from 'n8n-workflow';

import { CUSTOMER_ATTRIBUTES } from '../../common/relatedRecord';
import type { IncludedKind, Inclusion, ResourceList } from './types';

/** A related record as the form offers it, and where it is read. */
interface Included {
	/** The switch. */
	field: string;
	displayName: string;
	/** In a sentence, of one and of several. */
	one: string;
	several: string;
	/** What is put beside the record. */
	attributes: readonly string[];
	/** A related record that has one of these needs not be read. */
	shownBy: readonly string[];
	list: ResourceList;
}

/** What can be put beside a record of the records that it names. Reference: customers, plans. */
export const INCLUDED: Readonly<Record<IncludedKind, Included>> = {
	customer: {
		field: 'includeCustomer',
		displayName: 'Include Customer',
		one: 'customer',
		several: 'customers',
		attributes: ['customer_email', 'customer_name'],
		shownBy: ['email'],
		list: { path: '/customers', filteredById: false },
	},
	plan: {
		field: 'includePlan',
		displayName: 'Include Plan',
		one: 'plan',
		several: 'plans',
		attributes: [
			'plan_name',
			'plan_amount',
			'plan_currency',
			'plan_interval',
			'plan_interval_count',
		],
		shownBy: ['nickname', 'name'],
		list: { path: '/plans', filteredById: true },
	},
};

export const INCLUDED_KINDS = Object.keys(INCLUDED) as IncludedKind[];

/** The customer is read by the ID that the record has. */
export const customerById: Inclusion = { attributes: CUSTOMER_ATTRIBUTES };

/** A refund's customer is its charge's, which may be there as a whole. Reference: refunds ('resolved through charge'). */
export const customerOfRefund: Inclusion = {
	attributes: [...CUSTOMER_ATTRIBUTES, ...CUSTOMER_ATTRIBUTES.map((name) => `charge.${name}`)],
};

/** The operation's `expand` has the customer as `user`. */
export const customerExpanded: Inclusion = { attributes: CUSTOMER_ATTRIBUTES, expand: 'user' };

/**
 * The plan of the subscription that an invoice is for, which comes expanded with it. That invoices name it so is
 * DEDUCED (`subscription_id`: invoices, create); of the lines, `subscription` is SEEN. Reference: invoices; subscriptions, `expand`.
 */
export const planOfSubscription: Inclusion = {
	attributes: ['subscription_id', 'subscription', 'lines.data.subscription'],
	through: {
		list: { path: '/subscriptions', filteredById: false },
		next: { attributes: ['plan', 'plan_id'], expand: 'plan' },
	},
};

/** The switch that asks for it, as every node has it. @param notes sentences that one node adds to its description */
export function includeSwitch(kind: IncludedKind, ...notes: string[]): INodeProperties {
	const { field, displayName, one, several, attributes } = INCLUDED[kind];
	const last = attributes.at(-1) ?? '';
	const named = [attributes.slice(0, -1).join(', '), last].filter(Boolean).join(' and ');
	return {
		displayName,
		name: field,
		type: 'boolean',
		default: false,
		description: [
			`Whether to put ${named} of the ${one} beside each record. Each ${one} is read once, many ${several} in few calls.`,
			...notes,
		].join(' '),
	};
}

/** @param resources those with an operation that can include it */
export function includeField(kind: IncludedKind, resources: string[]): INodeProperties {
	return {
		...includeSwitch(kind),
		displayOptions: { show: { resource: resources, operation: ['get', 'getAll'] } },
	};
}
