// Type aliases rather than interfaces: only they count as having an index signature, which the
// generic parts (filters, sorting) need.

export type Metadata = Record<string, unknown>;

export type Customer = {
	id: number;
	site_id: number;
	email: string | null;
	/** Null as long as nobody was asked. */
	email_confirm: boolean | null;
	email_hardbounce: boolean;
	first_name: string | null;
	last_name: string | null;
	name: string | null;
	display_name: string | null;
	username: string | null;
	salutation: string | null;
	title: string | null;
	tin: string | null;
	phone: string | null;
	phone_confirm: boolean;
	tele_marketing: boolean;
	/** Null as long as nobody has said yes or no. */
	mail_marketing: boolean | null;
	metadata: Metadata;
	old_provider_id: string | null;
	organization: number | null;
	default_source_id: number | null;
	has_password: boolean;
	password_last_updated_at: number | null;
	is_imported: boolean;
	balance: number;
	currency: string | null;
	delinquent: boolean;
	language: string | null;
	object_id: string;
	last_login_at: number | null;
	created_at: number;
	updated_at: number;
	deleted_at: number | null;
};

export type AddressType = 'shipping' | 'billing' | 'account_primary';

export type Address = {
	id: number;
	user_id: number;
	type: AddressType;
	first_name: string | null;
	last_name: string | null;
	title: string | null;
	salutation: string | null;
	company: string | null;
	department: string | null;
	line1: string;
	line2: string | null;
	city: string | null;
	state: string | null;
	country: string;
	postal_code: string | null;
	phone: string | null;
	is_default: boolean;
	old_provider_id: string | null;
	created_at: number;
	updated_at: number;
};

export type Product = {
	id: number;
	name: string;
	name_internal: string | null;
	active: boolean;
	type: string;
	address_required: boolean;
	description: string | null;
	entitlements: Metadata;
	is_hidden: boolean;
	is_imported: boolean;
	language: string | null;
	package_dimensions: Metadata | null;
	shippable: boolean;
	statement_descriptor: string | null;
	unit_label: string | null;
	countries: string[];
	image: string | null;
	tax_code: string | null;
	old_provider_id: string | null;
	import_unique_id: string | null;
	revenue_recognition_strategy: string | null;
	created_at: number;
	updated_at: number;
};

export type Interval = 'day' | 'week' | 'month' | 'year';

export type Plan = {
	id: number;
	product_id: number;
	active: boolean;
	nickname: string;
	name_internal: string | null;
	type: 'regular' | 'membership';
	amount: number;
	currency: string;
	interval: Interval;
	interval_count: number;
	auto_renew: boolean;
	available_online: boolean;
	trial_period_days: number | null;
	recognized_revenue_type: string;
	description: string | null;
	entitlements: string[];
	member_seat_capacity: number | null;
	days_until_due: number | null;
	renewal_strategy: string | null;
	expires_at: string | null;
	ip_addresses: string[];
	domains: string[];
	gift_description: string | null;
	image: string | null;
	apple_product_id: string | null;
	countries: string[];
	group_owner_plan_id: number | null;
	amount_before_discount: number | null;
	discount_percentage: number | null;
	allow_send_invoice: boolean;
	is_donation: boolean;
	is_refundable: boolean;
	agency_id: number | null;
	old_provider_id: string | null;
	invoice_upcoming_notification: number | null;
	metadata: Metadata;
	created_at: number;
	updated_at: number;
};

export type Phase = {
	plan_id: number;
	quantity: number;
	coupon_code: string | null;
	collection_method: string;
	auto_renew: boolean;
	source: string;
	start_date: number;
	end_date: number;
};

export type Subscription = {
	id: number;
	site_id: number;
	user_id: number;
	plan: number;
	address: number | null;
	coupon: number | null;
	default_source: number | null;
	latest_invoice: number | null;
	address_required: boolean;
	status: string;
	quantity: number;
	billing: string;
	auto_renew: boolean;
	days_until_due: number | null;
	due_date: number | null;
	start_date: number;
	current_period_start: number;
	current_period_end: number;
	billing_cycle_anchor: number;
	renews_at: number | null;
	expires_at: number | null;
	trial_start: number | null;
	trial_end: number | null;
	cancel_at: number | null;
	cancel_at_period_end: boolean;
	canceled_at: number | null;
	canceled_by: number | null;
	canceled_by_type: string | null;
	cancel_reason: string | null;
	ended_at: number | null;
	is_gift_donor: boolean;
	is_gift_recipient: boolean;
	is_redeemed: boolean | null;
	gift_code: string | null;
	gift_recipient_email: string | null;
	gift_recipient_first_name: string | null;
	gift_recipient_last_name: string | null;
	gift_donor_subscription_id: number | null;
	shipments_remaining: number;
	shipments_undeliverable: boolean;
	schedule: { phases: Phase[] } | null;
	campaign_key: string | null;
	source: string;
	agency_id: number | null;
	recommended_plan_id: number | null;
	domains: string[];
	ip_addresses: string[];
	old_provider_id: string | null;
	metadata: Metadata;
	created: number;
	updated_at: number;
};

export type Source = {
	id: number;
	user_id: number;
	object_id: string;
	object_gateway: string;
	brand: string;
	exp_month: number;
	exp_year: number;
	last4: string;
	country: string | null;
	funding: string | null;
	name: string | null;
	old_provider_id: string | null;
	created_at: number;
	updated_at: number;
};

export type Coupon = {
	id: number;
	code: string;
	name: string;
	type: string;
	duration: 'forever' | 'once';
	amount_off: number | null;
	percent_off: number | null;
	currency: string | null;
	redeem_by: string | null;
	max_redemptions: number | null;
	times_redeemed: number;
	plans: number[];
	metadata: Metadata;
	created_at: number;
	updated_at: number;
};

export type Invoice = {
	id: number;
	user_id: number;
	subscription_id: number | null;
	charge_id: number | null;
	status: 'draft' | 'open' | 'paid' | 'uncollectible' | 'void' | 'past_due';
	billing: string;
	billing_reason: string;
	currency: string;
	subtotal: number;
	total: number;
	amount_due: number;
	amount_paid: number;
	amount_remaining: number;
	auto_advance: boolean;
	purchase_order: string | null;
	period_start: number;
	period_end: number;
	due_date: number | null;
	finalized_at: number | null;
	billing_address: null;
	discount_id: number | null;
	default_tax_rates: null;
	/** Customer's balance after credit was applied, minor units. */
	ending_balance: number;
	is_imported: boolean;
	deleted_at: number | null;
	lines: { object: 'list'; data: InvoiceLine[] };
	old_provider_id: string | null;
	metadata: Metadata;
	created: number;
	created_at: number;
	updated_at: number;
};

export type InvoiceLine = {
	id: number;
	description: string;
	amount: number;
	currency: string;
	quantity: number;
	period: { start: number; end: number };
	subscription: number | null;
	metadata: Metadata;
	created_at: number;
	deleted_at: number | null;
};

export type Charge = {
	id: number;
	user_id: number;
	invoice_id: number | null;
	amount: number;
	amount_refunded: number;
	currency: string;
	description: string | null;
	status: 'succeeded' | 'failed' | 'pending';
	paid: boolean;
	offline: boolean;
	reference: string | null;
	payment_category: string | null;
	disputed: boolean;
	failure_code: string | null;
	failure_message: string | null;
	agency_id: number | null;
	by_agency: boolean;
	metadata: Metadata;
	created: number;
	created_at: number;
};

export type Refund = {
	id: number;
	/** By way of the charge; null without one. */
	user_id: number | null;
	charge: number | null;
	amount: number;
	currency: string;
	type: 'full' | 'prorated' | 'partial';
	destination: 'card' | 'balance' | 'offline';
	status: 'to_issue' | 'issued' | 'canceled';
	/** When the cancellation that was asked for takes effect, in the account's milliseconds. */
	cancel_at_ms: number | null;
	created_at: number;
	updated_at: number;
};

export type Membership = {
	id: number;
	site_id: number;
	subscription_id: number;
	/** Null while the invitation is pending. */
	user_id: number | null;
	address_id: number | null;
	invitation_email: string | null;
	status: 'pending' | 'active';
	old_provider_id: string | null;
	metadata: Metadata;
	created_at: number;
	updated_at: number;
};

export type Newsletter = {
	id: number;
	site_id: number;
	email: string;
	source: string;
	first_name: string | null;
	last_name: string | null;
	postal_code: string | null;
	lists: string | string[] | null;
	consent_url: string;
	consent_ip: string;
	consent_text: string;
	consent_type: string;
	created_at: number;
	updated_at: number;
};

export type Organization = { id: number; name: string; created_at: number };

export type ShopProduct = {
	id: number;
	name: string;
	type: 'good';
	caption: string | null;
	description: string | null;
	shippable: boolean;
	countries: string[];
	image: string | null;
	sites: number[];
	created_at: number;
	updated_at: number;
};

export type Sku = {
	id: number;
	product_id: number;
	name: string;
	active: boolean;
	currency: string;
	price: number;
	weight: number | null;
	countries: string[];
	image: string | null;
	/** 0: no limit, 1: as many as inventory_quantity says. */
	inventory_type: 0 | 1;
	inventory_quantity: number | null;
	inventory_description: string | null;
	metadata: Metadata;
	entitlements: string[];
	expires_at: number | null;
	created_at: number;
	updated_at: number;
};

export type OrderItem = {
	id: number;
	sku_id: number;
	quantity: number;
	amount: number;
	currency: string;
};

export type Order = {
	id: number;
	site_id: number;
	user_id: number;
	address_id: number | null;
	source_id: number | null;
	charge_id: number | null;
	coupon: number | null;
	amount: number;
	currency: string;
	status: 'paid' | 'canceled' | 'fulfilled' | 'returned';
	items: OrderItem[];
	campaign_id: number | null;
	campaign_key: string | null;
	metadata: Metadata;
	created_at: number;
	updated_at: number;
};

export type Vendor = {
	/** The vendor's user id. */
	id: number;
	/** Id of the vendor record. */
	vendor_id: number;
	site_id: number;
	name: string;
	first_name: string;
	last_name: string;
	email: string;
	phone: string | null;
	birthdate: string | null;
	job_title: string | null;
	company: string | null;
	address: string | null;
	city: string | null;
	state: string | null;
	country: string | null;
	postal_code: string | null;
	delivery_service_area_prompt: string | null;
	payout_ready: boolean;
	metadata: Metadata;
	created_at: number;
	updated_at: number;
};

export type BillLine = {
	id: number;
	description: string;
	quantity: number;
	unit_price: number;
	amount: number;
};

export type Bill = {
	id: number;
	site_id: number;
	/** The vendor's user id. */
	user_id: number;
	number: string;
	status: 'draft' | 'open' | 'paid';
	currency: string;
	description: string | null;
	footer: string | null;
	purchase_order: string | null;
	line_items: BillLine[];
	subtotal: number;
	total: number;
	amount_due: number;
	amount_paid: number;
	amount_remaining: number;
	paid: boolean;
	period_start: number | null;
	period_end: number | null;
	finalized_at: number | null;
	paid_at: number | null;
	voided_at: number | null;
	metadata: Metadata;
	created: number;
	created_at: number;
	updated_at: number;
};

export type WebhookEndpoint = {
	id: number;
	url: string;
	description: string | null;
	events: string[];
	all_events_enabled: boolean;
	status: 'enabled' | 'disabled';
	secret: string;
	created_at: number;
	updated_at: number;
};

export type CampaignRun = {
	id: number;
	campaign_id: number;
	/** What happened to each e-mail; null while there is no report. */
	report: Record<string, unknown>[] | null;
};

/** What a request of an export asks for, as the contract has it; times in Unix seconds. */
export interface ExportOrder {
	object: string;
	site_id?: number;
	date_from?: number;
	date_to?: number;
	/** YYYY-MM, for accounting. */
	month?: string;
	currency?: string;
	mode?: 'full_data' | 'modified_data';
	status?: string;
	collection_method?: string;
	plan_id?: number;
	product_id?: number;
}

export type ExportJob = {
	id: number;
	uuid: string;
	object: string;
	account_id: number;
	/** The collaborator who asked for it. */
	user_id: number;
	order: ExportOrder;
	/** When work on it starts, in the account's milliseconds. */
	starts_at_ms: number;
	/** When the file is there, in the account's milliseconds. */
	ready_at_ms: number;
	downloaded: boolean;
	failed_reason: string | null;
	created_at: number;
};
