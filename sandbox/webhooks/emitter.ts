import { ChangeLog, type Change } from '../store/changes';
import type { WebhookSettings } from '../model/settings';
import type { Dataset } from '../store/dataset';
import type { ExportJob } from '../model/records';
import type { Deliveries, Delivery } from './deliveries';
import { type Happening, happeningAbout, happeningsOf } from './event-rules';
import { webhookEvent } from './payload';
import { isLocal } from '../outgoing/post';

/** The record that a request is about. */
export interface Target {
	/** Name of its collection. */
	resource: string;
	id: number;
}

/** Turns what requests change into events. */
export class Emitter {
	private readonly log = new ChangeLog();

	/**
	 * @param clock tells the account's time in milliseconds
	 */
	constructor(
		private readonly data: Dataset,
		private readonly settings: Readonly<WebhookSettings>,
		private readonly deliveries: Deliveries,
		private readonly clock: () => number,
	) {
		data.watch(this.log);
	}

	/**
	 * Emits the events of all that changed since the last call. To be called as soon as a request's
	 * operation is done, before another one runs.
	 */
	emitChanges(target: Target): void {
		for (const change of this.log.take()) {
			if (this.hasReceivers()) this.emitChange(change, target);
			this.emitEndOfExport(change);
		}
	}

	/** Forgets what changed since the last call, for requests that were refused. */
	dropChanges(): void {
		this.log.take();
	}

	/**
	 * Emits an event that no request brings about.
	 *
	 * @param data stands for what the account's payload style would make of the object
	 */
	emit(happening: Happening, data?: unknown): Delivery[] {
		// an event that nobody wants is not worth its JSON
		if (this.deliveries.receiversOf(happening.type).length === 0) return [];
		const created = Math.floor(this.clock() / 1000);
		return this.deliveries.send(webhookEvent(happening, this.settings, created, data));
	}

	/** @returns an event about a record as it is; undefined when there is no such record */
	about(type: string, id: number): Happening | undefined {
		return happeningAbout(type, id, this.scene());
	}

	private emitChange(change: Change, { resource, id }: Target): void {
		const isTarget = change.resource === resource && change.record.id === id;
		for (const one of happeningsOf(change, this.scene(), isTarget)) this.emit(one);
	}

	private hasReceivers(): boolean {
		return this.data.webhooks.records.some(
			({ status, url }) => status === 'enabled' && isLocal(url),
		);
	}

	private scene() {
		const nested = this.settings.webhookPayload !== 'oldest';
		return { data: this.data, nowMs: this.clock(), nested };
	}

	private emitEndOfExport({ resource, record, before }: Change): void {
		if (resource !== 'exports' || before !== null) return;
		const job = record as ExportJob;
		const type = job.failed_reason === null ? 'export.completed' : 'export.failed';
		const finish = () => {
			const happening = this.about(type, job.id);
			if (happening) this.emit(happening);
		};
		// a timer may be a millisecond early; it must not keep the process alive
		setTimeout(finish, job.ready_at_ms - this.clock() + 1).unref();
	}
}
