import type { IDataObject } from 'n8n-workflow';

import { PelcroRequestError } from '../../../../transport/failures/requestError';
import { NotSentError } from '../../../../transport/halt';
import { recordOf } from '../../../../transport/lists/envelope';
import { sendRequest, type PelcroRequest } from '../../../../transport/request';
import type { Aim } from '../../../shared/types';
import { isSameValue, textOf } from '../../records/keys/equality';
import type { ItemCall } from '../../request/itemCall';
import { recordIn } from '../order/concerned';
import type { Run } from '../run';

/**
 * What becomes of an action that failed after a try, of this run or of one before, that may have been carried out: where its
 * record is gone, or has the state that the action leads to, it is done.
 *
 * @returns the record; '' where it was deleted
 * @throws the failure, where the action was not done or nobody can tell
 */
export async function settled(run: Run, call: ItemCall, failure: unknown): Promise<unknown> {
	if (!(failure instanceof PelcroRequestError)) throw failure;
	const { operation, ends } = run;
	if (!failure.outcomeUnknown && !ends.mayBeDone(call.itemIndex)) throw failure;
	if (operation.output === 'deleted' && failure.status === 404) return '';
	const record = await recordAfter(run, call);
	if (record === undefined || !hasReached(record, operation.aim ?? [], call.request)) throw failure;
	return record;
}

/** @returns undefined where it cannot be read: what became of the action is what matters */
async function recordAfter(
	{ session, operation }: Run,
	{ request: { path, scope } }: ItemCall,
): Promise<IDataObject | undefined> {
	const url = operation.option.routing.request.url ?? '';
	const record = operation.aim === undefined ? undefined : recordIn(path, url);
	if (record === undefined) return undefined;
	const reading = sendRequest(session, { method: 'GET', path: record, scope, expects: 'record' });
	return await reading.then(recordOf, (error: unknown) => {
		if (error instanceof PelcroRequestError || error instanceof NotSentError) return undefined;
		throw error;
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
