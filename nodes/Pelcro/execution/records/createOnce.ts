import type { IDataObject } from 'n8n-workflow';

import { backOffDelay } from '../../../transport/failures/backOff';
import { wait } from '../../../transport/clock';
import { sendRequest, type PelcroRequest } from '../../../transport/request';
import { PelcroRequestError } from '../../../transport/failures/requestError';
import type { Session } from '../../../transport/account/session';
import type { UniqueKey } from '../../shared/types';
import { isEmpty } from '../values/isEmpty';
import type { RecordKey } from './keyIndex';
import type { KeyLookup, RecordList } from './keyLookup';
import { isTaken } from './keyRefusal';

/** A record that is older than the call by more than this, in ms, was not made by it, whatever the clocks say. */
const CLOCK_TOLERANCE_MS = 10 * 60_000;

/** The first of the unique keys that the body has a value for. */
export function uniqueKeyOf(
	{ body = {} }: PelcroRequest,
	uniqueKeys: readonly UniqueKey[] = [],
): RecordKey | undefined {
	const key = uniqueKeys.find(({ property }) => !isEmpty(body[property]));
	return key && { ...key, value: String(body[key.property]).trim() };
}

/**
 * Creates a record exactly once. A POST whose answer was lost may have been carried out: Pelcro lets only one
 * record have the key, so the key tells. A record that is there now is the result; where none is, the POST is
 * repeated, and should the lost one be carried out after all, Pelcro refuses the second, and the first is found.
 * Reference: 'Idempotency' (unique keys).
 *
 * @param key undefined where the item has no unique key: then nothing is repeated
 * @throws as sendRequest; PelcroRequestError with the key's field error when the record was there before
 */
export async function createOnce(
	session: Session,
	create: PelcroRequest,
	list: RecordList,
	key: RecordKey | undefined,
	lookup: KeyLookup,
): Promise<unknown> {
	const startedAt = session.clock.wallTime();
	const attempt = async (number: number, lost?: PelcroRequestError): Promise<unknown> =>
		await sendRequest(session, create).catch(async (error: unknown) => {
			if (key === undefined || !(error instanceof PelcroRequestError)) throw error;
			const taken = isTaken(error, key);
			if (!error.outcomeUnknown && !(taken && lost !== undefined)) throw error;
			const record = await findRecord(lookup, list, key, lost ?? error);
			if (record !== undefined) return resultOf(record, key, startedAt, error);
			if (taken || number >= session.failureTries) throw error;
			session.statistics.retries += 1;
			await wait(session.clock, backOffDelay(number, session.random()), session.signal);
			return await attempt(number + 1, lost ?? error);
		});
	return await attempt(1);
}

/** @throws the error of the lost call when the look fails as well: what became of that call is what matters */
async function findRecord(
	lookup: KeyLookup,
	list: RecordList,
	key: RecordKey,
	lost: PelcroRequestError,
): Promise<IDataObject | undefined> {
	return await lookup.findRecord(list, key).catch((error: unknown) => {
		throw error instanceof PelcroRequestError ? lost : error;
	});
}

function resultOf(
	record: IDataObject,
	key: RecordKey,
	startedAt: number,
	lost: PelcroRequestError,
): IDataObject {
	const createdAt = timeOf(record.created_at);
	if (createdAt === undefined || createdAt > startedAt - CLOCK_TOLERANCE_MS) return record;
	const name = key.property.replace(/_/g, ' ');
	throw new PelcroRequestError(
		`A record with this ${name} exists already`,
		`Pelcro’s answer was lost, but a record from before this run has the ${name}, so nothing was created.\n${lost.description}`,
		400,
		false,
		{ [key.property]: ['has already been taken'] },
	);
}

/** Unix seconds or ISO 8601, as Pelcro has both, in ms. */
function timeOf(value: unknown): number | undefined {
	const milliseconds = isEmpty(value)
		? NaN
		: Number.isNaN(Number(value))
			? Date.parse(String(value))
			: Number(value) * 1000;
	return Number.isNaN(milliseconds) ? undefined : milliseconds;
}
