import { en, Faker } from '@faker-js/faker';
import type { Dataset } from '../store/dataset';
import type { WebhookEndpoint } from '../model/records';
import type { WebhookSettings } from '../model/settings';
import { apiNameOf } from '../outgoing/event-types';
import type { WebhookEvent } from './payload';
import { isLocal, isSuccess, post } from '../outgoing/post';
import { deliveryHeaders } from '../outgoing/signature';

/**
 * 'dropped': its endpoint was deleted or disabled before it arrived; 'failed': all attempts are used up.
 */
export type DeliveryState = 'pending' | 'delivered' | 'failed' | 'dropped';

/** One event on its way to one endpoint. */
export interface Delivery {
	id: number;
	/** Id of the event, `evt_…`. */
	event: string;
	type: string;
	/** Id of the endpoint. */
	endpoint: number;
	/** Why it is sent. */
	cause: 'event' | 'duplicate' | 'redelivery';
	state: DeliveryState;
	tries: number;
	/** Status of every attempt, null for one without an answer. */
	statuses: (number | null)[];
	/** When each attempt began, milliseconds since the epoch. */
	times: number[];
}

/** Sends the events of one account to its endpoints, in the background, and keeps account of it. */
export class Deliveries {
	private log: Delivery[] = [];

	private events = new Map<string, WebhookEvent>();

	private waiting: Delivery[] = [];

	/** Of deliveries that will be tried again. */
	private readonly timers = new Set<NodeJS.Timeout>();

	private sent = 0;

	private underWay = 0;

	private closed = false;

	constructor(
		private readonly data: Dataset,
		private readonly settings: Readonly<WebhookSettings>,
	) {}

	get entries(): readonly Delivery[] {
		return this.log;
	}

	/** Endpoints on this machine that want events of the type. */
	receiversOf(type: string): WebhookEndpoint[] {
		const name = apiNameOf(type);
		return this.data.webhooks.records.filter(
			(one) =>
				one.status === 'enabled' &&
				(one.all_events_enabled || one.events.includes(name)) &&
				isLocal(one.url),
		);
	}

	/** Delivers an event to all who want it. */
	send(event: WebhookEvent): Delivery[] {
		this.events.set(event.id, event);
		const receivers = this.receiversOf(event.type);
		return receivers.map(({ id }) => this.enqueue(event, id, 'event'));
	}

	/**
	 * Delivers a former event again: same id, same body.
	 *
	 * @param endpoint only to this one; else to all that it was sent to
	 * @returns undefined when there was no such event
	 */
	sendAgain(eventId: string, endpoint?: number): Delivery[] | undefined {
		const event = this.events.get(eventId);
		if (event === undefined) return undefined;
		const former = this.log.filter((one) => one.event === eventId).map((one) => one.endpoint);
		const receivers = endpoint === undefined ? [...new Set(former)] : [endpoint];
		return receivers.map((id) => this.enqueue(event, id, 'redelivery'));
	}

	/** Sends what was held back: shuffled, and a share of it twice. */
	release(): void {
		const { webhookSeed: seed, webhookDuplicates: share } = this.settings;
		const faker = new Faker({ locale: [en] });
		faker.seed(seed);
		const held = this.waiting;
		const twice = faker.helpers.shuffle(held).slice(0, Math.round(held.length * share));
		const copies = twice.map((one) => this.entry(one.event, one.type, one.endpoint, 'duplicate'));
		this.waiting = faker.helpers.shuffle([...held, ...copies]);
		this.pump();
	}

	/** Forgets all deliveries and events, also those that still wait. */
	clear(): void {
		for (const timer of this.timers) clearTimeout(timer);
		this.timers.clear();
		this.waiting = [];
		this.log = [];
		this.events = new Map();
	}

	/** Nothing is sent from now on. */
	close(): void {
		this.closed = true;
		this.clear();
	}

	private entry(event: string, type: string, endpoint: number, cause: Delivery['cause']): Delivery {
		this.sent += 1;
		const named = { id: this.sent, event, type, endpoint, cause };
		const delivery: Delivery = { ...named, state: 'pending', tries: 0, statuses: [], times: [] };
		this.log.push(delivery);
		return delivery;
	}

	private enqueue({ id, type }: WebhookEvent, endpoint: number, cause: Delivery['cause']) {
		const delivery = this.entry(id, type, endpoint, cause);
		this.waiting.push(delivery);
		this.pump();
		return delivery;
	}

	/** Starts as many of the waiting deliveries as may be under way. */
	private pump(): void {
		const { webhooksPaused: paused, webhookParallel: most } = this.settings;
		while (!paused && !this.closed && this.underWay < most) {
			const next = this.waiting.shift();
			if (next === undefined) return;
			this.underWay += 1;
			void this.attempt(next).finally(() => {
				this.underWay -= 1;
				this.pump();
			});
		}
	}

	private async attempt(delivery: Delivery): Promise<void> {
		const endpoint = this.data.webhooks.get(delivery.endpoint);
		const event = this.events.get(delivery.event);
		if (endpoint?.status !== 'enabled' || event === undefined || !isLocal(endpoint.url)) {
			delivery.state = 'dropped';
			return;
		}
		delivery.tries += 1;
		delivery.times.push(Date.now());
		const body = Buffer.from(event.body);
		const headers = deliveryHeaders(body, endpoint.secret);
		const timeoutMs = this.settings.webhookTimeoutMs;
		const { status } = await post({ url: endpoint.url, body, headers, timeoutMs });
		delivery.statuses.push(status);
		if (isSuccess(status)) delivery.state = 'delivered';
		else if (delivery.tries >= this.settings.webhookTries) delivery.state = 'failed';
		else this.retry(delivery);
	}

	private retry(delivery: Delivery): void {
		const { webhookRetryMs: first, webhookRetryFactor: factor } = this.settings;
		// forgotten while it was under way
		if (!this.events.has(delivery.event)) return;
		const again = () => {
			this.timers.delete(timer);
			this.waiting.push(delivery);
			this.pump();
		};
		const timer = setTimeout(again, first * factor ** (delivery.tries - 1));
		this.timers.add(timer);
	}
}
