/**
 * Every number that governs what the package does: how Pelcro is called, how long is waited, how much is remembered, looked
 * at and told. Each has its unit and its reason. Facts of a format (the last Unix second, bytes of a hash) stand where the
 * format is read; `test/node/numbers.test.ts` knows them. Reference: 'Rate limits', 'Pagination'.
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

/**
 * Close to the end of a shared allowance, a process has at most this share of what is left under way: the others have taken
 * some of it since the answer that told of it.
 */
export const SHARE_UNDER_WAY = 0.1;

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
 * Of what stops counting since the latest answer, so much is believed to be given back by the server, as a share of it, until an
 * answer tells: others may have taken it, and a window of the server’s own gives nothing back before it ends.
 */
export const BELIEVED_GIVEN_BACK = 0.5;

/**
 * After a 429 the account is held for up to so much longer than Pelcro asks, in ms, by chance. It is short, so that who was
 * refused comes back while there is something left; only one request of each process does.
 */
export const REFUSAL_JITTER_MS = 100;

/** A longer timer ends at once in Node.js, in ms (24 days). */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;

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

/** So many pages in a row that bring nothing new are the end of a list, whatever it announces. */
export const PAGES_IN_VAIN = 5;

/** Smaller pages cannot overlap in every list: where a place is a multiple of all sizes, none begins before it and goes on beyond it. */
export const SMALLEST_OVERLAPPING_PAGE = 15;

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

/** After so many requests that count no more, in requests, their memory is given back: seldom, as the others are copied. */
export const FORGOTTEN_REQUESTS = 1024;

/** So many of the editor's results are remembered at the most; the oldest goes first, so that memory has an end. */
export const REMEMBERED_RESULTS = 200;

// The editor

/** How long a credential's test may wait for the limit, and how long for the answer, in ms: somebody looks on. */
export const CREDENTIAL_TEST_MS = 10_000;

/** A list of customers of up to so many pages is read rather than its customers one by one. */
export const CUSTOMER_PAGES = 3;

/** So many customers are read one by one for a page of a list: what a person sees of it without scrolling far. */
export const CUSTOMERS_READ = 20;

/** Up to so many customers are read one by one without a look at how long their list is. */
export const FEW_CUSTOMERS = 3;

/** Records that the editor gets at once; it asks for the next page as the user scrolls. */
export const LIST_PAGE_SIZE = 50;

/** Of a text with words about a person and about a record, so many are looked for among people. */
export const NAMES_SEARCHED = 5;

/** Pages that one search reads where Pelcro cannot search and the node has to look itself. */
export const PAGES_SEARCHED = 4;

// The triggers

/** So many of the newest IDs of a list are known one by one; of the others the highest, so that what is kept stays small. */
export const KNOWN_IDS = 1_000;

/** Up to this page, pages of shrinking size still reach further into the list. */
export const LAST_OVERLAPPING_PAGE = 50;

/** So many records are compared at the most: 343 calls a look, which take 3 minutes at 120 a minute. */
export const COMPARED_RECORDS = 30_000;

/** Between two looks for one node's endpoint at Pelcro, in ms: whoever sends nonsense must not spend the allowance. */
export const BETWEEN_ENDPOINT_LOOKS_MS = 30_000;

/** How long Pelcro’s event may have to wait for a call, in ms: Pelcro waits for the answer to its delivery, and delivers again. */
export const DELIVERY_WAIT_MS = 8_000;

/** So many records of a list are caught up at the most, the newest ones. */
export const CAUGHT_UP_RECORDS = 1_000;

/** Between two looks at what was missed, in ms, where one has failed: events keep coming meanwhile. */
export const BETWEEN_CATCH_UPS_MS = 60_000;

/** The webhook endpoints that an account can have. Reference: webhooks ('Max 10 per account (400 beyond)'). */
export const ENDPOINTS_OF_AN_ACCOUNT = 10;

/** How long the address at which a webhook was registered before may take to answer, in ms: somebody waits in the editor. */
export const FORMER_ADDRESS_MS = 5_000;

/** How long n8n's own test address may take to answer, in ms. */
export const OWN_ADDRESS_MS = 5_000;

/** After so many ms n8n has told the editor that it listens, and takes an event. */
export const SAMPLE_AFTER_MS = 1_000;

/** A longer description of an endpoint, in characters, is refused. Reference: webhooks, create. */
export const ENDPOINT_DESCRIPTION = 200;

/**
 * After so many refused events in a row the user is told, by why they were: one may be anybody's, several are Pelcro's, and what is not
 * even signed is anybody's for longer.
 */
export const REFUSALS_BEFORE_TOLD = { doesNotFit: 5, unsigned: 20 };

/** Between two times that the user is told of refused events, in ms: once a day is enough. */
export const BETWEEN_TELLING_MS = 24 * 60 * 60_000;

/** So many handled events are remembered for an endpoint. */
export const REMEMBERED_EVENTS = 5_000;

/** So many of them survive a restart of n8n: they are kept with the workflow, which n8n reads for each delivery. */
export const STORED_EVENTS = 1_500;

/** Endpoints of this process whose handled events are in memory; the one not used longest goes first. */
export const REMEMBERED_ENDPOINTS = 200;

/** Deeper than any record is nested in others: what lies deeper in a hostile one stays as it came. */
export const DEEPEST_RECORD = 50;

/** How deep a record may be nested in others: of a hostile one, the rest is not looked at. */
export const DEEPEST_FILTERED = 6;

/** A poll may wait so long for the limit, in ms: n8n gives up on one after 5 minutes. */
export const POLL_WAIT_MS = 4 * 60_000;

/** So many records that are missing in the list are looked for at one look; the others at the next ones. */
export const LOOKED_FOR_RECORDS = 30;

/** What n8n may be asked to keep for a node, in characters: it writes it as a whole each time that something was found. */
export const KEPT_CHARACTERS = 2_000_000;

/** Of so many records that are in the list no more, the content is kept as it was; of further ones a hash … */
export const LEFT_RECORDS_WHOLE = 500;

/** … and of so many that there is anything to know. Filters that move with time leave ever more behind. */
export const LEFT_RECORDS = 20_000;

/**
 * A list that was refused so often is given up (the key may not read it): what is delivered meanwhile would else be
 * looked for one day, when it is not remembered any more.
 */
export const CATCH_UP_REFUSALS = 10;

// Reading many records by few calls

/** The longest list of values that one filter gets, in characters of the address; servers refuse long ones. */
export const LONGEST_FILTER = 4_000;

/** One call that shows, on one record, that the list answers as the single call does. */
export const CALLS_OF_A_PROOF = 1;

/** From here on it is worth a call to learn how long a list is: it costs one call in ten at the most. */
export const LOOK_FROM = 10;

/** Records of which it is known that the list has them, with which a filter by key proves itself. */
export const SENTINELS = 2;

/** So many records are read both ways at the most. */
export const MOST_PROOFS = 3;

/** Calls that an item takes on its own: to look for its record, and to write. */
export const CALLS_OF_UPSERT = 2;

// Finding records again

/** Records that are looked at for one key: with a filter that works there is one, or none. */
export const CANDIDATES_OF_A_KEY = 10;

/** So many records with the key are looked at, of all owners: a page, which is one call. */
export const CANDIDATES_OF_A_ONCE_KEY = 100;

/** So often a list is read again in vain, for keys that Pelcro calls taken; after that it is left alone. */
export const READINGS_IN_VAIN = 3;

/** Longer keys may be more than Pelcro stores of a value. */
export const LONGEST_ONCE_KEY = 191;

/** A record that is older than the call by more than this, in ms, was not made by it, whatever the clocks say. */
export const CLOCK_TOLERANCE_MS = 10 * 60_000;

/** How long an export may take to be made, in minutes, when the node does not say otherwise. */
export const DEFAULT_EXPORT_WAIT_MINUTES = 60;

/** More than this between Pelcro's clock and n8n's is worth a look, in seconds. */
export const SECONDS_APART = 30;

/** So many lists of an account's check are looked at before the others: where none of them is answered, there is nobody to ask for the others. */
export const FIRST_LISTS = 2;

/** So many calls of an account's check are made a second time. The check is to tell how Pelcro answers, and not to outlast an outage. */
export const SECOND_CALLS = 4;

// What keeps the event loop free

/** So many records are put in order before others may have the event loop. */
export const SORTED_AT_ONCE = 500;

/** More attributes than any record has. */
export const MANY_ATTRIBUTES = 1_000;

/** After about this much work of its own, in ms, the run lets others have the event loop. */
export const LONGEST_STRETCH_MS = 8;

// What errors and hints tell

/** So long is between two messages of a run that somebody looks at in the editor, in ms. */
export const BETWEEN_MESSAGES_MS = 10_000;

/** So long is between two lines in n8n's log of a run that nobody looks at, in ms. */
export const BETWEEN_LOG_LINES_MS = 60_000;

/** So deep errors are looked for in an answer, in levels: one could be nested without end. */
export const DEEPEST_ERROR = 12;

/** So many texts of an error are told; nobody reads more. */
export const TEXTS_OF_AN_ERROR = 20;

/** So many characters of each are told. */
export const LONGEST_TEXT = 300;

/** So many characters of a secret in a row are a piece of it, and no chance. */
export const SECRET_PIECE = 12;

/** Shorter waits are not worth a word, in ms. */
export const SHORTEST_WAIT_TOLD_MS = 1_000;

/** So many of the other items are listed in an error. */
export const LISTED_ITEMS = 30;

/** Up to so many choices are named where none of them was given. */
export const NAMED_CHOICES = 20;

/** So many of several records are named. */
export const NAMED_RECORDS = 5;

/** Longer values are cut where an error shows them, in characters. */
export const LONGEST_SHOWN = 80;

/** So many names or values are told. */
export const TOLD_RECORDS = 30;
