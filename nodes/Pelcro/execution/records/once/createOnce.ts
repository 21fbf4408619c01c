import type { IDataObject } from 'n8n-workflow';

import { backOffDelay } from '../../../../transport/failures/backOff';
import { NotSentError, pause } from '../../../../transport/halt';
import { RETRY_MEMORY_MS, CLOCK_TOLERANCE_MS } from '../../../../transport/limits';
import { sendRequest, type PelcroRequest } from '../../../../transport/request';
import { PelcroRequestError, retold } from '../../../../transport/failures/requestError';
import type { Session } from '../../../../transport/account/session';
import type { UniqueKey } from '../../../shared/types';
import { pelcroTime } from '../../../../common/times';
import { isEmpty } from '../../values/isEmpty';
import type { RecordKey } from '../keys/keyIndex';
import type { KeyLookup } from '../keys/keyLookup';
import type { RecordList } from '../keys/recordList';
import { mayBeEqual } from '../keys/equality';
import { holds, type Comparisons } from '../change/comparison';
import { isTaken } from '../keys/keyRefusal';

/** The first of the unique keys that the body has a value for. */
export function uniqueKeyOf(
	{ body = {} }: PelcroRequest,
	uniqueKeys: readonly UniqueKey[] = [],
): RecordKey | undefined {
	const key = uniqueKeys.find(({ property }) => !isEmpty(body[property]));
	return key && { ...key, value: String(body[key.property]).trim() };
}

/** A creation that has to be carried out once, and how to find out whether it was. */
export interface Creation {
	request: PelcroRequest;
	list: RecordList;
	/** undefined where the item has no unique key: then nothing is repeated. */
	key: RecordKey | undefined;
	/** How attributes are compared that Pelcro answers otherwise than it takes them. */
	comparisons?: Comparisons;
	/** What an earlier try of the run left open. */
	lostBefore?: PelcroRequestError;
	/** What to do with a record that has the key and may be another's; left out where it is to be refused. */
	takeOver?: (record: IDataObject) => Promise<unknown>;
}

/**
 * Creates a record exactly once. A POST whose answer was lost may have been carried out: Pelcro lets only one
 * record have the key, so the key tells. A record that is there now and is what was sent is the result; where
 * none is, the POST is repeated, and should the lost one be carried out after all, Pelcro refuses the second, and
 * the first is found. Reference: 'Idempotency' (unique keys).
 *
 * @throws as sendRequest; PelcroRequestError with the key's field error when another record has the key
 */
export async function createOnce(
	session: Session,
	creation: Creation,
	lookup: KeyLookup,
): Promise<unknown> {
	const { request, key, lostBefore } = creation;
	const startedAt = session.clock.wallTime() - (lostBefore === undefined ? 0 : RETRY_MEMORY_MS);
	const attempt = async (number: number, lost?: PelcroRequestError): Promise<unknown> =>
		await sendRequest(session, request).catch(async (error: unknown) => {
			if (key === undefined || !(error instanceof PelcroRequestError)) throw error;
			const taken = isTaken(error, key);
			if (!error.outcomeUnknown && !(taken && lost !== undefined)) throw error;
			return await settle(number, lost ?? error, taken ? error : undefined);
		});
	const settle = async (
		number: number,
		lost: PelcroRequestError,
		refusal?: PelcroRequestError,
	): Promise<unknown> => {
		if (key === undefined) throw lost;
		const record = await findRecord(lookup, creation.list, key, lost);
		if (record !== undefined) return await resultOf(record, { ...creation, key }, startedAt, lost);
		if (refusal !== undefined || number >= session.failureTries) throw refusal ?? lost;
		session.statistics.retries += 1;
		const delayMs = backOffDelay(Math.max(1, number), session.random());
		return await pause(session, delayMs)
			.then(async () => await attempt(number + 1, lost))
			.catch((error: unknown) => {
				// The lost one may be carried out late, and nothing looks for it any more.
				throw error instanceof NotSentError ? lost : error;
			});
	};
	return await (lostBefore === undefined ? attempt(1) : settle(0, lostBefore));
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

/** The record is the result when it was made since the run began, and is what was sent. */
async function resultOf(
	record: IDataObject,
	{ request, key, comparisons, takeOver }: Creation & { key: RecordKey },
	startedAt: number,
	lost: PelcroRequestError,
): Promise<unknown> {
	if (takeOver !== undefined) return await takeOver(record);
	const createdAt = pelcroTime(record.created_at);
	const isNew = createdAt !== undefined && createdAt > startedAt - CLOCK_TOLERANCE_MS;
	const different = differences(request.body ?? {}, record, comparisons);
	if (isNew && different.length === 0) return record;
	const name = key.property.replace(/_/g, ' ');
	const id = isEmpty(record.id) ? '' : ` (ID ${String(record.id)})`;
	if (createdAt === undefined && different.length === 0) {
		const told = `A record${id} has the ${name} and all that was sent. Pelcro does not tell when it was made, so it may be from before.\n${lost.description}`;
		throw retold(lost, { description: told });
	}
	const why =
		createdAt !== undefined && !isNew
			? `a record from before this run${id} has the ${name}`
			: `a record${id} has the ${name} and differs in ${different.join(', ')}`;
	throw new PelcroRequestError(
		`A record with this ${name} exists already`,
		`Pelcro’s answer was lost, but ${why}, so nothing was created.\n${lost.description}`,
		400,
		false,
		{ [key.property]: ['has already been taken'] },
	);
}

/** What was sent and is something else in the record, of what the record shows; Pelcro may write texts otherwise. */
function differences(
	sent: IDataObject,
	found: IDataObject,
	comparisons: Comparisons = {},
): string[] {
	return Object.entries(sent)
		.filter(([property, value]) => {
			if (!Object.hasOwn(found, property) || comparisons[property] === 'never') return false;
			if (holds(property, value, found, comparisons)) return false;
			const other = found[property];
			const areTexts = typeof value === 'string' && typeof other === 'string';
			return !(areTexts && mayBeEqual(value, other)) && !isRelation(other);
		})
		.map(([property]) => property);
}

/** Lists and records in the answer are often more than what was sent, e.g. with IDs of their own. */
function isRelation(value: unknown): boolean {
	return typeof value === 'object' && value !== null;
}
