import { isReadable, type Outcome } from './outcome';

/** Whose it is: the user's to fix, something that passes, or Pelcro's. */
export type FailureKind = 'yours' | 'passing' | 'pelcro';

/** What follows from one way in which a try can fail. The whole policy is `POLICIES`; docs show it as a table. */
export interface Policy {
	/** In words, for the documentation. */
	what: string;
	fits: (outcome: Outcome) => boolean;
	/** Which calls are sent again: all of them, those that may be done twice, or none. */
	repeats: 'always' | 'whereHarmless' | 'never';
	/** Whether the call may have been carried out all the same. */
	mayBeDone: boolean;
	/** Whether Pelcro is not there, which several in a row make an outage of the whole account. */
	away: boolean;
	kind: FailureKind;
}

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/;
const TIMED_OUT = /ETIMEDOUT|ECONNABORTED/;

/** The first that fits counts. Reference: 'Rate limits', 'Errors', 'Idempotency'. */
export const POLICIES: readonly Policy[] = [
	{
		what: 'Pelcro refuses because of the limit (429)',
		fits: hasStatus(429),
		...{ repeats: 'always', mayBeDone: false, away: false, kind: 'passing' },
	},
	{
		what: 'The security certificate is not accepted',
		fits: (outcome) => outcome.kind === 'noAnswer' && CERTIFICATE.test(outcome.code),
		...{ repeats: 'never', mayBeDone: false, away: false, kind: 'yours' },
	},
	{
		what: 'The connection is never made (address not found, refused, not reached)',
		fits: (outcome) => outcome.kind === 'noAnswer' && outcome.reached === 'no',
		...{ repeats: 'always', mayBeDone: false, away: true, kind: 'passing' },
	},
	{
		what: 'No answer comes in time (Timeout; 408)',
		fits: (outcome) =>
			outcome.kind === 'noAnswer' ? TIMED_OUT.test(outcome.code) : outcome.status === 408,
		...{ repeats: 'whereHarmless', mayBeDone: true, away: false, kind: 'passing' },
	},
	{
		what: 'The connection breaks before the whole answer is there',
		fits: ({ kind }) => kind === 'noAnswer',
		...{ repeats: 'whereHarmless', mayBeDone: true, away: true, kind: 'passing' },
	},
	{
		what: 'Pelcro is not there (502, 503, 504)',
		fits: hasStatus(502, 503, 504),
		...{ repeats: 'whereHarmless', mayBeDone: true, away: true, kind: 'passing' },
	},
	{
		what: 'Pelcro fails (500 and other 5xx)',
		fits: (outcome) => outcome.kind === 'answer' && outcome.status >= 500,
		...{ repeats: 'whereHarmless', mayBeDone: true, away: false, kind: 'pelcro' },
	},
	{
		what: 'Pelcro accepts the call, but its answer cannot be read',
		fits: (outcome) => outcome.kind === 'answer' && outcome.status < 300,
		...{ repeats: 'whereHarmless', mayBeDone: true, away: false, kind: 'pelcro' },
	},
	{
		what: 'The record was changed by somebody else meanwhile (409)',
		fits: hasStatus(409),
		...{ repeats: 'never', mayBeDone: false, away: false, kind: 'passing' },
	},
	{
		what: 'Pelcro refuses the values, finds no record, or does not let the key do it (400 to 422)',
		fits: () => true,
		...{ repeats: 'never', mayBeDone: false, away: false, kind: 'yours' },
	},
];

/** @returns undefined for an answer that does */
export function policyFor(outcome: Outcome): Policy | undefined {
	const done = outcome.kind === 'answer' && outcome.status < 300 && isReadable(outcome);
	return done ? undefined : POLICIES.find(({ fits }) => fits(outcome));
}

function hasStatus(...statuses: readonly number[]): Policy['fits'] {
	return (outcome) => outcome.kind === 'answer' && statuses.includes(outcome.status);
}
