import type { IDataObject } from 'n8n-workflow';

import { PelcroRequestError } from '../../../../transport/failures/requestError';
import { recordOf } from '../../../../transport/lists/envelope';
import { textOf } from '../../records/keys/equality';
import { ownersOf } from '../../records/once/onceKeyOwner';
import type { ItemCall } from '../../request/itemCall';
import type { Run } from '../run';

/** What is known of the record that is written. */
interface Told<Result> {
	/** The answer to the write; undefined where nothing was written. */
	written: (result: Result) => unknown;
	/** The record before, where it is known. */
	present?: IDataObject;
}

/**
 * Sends a write that may change other records of the same owner, too: a new default address ends the old one. What the run
 * knows of those is then known no more, or an item that comes later would be compared with what they were.
 *
 * @throws as `send`
 */
export async function forgettingOthers<Result>(
	run: Run,
	{ request: { body = {} } }: Pick<ItemCall, 'request'>,
	send: () => Promise<Result>,
	{ written, present = {} }: Told<Result>,
): Promise<Result> {
	const { changesOthers } = run.operation;
	if (!changesOthers?.by.some((property) => Object.hasOwn(body, property))) return await send();
	const forget = (record: IDataObject): void => {
		const owners = [record, present].flatMap((one) => ownersOf(one, changesOthers.owner));
		const mayBeChanged = (known: IDataObject): boolean => {
			if (textOf(known.id) === textOf(record.id)) return false;
			const own = ownersOf(known, changesOthers.owner);
			const isOther = own.length > 0 && owners.length > 0;
			return !isOther || own.some((owner) => owners.includes(owner));
		};
		run.reads.forgetWhere(mayBeChanged);
		run.finder.forgetWhere(mayBeChanged);
	};
	const result = await send().catch((error: unknown) => {
		const isRefused = error instanceof PelcroRequestError && !error.outcomeUnknown;
		if (!isRefused) forget({});
		throw error;
	});
	const answer = written(result);
	if (answer !== undefined) forget(recordOf(answer));
	return result;
}
