import type { Schema } from './reference';

const closed = (properties: Record<string, Schema>, required: string[]): Schema => ({
	type: 'object',
	properties,
	required,
	additionalProperties: false,
});
const list = (items: Schema): Schema => ({ type: 'array', minItems: 1, items });
const text: Schema = { type: 'string' };
const nullableText = (maxLength: number): Schema => ({ type: ['string', 'null'], maxLength });
const addressObject = (): Schema =>
	closed(
		{
			first_name: text,
			last_name: text,
			line1: text,
			city: text,
			state: text,
			country: { type: 'string', maxLength: 2 },
			postal_code: text,
		},
		['line1', 'country'],
	);

const billLines = list(
	closed(
		{
			description: text,
			quantity: { type: 'number', exclusiveMinimum: 0 },
			unit_price: { type: 'number', minimum: 0 },
		},
		['description', 'quantity', 'unit_price'],
	),
);

const SUBSCRIPTION_STATUSES = [
	'all',
	'active',
	'canceled',
	'past_due',
	'trialing',
	'unpaid',
	'incomplete',
	'incomplete_expired',
	'deleted',
];

/** Beside 'past_due'. */
const INVOICE_STATUSES = ['draft', 'open', 'paid', 'uncollectible', 'void'];

const addressNulls: Record<string, Schema> = {
	// core changelog 1.54: these may be null
	first_name: nullableText(255),
	last_name: nullableText(255),
	city: nullableText(255),
	state: { type: ['string', 'null'] },
	postal_code: nullableText(45),
};

/**
 * Schemas that replace what type and description give, by `<resource>.<operation>` and field:
 * shapes that the reference tells in prose.
 */
export const FIELD_EXCEPTIONS: Record<string, Record<string, Schema>> = {
	'addresses.create': addressNulls,
	'addresses.update': addressNulls,
	'bills.create': { line_items: billLines },
	'bills.update': { line_items: billLines },
	'customers.get': { expand: { type: ['string', 'array'], items: text } },
	'ecommerce_products.create': { sites: list({ type: 'integer' }) },
	// 'array<string>' there, ids on create
	'ecommerce_products.update': {
		sites: list({ type: ['integer', 'string'], pattern: '^[0-9]+$' }),
	},
	// subscriptions' own, one that was seen elsewhere, and those of invoices (amendments, 10 and 12)
	'exports.request': {
		status: {
			type: 'string',
			enum: [...SUBSCRIPTION_STATUSES, 'extended', ...INVOICE_STATUSES],
		},
	},
	'invoices.create': {
		line_items: list(
			closed(
				{
					unit_price: { type: 'number' },
					quantity: { type: 'number' },
					description: text,
					tax_name: text,
					tax_rate: { type: 'number' },
				},
				['unit_price', 'quantity'],
			),
		),
	},
	'orders.create': {
		items: list(
			closed({ sku_id: { type: 'integer' }, quantity: { type: 'integer', minimum: 1 } }, [
				'sku_id',
				'quantity',
			]),
		),
		address: addressObject(),
	},
	'skus.update': { inventory_type: { type: 'integer', enum: [0, 1] } },
	'sources.create': {
		// the description's 'max 32' concerns one gateway only
		object_id: text,
		properties: closed(
			{
				exp_month: { type: ['string', 'integer'] },
				exp_year: { type: ['string', 'integer'] },
				last4: { type: 'string', pattern: '^[0-9]{4}$' },
				card_type: text,
				tap_customer_id: { type: 'string', pattern: '^cus_' },
				braintree_customer_id: text,
			},
			[],
		),
	},
	'subscriptions.create': { address: addressObject() },
	'webhooks.create': { url: { type: 'string', format: 'uri' } },
	'webhooks.update': { url: { type: 'string', format: 'uri' } },
};

/**
 * Numbers that may be null, which takes the attribute from the record: those that Pelcro's records may lack. The
 * reference tells of none; a plain Laravel application decides it field by field. The others have to be numbers.
 */
export const NULLABLE_NUMBERS: Record<string, string[]> = {
	coupons: ['max_redemptions'],
	plans: [
		'amount_before_discount',
		'days_until_due',
		'discount_percentage',
		'group_owner_plan_id',
		'invoice_upcoming_notification',
		'member_seat_capacity',
		'trial_period_days',
	],
	skus: ['expires_at', 'weight'],
	subscriptions: ['recommended_plan_id'],
};

const oneOf = (...names: string[]): Schema => ({
	anyOf: names.map((name) => ({ required: [name] })),
});

/** Of these fields one at least must be sent; each replaces a 'required' mark of the reference. */
export const ALTERNATIVES: Record<string, Schema[]> = {
	'addresses.create': [oneOf('customer_id', 'customer_old_provider_id')],
	'charges.create-offline': [oneOf('customer_id', 'customer_old_provider_id')],
	'coupons.create': [oneOf('amount_off', 'percent_off')],
	'customers.create': [oneOf('email', 'old_provider_id', 'display_name')],
	'invoices.create': [
		oneOf('total', 'line_items'),
		oneOf('customer_id', 'customer_old_provider_id'),
	],
	'plans.create': [oneOf('product_id', 'product_import_unique_id')],
	'subscriptions.create': [
		oneOf('user_id', 'customer_old_provider_id'),
		oneOf('plan_id', 'plan_old_provider_id'),
	],
};

/**
 * Body fields that are taken in the query as well, because the reference does not know where they
 * belong. They are required in neither place by the contract; the operation asks for them itself.
 */
export const BODY_OR_QUERY: Record<string, string[]> = {
	'subscriptions.cancel': ['mode', 'reason'],
};

/**
 * Whole numbers that are taken in the query beyond the reference's list: of one it was seen that it is there, its name
 * could not be read (amendment 1), so each of the likely ones is taken.
 */
export const UNNAMED_QUERY: Record<string, string[]> = {
	'addresses.update': ['customer_id', 'user_id'],
};

/** Body fields beyond the reference's list of which it says that they are ignored when sent. */
export const IGNORED_FIELDS: Record<string, string[]> = {
	'coupons.update': ['amount_off', 'percent_off', 'duration', 'currency'],
};
