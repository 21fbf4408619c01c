/**
 * What the reference does not say and the sandbox had to choose. Everything of the kind that shows on
 * the wire is here (or points here), so that an observation of the real API changes one line.
 */

/** Every success but deletes; only POST /memberships was seen to answer 201. */
export const SUCCESS_STATUS = 200;

/** 'Customer delete answers empty': an empty 204 for every delete that has nothing to tell. */
export const DELETED_STATUS = 204;

/** A site that exists but belongs to another account, or exists nowhere. */
export const FOREIGN_SITE = { status: 403, message: 'This action is unauthorized.' } as const;

/** Laravel's sentence for a missing or unknown key. */
export const UNAUTHENTICATED = { status: 401, message: 'Unauthenticated.' } as const;

/** Laravel's sentence for a passed limit. */
export const TOO_MANY_REQUESTS = { status: 429, message: 'Too Many Attempts.' } as const;

/**
 * `X-RateLimit-Reset` holds the seconds until the window ends, as @fastify/rate-limit sends it, on every
 * answer. (Laravel itself sends a Unix time, and on 429 only: clients should take both.)
 */
export const RATE_LIMIT_RESET_IS_SECONDS_LEFT = true;

/** Unknown sites and wrong keys aside: a path id that is no number is an unknown record. */
export const MALFORMED_PATH_ID_STATUS = 404;

/**
 * Relations keep their snake_case key in answers, whichever spelling `expand` used, and hold an id (or
 * null) until expanded. `default_source` of a customer is null until expanded, `default_source_id` the id.
 */
export const EXPANDED_KEYS_ARE_SNAKE_CASE = true;

/**
 * The subscription object's attribute list does not name its customer. The sandbox answers `user_id`, the
 * name that POST /subscriptions takes.
 */
export const SUBSCRIPTION_OWNER_ATTRIBUTE = 'user_id';

/** Status of a subscription whose start_date lies ahead, and of one whose first payment is pending. */
export const SCHEDULED_STATUS = 'scheduled';
export const PENDING_PAYMENT_STATUS = 'incomplete';

/** The ten phases that a schedule can hold include the running one. */
export const MAX_PHASES = 10;

/** Days until an invoice is due when the plan does not say. */
export const DEFAULT_DAYS_UNTIL_DUE = 30;

/**
 * Filters: (all eq/like/has filters hold) or (any or* filter holds); text compares without case, as
 * MySQL's usual collations do; several values by comma match when one of them does.
 * Lists without `sort` come in order of id, and `links` repeat the query of the request.
 * Records are shared by all sites of an account (only newsletters are known to be kept apart).
 */
export const LIST_ORDER = 'id';
