import { sandboxCredential } from '../../../demo/exampleWorkflow';
import type { N8nHost } from '../../../demo/n8n/n8nHost';
import { recordsOf } from '../../../demo/verifyRun';
import { createAccount, type FaultOrder } from '../../../sandbox/client';
import { CONTENDERS, type Contender, type Played, type Work } from '../clients/contenders';
import { printTable, type Section, type Table } from '../report';
import { usageBetween } from '../usage';
import type { Subject } from '../workflows';

const LIMIT = 120;
const WINDOW_MS = 6_000;
const ITEMS = 3 * LIMIT;
/** Windows that have to go by at least. */
const PHYSICAL_MS = (ITEMS / LIMIT - 1) * WINDOW_MS;
const FAULT_SHARE = 0.06;

const FAULTS: FaultOrder[] = [
	{ kind: 'status', status: 500 },
	{ kind: 'status', status: 502 },
	{ kind: 'status', status: 503 },
	{ kind: 'reset-before' },
	{ kind: 'reset-after' },
];

const WORKLOADS: ReadonlyArray<{ subject: Subject; title: string; about: string }> = [
	{
		subject: 'email',
		title: 'Creating records that have a unique key, with faults',
		about: 'Customers with an email, of which Pelcro takes each only once.',
	},
	{
		subject: 'name',
		title: 'Creating records without a unique key, with faults',
		about:
			'Customers with a name alone: nothing keeps Pelcro from taking one twice, as with subscriptions and charges.',
	},
];

/** The same creations by each contender, with a limit, and with faults that are the same for all. */
export async function compareClients(host: N8nHost, sandboxUrl: string): Promise<Section> {
	const tables: Table[] = [];
	const promises: Section['promises'] = [];
	for (const { subject, title, about } of WORKLOADS) {
		const rows: Row[] = [];
		for (const contender of CONTENDERS) {
			process.stdout.write(`${title}: ${contender.name} …\n`);
			rows.push(await playOne(host, sandboxUrl, contender, subject));
		}
		const table = { title, about: `${about} ${howItWasDone()}`, rows };
		printTable(table);
		tables.push(table);
		const [own] = rows;
		promises.push({
			what: `${title}: the Pelcro node loses and doubles nothing`,
			kept: own !== undefined && own.Lost === 0 && own.Doubled === 0,
			seen: `${own?.Lost ?? '?'} lost, ${own?.Doubled ?? '?'} doubled`,
		});
	}
	return { tables, promises };
}

type Row = Record<string, string | number> & { Lost: number; Doubled: number };

async function playOne(
	host: N8nHost,
	sandboxUrl: string,
	contender: Contender,
	subject: Subject,
): Promise<Row> {
	const account = await createAccount(sandboxUrl, {
		customers: 0,
		limit: LIMIT,
		windowMs: WINDOW_MS,
		rateHeaders: 'framework',
	});
	await host.importCredentials(sandboxCredential(account, LIMIT));
	const probability = FAULT_SHARE / FAULTS.length;
	const match = { method: 'POST' };
	await account.addFaults(
		...FAULTS.map((fault, seed) => ({ ...fault, match, probability, seed: seed + 1 })),
	);
	const work = { account, subject, count: ITEMS, limit: LIMIT, windowMs: WINDOW_MS };
	const played = await contender.play(host, work);
	return await judge(contender.name, work, played);
}

async function judge(name: string, work: Work, { meterFile, done }: Played): Promise<Row> {
	const journal = await work.account.journal();
	const from = journal[0]?.time ?? 0;
	const until = Math.max(...journal.map(({ time }) => time));
	const usage = usageBetween(meterFile, from, until);
	const times = await timesMade(work);
	const notDone = times.map((made, index) => ({ made, index })).filter(({ made }) => made === 0);
	const reported = notDone.filter(({ index }) => done !== undefined && done[index] === false);
	return {
		Client: name,
		'Over the limit’s time, %': Number(((usage.elapsedMs / PHYSICAL_MS - 1) * 100).toFixed(1)),
		'429s': journal.filter(({ status }) => status === 429).length,
		'Not done, reported': reported.length,
		Lost: notDone.length - reported.length,
		Doubled: times.reduce((sum, made) => sum + Math.max(0, made - 1), 0),
		'CPU an item, ms': Number((usage.cpuMs / ITEMS).toFixed(1)),
		'Longest block, ms': Math.round(usage.longestBlockMs),
		'Peak memory, MB': Math.round(usage.peakMemoryMb),
	};
}

/** How often each item was made, by the sandbox's data. */
async function timesMade({ account, subject, count }: Work): Promise<number[]> {
	const state = await account.state('customers');
	const stored = recordsOf<Record<string, unknown>>(state, 'customers');
	const times = new Map<string, number>();
	for (const customer of stored) {
		const name = String(subject === 'email' ? customer.email : customer.display_name);
		times.set(name, (times.get(name) ?? 0) + 1);
	}
	const nameOf = (index: number): string =>
		subject === 'email' ? `reader${index}@example.com` : `Reader ${index}`;
	return Array.from({ length: count }, (_value, index) => times.get(nameOf(index)) ?? 0);
}

function howItWasDone(): string {
	const settings = CONTENDERS.map((contender) => `- **${contender.name}**: ${contender.settings}.`);
	return [
		`${ITEMS} creations at ${LIMIT} requests in a window of ${WINDOW_MS / 1000} s (Pelcro’s minute is shortened for all alike), which takes at least ${PHYSICAL_MS / 1000} s. ${FAULT_SHARE * 100}% of the requests meet a fault: 500, 502, 503, or a connection that breaks before or after the work was done. (Half an answer is left out: at one, the HTTP Request node of n8n 2.41.1 waits without end.)`,
		'What is repeated, and a look whether something was done, takes further requests, which count against the limit as well. *Not done, reported* are items that Pelcro has not, and that the client calls failed. *Lost* are items that Pelcro has not, without a word about them. *Doubled* are records too many.',
		settings.join('\n'),
	].join('\n\n');
}
