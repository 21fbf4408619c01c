import { type Answer, brokenRule, deleted, FieldChecks, single } from '../../api/answers';
import { bodyOf, type Call, expansions, idOf, type Operations } from '../../api/call';
import { listed } from '../../api/listing';
import { found, isTaken, sent } from '../../api/rules';
import type { Dataset } from '../../store/dataset';
import type { Address, AddressType } from '../../model/records';
import { customerView } from './customers';
import { customerOf } from '../../api/lookups';
import { hasEnded } from '../subscriptions/subscription-life';

/** Body of create and update, as the contract has it. */
export interface AddressBody {
	site_id?: number;
	customer_id?: number;
	customer_old_provider_id?: string;
	type?: AddressType;
	line1?: string;
	country?: string;
	first_name?: string | null;
	last_name?: string | null;
	line2?: string;
	city?: string | null;
	state?: string | null;
	postal_code?: string | null;
	phone?: string;
	old_provider_id?: string;
	is_default?: boolean;
	is_default_updated?: boolean;
	title?: string;
	salutation?: string;
	company?: string;
	department?: string;
}

const TAKEN_AS_SENT = [
	'type',
	'line1',
	'country',
	'first_name',
	'last_name',
	'line2',
	'city',
	'state',
	'postal_code',
	'phone',
	'old_provider_id',
	'is_default',
	'title',
	'salutation',
	'company',
	'department',
] as const;

const NEEDS_STATE = ['CA', 'US', 'AU'];

function addressView(data: Dataset, address: Address, expanded: Set<string>) {
	const owner = data.customers.get(address.user_id);
	return expanded.has('user') && owner
		? { ...address, user: customerView(data, owner, new Set()) }
		: address;
}

/** Rules that create and update share; what the body leaves out is taken from the current address. */
function checkAddress(data: Dataset, body: AddressBody, current?: Address): void {
	const checks = new FieldChecks();
	const after = { ...current, ...body };
	checks.expect(
		!NEEDS_STATE.includes(after.country?.toUpperCase() ?? '') || Boolean(after.state),
		'state',
		'The state field is required when country is CA, US or AU.',
	);
	checks.expect(
		!after.state || !NEEDS_STATE.includes(after.country ?? '') || /^[A-Z]{2,3}$/i.test(after.state),
		'state',
		'The state field must be a two-letter code.',
	);
	checks.expect(
		!isTaken(data.addresses, 'old_provider_id', body.old_provider_id, current?.id),
		'old_provider_id',
		'The old provider id has already been taken.',
	);
	checks.finish();
}

/** Makes an address its customer's only default of its type. */
function makeDefault(data: Dataset, address: Address): void {
	for (const other of data.addresses.having('user_id', address.user_id)) {
		if (other.type === address.type) {
			data.addresses.update(other, { is_default: other.id === address.id });
		}
	}
}

function moveSubscriptions(data: Dataset, address: Address): void {
	for (const subscription of data.subscriptions.having('user_id', address.user_id)) {
		if (subscription.address !== null && !hasEnded(subscription)) {
			data.subscriptions.update(subscription, { address: address.id });
		}
	}
}

/**
 * Stores an address; the first of its type becomes the customer's default.
 *
 * @param userId its customer
 */
export function addAddress(
	data: Dataset,
	userId: number,
	body: AddressBody & { type: AddressType; line1: string; country: string },
	now: number,
): Address {
	const siblings = data.addresses.having('user_id', userId);
	const first = !siblings.some(({ type }) => type === body.type);
	const address = data.addresses.insert({
		user_id: userId,
		first_name: null,
		last_name: null,
		title: null,
		salutation: null,
		company: null,
		department: null,
		line2: null,
		city: null,
		state: null,
		postal_code: null,
		phone: null,
		old_provider_id: null,
		...sent(body, TAKEN_AS_SENT),
		type: body.type,
		line1: body.line1,
		country: body.country.toUpperCase(),
		is_default: false,
		created_at: now,
		updated_at: now,
	});
	if (first || body.is_default) makeDefault(data, address);
	if (body.is_default && body.is_default_updated) moveSubscriptions(data, address);
	return address;
}

function create(call: Call): Answer {
	const body = bodyOf<AddressBody & { type: AddressType; line1: string; country: string }>(call);
	const customer = customerOf(call.data, {
		id: body.customer_id,
		idField: 'customer_id',
		oldId: body.customer_old_provider_id,
	});
	checkAddress(call.data, body);
	return single(addAddress(call.data, customer.id, body, call.now));
}

/** A second ID is required in the query beside the site's; which one it is could not be read. */
function checkOwner({ query }: Call, { user_id: owner }: Address): void {
	const checks = new FieldChecks();
	const named = Number(query.customer_id ?? query.user_id ?? 0);
	checks.expect(named !== 0, 'customer_id', 'The customer id field is required.');
	checks.expect(named === 0 || named === owner, 'customer_id', 'The customer id is invalid.');
	checks.finish();
}

function update(call: Call): Answer {
	const { data } = call;
	const address = found(data.addresses, idOf(call), 'Address');
	const body = bodyOf<AddressBody>(call);
	checkOwner(call, address);
	checkAddress(data, body, address);
	const moves =
		(body.country !== undefined && body.country.toUpperCase() !== address.country) ||
		(body.state !== undefined && body.state !== address.state);
	const used = data.subscriptions.having('address', address.id).some((one) => !hasEnded(one));
	if (moves && used) {
		throw brokenRule('The country and state of an address used by a subscription cannot change.');
	}
	const changes: Partial<Address> = sent(body, TAKEN_AS_SENT);
	if (body.country !== undefined) changes.country = body.country.toUpperCase();
	data.addresses.update(address, { ...changes, updated_at: call.now });
	if (body.is_default) makeDefault(data, address);
	if (body.is_default && body.is_default_updated) moveSubscriptions(data, address);
	return single(address);
}

export const addresses: Operations = {
	list: (call) => {
		const expanded = expansions(call);
		return listed(call, call.data.addresses, {
			view: (one) => addressView(call.data, one, expanded),
		});
	},
	get: (call) => {
		const address = found(call.data.addresses, idOf(call), 'Address');
		return single(addressView(call.data, address, expansions(call)));
	},
	create,
	update,
	delete: (call) => {
		call.data.addresses.remove(found(call.data.addresses, idOf(call), 'Address'));
		return deleted();
	},
};
