import type { AccountState, JournalEntry } from '../sandbox/client';
import { busiestMinute } from './callProgress';
import { type NewCustomer, NODES, type Plan } from './exampleWorkflow';
import type { WorkflowRun } from './n8n/n8nHost';

export interface Check {
	what: string;
	right: boolean;
	/** What was seen. */
	seen: string;
}

export interface CustomerRecord {
	id: number;
	email: string | null;
	first_name: string | null;
	last_name: string | null;
}

export interface SubscriptionRecord {
	id: number;
	user_id: number;
	plan: number;
	status: string;
}

/** What the sandbox holds, and what was asked of it. */
export interface Evidence {
	batch: readonly NewCustomer[];
	/** How many of the batch were customers before. */
	known: number;
	plan: Plan;
	before: { customers: CustomerRecord[]; subscriptions: SubscriptionRecord[] };
	after: { customers: CustomerRecord[]; subscriptions: SubscriptionRecord[] };
	journal: readonly JournalEntry[];
	/** Calls a minute. */
	limit: number;
	run: WorkflowRun;
}

/** One by one, each customer of the batch takes a look-up, a write and a subscription. */
const CALLS_ONE_BY_ONE = 3;

/** The records of a kind; the sandbox's state is untyped on the wire. */
export function recordsOf<Kind>(state: AccountState, resource: string): Kind[] {
	return (state.records[resource] ?? []) as Kind[];
}

/** What a node put out, all its runs together. */
export function outputOf(run: WorkflowRun, node: string): Array<Record<string, unknown>> {
	const runs = run.data.resultData.runData[node] ?? [];
	return runs.flatMap(({ data }) => data?.main[0] ?? []).map(({ json }) => json);
}

/** Compares what the workflow said with what the sandbox holds. */
export function verifyRun(evidence: Evidence): Check[] {
	return [...checkBatch(evidence), checkReaders(evidence), ...checkCalls(evidence)];
}

function checkBatch({ batch, known, plan, before, after, run }: Evidence): Check[] {
	const matches = batch.map((person) => ({
		person,
		customers: after.customers.filter(({ email }) => email === person.email),
	}));
	const once = matches.filter(({ customers }) => customers.length === 1);
	const named = matches.filter(({ person, customers }) =>
		customers.every(
			({ first_name, last_name }) =>
				first_name === person.first_name && last_name === person.last_name,
		),
	);
	const subscribed = once.filter(({ customers }) => {
		const owned = after.subscriptions.filter(({ user_id }) => user_id === customers[0]?.id);
		return owned.length === 1 && owned[0]?.plan === plan.id;
	});
	const told = outputOf(run, NODES.newSubscriptions);
	const added = after.customers.length - before.customers.length;
	return [
		count('Each new customer is in Pelcro exactly once', once.length, batch.length),
		count('… under the right name', named.length, batch.length),
		count(`… with exactly one subscription, to ${plan.nickname}`, subscribed.length, batch.length),
		count('… and reported by the workflow', told.length, batch.length),
		count('Customers that Pelcro knew were updated, not doubled', batch.length - added, known),
	];
}

function checkReaders({ before, run }: Evidence): Check {
	const emails = new Map(before.customers.map(({ id, email }) => [id, email]));
	const expected = before.subscriptions
		.filter(({ status }) => status === 'active')
		.map(({ id, user_id }) => `${id} ${emails.get(user_id)}`)
		.sort();
	const listed = outputOf(run, NODES.activeSubscribers)
		.map(({ subscription, email }) => `${String(subscription)} ${String(email)}`)
		.sort();
	const right = expected.filter((line) => listed.includes(line)).length;
	return {
		what: 'Every active subscription was listed with its customer',
		right: right === expected.length && listed.length === expected.length,
		seen: `${right} of ${expected.length}`,
	};
}

function checkCalls({ batch, journal, limit }: Evidence): Check[] {
	const refused = journal.filter(({ status }) => status === 429).length;
	const failed = journal.filter(({ status }) => status === null || status >= 400).length;
	const most = busiestMinute(journal);
	const oneByOne = CALLS_ONE_BY_ONE * batch.length;
	return [
		{
			what: `Fewer calls than the ${oneByOne} that the batch takes one by one`,
			right: journal.length < oneByOne,
			seen: `${journal.length} in all`,
		},
		{
			what: `Never more than ${limit} calls in 60 seconds`,
			right: most <= limit,
			seen: `at most ${most}`,
		},
		{
			what: 'No call was refused or failed',
			right: refused === 0 && failed === 0,
			seen: `${refused} refused for the limit, ${failed} failed in all`,
		},
	];
}

function count(what: string, seen: number, expected: number): Check {
	return { what, right: seen === expected, seen: `${seen} of ${expected}` };
}
