/**
 * What the reference does not say and the sandbox had to choose. Everything of the kind that shows on
 * the wire is here, so that an observation of the real API changes one line. Chosen by shape rather than
 * by a constant:
 *
 * - The headers of the limit are Laravel's: `X-RateLimit-Limit` and `-Remaining` with every answer, `Retry-After` and
 *   `X-RateLimit-Reset` (a Unix time) with a 429 only. Other servers send the seconds until the window ends, and always: clients
 *   should take both.
 * - The window starts with its first request and is fixed; accounts can ask for a sliding one or a token bucket
 *   (`limiter`), and for all headers of @fastify/rate-limit, or none (`rateHeaders`).
 * - Relations keep their snake_case key, whichever spelling `expand` used, and hold an id or null until
 *   expanded. A customer's `default_source` is null until expanded, `default_source_id` always the id.
 * - A subscription answers its customer as `user_id`, the name that POST /subscriptions takes: the
 *   attribute list of the reference does not name it.
 * - Filters: (all eq/like/has hold) or (any or* holds); text compares without case, as MySQL's usual
 *   collations do; several values by comma match when one of them does.
 * - Lists without `sort` come in order of id.
 * - Records are shared by all sites of an account.
 * - Sentences are those of Laravel since version 10, as far as test/laravel asks for them. Beside `errors` there is no `message`, as
 *   in the reference's one example; a plain Laravel repeats a sentence there.
 * - Violations of query and body are told together; unknown parameters are violations (strict accounts).
 * - PUT answers the changed record; an unknown id in a body is a validation error ('The selected … is
 *   invalid.'), in a path a 404; `mode` and `reason` of a cancellation are taken from body or query.
 * - An `end_date` moves current_period_end; a plan change keeps the period and writes an invoice for the
 *   whole new price (no proration); a subscription that is not billed has no invoice.
 * - A customer's credit is a negative `balance`, as at Stripe.
 * - Money: a currency is valid when ISO 4217 has it and the customer has paid in no other. Of `total` and
 *   `line_items` the total counts. A line's amount includes its tax.
 * - Payments: what is linked to an open invoice must be all that is left of it; drafts, final invoices and
 *   paid ones with a charge take none. A paid invoice brings its waiting subscription back to active.
 *   Drafts can be voided but not paid or written off. No invoice is an 'advance' one.
 * - Payment methods: all gateways are active; the customer's default becomes null when it is deleted; a
 *   subscription without a method of its own takes the new one.
 * - Refunds: `refunds` must be 'all' or ids by comma; unknown and issued ones are passed over.
 * - Background jobs (refunds) are done BACKGROUND_JOB_MS later; vendor and bill exports send no e-mail.
 * - Members: pending invitations hold a seat, the owner does not, the quantity does not multiply seats, and
 *   a plan without a capacity has no limit; e-mails compare without case. An invitation answers 200. The
 *   subscription must be of the request's site. Access by network ends with the subscription.
 * - Newsletters: consent fields that are left out are stored as empty strings; 'exact' is without case.
 * - Orders: items are ids until expanded; limited stock is lowered; what costs something needs `source_id` or
 *   a default method, which is charged at once; a SKU is shippable when its product is; `address` is stored
 *   as the customer's; paid and fulfilled orders can be returned, and are then refunded as 'issued'.
 * - SKUs: expires_at is a date on create (its last second is stored), Unix seconds on update.
 * - E-commerce products: `sites` may be numbers or digits in text on update ('array<string>' there).
 * - Forms: a boolean may be 1, 0, true or false. Of an image only the file's name is kept.
 * - Vendors: `vendor_id` of a bill is the vendor's `id` (the user), not its `vendor_id`; total_billed leaves
 *   drafts out; a list shows birthdate, job_title and the area prompt only with expand=vendor.
 * - Bills: unit_price is in minor units, the status text, periods are stored as Unix seconds; an export
 *   looks at created_at.
 * - Webhook endpoints: an update without `status` keeps it; with all events, `events` is empty; names that
 *   are listed, and any snake_case word of two parts or more, are events. The ping that an endpoint must
 *   answer is a POST of an empty JSON object, unsigned on create and update alike, and takes any 2xx.
 * - Deliveries: 5 attempts, 1, 2, 4 and 8 s apart, 5 s for the answer; signed under the endpoint's secret at
 *   the time of the attempt; what waits for an endpoint that was deleted or disabled is dropped.
 * - Payloads: the object is what a GET without `expand` answers, with `object` (the kind) added; orders have
 *   their items whole, plans their product, subscriptions plan, customer, address_shipping, default_source
 *   and latest_invoice (not in 'oldest'). Of these address_id and address_shipping were seen. created_at,
 *   updated_at and deleted_at are ISO 8601 with microseconds, as examples of plans and addresses have them;
 *   other times are Unix seconds. Previous attributes have the names and ids of the API's answers. 'classic' ones have a `triggered_from`; 'oldest' ones have the object alone in a list
 *   and no previous attributes. `updated_at` is no previous attribute; of metadata the whole is told.
 * - Events: every change of a record sends its *.updated, beside which come the events that have a name of
 *   their own (canceled, finalized, paid, activated, …). An update that changes nothing sends *.updated
 *   with an empty list. Side effects on other records send theirs too. invoice.paid, charge.created and
 *   source.canceled are never sent by themselves, source.deleted and newsletter.deleted are.
 * - subscription.canceled comes with the request and again when the subscription ends at once later;
 *   subscription.renewed when a phase is added; subscription.changed with another plan or quantity. A new
 *   member who was not invited sends member.created only; members of a subscription that changed send
 *   member.subscription_updated. product.* stand for products of subscriptions and of the shop.
 * - Nothing that only time brings about happens by itself: subscription.expired, invoice.upcoming and the
 *   like are sent on order only, but the end of an export is sent when it comes.
 * - Campaigns: an unknown run is 404, the report can be fetched again, and its columns are made up.
 * - Exports: `types` stand beside `data`, which holds the records; they are answered until the account is
 *   forgotten, and never expire. A failed export has `finished_at` and `failed_reason` and no file (404).
 *   `full_data` (or no mode) takes what was created in the range, `modified_data` also what was changed.
 *   Columns are the attributes of the records; `month` is YYYY-MM; the eleven files of an accounting
 *   export are named after what they hold.
 */

/** Where the sandbox knowingly answers otherwise than a plain Laravel (test/laravel asks both the same). */
export const UNLIKE_LARAVEL: ReadonlyArray<{ question: RegExp; reason: string }> = [
	{
		question: /^GET \/customers\?filter\[shoe_size\]/,
		reason:
			'What becomes of an attribute that a list cannot be filtered by is the application’s own. The sandbox ignores it, or refuses it on strict accounts; the Laravel of the tests has a switch.',
	},
	{
		question: /^(POST|PUT) \/customers\S* .*"metadata":\{("0"|"source":null|\}\})/,
		reason:
			'PHP writes empty metadata, and that with the keys 0, 1, 2, as a list. The sandbox shows an object, as Pelcro’s published ones are; that the node reads the list is tested on Laravel.',
	},
	{
		question: /^POST \/customers\/10001 .*"_method"/,
		reason:
			'A plain Laravel takes `_method` everywhere. The sandbox takes it where a file can be sent, and elsewhere refuses what no one sends on purpose.',
	},
	{
		question: /"accept":"(\*\/\*|text\/csv, application\/json)"/,
		reason:
			'Who does not ask for JSON first gets a redirect or a page from Laravel. The sandbox always answers JSON; what the node makes of the others is tested on Laravel.',
	},
	{
		question: /^GET \/\w+\/first/,
		reason:
			'An ID that is no number is refused before the kind of the record is known; the sentence does not name it.',
	},
	{
		question: /^GET \/plans\?product_id=101/,
		reason:
			'Query parameters of one list are the application’s own; the Laravel of the tests knows filters only.',
	},
	{
		question: /^POST \/coupons .*welcome20/,
		reason:
			'Rules that need the stored records are checked after the contract’s, and the sandbox stops at the contract’s.',
	},
	{
		question: /^POST \/customers .*"metadata":\{"empty":""/,
		reason:
			'Pelcro drops the keys that are null (its reference says so of updates); a plain Laravel stores them.',
	},
];

/** Every success but deletes; only POST /memberships was seen to answer 201. */
export const SUCCESS_STATUS = 200;

/** 'Errors': the status of refused values in Pelcro's reference; its framework's own is 422 (`refused`). */
export const REFUSED_STATUS = 400;

/** 'Customer delete answers empty': an empty 204 for every delete that has nothing to tell. */
export const DELETED_STATUS = 204;

/** A site that exists but belongs to another account, or exists nowhere. */
export const FOREIGN_SITE = { status: 403, message: 'This action is unauthorized.' } as const;

/** Laravel's sentence for a missing or unknown key. */
export const UNAUTHENTICATED = { status: 401, message: 'Unauthenticated.' } as const;

/** Laravel's sentence for a passed limit. */
export const TOO_MANY_REQUESTS = { status: 429, message: 'Too Many Attempts.' } as const;

/** A path id that is no number is an unknown record. */
export const MALFORMED_PATH_ID_STATUS = 404;

/** Status of a subscription whose start_date lies ahead, and of one whose first payment is pending. */
export const SCHEDULED_STATUS = 'scheduled';
export const PENDING_PAYMENT_STATUS = 'incomplete';

/** The ten phases that a schedule can hold include the running one. */
export const MAX_PHASES = 10;

/** Days until an invoice is due when the plan does not say. */
export const DEFAULT_DAYS_UNTIL_DUE = 30;

/** Exports on an account that is not enterprise: 403 by the overview, 401 by the other two pages. */
export const NO_ENTERPRISE = { list: 403, request: 401, download: 401 } as const;

/** Attributes of an export that mean nothing here. */
export const SANDBOX_ACCOUNT_ID = 1;
export const EXPORT_USER_ID = 1;
export const EXPORT_USER_EMAIL = 'office@harbour-gazette.example';

/** Body of the POST that an endpoint must answer before it is made or changed; it is not signed. */
export const REGISTRATION_PING = {};

/** Origin that 'classic' payloads name: 'api' and 'open_api' were seen, none in the newest. */
export const TRIGGERED_FROM = 'api';

/** How long after the answer a job that Pelcro runs in the background takes effect. */
export const BACKGROUND_JOB_MS = 200;
