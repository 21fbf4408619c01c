import type { IDataObject } from 'n8n-workflow';

import { PelcroRequestError } from '../../../../transport/failures/requestError';
import { recordOf } from '../../../../transport/lists/envelope';
import type { PelcroRequest } from '../../../../transport/request';
import { needsPresent, presentFor } from '../../records/change/completeChange';
import { presentOf } from '../../records/change/unchangedRecords';
import type { ItemCall } from '../../request/itemCall';
import { isEmpty } from '../../values/isEmpty';
import { skipsUnchanged, type Run } from '../run';
import { forgettingOthers } from './othersChanged';

/**
 * The request that reads the record as it is, where the item's update wants to know it: to see whether anything
 * changes, or to send what Pelcro wants beside the change.
 */
export function presentNeeded(run: Run, call: ItemCall): PelcroRequest | undefined {
	const { request } = call;
	if (request.method !== 'PUT') return undefined;
	if (comparesWithPresent(run, call)) return presentOf(request);
	return needsPresent(request, run.operation.updateNeeds) ? presentFor(request) : undefined;
}

/**
 * Sends an update, or hands out the record where it has all that would be sent.
 *
 * @param send sends the update; it gets the present record where that is known
 * @throws as sendRequest
 */
export async function sendChange(
	run: Run,
	call: ItemCall,
	send: (present?: IDataObject) => Promise<unknown>,
): Promise<unknown> {
	const { reads, savings, unchanged } = run;
	const { request } = call;
	const needed = presentNeeded(run, call);
	const compares = comparesWithPresent(run, call);
	if (compares) savings.writes += 1;
	const reading = needed && reads.read(needed);
	const record = await (compares ? reading?.catch(unknownIfRefused) : reading);
	if (compares && record !== undefined && unchanged.changesNothing(request.body ?? {}, record)) {
		savings.unchanged += 1;
		return record;
	}
	reads.forget(request.path);
	const body = await forgettingOthers(run, call, async () => await send(record), {
		written: (answer) => answer,
		present: record,
	});
	const changed = recordOf(body);
	if (needed !== undefined && record !== undefined && showsAllOf(record, changed)) {
		reads.learn(needed, changed);
	}
	return body;
}

function comparesWithPresent(run: Run, call: ItemCall): boolean {
	return skipsUnchanged(run, call) && call.files.length === 0;
}

/** Where the record cannot be read, the update itself tells what is wrong. */
function unknownIfRefused(error: unknown): undefined {
	if (!(error instanceof PelcroRequestError)) throw error;
}

/** Whether the answer to an update shows as much as the record did when it was read. */
function showsAllOf(record: IDataObject, changed: IDataObject): boolean {
	return !isEmpty(changed.id) && Object.keys(record).every((name) => Object.hasOwn(changed, name));
}
