import { type Answer, brokenRule, deleted, FieldChecks, single } from '../../api/answers';
import { bodyOf, type Call, expansions, idOf, type Operations } from '../../api/call';
import { listed } from '../../api/listing';
import { found, isTaken, mergedMetadata, sent } from '../../api/rules';
import type { Dataset } from '../../store/dataset';
import type { Membership, Subscription } from '../../model/records';
import { isWithin } from './ip-ranges';
import { hasEnded } from '../subscriptions/subscription-life';

/** Bodies of create, invite and update, as the contract has them. */
interface MemberBody {
	subscription_id: number;
	customer_id?: number;
	email?: string;
	address_id?: number;
	old_provider_id?: string;
	status?: Membership['status'];
	metadata?: Record<string, unknown>;
}

const planOf = (data: Dataset, subscription: Subscription) => data.plans.get(subscription.plan);

function isMembership(data: Dataset, subscription: Subscription): boolean {
	return planOf(data, subscription)?.type === 'membership';
}

function checkSubscription(checks: FieldChecks, call: Call, id: number): void {
	const subscription = call.data.subscriptions.get(id);
	const fits =
		subscription !== undefined &&
		subscription.site_id === call.siteId &&
		isMembership(call.data, subscription);
	checks.expect(fits, 'subscription_id', 'The selected subscription id is invalid.');
}

function checkOldId(checks: FieldChecks, { data }: Call, oldId: string | undefined): void {
	const taken = isTaken(data.memberships, 'old_provider_id', oldId);
	checks.expect(!taken, 'old_provider_id', 'The old provider id has already been taken.');
}

function checkAddress(
	checks: FieldChecks,
	{ data }: Call,
	addressId: number | undefined,
	customerId: number | null,
): void {
	const own = addressId === undefined || data.addresses.get(addressId)?.user_id === customerId;
	checks.expect(own, 'address_id', 'The selected address id is invalid.');
}

const membersOf = (data: Dataset, subscriptionId: number) =>
	data.memberships.having('subscription_id', subscriptionId);

/** Pending invitations hold a seat as well. */
function takeSeat({ data }: Call, subscriptionId: number): void {
	const subscription = data.subscriptions.get(subscriptionId);
	const capacity = subscription && planOf(data, subscription)?.member_seat_capacity;
	if (typeof capacity === 'number' && membersOf(data, subscriptionId).length >= capacity) {
		throw brokenRule(`All ${capacity} seats of the subscription are taken.`);
	}
}

const sameText = (one: string | null, other: string | null | undefined) =>
	one !== null && one.toLowerCase() === other?.toLowerCase();

function addMember(
	call: Call,
	member: Pick<Membership, 'status' | 'user_id' | 'invitation_email'>,
): Membership {
	const body = bodyOf<MemberBody>(call);
	takeSeat(call, body.subscription_id);
	return call.data.memberships.insert({
		site_id: call.siteId,
		subscription_id: body.subscription_id,
		...member,
		address_id: body.address_id ?? null,
		old_provider_id: body.old_provider_id ?? null,
		metadata: {},
		created_at: call.now,
		updated_at: call.now,
	});
}

/** 201, or 200 when an invitation that waits for the customer's e-mail is taken up instead. */
function create(call: Call): Answer {
	const { data, now } = call;
	const body = bodyOf<MemberBody & { customer_id: number }>(call);
	const customer = data.customers.get(body.customer_id);
	const members = membersOf(data, body.subscription_id);
	const checks = new FieldChecks();
	checkSubscription(checks, call, body.subscription_id);
	checks.expect(customer !== undefined, 'customer_id', 'The selected customer id is invalid.');
	checkAddress(checks, call, body.address_id, body.customer_id);
	checkOldId(checks, call, body.old_provider_id);
	const isMember = members.some(({ user_id: id }) => id === body.customer_id);
	checks.expect(!isMember, 'customer_id', 'The customer is already a member.');
	checks.finish();
	const email = customer?.email ?? null;
	const invited = members.find(
		(one) => one.status === 'pending' && sameText(one.invitation_email, email),
	);
	const active = { user_id: body.customer_id, status: 'active' } as const;
	if (invited) {
		const changes = { ...active, ...sent(body, ['address_id', 'old_provider_id']) };
		return single(data.memberships.update(invited, { ...changes, updated_at: now }));
	}
	return single(addMember(call, { ...active, invitation_email: email }), 201);
}

function invite(call: Call): Answer {
	const body = bodyOf<MemberBody & { email: string }>(call);
	const checks = new FieldChecks();
	checkSubscription(checks, call, body.subscription_id);
	checkOldId(checks, call, body.old_provider_id);
	const known = membersOf(call.data, body.subscription_id).some((one) => {
		const customer = call.data.customers.get(one.user_id ?? 0);
		return sameText(one.invitation_email, body.email) || sameText(body.email, customer?.email);
	});
	checks.expect(!known, 'email', 'The email is already invited or a member.');
	checks.finish();
	const pending = { user_id: null, status: 'pending' } as const;
	return single(addMember(call, { ...pending, invitation_email: body.email }));
}

const memberOf = (call: Call) => found(call.data.memberships, idOf(call), 'Membership');

function update(call: Call): Answer {
	const member = memberOf(call);
	const body = bodyOf<Partial<MemberBody>>(call);
	const checks = new FieldChecks();
	checkAddress(checks, call, body.address_id, member.user_id);
	checks.finish();
	call.data.memberships.update(member, {
		...sent(body, ['address_id', 'status']),
		metadata: mergedMetadata(member.metadata, body.metadata),
		updated_at: call.now,
	});
	return single(member);
}

function memberView({ data }: Call, member: Membership, expanded: Set<string>) {
	return {
		...member,
		...(expanded.has('user') && { user: data.customers.get(member.user_id ?? 0) ?? null }),
		...(expanded.has('subscription') && {
			subscription: data.subscriptions.get(member.subscription_id) ?? null,
		}),
	};
}

/** Running membership subscriptions that let the address in; none means no access. */
function ipAuthorization(call: Call): Answer {
	const { data } = call;
	const { ip } = bodyOf<{ ip: string }>(call);
	const open = data.subscriptions.records.filter(
		(one) => isMembership(data, one) && !hasEnded(one) && isWithin(ip, one.ip_addresses),
	);
	return single(open);
}

export const memberships: Operations = {
	list: (call) => {
		const expanded = expansions(call);
		return listed(call, call.data.memberships, { view: (one) => memberView(call, one, expanded) });
	},
	get: (call) => single(memberOf(call)),
	create,
	invite,
	update,
	delete: (call) => {
		call.data.memberships.remove(memberOf(call));
		return deleted();
	},
	'ip-authorization': ipAuthorization,
};
