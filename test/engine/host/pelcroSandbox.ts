import type { INodeExecutionData } from 'n8n-workflow';

import {
	createAccount,
	type AccountOptions,
	type JournalEntry,
	type SandboxAccount,
} from '../../../sandbox/client';
import type { RunningSandbox } from '../../../sandbox/process';
import { sharedSandbox } from '../../run/sharedSandbox';
import { runPelcro, stopEngine, type RunOptions, type RunResult } from './workflowRun';

/** A test's own account in the sandbox, and runs of the Pelcro node against it. */
export interface TestAccount {
	sandbox: SandboxAccount;
	/** Runs one operation; the account's credential is filled in. */
	run: (
		resource: string,
		operation: string,
		parameters?: RunOptions['parameters'],
		more?: Partial<RunOptions>,
	) => Promise<RunResult>;
	/** The requests that the node sent since the account was made or this was last called. */
	sent: () => Promise<SentRequest[]>;
}

/** A request as it was on the wire; `site_id`, which every request has, is checked and left out. */
export interface SentRequest {
	method: string;
	path: string;
	query: Record<string, unknown>;
	body: unknown;
	status: number | null;
}

let sandbox: RunningSandbox | undefined;

/** What this test file has made; the sandbox is shared, and need not remember it for the others. */
const accounts: SandboxAccount[] = [];

/** For a test file: joins the sandbox before its tests, and removes what it made there after them. */
export function useSandbox(): void {
	beforeAll(async () => {
		sandbox = await sharedSandbox();
	});
	afterAll(async () => {
		for (const account of accounts.splice(0)) await account.remove();
		await sandbox?.stop();
		await stopEngine();
	});
}

export async function testAccount(options: AccountOptions = {}): Promise<TestAccount> {
	if (sandbox === undefined) throw new Error('Call useSandbox() in this test file');
	const account = await createAccount(sandbox.url, { customers: 20, limit: null, ...options });
	accounts.push(account);
	return {
		sandbox: account,
		run: async (resource, operation, parameters = {}, more = {}) =>
			await runPelcro({
				credentials: credentialsFor(account),
				parameters: { resource, operation, ...parameters },
				...more,
			}),
		sent: async () => {
			const entries = await account.journal();
			await account.clearJournal();
			return entries.map((entry) => sentRequest(entry, account));
		},
	};
}

export function credentialsFor({ apiKey, siteId, baseUrl }: SandboxAccount) {
	return {
		apiKey,
		siteId: String(siteId),
		environment: 'custom',
		baseUrl,
		// The limit is not what these tests are about; those that are set it themselves.
		requestsPerMinute: 100_000,
	};
}

/** Chooses a record as the form does. */
export function record(value: number | string, mode = 'id') {
	return { __rl: true, mode, value: mode === 'id' ? String(value) : value };
}

export function jsonOf(items: INodeExecutionData[]) {
	return items.map(({ json }) => json);
}

function sentRequest(entry: JournalEntry, { siteId }: SandboxAccount): SentRequest {
	const { site_id: site, ...query } = entry.query;
	expect(String(site)).toBe(String(siteId));
	const path = entry.path.replace(/^\/api\/v1\/core/, '').replace(/\?.*$/, '');
	return { method: entry.method, path, query, body: entry.body ?? undefined, status: entry.status };
}
