import { type Answer, FieldChecks, single } from '../api/answers';
import { type Call, expansions, type Operations } from '../api/call';
import { listed } from '../api/listing';
import type { Dataset } from '../store/dataset';
import type { PlainRecord } from '../store/records';
import { plainOperations } from './plain';

function isMembership(data: Dataset, subscriptionId: unknown): boolean {
	const subscription = data.subscriptions.get(Number(subscriptionId));
	return subscription !== undefined && data.plans.get(subscription.plan)?.type === 'membership';
}

function checkMember({ data, body }: Call): void {
	const checks = new FieldChecks();
	const { subscription_id: subscriptionId, customer_id: customerId, address_id: addressId } = body;
	checks.expect(
		subscriptionId === undefined || isMembership(data, subscriptionId),
		'subscription_id',
		'The selected subscription id is invalid.',
	);
	checks.expect(
		customerId === undefined || data.customers.get(Number(customerId)) !== undefined,
		'customer_id',
		'The selected customer id is invalid.',
	);
	checks.expect(
		addressId === undefined || data.addresses.get(Number(addressId)) !== undefined,
		'address_id',
		'The selected address id is invalid.',
	);
	checks.finish();
}

const basics = plainOperations({
	what: 'Member',
	in: (data) => data.memberships,
	check: checkMember,
});

function addMember(call: Call, member: Record<string, unknown>): PlainRecord {
	checkMember(call);
	const { site_id: _site, customer_id: _customer, email: _email, ...body } = call.body;
	return call.data.memberships.insert({
		site_id: call.siteId,
		address_id: null,
		old_provider_id: null,
		metadata: {},
		...body,
		...member,
		created_at: call.now,
		updated_at: call.now,
	});
}

/** 201, or 200 when an invitation that waits for the customer's e-mail is taken up instead. */
function create(call: Call): Answer {
	const { data, body, now } = call;
	checkMember(call);
	const customer = data.customers.get(Number(body.customer_id));
	const sameSubscription = ({ subscription_id: id }: PlainRecord) => id === body.subscription_id;
	const ofSubscription = data.memberships.records.filter(sameSubscription);
	const checks = new FieldChecks();
	const member = ofSubscription.some(({ user_id: id }) => id === body.customer_id);
	checks.expect(!member, 'customer_id', 'The customer is already a member.');
	checks.finish();
	const invited = ofSubscription.find(
		({ status, invitation_email: email }) => status === 'pending' && email === customer?.email,
	);
	const active = { user_id: body.customer_id, status: 'active', updated_at: now };
	if (invited) return single(Object.assign(invited, active));
	return single(addMember(call, { ...active, invitation_email: customer?.email ?? null }), 201);
}

function memberView({ data }: Call, member: PlainRecord, expanded: Set<string>) {
	return {
		...member,
		...(expanded.has('user') && { user: data.customers.get(Number(member.user_id)) ?? null }),
		...(expanded.has('subscription') && {
			subscription: data.subscriptions.get(Number(member.subscription_id)) ?? null,
		}),
	};
}

export const memberships: Operations = {
	...basics,
	list: (call) => {
		const expanded = expansions(call);
		return listed(call, call.data.memberships, { view: (one) => memberView(call, one, expanded) });
	},
	create,
	invite: (call) =>
		single(
			addMember(call, { user_id: null, status: 'pending', invitation_email: call.body.email }),
		),
	/** Only single addresses are compared so far; ranges come with the faithful resource. */
	'ip-authorization': ({ data, body }) =>
		single(
			data.subscriptions.records.filter(
				(one) => isMembership(data, one.id) && one.ip_addresses.includes(String(body.ip)),
			),
		),
};
