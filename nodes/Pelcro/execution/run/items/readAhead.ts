import { CALLS_OF_UPSERT } from '../../../../transport/limits';
import { inStretches } from '../../../../transport/stretch';
import { attributesNeeded, needsPresent } from '../../records/change/completeChange';
import { listOf } from '../../records/keys/recordList';
import { upsertKey } from '../../records/change/upsert';
import type { ItemCall } from '../../request/itemCall';
import type { Run } from '../run';
import { presentNeeded } from '../operations/update';

/**
 * Finds out what the items of the run are going to read and look for, and reads it in the fewest calls. A run of one
 * item makes no call here.
 *
 * @throws CancelledError when the execution stops
 */
export async function readAhead(run: Run, calls: readonly ItemCall[]): Promise<void> {
	if (run.operation.output !== 'record' || calls.length < 2) return;
	await inStretches(calls, run.session, (call) => expect(run, call));
	await run.finder.findAhead(true);
	await run.reads.readAhead();
}

function expect(run: Run, call: ItemCall): void {
	const { operation, savings, reads } = run;
	const { request, options, lookUps = 0 } = call;
	const present = presentNeeded(run, call);
	savings.oneByOne += lookUps;
	if (operation.upsert !== undefined) {
		savings.oneByOne += CALLS_OF_UPSERT;
		expectKey(run, call);
	} else if (request.method === 'GET') {
		savings.oneByOne += 1;
		if (options.bulkReading) reads.add(request);
	} else if (present !== undefined) {
		savings.oneByOne += needsPresent(request, operation.updateNeeds) ? 2 : 1;
		if (options.bulkReading) {
			reads.add(present, attributesNeeded(request, operation.updateNeeds));
		}
	} else if (lookUps > 0) savings.oneByOne += 1;
}

/** An item without a key fails when its turn comes. */
function expectKey({ operation, finder, matchedBy }: Run, call: ItemCall): void {
	const { upsert } = operation;
	if (upsert === undefined) return;
	try {
		const key = upsertKey(upsert, operation, call);
		matchedBy.add(key.property);
		if (call.options.bulkReading) finder.add(listOf(call.request, upsert.listPath), key);
	} catch {
		// Its own call says so.
	}
}
