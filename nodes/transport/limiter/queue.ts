/** A call that waits for its turn. */
export interface Waiter<Granted> {
	/** The execution (or the editor's click) that it belongs to. */
	readonly lane: string;
	readonly download: boolean;
	readonly maximumWaitMs: number;
	/** What the call's credential allows the account, in requests a window. */
	readonly allowance: number;
	/** Since when the call has waited for others before it came here (clock time, ms). */
	readonly heldSince: number | undefined;
	/** Since when nothing of its own lane is before it, and others are what it waits for (clock time, ms). */
	firstSince?: number;
	/** Whether it could not go at once. */
	waited?: boolean;
	grant(granted: Granted): void;
	refuse(error: Error): void;
}

/**
 * Calls that wait, in lanes: those of one lane are served in order, and lanes take turns. An execution's
 * downloads are a lane of their own, so that its calls need not wait behind them.
 */
export class Queue<Granted> {
	private readonly lanes = new Map<string, Set<Waiter<Granted>>>();

	get isEmpty(): boolean {
		return this.lanes.size === 0;
	}

	get size(): number {
		let size = 0;
		for (const lane of this.lanes.values()) size += lane.size;
		return size;
	}

	/** @returns how many lanes are before its own, where it is the first in it; undefined where it is not */
	add(waiter: Waiter<Granted>): number | undefined {
		const name = nameOf(waiter);
		const lane = this.lanes.get(name) ?? new Set();
		this.lanes.set(name, lane.add(waiter));
		return lane.size === 1 ? this.lanes.size - 1 : undefined;
	}

	delete(waiter: Waiter<Granted>): void {
		const name = nameOf(waiter);
		const lane = this.lanes.get(name);
		lane?.delete(waiter);
		if (lane?.size === 0) this.lanes.delete(name);
	}

	/**
	 * Takes the next call out; its lane goes to the end of the round.
	 *
	 * @param mayGo whether there is a place for it
	 * @returns undefined where there is a place for none
	 */
	take(mayGo: (waiter: Waiter<Granted>) => boolean): Waiter<Granted> | undefined {
		for (const [name, lane] of this.lanes) {
			const [waiter] = lane;
			if (waiter === undefined || !mayGo(waiter)) continue;
			lane.delete(waiter);
			this.lanes.delete(name);
			if (lane.size > 0) this.lanes.set(name, lane);
			return waiter;
		}
		return undefined;
	}

	/** The first call of each lane, in the order of their turns. */
	heads(): Array<Waiter<Granted>> {
		return [...this.lanes.values()].flatMap((lane) => [...lane].slice(0, 1));
	}
}

function nameOf({ lane, download }: Waiter<unknown>): string {
	return download ? `${lane} download` : lane;
}
