import type { Answer, Outcome } from '../../../nodes/transport/failures/outcome';
import { POLICIES, policyFor } from '../../../nodes/transport/failures/policies';

const answer = (
	status: number,
	body: unknown = {},
	not: Pick<Answer, 'misses' | 'another'> = {},
): Outcome => ({
	kind: 'answer',
	status,
	headers: { 'content-type': 'application/json' },
	body,
	...not,
});
const silence = (code: string, reached: 'no' | 'maybe' = 'maybe'): Outcome => ({
	kind: 'noAnswer',
	reached,
	code,
});
const says = (status: number, message: string): Outcome => answer(status, { message });

/** One outcome for each policy, in the policies' order, and the method of its call. */
const OUTCOMES: ReadonlyArray<[Outcome, method?: string]> = [
	[answer(429)],
	[silence('CERT_HAS_EXPIRED', 'no')],
	[silence('ENOTFOUND', 'no')],
	[silence('ECONNREFUSED', 'no')],
	[silence('ENETUNREACH', 'no')],
	[silence('ETIMEDOUT')],
	[silence('CUT_OFF')],
	[silence('ECONNRESET')],
	[answer(503)],
	[answer(500)],
	[answer(200, { id: 9 }, { misses: true, another: true })],
	[answer(200, '{"id"')],
	[answer(404, '<!doctype html>')],
	[answer(302)],
	[says(409, 'The email has already been taken.')],
	[says(400, 'A part-paid invoice cannot be void.')],
	[says(400, 'The subscription is already canceled.')],
	[says(400, 'The invoice is paid.')],
	[says(400, 'An expired subscription cannot be renewed.')],
	[says(400, 'Cannot delete source already associated to a subscription')],
	[says(400, 'The source id field is required when collection method is charge_automatically.')],
	...['address id', 'source_id', 'user id', 'plan id', 'product id', 'subscription id'].map(
		(name): [Outcome] => [says(422, `The ${name} field is required.`)],
	),
	[answer(409)],
	[answer(401)],
	[answer(403)],
	[answer(404), 'POST'],
	[answer(404)],
	[answer(405)],
	[answer(413)],
	[answer(422)],
	[answer(400)],
];

describe('the one policy', () => {
	it('has an outcome for each of its rows, and none that another hides', () => {
		const rows = OUTCOMES.map(([outcome, method]) => {
			const policy = policyFor(outcome, method);
			return policy === undefined ? -1 : POLICIES.indexOf(policy);
		});
		expect(rows).toEqual(POLICIES.map((_policy, row) => row));
	});

	it('tells of each what happened, what to do, and whose it is', () => {
		for (const { headline, advice, kind } of POLICIES) {
			expect(headline).toMatch(/^[A-Z].*[^.]$/);
			expect(advice).toMatch(/^[A-Z].*\.$/);
			expect(['yours', 'passing', 'pelcro']).toContain(kind);
		}
	});

	it.each([
		['The invoice is already voided.', true],
		['This export is not finalized', true],
		['The bill 17 is in draft state.', true],
		['The order is no longer issued.', true],
		['The refund amount is more than the paid amount.', false],
		['The refund reason is required if canceled.', false],
		['The subscription end date is before the canceled date.', false],
	])('takes "%s" for a word about a state: %p', (sentence, isState) => {
		const advice = policyFor(says(422, sentence))?.advice;
		expect(/is in a state/.test(String(advice))).toBe(isState);
	});

	it('repeats nothing that is the user’s to fix, and nothing that may be done where it was certainly not', () => {
		const wrong = POLICIES.filter(
			({ kind, repeats, mayBeDone }) =>
				(kind === 'yours' && (repeats !== 'never' || mayBeDone)) ||
				(repeats === 'always' && mayBeDone),
		);
		expect(wrong).toEqual([]);
	});
});
