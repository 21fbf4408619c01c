import type { HoldReason } from '../limiter/hold';
import {
	anotherRecord,
	anything,
	either,
	failedBy,
	hasStatus,
	hasStatusFrom,
	neverReached,
	noAnswer,
	noApi,
	refusedBy404,
	refusedSaying,
	unreadable,
	type Cause,
} from './causes';
import { isReadable, type Outcome } from './outcome';
import type { FailureKind } from './requestError';

/** What becomes of a call that failed. */
interface Course {
	/** In words, for the documentation: several causes can have one course. */
	what: string;
	/** Which calls are sent again: all of them, those that may be done twice, or none. */
	repeats: 'always' | 'whereHarmless' | 'never';
	/** Whether the call may have been carried out all the same. */
	mayBeDone: boolean;
	/** Whether Pelcro is not there, which several in a row make an outage of the whole account. */
	away: boolean;
	kind: FailureKind;
}

/**
 * All that follows from one way in which a try can fail. The whole policy is `POLICIES`: what is repeated, what holds the
 * account, what fails, and in which words. The docs show it as tables.
 */
export interface Policy extends Course {
	fits: Cause;
	/** What happened, where Pelcro does not say it. */
	headline: string;
	/** What the user can do. */
	advice: string;
}

const LIMIT: Course = {
	what: 'Pelcro refuses because of the limit (429)',
	...{ repeats: 'always', mayBeDone: false, away: false, kind: 'passing' },
};

const CERTIFICATE: Course = {
	what: 'The security certificate is not accepted',
	...{ repeats: 'never', mayBeDone: false, away: false, kind: 'yours' },
};

const NEVER_CONNECTED: Course = {
	what: 'The connection is never made (address not found, refused, not reached)',
	...{ repeats: 'always', mayBeDone: false, away: true, kind: 'passing' },
};

const TOO_LATE: Course = {
	what: 'No answer comes in time (Timeout; 408)',
	...{ repeats: 'whereHarmless', mayBeDone: true, away: false, kind: 'passing' },
};

const BROKEN: Course = {
	what: 'The connection breaks before the whole answer is there',
	...{ repeats: 'whereHarmless', mayBeDone: true, away: true, kind: 'passing' },
};

const CUT_SHORT: Course = {
	what: 'Only the beginning of a file or an answer comes, and the connection ends as if it were all',
	...{ repeats: 'whereHarmless', mayBeDone: true, away: false, kind: 'passing' },
};

const AWAY: Course = {
	what: 'Pelcro is not there (502, 503, 504)',
	...{ repeats: 'whereHarmless', mayBeDone: true, away: true, kind: 'passing' },
};

const FAILING: Course = {
	what: 'Pelcro fails (500 and other 5xx)',
	...{ repeats: 'whereHarmless', mayBeDone: true, away: false, kind: 'pelcro' },
};

const UNREADABLE: Course = {
	what: 'Pelcro accepts the call, but its answer cannot be read',
	...{ repeats: 'whereHarmless', mayBeDone: true, away: false, kind: 'pelcro' },
};

const CHANGED: Course = {
	what: 'The record was changed by somebody else meanwhile (409)',
	...{ repeats: 'never', mayBeDone: false, away: false, kind: 'passing' },
};

const REFUSED: Course = {
	what: 'Pelcro refuses the values, finds no record, or does not let the key do it (400 to 422); the address leads elsewhere',
	...{ repeats: 'never', mayBeDone: false, away: false, kind: 'yours' },
};

const CHECK_ADDRESS =
	'Check the Environment and Base URL in the Pelcro credential, and that this n8n can reach the internet.';

const PELCROS_SIDE =
	'This is on Pelcro’s side. Run the node again in a few minutes; if it stays, ask Pelcro’s support.';

const REFUSED_HEADLINE = 'Pelcro refused the request';

/** What to do where a call waited for longer than it may, by what it waited for. */
export const HELD: Readonly<Record<HoldReason, string>> = {
	limit:
		'Something else spends the same allowance. Run this later, raise Maximum Wait (Minutes) in the Options of the node, lower Requests Per Minute in the other credentials that share the allowance, or ask Pelcro for a higher limit.',
	outage:
		'Pelcro does not answer at the moment. Run this later, or raise Maximum Wait (Minutes) in the Options of the node.',
};

/** Where a call may have been carried out: in its message, and what to do. */
export const UNKNOWN = {
	note: ' (it may have been carried out all the same)',
	advice:
		'It may have been carried out. Look in Pelcro whether it was before you run this again, or it could be done twice.',
	/** For a call that leaves the same behind however often it is made. */
	harmless: 'It may have been carried out. Run it again: doing it twice changes nothing more.',
};

/** Records that Pelcro wants to be named only at times, so that no form asks for them beforehand. */
const NEEDED_FIRST = [
	{ words: 'address', needed: 'an address of the customer', made: 'Address' },
	{ words: 'source', needed: 'a payment method of the customer', made: 'Payment Method' },
	{ words: '(?:user|customer)', needed: 'a customer', made: 'Customer' },
	{ words: 'plan', needed: 'a plan', made: 'Plan' },
	{ words: 'product', needed: 'a product', made: 'Product' },
	{ words: 'subscription', needed: 'a subscription', made: 'Subscription' },
];

/** The first that fits counts. Reference: 'Rate limits', 'Errors', 'Idempotency'. */
export const POLICIES: readonly Policy[] = [
	{
		...LIMIT,
		fits: hasStatus(429),
		headline: 'Pelcro’s limit of requests is used up',
		advice: HELD.limit,
	},
	{
		...CERTIFICATE,
		fits: failedBy(/CERT|SELF_SIGNED|UNABLE_TO_VERIFY/),
		headline: 'The security certificate of Pelcro’s address was not accepted',
		advice: CHECK_ADDRESS,
	},
	{
		...NEVER_CONNECTED,
		fits: failedBy(/ENOTFOUND|EAI_AGAIN/),
		headline: 'Pelcro’s address could not be found',
		advice: CHECK_ADDRESS,
	},
	{
		...NEVER_CONNECTED,
		fits: failedBy(/ECONNREFUSED/),
		headline: 'Nothing answers at Pelcro’s address',
		advice: CHECK_ADDRESS,
	},
	{
		...NEVER_CONNECTED,
		fits: neverReached,
		headline: 'Pelcro’s address cannot be reached from here',
		advice: CHECK_ADDRESS,
	},
	{
		...TOO_LATE,
		fits: either(failedBy(/ETIMEDOUT|ECONNABORTED/), hasStatus(408)),
		headline: 'Pelcro did not answer in time',
		advice:
			'Run the node again later, raise Timeout (Seconds) in the Options of the node, or ask for less at once.',
	},
	{
		...CUT_SHORT,
		fits: failedBy(/CUT_OFF/),
		headline: 'Only the beginning of Pelcro’s answer came',
		advice:
			'Something between Pelcro and this n8n, or Pelcro itself, cut it off. Run the node again, or ask for less at once (of an export: a shorter time). If it stays, ask Pelcro’s support.',
	},
	{
		...BROKEN,
		fits: noAnswer,
		headline: 'The connection to Pelcro was lost before the answer came',
		advice: CHECK_ADDRESS,
	},
	{
		...AWAY,
		fits: hasStatus(502, 503, 504),
		headline: 'Pelcro could not answer',
		advice: PELCROS_SIDE,
	},
	{
		...FAILING,
		fits: hasStatusFrom(500),
		headline: 'Pelcro could not answer',
		advice: PELCROS_SIDE,
	},
	{
		...UNREADABLE,
		fits: anotherRecord,
		headline: 'Pelcro answered with another record than the one that was asked for',
		advice:
			'Nothing of it was put out. Run the node again in a few minutes. If it stays, ask Pelcro’s support.',
	},
	{
		...UNREADABLE,
		fits: unreadable,
		headline: 'Pelcro accepted the request, but its answer could not be read',
		advice:
			'Run the node again in a few minutes. If it stays, check the Environment and Base URL in the Pelcro credential, or ask Pelcro’s support.',
	},
	{
		...REFUSED,
		fits: noApi,
		headline: 'There is no Pelcro API at this address',
		advice:
			'Check the Environment and Base URL in the Pelcro credential: there is a wrong path in the Base URL, or what answers there is another website.',
	},
	{
		...REFUSED,
		fits: hasStatusFrom(300),
		headline: 'Pelcro’s address leads to another one',
		advice:
			'The Base URL in the Pelcro credential leads to another address. Enter the address that answers itself, with https://.',
	},
	{
		...REFUSED,
		fits: refusedSaying(/\balready been taken\b|\b(already exists|duplicate)\b/i),
		headline: REFUSED_HEADLINE,
		advice:
			'Another record has this value already. To change that one, use Update, or Create or Update where the resource has it.',
	},
	{
		...REFUSED,
		fits: refusedSaying(/part-?paid.*void|void.*\bpaid\b|\bpaid\b.*void/i),
		headline: REFUSED_HEADLINE,
		advice: 'Only open invoices on which nothing was paid can be voided.',
	},
	{
		...REFUSED,
		fits: refusedSaying(/already cancell?ed/i),
		headline: REFUSED_HEADLINE,
		advice:
			'Nothing is left to do for this one. To leave such records out, filter by their status first.',
	},
	{
		...REFUSED,
		fits: refusedSaying(
			/\b(?:invoice|bill|order|refund|subscription|export)\b[^.]{0,30}\bis (?:(?:not|no|longer|already|currently|still|either|an?|in) )*(?:paid|void(?:ed)?|uncollectible|draft|issued|cancell?ed|finali[sz]ed)\b|\bno credit balance\b/i,
		),
		headline: REFUSED_HEADLINE,
		advice:
			'The record is in a state in which Pelcro does not do this. Leave such records out before, e.g. with a Filter node.',
	},
	{
		...REFUSED,
		fits: refusedSaying(/(expired|cancell?ed).*cannot be renewed/i),
		headline: REFUSED_HEADLINE,
		advice: 'Use Subscription: Create to let the customer subscribe again.',
	},
	{
		...REFUSED,
		fits: refusedSaying(/associated to a subscription/i),
		headline: REFUSED_HEADLINE,
		advice:
			'Give the subscription another payment method first (Subscription: Update), or cancel it.',
	},
	{
		...REFUSED,
		fits: refusedSaying(/source[ _]id\b.*\brequired\b.*charge_automatically/i),
		headline: REFUSED_HEADLINE,
		advice:
			'The customer has no card to charge. Choose Send Invoice under Collection Method, or a card under Payment Method; Payment Method: Create adds one.',
	},
	...NEEDED_FIRST.map(({ words, needed, made }) => ({
		...REFUSED,
		fits: refusedSaying(new RegExp(`\\b${words}[ _]id\\b.*\\brequired\\b`, 'i')),
		headline: REFUSED_HEADLINE,
		advice: `Choose ${needed} in the field that is named. Where there is none yet, create it first (${made}: Create).`,
	})),
	{
		...CHANGED,
		fits: hasStatus(409),
		headline: REFUSED_HEADLINE,
		advice: 'The record was changed by somebody else meanwhile. Run the node again.',
	},
	{
		...REFUSED,
		fits: hasStatus(401),
		headline: 'Pelcro did not accept the API Key',
		advice:
			'Check the API Key in the Pelcro credential: it is missing, mistyped or expired, or it has ended with the collaborator who made it, when that collaborator was removed from the account. Only account owners and administrators can create keys.',
	},
	{
		...REFUSED,
		fits: hasStatus(403),
		headline: 'This API Key may not do this',
		advice:
			'This API Key may not do this, or not on this site. Check the Site ID in the credential (or in the Options of the node) and what the key is allowed to do.',
	},
	{
		...REFUSED,
		fits: refusedBy404,
		headline: 'Pelcro has no such record',
		advice:
			'Check the IDs, and whether those records were deleted or belong to another site. Pelcro answers so, too, where something does not fit: a plan, product, coupon or currency, or a card that was declined.',
	},
	{
		...REFUSED,
		fits: hasStatus(404),
		headline: 'Pelcro has no such record',
		advice: 'Check the ID, and whether the record was deleted or belongs to another site.',
	},
	{
		...REFUSED,
		fits: hasStatus(405),
		headline: 'Pelcro does not take this call at this address',
		advice:
			'Check the Environment and Base URL in the Pelcro credential. If they are right, Pelcro does not have this operation (any more).',
	},
	{
		...REFUSED,
		fits: hasStatus(413),
		headline: 'This is too large for Pelcro',
		advice: 'Send a smaller file or less data.',
	},
	{
		...REFUSED,
		fits: hasStatus(422),
		headline: REFUSED_HEADLINE,
		advice:
			'Pelcro understood the request but cannot carry it out. Change the values that it names.',
	},
	{
		...REFUSED,
		fits: anything,
		headline: REFUSED_HEADLINE,
		advice: 'Change the values that Pelcro names and run the node again.',
	},
];

/**
 * @param method of the call; some answers say another thing to a call that changes something
 * @returns undefined for an answer that does
 */
export function policyFor(outcome: Outcome, method = 'GET'): Policy | undefined {
	const done = outcome.kind === 'answer' && outcome.status < 300 && isReadable(outcome);
	return done ? undefined : POLICIES.find(({ fits }) => fits(outcome, method));
}
