import { setTimeout as wait } from 'node:timers/promises';
import axios, { type AxiosInstance } from 'axios';
import type { AccountState, AccountSummary } from './server/control';
import type { FaultOrder } from './account/faults';
import type { JournalEntry } from './account/journal';
import type { AccountOptions, AccountSettings } from './model/settings';
import type { EventOrder, RawOrder, RedeliveryOrder } from './server/webhook-control';
import type { Delivery, DeliveryState } from './webhooks/deliveries';
import type { PostAnswer } from './outgoing/post';

export type { AccountOptions, AccountSettings, AccountState, AccountSummary };
export type { Delivery, DeliveryState, EventOrder, RawOrder, RedeliveryOrder, PostAnswer };
export type { FaultOrder, JournalEntry };

const POLL_MS = 20;

/** One account of a running sandbox, for whoever tests against it. */
export class SandboxAccount {
	private readonly path: string;

	/**
	 * @param control client of the control endpoints
	 * @param url address of the sandbox without a path
	 * @param account what the sandbox said when it made the account
	 */
	constructor(
		private readonly control: AxiosInstance,
		url: string,
		private readonly account: AccountSummary,
	) {
		this.path = `/accounts/${encodeURIComponent(account.apiKey)}`;
		this.baseUrl = `${url}/api/v1/core`;
	}

	/** Where the account's Core API is, as a credential's base URL. */
	readonly baseUrl: string;

	get apiKey(): string {
		return this.account.apiKey;
	}

	get siteId(): number {
		return this.account.siteId;
	}

	/** A client of the emulated API itself: key and site set, no status thrown. */
	api(): AxiosInstance {
		return axios.create({
			baseURL: this.baseUrl,
			headers: { Authorization: `Bearer ${this.apiKey}` },
			params: { site_id: this.siteId },
			validateStatus: () => true,
		});
	}

	/** All requests so far, in order of arrival. */
	async journal(): Promise<JournalEntry[]> {
		return (await this.control.get<JournalEntry[]>(`${this.path}/journal`)).data;
	}

	async clearJournal(): Promise<void> {
		await this.control.delete(`${this.path}/journal`);
	}

	/** Queues faults; each hits the first request that it matches. */
	async addFaults(...orders: FaultOrder[]): Promise<void> {
		await this.control.post(`${this.path}/faults`, orders);
	}

	async clearFaults(): Promise<void> {
		await this.control.delete(`${this.path}/faults`);
	}

	/** @param resource only this resource's records; counts are always of all */
	async state(resource?: string): Promise<AccountState> {
		const params = { resource };
		return (await this.control.get<AccountState>(`${this.path}/state`, { params })).data;
	}

	/** A new limit or window starts a new count. */
	async change(settings: Partial<AccountSettings>): Promise<AccountSummary> {
		return (await this.control.patch<AccountSummary>(this.path, settings)).data;
	}

	/** @param state only those in this state */
	async deliveries(state?: DeliveryState): Promise<Delivery[]> {
		const params = { state };
		return (await this.control.get<Delivery[]>(`${this.path}/deliveries`, { params })).data;
	}

	/** Forgets all deliveries and events, also those that still wait. */
	async clearDeliveries(): Promise<void> {
		await this.control.delete(`${this.path}/deliveries`);
	}

	/**
	 * Waits until no delivery is pending.
	 *
	 * @returns all deliveries
	 * @throws Error when some are pending still after that time
	 */
	async settledDeliveries(timeoutMs = 10_000): Promise<Delivery[]> {
		const end = Date.now() + timeoutMs;
		for (;;) {
			const pending = await this.deliveries('pending');
			if (pending.length === 0) return this.deliveries();
			if (Date.now() > end) throw new Error(`${pending.length} deliveries are pending still`);
			await wait(POLL_MS);
		}
	}

	/** Delivers a former event again: same id, same body. */
	async redeliver(order: RedeliveryOrder): Promise<Delivery[]> {
		return (await this.control.post<Delivery[]>(`${this.path}/deliveries`, order)).data;
	}

	/** Sends any request to an endpoint, once and at once; in no log. */
	async sendRaw(order: RawOrder): Promise<PostAnswer> {
		return (await this.control.post<PostAnswer>(`${this.path}/deliveries`, order)).data;
	}

	/** Emits an event that no request brings about. */
	async emitEvent(order: EventOrder): Promise<Delivery[]> {
		return (await this.control.post<Delivery[]>(`${this.path}/events`, order)).data;
	}

	/** The secret of an endpoint, also when the API did not tell it. */
	async webhookSecret(id: number): Promise<string> {
		const path = `${this.path}/webhooks/${id}/secret`;
		return (await this.control.get<{ secret: string }>(path)).data.secret;
	}

	/** Holds all deliveries back from now on. */
	async pauseWebhooks(): Promise<void> {
		await this.change({ webhooksPaused: true });
	}

	/** Sends what was held back, shuffled, and a share of it (0 to 1) twice. */
	async releaseWebhooks({ duplicates = 0, seed = 1 } = {}): Promise<void> {
		const order = { webhookDuplicates: duplicates, webhookSeed: seed };
		await this.change({ webhooksPaused: false, ...order });
	}

	async remove(): Promise<void> {
		await this.control.delete(this.path);
	}
}

/**
 * Makes an account with data, limit, faults and journal of its own.
 *
 * @param url address of the sandbox without a path, e.g. http://127.0.0.1:4120
 * @throws AxiosError when the sandbox refuses the options
 */
export async function createAccount(
	url: string,
	options: AccountOptions = {},
): Promise<SandboxAccount> {
	const control = axios.create({ baseURL: `${url}/sandbox` });
	const { data } = await control.post<AccountSummary>('/accounts', options);
	return new SandboxAccount(control, url, data);
}
