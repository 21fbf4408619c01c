/** What planning ahead spared, for the hint on the node's output. */
export interface Savings {
	/** Calls that the items would have taken one by one. */
	oneByOne: number;
	/** Items whose record was the same already, so that nothing was written. */
	unchanged: number;
	/** Items that might have written. */
	writes: number;
}

export function noSavings(): Savings {
	return { oneByOne: 0, unchanged: 0, writes: 0 };
}
