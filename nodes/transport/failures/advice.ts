/** What the user can do, by status. Reference: 'Errors'. */
const ADVICE: Readonly<Record<number, string>> = {
	400: 'Change the values that Pelcro names and run the node again.',
	401: 'Check the API Key in the Pelcro credential: it is missing, mistyped or expired, or it has ended with the collaborator who made it, when that collaborator was removed from the account. Only account owners and administrators can create keys.',
	403: 'This API Key may not do this, or not on this site. Check the Site ID in the credential (or in the Options of the node) and what the key is allowed to do.',
	404: 'Check the ID, and whether the record was deleted or belongs to another site.',
	405: 'Check the Environment and Base URL in the Pelcro credential. If they are right, Pelcro does not have this operation (any more).',
	409: 'The record was changed by somebody else meanwhile. Run the node again.',
	413: 'Send a smaller file or less data.',
	422: 'Pelcro understood the request but cannot carry it out. Change the values that it names.',
};

/**
 * Refusals that people meet, by what Pelcro says, and what to do. Its sentences are its own and may change, so that each
 * pattern takes more than one wording; one that nobody knows gets the advice of its status.
 */
const ADVICE_BY_SENTENCE: ReadonlyArray<[RegExp, string]> = [
	[
		/\balready been taken\b|\b(already exists|duplicate)\b/i,
		'Another record has this value already. To change that one, use Update, or Create or Update where the resource has it.',
	],
	[
		/part-?paid.*void|void.*\bpaid\b|\bpaid\b.*void/i,
		'Only open invoices on which nothing was paid can be voided.',
	],
	[
		/already cancell?ed/i,
		'Nothing is left to do for this one. To leave such records out, filter by their status first.',
	],
	[
		/(expired|cancell?ed).*cannot be renewed/i,
		'Use Subscription: Create to let the customer subscribe again.',
	],
	[
		/associated to a subscription/i,
		'Give the subscription another payment method first (Subscription: Update), or cancel it.',
	],
];

/** Statuses with which Pelcro refuses what was sent. Reference: 'Errors'; 422 is the framework's own. */
const REFUSED: readonly number[] = [400, 409, 422];

/** A 404 can be a refusal as well. Reference: amendment 7. */
const REFUSED_BY_404 =
	'Check the IDs, and whether those records were deleted or belong to another site. Pelcro answers so, too, where something does not fit: a plan, product, coupon or currency, or a card that was declined.';

const NO_API_ADVICE =
	'Check the Environment and Base URL in the Pelcro credential: there is a wrong path in the Base URL, or what answers there is another website.';

const SERVER_ADVICE =
	'This is on Pelcro’s side. Run the node again in a few minutes; if it stays, ask Pelcro’s support.';

const UNREADABLE_ADVICE =
	'Run the node again in a few minutes. If it stays, check the Environment and Base URL in the Pelcro credential, or ask Pelcro’s support.';

const REDIRECT_ADVICE =
	'The Base URL in the Pelcro credential leads to another address. Enter the address that answers itself, with https://.';

export const MAYBE_DONE = ' (it may have been carried out all the same)';

export const WAIT_ADVICE =
	'Something else spends the same allowance. Run this later, raise Maximum Wait (Minutes) in the Options of the node, lower Requests Per Minute in the other credentials that share the allowance, or ask Pelcro for a higher limit.';

/** For a call that leaves the same behind however often it is made. */
export const HARMLESS_ADVICE =
	'It may have been carried out. Run it again: doing it twice changes nothing more.';

export const OUTAGE_ADVICE =
	'Pelcro does not answer at the moment. Run this later, or raise Maximum Wait (Minutes) in the Options of the node.';

export const UNKNOWN_ADVICE =
	'It may have been carried out. Look in Pelcro whether it was before you run this again, or it could be done twice.';

/** An answer, as far as what to do depends on it. */
interface Refusal {
	method: string;
	status: number;
	/** Whether it does not come from Pelcro's API at all. */
	noApi: boolean;
	/** What Pelcro says, in a sentence; empty where it says nothing. */
	said: string;
}

/** What to do after such an answer. */
export function adviceFor({ method, status, noApi, said }: Refusal): string {
	if (noApi) return NO_API_ADVICE;
	if (status < 300) return UNREADABLE_ADVICE;
	if (status < 400) return REDIRECT_ADVICE;
	const known = ADVICE_BY_SENTENCE.find(([pattern]) => pattern.test(said));
	if (known !== undefined && REFUSED.includes(status)) return known[1];
	if (status === 404 && method !== 'GET') return REFUSED_BY_404;
	return ADVICE[status] ?? (status >= 500 ? SERVER_ADVICE : (ADVICE[400] ?? ''));
}

const HEADLINES: Readonly<Record<number, string>> = {
	401: 'Pelcro did not accept the API Key',
	403: 'This API Key may not do this',
	404: 'Pelcro has no such record',
	405: 'Pelcro does not take this call at this address',
	413: 'This is too large for Pelcro',
	429: 'Pelcro’s limit of requests is used up',
};

/** What happened, where Pelcro does not say it. */
export function headline({ status, noApi }: Pick<Refusal, 'status' | 'noApi'>): string {
	if (noApi) return 'There is no Pelcro API at this address';
	if (status < 300) return 'Pelcro accepted the request, but its answer could not be read';
	return (
		HEADLINES[status] ?? (status >= 500 ? 'Pelcro could not answer' : 'Pelcro refused the request')
	);
}

/** What happened, by the code of a connection that failed. */
export const SILENCE: ReadonlyArray<[RegExp, string]> = [
	[/ENOTFOUND|EAI_AGAIN/, 'Pelcro’s address could not be found'],
	[/ECONNREFUSED/, 'Nothing answers at Pelcro’s address'],
	[/EHOSTUNREACH|ENETUNREACH|ENETDOWN/, 'Pelcro’s address cannot be reached from here'],
	[
		/CERT|SELF_SIGNED|UNABLE_TO_VERIFY/,
		'The security certificate of Pelcro’s address was not accepted',
	],
	[/ETIMEDOUT|ECONNABORTED/, 'Pelcro did not answer in time'],
];
