import { en, Faker } from '@faker-js/faker';

/** A line of the file that the import takes. */
export interface ImportRow {
	customer_id: string;
	email: string;
	first_name: string;
	last_name: string;
	line1: string;
	city: string;
	state: string;
	postal_code: string;
	country: string;
	plan_id: string;
}

/** A line that Pelcro will not take. */
export interface BadRow {
	row: ImportRow;
	/** The step at which it fails. */
	failedAt: 'customer' | 'address' | 'subscription';
	/** What the report has to say. */
	reason: RegExp;
}

const PLACES = [
	{ city: 'Halifax', state: 'NS', postal_code: 'B3H 1A1', country: 'CA' },
	{ city: 'Boston', state: 'MA', postal_code: '02110', country: 'US' },
	{ city: 'Hamburg', state: '', postal_code: '20095', country: 'DE' },
];

/** Names with what breaks a careless reader of CSV. */
const HARD_NAMES = ['O’Brien', 'Lee, Jr.', 'Zoë "Zed" Núñez', 'Nguyễn'];

const UNKNOWN_PLAN = '99999';

/**
 * Made-up rows, the same at each run.
 *
 * @param planIds plans that exist
 */
export function makeRows(count: number, planIds: readonly number[]): ImportRow[] {
	const faker = new Faker({ locale: [en] });
	faker.seed(6);
	return Array.from({ length: count }, (_, at) => {
		const place = faker.helpers.arrayElement(PLACES);
		return {
			customer_id: `OLD-${String(at + 1).padStart(4, '0')}`,
			email: `reader${at + 1}@example.com`,
			first_name: faker.person.firstName(),
			last_name: HARD_NAMES[at] ?? faker.person.lastName(),
			line1: faker.location.streetAddress(),
			...place,
			plan_id: String(faker.helpers.arrayElement(planIds)),
		};
	});
}

/** One of each kind of mistake, each on a row of its own. */
export function makeBadRows([good]: readonly ImportRow[]): BadRow[] {
	if (good === undefined) throw new Error('There is no row to spoil');
	const spoil = (name: string, mistake: Partial<ImportRow>): ImportRow => ({
		...good,
		customer_id: `BAD-${name}`,
		email: `bad-${name}@example.com`,
		...mistake,
	});
	return [
		{
			row: spoil('email', { email: 'not-an-email' }),
			failedAt: 'customer',
			reason: /^Email.*: The Email field must be a valid email address\.$/,
		},
		{
			row: spoil('taken', { email: good.email }),
			failedAt: 'customer',
			reason: /^Email.*: The email has already been taken\.$/,
		},
		{ row: spoil('country', { country: '' }), failedAt: 'address', reason: /Country/ },
		{
			row: spoil('state', { country: 'US', state: '' }),
			failedAt: 'address',
			reason: /^State.*: The State field is required when country is CA, US or AU\.$/,
		},
		{
			row: spoil('plan', { plan_id: UNKNOWN_PLAN }),
			failedAt: 'subscription',
			reason: /^Plan.*: The selected Plan is invalid\.$/,
		},
	];
}

/** @returns the rows as a CSV file (RFC 4180) with a header line */
export function toCsv(rows: readonly ImportRow[]): string {
	const [first] = rows;
	const columns = Object.keys(first ?? {}) as Array<keyof ImportRow>;
	const lines = rows.map((row) => columns.map((column) => csvField(row[column])).join(','));
	return [columns.join(','), ...lines, ''].join('\r\n');
}

function csvField(text: string): string {
	return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
