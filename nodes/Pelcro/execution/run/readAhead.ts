import type { ItemCall } from '../request/itemCall';
import type { Run } from './run';

/**
 * Finds out what the items of the run are going to read, and reads it in the fewest calls. A run of one item makes
 * no call here.
 *
 * @throws CancelledError when the execution stops
 */
export async function readAhead(
	{ operation, reads, savings }: Pick<Run, 'operation' | 'reads' | 'savings'>,
	calls: readonly ItemCall[],
): Promise<void> {
	if (operation.output !== 'record' || calls.length < 2) return;
	for (const { request, options } of calls) {
		if (request.method !== 'GET') return;
		savings.oneByOne += 1;
		if (options.bulkReading) reads.add(request);
	}
	await reads.readAhead();
}
