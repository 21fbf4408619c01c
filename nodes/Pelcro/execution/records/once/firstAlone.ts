/** Lets tasks of a name go one at a time for as long as none of them has shown what is to be known. */
export class FirstAlone {
	private readonly running = new Map<string, Promise<unknown>>();

	/**
	 * @param isKnown whether what an earlier task of the name was to show is known; then nobody waits any more
	 * @throws as the task
	 */
	async run<Result>(
		name: string,
		isKnown: () => boolean,
		task: () => Promise<Result>,
	): Promise<Result> {
		for (;;) {
			const before = isKnown() ? undefined : this.running.get(name);
			if (before === undefined) break;
			await before;
		}
		const running = task();
		if (!isKnown()) {
			// How it ends is told to whoever began it.
			const end = (): boolean => this.running.delete(name);
			this.running.set(name, running.then(end, end));
		}
		return await running;
	}
}
