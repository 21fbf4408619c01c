import type { Importable } from '../../../demo/n8n/n8nHost';
import type { AccountOptions, SandboxAccount } from '../../../sandbox/client';
import { chain, httpRequest, ITEMS, pelcro, type Batching } from '../workflows';

/** Work that many workflows do, as it is done with the Pelcro node and with n8n's HTTP Request node. */
export interface Job {
	name: string;
	items: number;
	/** The most calls that the Pelcro node may make. */
	mostCalls: number;
	account: AccountOptions;
	/** What the account's list is like, where the name does not say so. */
	about?: string;
	/** Makes in the account what it has not got yet, and says what the items are. */
	rows(account: SandboxAccount): Promise<object[]>;
	/** The nodes one after the other; `isBefore` where the build before can do the job, too. */
	ours: Step[];
	isBefore: boolean;
	theirs(baseUrl: string): HttpStep[];
}

type Step = Record<string, unknown>;
type HttpStep = Record<string, unknown> & { url: string };

const FIRST_CUSTOMER = 10_001;
const FROM_ITEM = `$('${ITEMS}').item.json`;

/** Names of the nodes that are measured. */
export function stepNames(count: number): string[] {
	return Array.from({ length: count }, (_value, index) => `Step ${index + 1}`);
}

/** The job's workflow with the Pelcro node. */
export function ourWorkflow(job: Job, rows: object[]): Importable {
	return workflow('bench-bulk-pelcro', rows, job.ours.map(pelcro));
}

/** The job's workflow with HTTP Request nodes. */
export function theirWorkflow(
	job: Job,
	rows: object[],
	baseUrl: string,
	batch?: Batching,
): Importable {
	const options = batch === undefined ? {} : { batching: { batch } };
	const steps = job.theirs(baseUrl).map((step) => httpRequest({ ...step, options }));
	return workflow('bench-bulk-http', rows, steps);
}

function workflow(id: string, rows: object[], steps: object[]): Importable {
	const names = stepNames(steps.length);
	return chain(
		id,
		JSON.stringify({ rows }),
		steps.map((step, index) => [names[index] ?? '', step] as const),
	);
}

/** Chooses a record, by its ID or by another key. */
function chosen(value: string, mode = 'id'): object {
	return { __rl: true, mode, value };
}

function get(resource: string, field: string, value: string): Step {
	return { resource, operation: 'get', [field]: chosen(value), simplify: false, options: {} };
}

function sent(method: string, url: string, body: string): HttpStep {
	return {
		method,
		url,
		sendBody: true,
		specifyBody: 'json',
		jsonBody: `={{ JSON.stringify(${body}) }}`,
	};
}

function range(count: number): number[] {
	return Array.from({ length: count }, (_value, index) => index);
}

/** So many records of a list, spread over all of it. */
async function spread(account: SandboxAccount, path: string, count: number) {
	const limit = 100;
	const api = account.api();
	const read = async (page: number) =>
		(await api.get<ListAnswer>(path, { params: { page, limit } })).data;
	const { meta } = await read(1);
	const pages = Math.ceil(count / limit);
	const every = Math.max(1, Math.floor(meta.last_page / pages));
	const records = [];
	for (const page of range(pages)) records.push(...(await read(1 + page * every)).data);
	return records.slice(0, count);
}

interface ListAnswer {
	data: Array<{ id: number; email?: string; first_name?: string }>;
	meta: { last_page: number };
}

/** 'Create or Update' as the HTTP Request node does it: look the email up, then write. */
const UPSERT: Step = {
	resource: 'customer',
	operation: 'upsert',
	matchBy: 'email',
	email: '={{ $json.email }}',
	firstName: '={{ $json.firstName }}',
	options: {},
};

function lookUp(baseUrl: string): HttpStep {
	return {
		url: `${baseUrl}/customers`,
		sendQuery: true,
		queryParameters: {
			parameters: [
				{ name: 'filter[email]', value: '=eq:{{ $json.email }}' },
				{ name: 'limit', value: '1' },
			],
		},
	};
}

const CUSTOMER_BODY = `{ email: ${FROM_ITEM}.email, first_name: ${FROM_ITEM}.firstName }`;

function onePercentChanged(count: number): Pick<Job, 'rows' | 'ours' | 'isBefore' | 'theirs'> {
	return {
		rows: async (account) => {
			const customers = await spread(account, '/customers', count);
			return customers.map(({ email, first_name: firstName }, index) => ({
				email,
				firstName: index % 100 === 50 ? `New name ${index}` : firstName,
			}));
		},
		ours: [UPSERT],
		isBefore: true,
		theirs: (baseUrl) => [
			lookUp(baseUrl),
			sent('PUT', `=${baseUrl}/customers/{{ $json.data[0].id }}`, CUSTOMER_BODY),
		],
	};
}

/** The nightly job, of any size: every customer of the account, one in a hundred changed. */
export function nightlyJob(count: number, mostCalls: number): Job {
	return {
		name: `Create or Update ${count.toLocaleString('en-US')} customers, 1% changed`,
		items: count,
		mostCalls,
		account: { customers: count },
		...onePercentChanged(count),
	};
}

export const JOBS: readonly Job[] = [
	{
		name: 'Get 1,000 different customers of 5,000',
		items: 1_000,
		mostCalls: 53,
		account: { customers: 5_000 },
		rows: async (account) => (await spread(account, '/customers', 1_000)).map(({ id }) => ({ id })),
		ours: [get('customer', 'customerId', '={{ $json.id }}')],
		isBefore: true,
		theirs: (baseUrl) => [{ url: `=${baseUrl}/customers/{{ $json.id }}` }],
	},
	{
		name: 'Get 1,000 invoices of 50,000',
		items: 1_000,
		mostCalls: 12,
		// About 93 in 100 customers have an invoice.
		account: { customers: 54_000 },
		rows: async (account) => (await spread(account, '/invoices', 1_000)).map(({ id }) => ({ id })),
		ours: [get('invoice', 'invoiceId', '={{ $json.id }}')],
		isBefore: true,
		theirs: (baseUrl) => [{ url: `=${baseUrl}/invoices/{{ $json.id }}` }],
	},
	{
		name: '1,000 subscriptions, each with its customer (300 different) and its plan (12 different)',
		items: 1_000,
		mostCalls: 20,
		about: 'of 1,500 customers',
		account: { customers: 1_500 },
		rows: async (account) => {
			const plans = await twelvePlans(account);
			return range(1_000).map((index) => ({
				customer: FIRST_CUSTOMER + 5 * ((index * 7) % 300),
				plan: plans[index % 12],
			}));
		},
		ours: [
			get('customer', 'customerId', '={{ $json.customer }}'),
			get('plan', 'planId', `={{ ${FROM_ITEM}.plan }}`),
		],
		isBefore: true,
		theirs: (baseUrl) => [
			{ url: `=${baseUrl}/customers/{{ $json.customer }}` },
			{ url: `=${baseUrl}/plans/{{ ${FROM_ITEM}.plan }}` },
		],
	},
	nightlyJob(10_000, 310),
	{
		name: 'Create or Update 1,000 customers, all new',
		items: 1_000,
		mostCalls: 1_015,
		about: 'beside 5,000 others',
		account: { customers: 5_000 },
		rows: async () =>
			await Promise.resolve(
				range(1_000).map((n) => ({ email: `new${n}@example.com`, firstName: `Reader ${n}` })),
			),
		ours: [UPSERT],
		isBefore: true,
		theirs: (baseUrl) => [lookUp(baseUrl), sent('POST', `${baseUrl}/customers`, CUSTOMER_BODY)],
	},
	{
		name: 'Create 1,000 subscriptions for customers given by email',
		items: 1_000,
		mostCalls: 1_055,
		about: 'all known, of 5,000',
		account: { customers: 5_000 },
		rows: async (account) => {
			const [plan] = await twelvePlans(account);
			const customers = await spread(account, '/customers', 1_000);
			return customers.map(({ email }) => ({ email, plan }));
		},
		ours: [
			{
				resource: 'subscription',
				operation: 'create',
				customerId: chosen('={{ $json.email }}', 'email'),
				planId: chosen('={{ $json.plan }}'),
				quantity: 1,
				collectionMethod: 'send_invoice',
				additionalFields: {},
				options: {},
			},
		],
		isBefore: false,
		theirs: (baseUrl) => [
			lookUp(baseUrl),
			sent(
				'POST',
				`${baseUrl}/subscriptions`,
				`{ user_id: $json.data[0].id, plan_id: ${FROM_ITEM}.plan, quantity: 1, collection_method: 'send_invoice' }`,
			),
		],
	},
];

/** The IDs of twelve plans; what the account lacks of them is made. */
async function twelvePlans(account: SandboxAccount): Promise<number[]> {
	const api = account.api();
	const { data } = await api.get<ListAnswer>('/plans', { params: { limit: 100 } });
	const [first] = data.data as Array<{ id: number; product_id?: number; product?: { id: number } }>;
	const ids = data.data.map(({ id }) => id);
	while (ids.length < 12) {
		const plan = {
			product_id: first?.product_id ?? first?.product?.id,
			nickname: `Plan ${ids.length + 1}`,
			amount: 900,
			currency: 'usd',
			interval: 'month',
			interval_count: 1,
			auto_renew: true,
			trial_period_days: 0,
			recognized_revenue_type: 'time',
			available_online: true,
			is_refundable: true,
			type: 'regular',
		};
		const made = await api.post<{ data?: { id?: number } }>('/plans', plan);
		if (made.data.data?.id === undefined) throw new Error(JSON.stringify(made.data));
		ids.push(made.data.data.id);
	}
	return ids.slice(0, 12);
}
