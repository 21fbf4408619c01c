import type { Clock } from '../../../../transport/clock';
import { Stretch } from '../../../../transport/stretch';

export interface InOrderOptions {
	/** How many tasks may be under way at once. */
	inFlight: number;
	clock: Clock;
}

/**
 * Runs a task for each index, a few at once, and returns the results in order of the index. After a failure
 * no further task is started; those under way are waited for, and the failure with the lowest index is thrown.
 */
export async function inOrder<Result>(
	count: number,
	task: (index: number) => Promise<Result>,
	{ inFlight, clock }: InOrderOptions,
): Promise<Result[]> {
	const results: Result[] = [];
	let next = 0;
	const failures: Array<{ index: number; error: unknown }> = [];
	const stretch = new Stretch({ clock });

	const worker = async (): Promise<void> => {
		while (failures.length === 0 && next < count) {
			if (stretch.isLong) {
				await stretch.pause();
				continue;
			}
			const index = next;
			next += 1;
			try {
				results[index] = await task(index);
			} catch (error) {
				failures.push({ index, error });
			}
		}
	};

	await Promise.all(Array.from({ length: Math.min(inFlight, count) }, worker));
	const [first] = failures.sort((one, other) => one.index - other.index);
	if (first !== undefined) throw first.error;
	return results;
}
