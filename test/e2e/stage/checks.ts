/** Runs checks one after the other and counts them; a failed one does not stop the next. */
export class Checks {
	private passed = 0;

	private failed = 0;

	/**
	 * @param afterwards runs after every check, e.g. to take a screenshot of where it ended
	 */
	constructor(private readonly afterwards: (name: string) => Promise<void>) {}

	/** @param check throws when something is not as it should be */
	async run(name: string, check: () => Promise<void>): Promise<void> {
		const start = Date.now();
		try {
			await check();
			this.passed += 1;
			this.say('passed', name, start);
		} catch (error) {
			this.failed += 1;
			this.say('FAILED', name, start);
			process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
		}
		await this.afterwards(name);
	}

	/** Prints the closing line. */
	finish(): boolean {
		process.stdout.write(`${this.passed} passed, ${this.failed} failed\n`);
		return this.failed === 0 && this.passed > 0;
	}

	private say(outcome: string, name: string, start: number): void {
		const seconds = ((Date.now() - start) / 1000).toFixed(1);
		process.stdout.write(`${outcome}  ${name} (${seconds} s)\n`);
	}
}
