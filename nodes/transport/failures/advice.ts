/** What the user can do, by status. Reference: 'Errors'. */
const ADVICE: Readonly<Record<number, string>> = {
	400: 'Change the values that Pelcro names and run the node again.',
	401: 'Check the API Key in the Pelcro credential: it is missing, mistyped or expired. Only account owners and administrators can create keys.',
	403: 'This API Key may not do this, or not on this site. Check the Site ID in the credential (or in the Options of the node) and what the key is allowed to do.',
	404: 'Pelcro has no such record on this site. Check the ID, and whether the record was deleted or belongs to another site.',
	409: 'The record was changed by somebody else meanwhile. Run the node again.',
	422: 'Pelcro understood the request but cannot carry it out. Change the values that it names.',
};

const SERVER_ADVICE =
	'This is on Pelcro’s side. Run the node again in a few minutes; if it stays, ask Pelcro’s support.';

const UNREADABLE_ADVICE =
	'Run the node again in a few minutes. If it stays, check the Environment and Base URL in the Pelcro credential, or ask Pelcro’s support.';

export const MAYBE_DONE = ' (it may have been carried out all the same)';

export const WAIT_ADVICE =
	'Something else spends the same allowance. Run this later, raise Maximum Wait (Minutes) in the Options of the node, lower Requests Per Minute in the other credentials that share the allowance, or ask Pelcro for a higher limit.';

export const UNKNOWN_ADVICE =
	'It may have been carried out. Look in Pelcro whether it was before you run this again, or it could be done twice.';

/** What to do after an answer of this status. */
export function adviceFor(status: number): string {
	if (status >= 300 && status < 400) {
		return 'The Base URL in the Pelcro credential leads to another address. Enter the address that answers itself, with https://.';
	}
	if (status < 300) return UNREADABLE_ADVICE;
	return ADVICE[status] ?? (status >= 500 ? SERVER_ADVICE : (ADVICE[400] ?? ''));
}

/** What happened, where Pelcro does not say it. */
export function headline(status: number): string {
	if (status < 300) return 'Pelcro accepted the request, but its answer could not be read';
	if (status === 401) return 'Pelcro did not accept the API Key';
	if (status === 403) return 'This API Key may not do this';
	if (status === 404) return 'Pelcro has no such record';
	if (status >= 500) return 'Pelcro could not answer';
	return 'Pelcro refused the request';
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
