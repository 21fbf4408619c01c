import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { FaultOrder, JournalEntry } from '../../../../sandbox/client';
import { record, testAccount, type TestAccount } from '../../host/pelcroSandbox';
import type { RunOptions } from '../../host/workflowRun';

/** One in ten answers goes wrong, in one of these ways. */
const FAULTS: ReadonlyArray<Pick<FaultOrder, 'kind' | 'status' | 'retryAfter' | 'delayMs'>> = [
	{ kind: 'status', status: 429, retryAfter: 1 },
	{ kind: 'status', status: 429 },
	{ kind: 'status', status: 500 },
	{ kind: 'status', status: 502 },
	{ kind: 'status', status: 503 },
	{ kind: 'reset-before' },
	{ kind: 'reset-after' },
	{ kind: 'truncated' },
	// longer than the node waits, and carried out all the same
	{ kind: 'slow', delayMs: 1_500 },
];

/** Refusals for no reason, after which a run has to be tried again; n8n tries five times at the most. */
export const REFUSALS = 3;
const REFUSED_CREATIONS: FaultOrder = {
	kind: 'status',
	status: 400,
	probability: 0.1,
	seed: 99,
	times: REFUSALS,
	match: { method: 'POST' },
};
const MOST_TRIES = 5;

const SHARE_OF_FAULTS = 0.1;
/** Read one by one: by list, reads would be three calls, which faults hardly meet. */
const OPTIONS = { bulkReading: 'off', timeout: 1 };
const FIRST_CUSTOMER = 10_001;

/** How the items of a run ended, and what the sandbox says of them. */
export interface Verdict {
	items: number;
	/** Items whose result is Pelcro's record of that very item. */
	done: number;
	/** Items that were reported with an outcome that nobody can know. */
	unknown: number;
	/** Items that were reported as failed, though no fault is a reason for it. */
	failed: number;
	/** Items that were called done but are not, and items that were done more than once. */
	lost: number;
	doubled: number;
	/** Requests that a fault hit. */
	faults: number;
	/** Requests that were refused for good. */
	refused: number;
}

/** An account in which one in ten requests to the API meets a fault. */
export async function faultyAccount(customers: number): Promise<TestAccount> {
	const account = await testAccount({ customers });
	const probability = SHARE_OF_FAULTS / FAULTS.length;
	const orders = FAULTS.map((fault, index) => ({ ...fault, probability, seed: index + 1 }));
	await account.sandbox.addFaults(...orders);
	return account;
}

/** Creations by a unique key (the email): Pelcro can be asked what became of one. */
export async function createCustomers(account: TestAccount, count: number): Promise<Verdict> {
	const email = (index: number): string => `bulk${index}@example.com`;
	const items = listOf(count, (index) => ({ email: email(index) }));
	const run = await runThrough(account, 'customer', 'create', {
		items,
		parameters: { email: '={{ $json.email }}' },
	});
	const stored = countBy(await recordsOf(account, 'customers'), (customer) => customer.email);
	return verdict(run, {
		isDone: (json, index) => json.email === email(index),
		times: (index) => stored.get(email(index)) ?? 0,
	});
}

/** Creations without any key: a lost answer must end as 'unknown', and nothing may be sent again. */
export async function createSubscriptions(account: TestAccount, count: number): Promise<Verdict> {
	return await createSubscriptionsBy(account, count, { onError: 'continueRegularOutput' });
}

/** Creations with a Once Key, in a run that stops at each refusal and that n8n tries again: none may stay unknown. */
export async function createSubscriptionsByOnceKey(
	account: TestAccount,
	count: number,
): Promise<Verdict> {
	await account.sandbox.addFaults(REFUSED_CREATIONS);
	return await createSubscriptionsBy(account, count, {
		onError: 'stopWorkflow',
		tries: MOST_TRIES,
		options: { onceKey: '={{ $json.customer }}' },
	});
}

async function createSubscriptionsBy(
	account: TestAccount,
	count: number,
	more: Pick<Playing, 'onError' | 'tries' | 'options'>,
): Promise<Verdict> {
	const plan = await somePlan(account);
	const before = countBy(await recordsOf(account, 'subscriptions'), ({ user_id }) => user_id);
	const items = listOf(count, (index) => ({ customer: FIRST_CUSTOMER + index }));
	const run = await runThrough(account, 'subscription', 'create', {
		items,
		parameters: {
			customerId: { ...record(''), value: '={{ $json.customer }}' },
			planId: record(plan),
			quantity: 1,
			// billed by invoice: no payment method is needed
			collectionMethod: 'send_invoice',
		},
		...more,
	});
	const after = countBy(await recordsOf(account, 'subscriptions'), ({ user_id }) => user_id);
	return verdict(run, {
		isDone: (json, index) => json.user_id === FIRST_CUSTOMER + index,
		times: (index) => {
			const customer = String(FIRST_CUSTOMER + index);
			return (after.get(customer) ?? 0) - (before.get(customer) ?? 0);
		},
	});
}

/** Updates: repeating one changes nothing more, so each has to end well. */
export async function updateCustomers(account: TestAccount, count: number): Promise<Verdict> {
	const items = listOf(count, (index) => ({ customer: FIRST_CUSTOMER + index, name: `N${index}` }));
	const run = await runThrough(account, 'customer', 'update', {
		items,
		parameters: {
			customerId: { ...record(''), value: '={{ $json.customer }}' },
			firstName: '={{ $json.name }}',
		},
	});
	const names = new Map(
		(await recordsOf(account, 'customers')).map(({ id, first_name }) => [id, first_name]),
	);
	return verdict(run, {
		isDone: (json, index) => json.first_name === `N${index}`,
		times: (index) => (names.get(FIRST_CUSTOMER + index) === `N${index}` ? 1 : 0),
	});
}

export async function readCustomers(account: TestAccount, count: number): Promise<Verdict> {
	const items = listOf(count, (index) => ({ customer: FIRST_CUSTOMER + index }));
	const run = await runThrough(account, 'customer', 'get', {
		items,
		parameters: { customerId: { ...record(''), value: '={{ $json.customer }}' } },
	});
	return verdict(run, {
		isDone: (json, index) => json.id === FIRST_CUSTOMER + index,
		times: () => 1,
	});
}

interface Playing {
	items: IDataObject[];
	parameters: RunOptions['parameters'];
	onError?: RunOptions['onError'];
	/** n8n's Retry On Fail. */
	tries?: number;
	/** Further options of the node. */
	options?: IDataObject;
}

interface Played {
	outputs: INodeExecutionData[];
	journal: JournalEntry[];
}

async function runThrough(
	account: TestAccount,
	resource: string,
	operation: string,
	{ items, parameters, onError = 'continueRegularOutput', tries, options }: Playing,
): Promise<Played> {
	await account.sandbox.clearJournal();
	const withOptions = { ...parameters, options: { ...OPTIONS, ...options } };
	const { items: outputs } = await account.run(resource, operation, withOptions, {
		items,
		onError,
		tries,
	});
	return { outputs, journal: await account.sandbox.journal() };
}

function verdict(
	{ outputs, journal }: Played,
	proof: {
		isDone: (json: IDataObject, index: number) => boolean;
		times: (index: number) => number;
	},
): Verdict {
	const ends = outputs.map(({ json, pairedItem }, index) => {
		const isOwn = Object(pairedItem).item === index;
		if (isOwn && proof.isDone(json, index)) return 'done';
		return isOwn && Object(json.error).outcome === 'unknown' ? 'unknown' : 'failed';
	});
	const count = (end: (typeof ends)[number]): number => ends.filter((it) => it === end).length;
	const times = ends.map((_end, index) => proof.times(index));
	return {
		items: outputs.length,
		done: count('done'),
		unknown: count('unknown'),
		failed: count('failed'),
		lost: ends.filter((end, index) => end === 'done' && times[index] === 0).length,
		doubled: times.filter((done) => done > 1).length,
		faults: journal.filter(({ fault }) => fault !== null).length,
		refused: journal.filter(({ status }) => status === 400).length,
	};
}

/** A plan of a product that needs no address. */
async function somePlan(account: TestAccount): Promise<number> {
	const products = await recordsOf(account, 'products');
	const digital = products.find(({ address_required: required }) => !required);
	const plans = await recordsOf(account, 'plans');
	const plan = plans.find(
		({ type, product_id: product }) => type === 'regular' && product === digital?.id,
	);
	if (plan === undefined) throw new Error('The sandbox has no such plan');
	return Number(plan.id);
}

async function recordsOf({ sandbox }: TestAccount, resource: string): Promise<IDataObject[]> {
	const { records } = await sandbox.state(resource);
	return Object.values(records).flat() as IDataObject[];
}

function countBy(
	records: readonly IDataObject[],
	keyOf: (entry: IDataObject) => unknown,
): Map<string, number> {
	const counts = new Map<string, number>();
	for (const entry of records) {
		const key = String(keyOf(entry));
		counts.set(key, (counts.get(key) ?? 0) + 1);
	}
	return counts;
}

function listOf<Item>(count: number, item: (index: number) => Item): Item[] {
	return Array.from({ length: count }, (_value, index) => item(index));
}
