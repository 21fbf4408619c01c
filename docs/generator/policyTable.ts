import { FAILURE_TRIES } from '../../nodes/transport/limits';
import { POLICIES, type Policy } from '../../nodes/transport/failures/policy';

const START = '<!-- policy -->';
const END = '<!-- /policy -->';

const TRIES = `Repeated, ${FAILURE_TRIES} tries in all`;

/**
 * Writes the table of what is retried between its marks.
 *
 * @throws Error when the page has no such marks
 */
export function withPolicies(page: string): string {
	const before = page.indexOf(START);
	const after = page.indexOf(END);
	if (before === -1 || after === -1) throw new Error('The page has no place for the policies');
	return `${page.slice(0, before)}${START}\n\n${table()}\n\n${page.slice(after)}`;
}

function table(): string {
	const head = [
		'What happens',
		'Reading, updating, deleting',
		'Creating, and other actions that Pelcro takes by POST',
		'`error.kind`',
	];
	const rows = POLICIES.map((policy) => [
		policy.what,
		consequence(policy, true),
		consequence(policy, false),
		`\`${policy.kind}\``,
	]);
	return [head, head.map(() => '---'), ...rows]
		.map((cells) => `| ${cells.join(' | ')} |`)
		.join('\n');
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
