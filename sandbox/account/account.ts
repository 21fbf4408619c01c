import { randomUUID } from 'node:crypto';
import { type AccountOptions, type AccountSettings, DEFAULTS, settingsOf } from '../model/settings';
import { FaultQueue } from './faults';
import { Journal } from './journal';
import { seedPublisher } from '../seed/publisher';
import { Dataset } from '../store/dataset';
import { Deliveries } from '../webhooks/deliveries';
import { Emitter } from '../webhooks/emitter';

let windowsOpened = 0;

/** One Pelcro account: its data, its sites, its limit, its faults, its journal and its webhooks. */
export class Account {
	readonly apiKey: string;

	readonly siteIds: readonly number[];

	readonly data = new Dataset();

	readonly journal = new Journal();

	readonly faults = new FaultQueue();

	readonly settings: AccountSettings;

	readonly deliveries: Deliveries;

	readonly emitter: Emitter;

	/** Names the account's current rate-limit window; a new name starts a new count. */
	limiterKey: string;

	private readonly clockOffset: number;

	constructor(options: AccountOptions = {}) {
		this.apiKey = options.apiKey ?? `sandbox-${randomUUID()}`;
		this.siteIds = options.siteIds ?? DEFAULTS.siteIds;
		this.settings = settingsOf(options);
		const realNow = Date.now() / 1000;
		this.clockOffset = (options.now ?? realNow) - realNow;
		this.limiterKey = this.newWindow();
		seedPublisher(this.data, {
			seed: options.seed ?? DEFAULTS.seed,
			customers: options.customers ?? DEFAULTS.customers,
			siteId: this.siteId,
			now: this.now,
		});
		this.deliveries = new Deliveries(this.data, this.settings);
		this.emitter = new Emitter(this.data, this.settings, this.deliveries, () => this.nowMs);
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

	/** Changes settings; a new limit, window or limiter starts a new count, the end of a pause sends what waited. */
	change(settings: Partial<AccountSettings>): void {
		const wasPaused = this.settings.webhooksPaused;
		Object.assign(this.settings, settings);
		this.settings.limit ||= null;
		const recount = ['limit', 'windowMs', 'limiter'].some((name) => name in settings);
		if (recount) this.limiterKey = this.newWindow();
		if (wasPaused && !this.settings.webhooksPaused) this.deliveries.release();
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
		this.find(account.apiKey)?.deliveries.close();
		this.byKey.set(account.apiKey, account);
		return account;
	}

	find(apiKey: string): Account | undefined {
		return this.byKey.get(apiKey);
	}

	remove(apiKey: string): boolean {
		this.find(apiKey)?.deliveries.close();
		return this.byKey.delete(apiKey);
	}

	/** Stops whatever the accounts do in the background. */
	close(): void {
		for (const account of this.byKey.values()) account.deliveries.close();
	}
}
