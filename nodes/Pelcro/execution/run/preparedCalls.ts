import type { Clock } from '../../../transport/clock';
import type { ItemCall } from '../request/itemCall';
import { LONGEST_STRETCH_MS } from './inOrder';

/** An item's call, or what is wrong with the item. */
type Prepared = { call: ItemCall } | { error: unknown };

/**
 * The calls of all items, made from their fields before anything is sent: so what the run is going to need is known
 * beforehand. An item whose fields cannot be used fails when its turn comes.
 */
export class PreparedCalls {
	private constructor(private readonly prepared: Prepared[]) {}

	/** Lets others have the event loop in between. */
	static async prepare(
		count: number,
		make: (itemIndex: number) => ItemCall,
		clock: Clock,
	): Promise<PreparedCalls> {
		const prepared: Prepared[] = [];
		let since = clock.now();
		for (let itemIndex = 0; itemIndex < count; itemIndex += 1) {
			prepared.push(attempt(make, itemIndex));
			if (clock.now() - since > LONGEST_STRETCH_MS) {
				await clock.sleep(0);
				since = clock.now();
			}
		}
		return new PreparedCalls(prepared);
	}

	/** The calls of the items that have one. */
	get calls(): ItemCall[] {
		return this.prepared.flatMap((one) => ('call' in one ? [one.call] : []));
	}

	/** @throws what making the call threw */
	take(itemIndex: number): ItemCall {
		const one = this.prepared[itemIndex];
		if (one === undefined) throw new RangeError(`There is no item ${itemIndex}`);
		if ('error' in one) throw one.error;
		return one.call;
	}
}

function attempt(make: (itemIndex: number) => ItemCall, itemIndex: number): Prepared {
	try {
		return { call: make(itemIndex) };
	} catch (error) {
		return { error };
	}
}
