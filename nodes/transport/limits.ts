/**
 * Every number that governs how Pelcro is called, each in one place.
 * Reference: 'Rate limits', 'Pagination'.
 */

/** Operations a minute that an account may make when the credential does not say otherwise. */
export const DEFAULT_REQUESTS_PER_MINUTE = 120;

/** The span over which Pelcro counts operations, in ms. */
export const RATE_WINDOW_MS = 60_000;

/** Requests of one account that may be under way at once, over all executions of this process. */
export const ACCOUNT_REQUESTS_IN_FLIGHT = 12;

/** Downloads of one account that may be under way at once, besides the others: they can take minutes. */
export const ACCOUNT_DOWNLOADS_IN_FLIGHT = 4;

/** A request that has been under way for longer than this, in ms, has been counted by the server. */
export const UNDECIDED_MS = 5_000;

/**
 * Into a new window, also the first one, one request goes ahead alone: others may have used the window up, or the
 * server's count and its timer begin anew with it. The others wait no longer than this for its answer, in ms.
 */
export const OPENING_MS = 1_000;

/** Close to the end of a shared allowance, a process has at most this share of what is left under way. */
export const SHARE_UNDER_WAY = 0.25;

/**
 * The longer an account has been busy to its limit, the more evenly requests are spread, so that other processes
 * find room between them: over at most this share of the time that it has been busy for …
 */
export const SPREAD_OF_BUSY_TIME = 0.006;

/** … while others are known to be at work, over this share, …  */
export const SPREAD_OF_SHARED_TIME = 0.02;

/** … and over at most this share of a window. */
export const SPREAD_OF_WINDOW = 0.15;

/**
 * While others share the allowance, so much of it is left alone, as a share of it: requests of theirs may be under way
 * to the last free slots.
 */
export const RESERVE = 0.02;

/**
 * The reserve is no larger than this, in requests: where the allowance was set far too high, what the server really allows
 * may be little.
 */
export const LARGEST_RESERVE = 3;

/**
 * After a 429 the account is held for up to so much longer than Pelcro asks, in ms, by chance. It is short, so that who was
 * refused comes back while there is something left; only one request of each process does.
 */
export const REFUSAL_JITTER_MS = 100;

/** So many failures in a row of the kind 'Pelcro is not there' are an outage. */
export const FAILURES_OF_AN_OUTAGE = 3;

/** Looks for the end of an outage are no further apart than this, in ms, unless Pelcro asks for it. */
export const OUTAGE_LOOK_CAP_MS = 30_000;

/** Items of one execution that may be under way at once. */
export const ITEMS_IN_FLIGHT = 6;

/** Pages of one list that may be under way at once. */
export const PAGES_IN_FLIGHT = 4;

/** So often a list that changes while it is read is read in all, before that is told instead. */
export const MOST_READINGS_OF_A_LIST = 5;

/** The most records that Pelcro puts on one page. */
export const MAX_PAGE_SIZE = 100;

/** Tries for a failure (connection, 5xx, unreadable answer), the first one included: Pelcro's advice. */
export const FAILURE_TRIES = 5;

/** The same where a person waits in front of the editor. */
export const EDITOR_FAILURE_TRIES = 2;

/** The first back-off is drawn between 0 and this, in ms; it doubles with each try. */
export const BACK_OFF_BASE_MS = 1_000;

/** No single back-off is longer than this, in ms. */
export const BACK_OFF_CAP_MS = 60_000;

/**
 * How long a call may wait because others spend the allowance, in ms, when the node's options do not say
 * otherwise. What its own run has sent does not count.
 */
export const DEFAULT_MAXIMUM_WAIT_MS = 10 * 60_000;

/** The same where a person waits in front of the editor: longer than a window, so that it usually suffices. */
export const EDITOR_MAXIMUM_WAIT_MS = 90_000;

/** How long the download of a file may take, in ms: it may be large, and some can be fetched only once. */
export const DOWNLOAD_TIMEOUT_MS = 15 * 60_000;

/** So many bytes from a file's beginning and end are looked at for whether it is whole: many rows, and quickly read. */
export const FILE_TAIL_BYTES = 65_536;

/** The end of a ZIP archive is within so many bytes: 22 of its own, and the longest comment. Reference: APPNOTE 4.3.16. */
export const ZIP_TAIL_BYTES = 22 + 65_535;

/** First wait between two looks at an export, in ms; it grows by half each time, up to the longest. */
export const EXPORT_POLL_FIRST_MS = 2_000;
export const EXPORT_POLL_LONGEST_MS = 30_000;

/** How long the editor's lists are remembered, in ms, so that typing does not spend the allowance. */
export const LIST_CACHE_MS = 20_000;

/** How long one try may take, in ms, when the node's options do not say otherwise. */
export const DEFAULT_TIMEOUT_MS = 60_000;

/**
 * So long after its answer was lost, a creation may still come to its end at Pelcro, in ms: a guess, of how long PHP lets one
 * request take. Only then is looked whether it was carried out, where nothing else would refuse a second one.
 */
export const LATE_CREATION_MS = 30_000;

/** How long it is remembered what the items of a failed run came to, in ms, for n8n's Retry On Fail. */
export const RETRY_MEMORY_MS = 15 * 60_000;

/** The most output items of reads that are remembered for it; what writes came to is always remembered. */
export const KEPT_ITEMS_OF_READS = 20_000;
