import { PelcroRequestError } from '../../../transport/failures/requestError';
import { recordOf } from '../../../transport/lists/envelope';
import { presentOf } from '../records/unchangedRecords';
import type { ItemCall } from '../request/itemCall';
import { isEmpty } from '../values/isEmpty';
import { skipsUnchanged, type Run } from './run';

/**
 * Sends an update, or hands out the record where it has all that would be sent.
 *
 * @param send sends the update
 * @throws as sendRequest
 */
export async function sendChange(
	run: Run,
	call: ItemCall,
	send: () => Promise<unknown>,
): Promise<unknown> {
	const { request, files } = call;
	const { reads, savings, unchanged } = run;
	if (!skipsUnchanged(run, call) || files.length > 0) return await send();
	savings.writes += 1;
	const present = presentOf(request);
	// Where the record cannot be read, the update itself tells what is wrong.
	const record = await reads.read(present).catch((error: unknown) => {
		if (error instanceof PelcroRequestError) return undefined;
		throw error;
	});
	if (record !== undefined && unchanged.changesNothing(request.body ?? {}, record)) {
		savings.unchanged += 1;
		return record;
	}
	reads.learn(present, undefined);
	const body = await send();
	const changed = recordOf(body);
	reads.learn(present, isEmpty(changed.id) ? undefined : changed);
	return body;
}
