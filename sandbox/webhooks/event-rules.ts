import { isDeepStrictEqual } from 'node:util';
import { EXPORT_USER_EMAIL } from '../model/guesses';
import { billView } from '../resources/office/bills';
import { chargeView } from '../resources/billing/charges';
import { customerView } from '../resources/audience/customers';
import { jobView } from '../resources/office/exports';
import { vendorView } from '../resources/office/vendors';
import type { Change } from '../store/changes';
import type { Dataset } from '../store/dataset';
import type {
	Bill,
	Charge,
	Customer,
	ExportJob,
	Invoice,
	Membership,
	Order,
	Plan,
	Source,
	Subscription,
	Vendor,
} from '../model/records';

/** Where and when events come about. */
export interface Scene {
	data: Dataset;
	/** The account's time in milliseconds. */
	nowMs: number;
	/** Whether related records are shown whole, as all but the oldest documentation has them. */
	nested: boolean;
}

/** An event before it has an id and an envelope. */
export interface Happening {
	/** As deliveries name it, e.g. customer.updated */
	type: string;
	object: Record<string, unknown>;
	/** Attributes as they were, for *.updated only. */
	previous?: Record<string, unknown>;
}

type Verb = 'created' | 'updated' | 'deleted';
type Attributes<R> = Partial<R> | null;

/** How the records of one collection make events. */
interface Rule<R> {
	/** First part of the type and `object` of the payload. */
	kind: string;
	/** Events that follow from the change as such. */
	verbs: Verb[];
	/** Further verbs, by what a record was before (null: nothing) and what it is now. */
	further?: (before: Attributes<R>, now: R) => string[];
	/** The record as events show it; as it is stored when left out. */
	view?: (record: R, scene: Scene) => object;
}

const verbsWhen = (verbs: Record<string, boolean>) =>
	Object.keys(verbs).filter((verb) => verbs[verb]);

/** Forgets the type of a rule's records: a rule is only applied to the collection it is filed under. */
function rule<R extends { id: number }>(given: Rule<R>): Rule<Change['record']> {
	return given as unknown as Rule<Change['record']>;
}

function subscriptionVerbs(before: Attributes<Subscription>, now: Subscription): string[] {
	if (before === null) return [];
	const became = (status: string) => now.status === status && before.status !== status;
	return verbsWhen({
		changed: before.plan !== now.plan || before.quantity !== now.quantity,
		canceled: became('canceled') || (now.cancel_at !== null && before.cancel_at === null),
		renewed: now.schedule !== null && !isDeepStrictEqual(before.schedule, now.schedule),
		expired: became('expired'),
	});
}

function chargeVerbs(before: Attributes<Charge>, now: Charge): string[] {
	return verbsWhen({
		succeeded: now.status === 'succeeded' && before?.status !== 'succeeded',
		failed: now.status === 'failed' && before?.status !== 'failed',
		refunded: now.amount_refunded > (before?.amount_refunded ?? 0),
	});
}

const passwordChanged = (before: Attributes<Customer>, now: Customer) =>
	before !== null && before.password_last_updated_at !== now.password_last_updated_at;

/** A plan shown as part of another record, with its product. */
function planView(plan: Plan, { data, nested }: Scene) {
	if (!nested) return plan;
	return { ...plan, product: data.products.getEvenRemoved(plan.product_id) ?? null };
}

/** With the ids under names of their own, and the related records that the documentation names. */
function subscriptionView(subscription: Subscription, scene: Scene) {
	const { plan: planId, address: addressId, default_source: sourceId } = subscription;
	const ids = { ...subscription, plan_id: planId, address_id: addressId };
	if (!scene.nested) return ids;
	const { plans, addresses, sources, invoices, customers } = scene.data;
	const plan = plans.getEvenRemoved(planId);
	const address = addresses.getEvenRemoved(addressId ?? 0);
	return {
		...ids,
		plan: plan ? { object: 'plan', ...planView(plan, scene) } : null,
		address_shipping: address ? { object: 'address', ...address } : null,
		customer: customers.getEvenRemoved(subscription.user_id) ?? null,
		default_source: sources.getEvenRemoved(sourceId ?? 0) ?? null,
		latest_invoice: invoices.getEvenRemoved(subscription.latest_invoice ?? 0) ?? null,
	};
}

function exportView(job: ExportJob, { nowMs }: Scene) {
	const { date_from = null, date_to = null } = job.order;
	const filters = { date_from, date_to };
	return { ...jobView(job, { nowMs }), filters, user_email: EXPORT_USER_EMAIL };
}

/** What every collection emits; those that are missing emit nothing. */
const RULES: Partial<Record<string, Rule<Change['record']>>> = {
	customers: rule<Customer>({
		kind: 'customer',
		verbs: ['created', 'updated', 'deleted'],
		further: (before, now) =>
			verbsWhen({ 'password_update.succeeded': passwordChanged(before, now) }),
		view: (customer, { data }) => customerView(data, customer, new Set()),
	}),
	addresses: rule({ kind: 'address', verbs: ['created', 'updated'] }),
	subscriptions: rule<Subscription>({
		kind: 'subscription',
		verbs: ['created', 'updated'],
		further: subscriptionVerbs,
		view: subscriptionView,
	}),
	invoices: rule<Invoice>({
		kind: 'invoice',
		verbs: ['created', 'updated'],
		further: (before, { status, total }) =>
			verbsWhen({ payment_succeeded: status === 'paid' && total > 0 && before?.status !== 'paid' }),
	}),
	charges: rule<Charge>({ kind: 'charge', verbs: [], further: chargeVerbs, view: chargeView }),
	sources: rule<Source>({ kind: 'source', verbs: ['created', 'updated', 'deleted'] }),
	memberships: rule<Membership>({
		kind: 'member',
		verbs: ['created', 'updated', 'deleted'],
		further: (before, { status }) =>
			verbsWhen({ activated: before?.status === 'pending' && status === 'active' }),
	}),
	plans: rule<Plan>({ kind: 'plan', verbs: ['created', 'updated'], view: planView }),
	products: rule({ kind: 'product', verbs: ['created', 'updated', 'deleted'] }),
	ecommerce_products: rule({ kind: 'product', verbs: ['created', 'updated', 'deleted'] }),
	skus: rule({ kind: 'product_sku', verbs: ['created', 'updated', 'deleted'] }),
	newsletters: rule({ kind: 'newsletter', verbs: ['created', 'updated', 'deleted'] }),
	orders: rule<Order>({
		kind: 'order',
		verbs: ['created'],
		further: (before, { charge_id: charge }) =>
			verbsWhen({ 'payment.succeeded': before === null && charge !== null }),
	}),
	bills: rule<Bill>({
		kind: 'bill',
		verbs: ['created', 'updated', 'deleted'],
		further: (before, { status }) =>
			verbsWhen({
				finalized: status === 'open' && before?.status === 'draft',
				paid: status === 'paid' && before?.status === 'open',
			}),
		view: billView,
	}),
	vendors: rule<Vendor>({
		kind: 'vendor',
		verbs: ['created', 'updated', 'deleted'],
		view: (vendor, scene) => vendorView(scene, vendor),
	}),
	exports: rule<ExportJob>({
		kind: 'export',
		verbs: [],
		further: (before, { downloaded }) =>
			verbsWhen({
				requested: before === null,
				downloaded: before?.downloaded === false && downloaded,
			}),
		view: exportView,
	}),
};

/** Attributes that differ from what they were; the time of the change itself does not count. */
function previousOf({ before, record }: Change): Record<string, unknown> {
	const now = record as Record<string, unknown>;
	const entries = Object.entries(before ?? {});
	return Object.fromEntries(
		entries.filter(
			([name, value]) => name !== 'updated_at' && !isDeepStrictEqual(value, now[name]),
		),
	);
}

/** The record as events show it; a paid bill comes with its payment. */
function objectOf(resource: string, record: Change['record'], type: string, scene: Scene) {
	const found = RULES[resource];
	const shown = { object: found?.kind, ...(found?.view?.(record, scene) ?? record) };
	if (type !== 'bill.paid') return shown;
	const { paid, paid_at, amount_paid } = record as Bill;
	return { ...shown, payment: { paid, paid_at, amount_paid } };
}

/** Members are told when their subscription changed. */
function membersTold({ record }: Change, scene: Scene): Happening[] {
	const members = scene.data.memberships.having('subscription_id', record.id);
	const type = 'member.subscription_updated';
	return members.map((one) => ({ type, object: objectOf('memberships', one, type, scene) }));
}

/**
 * The events that a change makes.
 *
 * @param isAskedFor whether the record is the one that the request was about: it is reported as updated
 *   even when nothing in it differs
 */
export function happeningsOf(change: Change, scene: Scene, isAskedFor: boolean): Happening[] {
	const { resource, record, before, removed } = change;
	const found = RULES[resource];
	if (found === undefined || (before === null && removed)) return [];
	const previous = previousOf(change);
	const differs = Object.keys(previous).length > 0;
	const updated = before !== null && !removed && (differs || isAskedFor);
	const happened = { created: before === null, updated, deleted: removed };
	const verbs = [
		...found.verbs.filter((verb) => happened[verb]),
		...(found.further?.(before, record) ?? []),
	];
	const own = verbs.map((verb) => {
		const type = `${found.kind}.${verb}`;
		const object = objectOf(resource, record, type, scene);
		return verb === 'updated' ? { type, object, previous } : { type, object };
	});
	const told = resource === 'subscriptions' && updated && differs;
	return told ? [...own, ...membersTold(change, scene)] : own;
}

/**
 * An event about a record as it is now, for what no request brings about.
 *
 * @returns undefined when its kind has no such record
 */
export function happeningAbout(type: string, id: number, scene: Scene): Happening | undefined {
	const kind = type.split('.', 1)[0];
	for (const resource of Object.keys(RULES)) {
		if (RULES[resource]?.kind !== kind) continue;
		// all collections hold records with an id, which is all that is needed here
		const record = scene.data[resource as 'customers'].getEvenRemoved(id);
		if (record) return { type, object: objectOf(resource, record, type, scene) };
	}
	return undefined;
}
