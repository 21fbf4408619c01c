import { type Answer, brokenRule, deleted, FieldChecks, single } from '../../api/answers';
import { bodyOf, type Call, expansions, idOf, type Operations } from '../../api/call';
import { listed } from '../../api/listing';
import { found, isTaken } from '../../api/rules';
import type { Source } from '../../model/records';
import type { Dataset } from '../../store/dataset';
import { checkGateway, type SourceBody } from './gateways';
import { customerOf } from '../../api/lookups';
import { hasEnded } from '../subscriptions/subscription-life';

const MOST_SOURCES = 200;

function checkSource({ data }: Call, body: SourceBody, customerId: number): void {
	const checks = new FieldChecks();
	checkGateway(checks, body);
	checks.expect(
		!isTaken(data.sources, 'object_id', body.object_id),
		'object_id',
		'The object id has already been taken.',
	);
	checks.finish();
	if (data.sources.having('user_id', customerId).length >= MOST_SOURCES) {
		throw brokenRule(`A customer can have at most ${MOST_SOURCES} payment methods.`);
	}
}

/** The new method becomes the default, and all subscriptions of the customer are charged by it. */
function create(call: Call): Answer {
	const { data, now } = call;
	const body = bodyOf<SourceBody>(call);
	const customer = customerOf(data, {
		id: body.customer_id,
		idField: 'customer_id',
		oldId: body.customer_old_provider_id,
	});
	checkSource(call, body, customer.id);
	const { properties = {} } = body;
	const source = data.sources.insert({
		user_id: customer.id,
		object_id: body.object_id ?? '',
		object_gateway: body.object_gateway,
		brand: properties.card_type ?? 'Visa',
		exp_month: Number(properties.exp_month ?? 12),
		exp_year: Number(properties.exp_year ?? new Date(now * 1000).getUTCFullYear() + 3),
		last4: properties.last4 ?? '4242',
		country: 'US',
		funding: 'credit',
		name: customer.name,
		old_provider_id: null,
		created_at: now,
		updated_at: now,
	});
	data.customers.update(customer, { default_source_id: source.id });
	for (const subscription of data.subscriptions.having('user_id', customer.id)) {
		if (!hasEnded(subscription)) {
			data.subscriptions.update(subscription, {
				billing: 'charge_automatically',
				default_source: subscription.default_source ?? source.id,
			});
		}
	}
	return single(sourceView(data, source));
}

function remove(call: Call): Answer {
	const { data } = call;
	const source = found(data.sources, idOf(call), 'Source');
	if (isInUse(data, source)) {
		throw brokenRule('Cannot delete source already associated to a subscription');
	}
	data.sources.remove(source);
	// no other one becomes the default
	const owner = data.customers.get(source.user_id);
	if (owner?.default_source_id === source.id) {
		data.customers.update(owner, { default_source_id: null });
	}
	return deleted();
}

/** How a payment method is answered: its card under `properties`. Events have it flat. Reference: amendment 13. */
export function sourceView(data: Dataset, source: Source) {
	const { brand, last4, exp_month, exp_year, ...rest } = source;
	return {
		...rest,
		properties: { brand, last4, exp_month, exp_year },
		status: 'chargeable',
		is_default: data.customers.get(source.user_id)?.default_source_id === source.id,
		deletable: !isInUse(data, source),
	};
}

function isInUse(data: Dataset, { id }: Source): boolean {
	return data.subscriptions.having('default_source', id).some((one) => !hasEnded(one));
}

function withUser(data: Dataset, source: Source) {
	return { ...sourceView(data, source), user: data.customers.get(source.user_id) ?? null };
}

export const sources: Operations = {
	list: (call) => {
		const view = expansions(call).has('user') ? withUser : sourceView;
		return listed(call, call.data.sources, {
			view: (source) => view(call.data, source),
			aliases: { customer_id: 'user_id' },
		});
	},
	get: (call) => single(sourceView(call.data, found(call.data.sources, idOf(call), 'Source'))),
	create,
	delete: remove,
};
