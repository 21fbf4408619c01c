import type { IDataObject } from 'n8n-workflow';

import { notCarriedOut } from '../../../../transport/failures/explain';
import { PelcroRequestError, saysNoRecord } from '../../../../transport/failures/requestError';
import { NotSentError } from '../../../../transport/halt';
import { recordOf } from '../../../../transport/lists/envelope';
import { sendRequest, type PelcroRequest } from '../../../../transport/request';
import type { Aim } from '../../../shared/types';
import { isDeleted, isSameValue, textOf } from '../../records/keys/equality';
import type { ItemCall } from '../../request/itemCall';
import { recordIn } from '../order/concerned';
import type { Run } from '../run';

/**
 * What becomes of an action or a deletion that failed after a try, of this run or of one before, that may have been carried
 * out: where its record is gone, or has the state that the action leads to, it is done. Where the record is there without it,
 * and Pelcro has refused, it is not, and that is certain.
 *
 * @returns the record; '' where it was deleted
 * @throws the failure, where the action was not done or nobody can tell
 */
export async function settled(run: Run, call: ItemCall, failure: unknown): Promise<unknown> {
	if (!(failure instanceof PelcroRequestError)) throw failure;
	const { operation, ends } = run;
	if (!failure.outcomeUnknown && !ends.mayBeDone(call.itemIndex)) throw failure;
	const isDeletion = operation.output === 'deleted';
	if (isDeletion && saysNoRecord(failure)) return '';
	const isRefused = isRefusal(failure);
	// Only a refusal leaves the question open that a deletion's record answers: without an answer, it may come still.
	if (isDeletion && !isRefused) throw failure;
	const record = await recordAfter(run, call);
	if (isDeletion && isGone(record)) return '';
	if (record === undefined || record === 'gone') throw failure;
	if (!isDeletion && hasReached(record, operation.aim ?? [], call.request)) return record;
	if (!isRefused) throw failure;
	// A further try of n8n's looks again, as what was lost may be late at Pelcro.
	ends.mayComeStill(call.itemIndex);
	throw notCarriedOut(failure);
}

/** A deleted record of Pelcro's may be there still, and says when it was deleted. */
function isGone(record: IDataObject | 'gone' | undefined): boolean {
	return record === 'gone' || (record !== undefined && isDeleted(record));
}

/** Whether Pelcro has answered that it does not do it. */
function isRefusal({ status = 0, isNoApi }: PelcroRequestError): boolean {
	return status >= 400 && status < 500 && status !== 408 && status !== 429 && !isNoApi;
}

/** @returns undefined where it cannot be read: what became of the action is what matters */
async function recordAfter(
	{ session, operation }: Run,
	{ request: { path, scope } }: ItemCall,
): Promise<IDataObject | 'gone' | undefined> {
	const url = operation.option.routing.request.url ?? '';
	const ofAction = operation.aim === undefined ? undefined : recordIn(path, url);
	const record = operation.output === 'deleted' ? path : ofAction;
	if (record === undefined) return undefined;
	const reading = sendRequest(session, { method: 'GET', path: record, scope, expects: 'record' });
	return await reading.then(recordOf, (error: unknown) => {
		if (error instanceof NotSentError) return undefined;
		if (!(error instanceof PelcroRequestError)) throw error;
		return saysNoRecord(error) ? 'gone' : undefined;
	});
}

function hasReached(
	record: IDataObject,
	aim: readonly Aim[],
	{ body = {} }: PelcroRequest,
): boolean {
	return aim.some(({ attribute, values, when = {} }) => {
		const isMeant = Object.entries(when).every(([name, value]) => textOf(body[name]) === value);
		return isMeant && values.some((value) => isSameValue(record[attribute], value));
	});
}
