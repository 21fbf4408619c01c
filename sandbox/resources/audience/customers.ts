import { type Answer, deleted, FieldChecks, single } from '../../api/answers';
import { bodyOf, type Call, expansions, idOf, type Operations } from '../../api/call';
import { listed } from '../../api/listing';
import { found, isTaken, mergedMetadata, sent } from '../../api/rules';
import type { Dataset } from '../../store/dataset';
import type { Customer } from '../../model/records';
import { sourceView } from './sources';
import { endNow } from '../subscriptions/subscription-life';

/** Body of create and update, as the contract has it. */
interface CustomerBody {
	email?: string;
	skip_email_dns_validations?: boolean;
	first_name?: string;
	last_name?: string;
	/** An emptied one arrives as null. */
	phone?: string | null;
	tele_marketing?: boolean;
	mail_marketing?: boolean;
	email_hardbounce?: boolean;
	metadata?: Record<string, unknown>;
	old_provider_id?: string;
	display_name?: string;
	password?: string;
	password_type?: string;
	import_payment_methods?: boolean;
	payment_gateway_id?: string;
	default_source_id?: number;
	organization?: string | null;
}

const TAKEN_AS_SENT = [
	'email',
	'first_name',
	'last_name',
	'tele_marketing',
	'mail_marketing',
	'email_hardbounce',
	'old_provider_id',
	'display_name',
] as const;

/**
 * How a customer is answered.
 *
 * @param expanded relations to show as objects, in snake_case
 */
export function customerView(data: Dataset, customer: Customer, expanded: Set<string>) {
	const addresses = data.addresses.having('user_id', customer.id);
	const subscriptions = data.subscriptions.having('user_id', customer.id);
	const sourceId = customer.default_source_id;
	const source = sourceId === null ? null : (data.sources.get(sourceId) ?? null);
	const organization = customer.organization;
	return {
		...customer,
		addresses: expanded.has('addresses') ? addresses : addresses.map(({ id }) => id),
		subscriptions: expanded.has('subscriptions')
			? subscriptions
			: subscriptions.map(({ id }) => id),
		default_source: expanded.has('default_source') ? source && sourceView(data, source) : null,
		organization:
			expanded.has('organization') && organization !== null
				? (data.organizations.get(organization) ?? null)
				: organization,
	};
}

function fullName(first: string | null, last: string | null): string | null {
	return [first, last].filter((part) => part !== null && part !== '').join(' ') || null;
}

/** Rules that create and update share. */
function checkCustomer(data: Dataset, body: CustomerBody, current?: Customer): void {
	const checks = new FieldChecks();
	const { customers } = data;
	checks.expect(
		!isTaken(customers, 'email', body.email, current?.id),
		'email',
		'The email has already been taken.',
	);
	checks.expect(
		!isTaken(customers, 'old_provider_id', body.old_provider_id, current?.id),
		'old_provider_id',
		'The old provider id has already been taken.',
	);
	checks.expect(
		body.password_type === undefined || body.password !== undefined,
		'password',
		'The password field is required when password type is present.',
	);
	checks.expect(
		body.import_payment_methods !== true || body.payment_gateway_id !== undefined,
		'payment_gateway_id',
		'The payment gateway id field is required when import payment methods is true.',
	);
	const sourceId = body.default_source_id;
	checks.expect(
		sourceId === undefined ||
			(current !== undefined && data.sources.get(sourceId)?.user_id === current.id),
		'default_source_id',
		'The selected default source id is invalid.',
	);
	checks.finish();
}

/** What a body changes, in the form that is stored. */
function changesOf(call: Call, body: CustomerBody): Partial<Customer> {
	const changes: Partial<Customer> = { ...sent(body, TAKEN_AS_SENT), updated_at: call.now };
	if (body.phone !== undefined) changes.phone = body.phone?.replace(/\D/g, '') ?? null;
	if (body.default_source_id !== undefined) changes.default_source_id = body.default_source_id;
	if (body.organization !== undefined) {
		changes.organization = organizationId(call.data, body.organization, call.now);
	}
	if (body.password !== undefined) {
		changes.has_password = true;
		changes.password_last_updated_at = call.now;
	}
	return changes;
}

/** The organization of that name; made when there is none. */
function organizationId(data: Dataset, name: string | null, now: number): number | null {
	if (name === null) return null;
	const same = data.organizations.records.find((one) => one.name === name);
	return (same ?? data.organizations.insert({ name, created_at: now })).id;
}

/** A customer of whom nothing is known yet. */
export function blankCustomer(siteId: number, now: number): Omit<Customer, 'id'> {
	return {
		site_id: siteId,
		email: null,
		email_confirm: null,
		email_hardbounce: false,
		first_name: null,
		last_name: null,
		name: null,
		display_name: null,
		username: null,
		salutation: null,
		title: null,
		tin: null,
		phone: null,
		phone_confirm: false,
		tele_marketing: false,
		mail_marketing: null,
		metadata: {},
		old_provider_id: null,
		organization: null,
		default_source_id: null,
		has_password: false,
		password_last_updated_at: null,
		is_imported: false,
		balance: 0,
		currency: null,
		delinquent: false,
		language: null,
		object_id: '',
		last_login_at: null,
		created_at: now,
		updated_at: now,
		deleted_at: null,
	};
}

function create(call: Call): Answer {
	const body = bodyOf<CustomerBody>(call);
	checkCustomer(call.data, body);
	const { customers } = call.data;
	const customer = customers.insert({
		...blankCustomer(call.siteId, call.now),
		...changesOf(call, body),
		metadata: mergedMetadata({}, body.metadata),
	});
	customers.update(customer, {
		name: fullName(customer.first_name, customer.last_name),
		object_id: body.payment_gateway_id ?? `cus_sandbox${customer.id}`,
	});
	return single(customerView(call.data, customer, new Set()));
}

function update(call: Call): Answer {
	const { customers } = call.data;
	const customer = found(customers, idOf(call), 'Customer');
	const body = bodyOf<CustomerBody>(call);
	checkCustomer(call.data, body, customer);
	customers.update(customer, {
		...changesOf(call, body),
		metadata: mergedMetadata(customer.metadata, body.metadata),
	});
	customers.update(customer, { name: fullName(customer.first_name, customer.last_name) });
	return single(customerView(call.data, customer, new Set()));
}

/** Soft: the customer goes with everything that hangs on it, and subscriptions end at once. */
function remove(call: Call): Answer {
	const { data, now } = call;
	const customer = found(data.customers, idOf(call), 'Customer');
	for (const subscription of data.subscriptions.having('user_id', customer.id)) {
		if (subscription.ended_at === null) endNow(data, subscription, now, 'Publisher');
		data.subscriptions.remove(subscription);
	}
	for (const address of data.addresses.having('user_id', customer.id)) {
		data.addresses.remove(address);
	}
	for (const source of data.sources.having('user_id', customer.id)) data.sources.remove(source);
	const members = data.memberships.records.filter((member) => member.user_id === customer.id);
	for (const member of members) data.memberships.remove(member);
	data.customers.update(customer, { deleted_at: now });
	data.customers.remove(customer);
	return deleted();
}

export const customers: Operations = {
	list: (call) => {
		const expanded = expansions(call);
		return listed(call, call.data.customers, {
			view: (one) => customerView(call.data, one, expanded),
		});
	},
	get: (call) => {
		const customer = found(call.data.customers, idOf(call), 'Customer');
		return single(customerView(call.data, customer, expansions(call)));
	},
	create,
	update,
	delete: remove,
};
