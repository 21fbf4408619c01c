/** Thrown for a call that was not begun because the run had failed by then. */
export class NotBegunError extends Error {
	constructor() {
		super('The run failed before this call was begun');
		this.name = 'NotBegunError';
	}
}

/**
 * Lets calls that share a name go one after the other, in the order in which they came, e.g. two updates of the
 * same record, or two payments of one customer. Calls that share none do not wait for each other.
 */
export class KeyedQueue {
	private readonly tails = new Map<string, Promise<unknown>>();
	private halted = false;

	/** @param haltsAtFailure whether no call is begun any more once one has failed; those under way go on */
	constructor(private readonly haltsAtFailure: boolean) {}

	/**
	 * @param names of what the call concerns; none for calls that need no order
	 * @throws NotBegunError when another call has failed before this one's turn, and the queue halts then
	 */
	async run<Result>(names: readonly string[], call: () => Promise<Result>): Promise<Result> {
		const begin = async (): Promise<Result> => {
			if (this.halted) throw new NotBegunError();
			return await call().catch((error: unknown) => {
				this.halted = this.haltsAtFailure;
				throw error;
			});
		};
		const before = names.flatMap((name) => this.tails.get(name) ?? []);
		const result = before.length === 0 ? begin() : Promise.allSettled(before).then(begin);
		for (const name of names) this.tails.set(name, result);
		try {
			return await result;
		} finally {
			for (const name of names) if (this.tails.get(name) === result) this.tails.delete(name);
		}
	}
}
