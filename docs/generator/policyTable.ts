import { FAILURE_TRIES } from '../../nodes/transport/limits';
import { POLICIES, type Policy } from '../../nodes/transport/failures/policies';

const TRIES = `Repeated, ${FAILURE_TRIES} tries in all`;

/** What becomes of calls that fail, a row for each course that it can take. */
const COURSES = {
	mark: 'policy',
	head: [
		'What happens',
		'Reading, updating, deleting',
		'Creating, and other actions that Pelcro takes by POST',
		'`error.kind`',
	],
	row: (policy: Policy) => [
		policy.what,
		consequence(policy, true),
		consequence(policy, false),
		`\`${policy.kind}\``,
	],
};

/** What the errors say, a row for each. */
const WORDS = {
	mark: 'advice',
	head: ['What the error says', 'What to do', '`error.kind`'],
	row: ({ headline, advice, kind }: Policy) => [headline, advice, `\`${kind}\``],
};

/**
 * Writes what is retried, and what the errors say, between the marks of each.
 *
 * @throws Error when the page has no such marks
 */
export function withPolicies(page: string): string {
	return [COURSES, WORDS].reduce((written, { mark, head, row }) => {
		const start = `<!-- ${mark} -->`;
		const before = written.indexOf(start);
		const after = written.indexOf(`<!-- /${mark} -->`);
		if (before === -1 || after === -1) throw new Error(`The page has no place for ${mark}`);
		// Policies that differ in nothing that the table shows are one row.
		const rows = [...new Set(POLICIES.map((policy) => line(row(policy))))];
		const table = [line(head), line(head.map(() => '---')), ...rows].join('\n');
		return `${written.slice(0, before)}${start}\n\n${table}\n\n${written.slice(after)}`;
	}, page);
}

function line(cells: readonly string[]): string {
	return `| ${cells.join(' | ')} |`;
}

function consequence({ repeats, away, mayBeDone, kind }: Policy, harmless: boolean): string {
	if (repeats === 'never')
		return kind === 'passing' ? 'Fails at once' : 'Fails at once, with what to do';
	if (repeats === 'always' && !away)
		return 'Repeated until Maximum Wait is over: it was not carried out';
	if (!harmless && mayBeDone) {
		return '**Not simply repeated**: see [below](#when-the-outcome-is-unknown)';
	}
	const nothingSent = repeats === 'always' ? '; nothing was sent' : '';
	return away ? `${TRIES}; in an outage until Maximum Wait is over${nothingSent}` : TRIES;
}
