import type { IExecuteFunctions } from 'n8n-workflow';

import type { Clock } from '../../../../transport/clock';
import { BETWEEN_LOG_LINES_MS, BETWEEN_MESSAGES_MS } from '../../../../transport/limits';

/** Where a run can say something while it goes on. */
export type Listeners = Pick<IExecuteFunctions, 'getMode' | 'logger' | 'sendMessageToUI'>;

/**
 * Says how far a run is, as far as n8n lets a node say so before it has ended: in a run that was started in the editor, in the
 * browser's console; in others, in n8n's log. Short runs say nothing.
 */
export class Progress {
	private done = 0;

	private readonly begunAt: number;

	private saidAt: number;

	/** @param items how many there are */
	constructor(
		private readonly listeners: Listeners,
		private readonly items: number,
		private readonly clock: Clock,
	) {
		this.begunAt = clock.now();
		this.saidAt = this.begunAt;
	}

	/** Says that an item has ended, well or not. */
	itemDone(): void {
		this.done += 1;
		const now = this.clock.now();
		const inEditor = this.listeners.getMode() === 'manual';
		const pause = inEditor ? BETWEEN_MESSAGES_MS : BETWEEN_LOG_LINES_MS;
		if (this.done === this.items || now - this.saidAt < pause) return;
		this.saidAt = now;
		const words = `Pelcro: ${this.done} of ${this.items} items, ${this.left(now)} to go`;
		if (inEditor) this.listeners.sendMessageToUI(words);
		else this.listeners.logger.info(words);
	}

	/** As long as the others have taken, for each that is left. */
	private left(now: number): string {
		const leftMs = ((now - this.begunAt) / this.done) * (this.items - this.done);
		const seconds = Math.ceil(leftMs / 1_000);
		return seconds < 100 ? `about ${seconds} s` : `about ${Math.round(seconds / 60)} min`;
	}
}
