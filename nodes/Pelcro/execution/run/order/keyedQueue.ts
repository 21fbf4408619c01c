import { NotSentError } from '../../../../transport/halt';

/**
 * Lets calls that share a name go one after the other, in the order in which they came, e.g. two updates of the
 * same record, or two payments of one customer. Calls that share none do not wait for each other.
 */
export class KeyedQueue {
	private readonly tails = new Map<string, Promise<unknown>>();

	/** @param halt where no call is to be begun any more once one has failed: fired then, and by others */
	constructor(private readonly halt?: AbortController) {}

	/**
	 * @param names of what the call concerns; none for calls that need no order
	 * @throws NotSentError when the run has failed before this call's turn
	 */
	async run<Result>(names: readonly string[], call: () => Promise<Result>): Promise<Result> {
		const begin = async (): Promise<Result> => {
			if (this.halt?.signal.aborted) throw new NotSentError();
			return await call().catch((error: unknown) => {
				this.halt?.abort();
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
