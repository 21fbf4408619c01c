import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

/** Facts of formats, and the form's own; they govern nothing. */
const FACTS: readonly string[] = [
	'EARLIEST',
	'EARLIEST_EPOCH_SECONDS',
	'FIRST_UNIX_SECOND',
	'FLOAT_NOISE',
	'HASH_BYTES',
	'LAST_UNIX_SECOND',
	'LONG_LIST',
	'MINUTE_MS',
	'NAME_BYTES',
	'NAME_LENGTH',
	'NOISY_DIGITS',
	'NONCE_BYTES',
	'SMALLEST_TIME',
	'SMALLEST_UNIX_SECONDS',
	'TAG_BYTES',
	'TIME_BASE',
];

const DECLARATION = /^(?:export )?const ([A-Z][A-Z0-9_]*)(?:: number)? = [-\d(][\d_.\s*/+()-]*;$/gm;

function numbersIn(folder: string): string[] {
	return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.ts') && !name.endsWith(join('transport', 'limits.ts')))
		.flatMap((name) =>
			[...readFileSync(join(ROOT, folder, name), 'utf8').matchAll(DECLARATION)].map(
				([, constant]) => ({ name, constant: constant ?? '' }),
			),
		)
		.filter(({ constant }) => !FACTS.includes(constant))
		.map(({ name, constant }) => `${join(folder, name)}: ${constant}`);
}

it('numbers that govern what the package does are in one place', () => {
	expect(['nodes', 'credentials'].flatMap(numbersIn)).toEqual([]);
});

it('each of them has its reason', () => {
	const limits = readFileSync(join(ROOT, 'nodes', 'transport', 'limits.ts'), 'utf8');
	const bare = [...limits.matchAll(/(.*)\nexport const (\w+)/g)]
		.filter(([, before]) => before !== undefined && !before.endsWith('*/'))
		.map(([, , constant]) => constant);
	// The second of a pair, which one comment is about.
	expect(bare).toEqual(['EXPORT_POLL_LONGEST_MS']);
});
