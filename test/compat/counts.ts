/** How many tests or checks of one kind have passed and failed. */
export interface Counts {
	passed: number;
	failed: number;
	/** What has failed, a line each. */
	failures: string[];
}

/** What stands for a run that broke off before it could count. */
export function brokenOff(output: string): Counts {
	const lastLines = output.trim().split('\n').slice(-10);
	return { passed: 0, failed: 1, failures: ['broke off:', ...lastLines] };
}

/** For the table. */
export function shown({ passed, failed }: Counts): string {
	return `${passed} passed, ${failed} failed`;
}
