import { inStretches, type Pace, type Stretch } from '../../../../transport/stretch';
import type { ItemCall } from '../../request/itemCall';

/** An item's call, or what is wrong with the item; neither where nothing is left to be done for it. */
type Prepared = { call: ItemCall | undefined } | { error: unknown };

/** Makes an item's call, and pauses on the way where that takes long; undefined where nothing is left to be done. */
type MakeCall = (itemIndex: number, stretch: Stretch) => Promise<ItemCall | undefined>;

/**
 * The calls of all items, made from their fields before anything is sent: so what the run is going to need is known
 * beforehand. An item whose fields cannot be used fails when its turn comes.
 */
export class PreparedCalls {
	private constructor(private readonly prepared: Prepared[]) {}

	/**
	 * Lets others have the event loop in between.
	 *
	 * @throws CancelledError when the execution is stopped
	 */
	static async prepare(count: number, make: MakeCall, pace: Pace): Promise<PreparedCalls> {
		const prepared: Prepared[] = [];
		await inStretches(Array(count).keys(), pace, async (itemIndex, stretch) => {
			prepared.push(await attempt(make, itemIndex, stretch));
		});
		return new PreparedCalls(prepared);
	}

	/** The calls of the items that have one. */
	get calls(): ItemCall[] {
		return this.prepared.flatMap((one) => ('call' in one ? (one.call ?? []) : []));
	}

	/** The first item whose call cannot be made, and why. */
	get firstFault(): { itemIndex: number; error: unknown } | undefined {
		const itemIndex = this.prepared.findIndex((one) => 'error' in one);
		const fault = this.prepared[itemIndex];
		return fault !== undefined && 'error' in fault ? { itemIndex, error: fault.error } : undefined;
	}

	/** @throws what making the call threw */
	take(itemIndex: number): ItemCall {
		const one = this.prepared[itemIndex];
		if (one !== undefined && 'error' in one) throw one.error;
		if (one?.call === undefined) throw new RangeError(`There is no call for item ${itemIndex}`);
		return one.call;
	}
}

async function attempt(make: MakeCall, itemIndex: number, stretch: Stretch): Promise<Prepared> {
	try {
		return { call: await make(itemIndex, stretch) };
	} catch (error) {
		return { error };
	}
}
