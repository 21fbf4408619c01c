/** Lets the first task of a name come to its end before any other one of that name begins. */
export class FirstAlone {
	private readonly first = new Map<string, Promise<void>>();

	async run<Result>(name: string, task: () => Promise<Result>): Promise<Result> {
		const first = this.first.get(name);
		if (first !== undefined) {
			await first;
			return await task();
		}
		const running = task();
		// How it ends is told to whoever began it.
		this.first.set(name, running.then(ended, ended));
		return await running;
	}
}

function ended(): void {
	// Nothing more to be done.
}
