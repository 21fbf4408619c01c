import { randomUUID } from 'node:crypto';
import { FaultQueue } from './faults';
import { Journal } from './journal';
import { seedPublisher } from './seed/publisher';
import { Dataset } from './store/dataset';

/** How an account is made; every field has a default. */
export interface AccountOptions {
	apiKey?: string;
	siteIds?: number[];
	/** Same seed (and same `now`), same data. */
	seed?: number;
	customers?: number;
	/** Requests in a window; null or 0 switches the limit off. */
	limit?: number | null;
	windowMs?: number;
	/** Whether parameters that the contract does not list are refused; else they are ignored. */
	strict?: boolean;
	/** Time that every answer takes at least. */
	latencyMs?: number;
	/** Whether the account has Pelcro's enterprise plan, without which there are no exports. */
	enterprise?: boolean;
	/** Time from the request of an export until its file can be downloaded. */
	exportDelayMs?: number;
	/** Reason for which exports fail that are requested from now on; null lets them succeed. */
	exportFailure?: string | null;
	/** Unix seconds at which the account's clock starts; the real time when left out. */
	now?: number;
}

export interface AccountSettings {
	limit: number | null;
	windowMs: number;
	strict: boolean;
	latencyMs: number;
	enterprise: boolean;
	exportDelayMs: number;
	exportFailure: string | null;
}

export const DEFAULTS = {
	siteIds: [1001],
	seed: 1,
	customers: 300,
	limit: 120,
	windowMs: 60_000,
	exportDelayMs: 300,
} as const;

let windowsOpened = 0;

/** One Pelcro account: its data, its sites, its limit, its faults and its journal. */
export class Account {
	readonly apiKey: string;

	readonly siteIds: readonly number[];

	readonly data = new Dataset();

	readonly journal = new Journal();

	readonly faults = new FaultQueue();

	readonly settings: AccountSettings;

	/** Names the account's current rate-limit window; a new name starts a new count. */
	limiterKey: string;

	private readonly clockOffset: number;

	constructor(options: AccountOptions = {}) {
		this.apiKey = options.apiKey ?? `sandbox-${randomUUID()}`;
		this.siteIds = options.siteIds ?? DEFAULTS.siteIds;
		this.settings = {
			limit: options.limit === undefined ? DEFAULTS.limit : options.limit || null,
			windowMs: options.windowMs ?? DEFAULTS.windowMs,
			strict: options.strict ?? true,
			latencyMs: options.latencyMs ?? 0,
			enterprise: options.enterprise ?? true,
			exportDelayMs: options.exportDelayMs ?? DEFAULTS.exportDelayMs,
			exportFailure: options.exportFailure ?? null,
		};
		const realNow = Date.now() / 1000;
		this.clockOffset = (options.now ?? realNow) - realNow;
		this.limiterKey = this.newWindow();
		seedPublisher(this.data, {
			seed: options.seed ?? DEFAULTS.seed,
			customers: options.customers ?? DEFAULTS.customers,
			siteId: this.siteId,
			now: this.now,
		});
	}

	/** The first site. */
	get siteId(): number {
		return this.siteIds[0] ?? DEFAULTS.siteIds[0];
	}

	/** The account's time, Unix seconds. */
	get now(): number {
		return Math.floor(this.nowMs / 1000);
	}

	/** The account's time in milliseconds. */
	get nowMs(): number {
		return Date.now() + this.clockOffset * 1000;
	}

	/** Changes settings; a new limit or window starts a new count. */
	change(settings: Partial<AccountSettings>): void {
		Object.assign(this.settings, settings);
		this.settings.limit ||= null;
		if ('limit' in settings || 'windowMs' in settings) this.limiterKey = this.newWindow();
	}

	private newWindow(): string {
		windowsOpened += 1;
		return `${this.apiKey}#${windowsOpened}`;
	}
}

/** All accounts of one running sandbox, by API key. */
export class Accounts {
	private readonly byKey = new Map<string, Account>();

	create(options: AccountOptions): Account {
		const account = new Account(options);
		this.byKey.set(account.apiKey, account);
		return account;
	}

	find(apiKey: string): Account | undefined {
		return this.byKey.get(apiKey);
	}

	remove(apiKey: string): boolean {
		return this.byKey.delete(apiKey);
	}
}
