import type { IDataObject } from 'n8n-workflow';

import { scopeKey } from '../../../../transport/account/scope';
import { recordOf } from '../../../../transport/lists/envelope';
import {
	PelcroRequestError,
	retold,
	saysNoRecord,
} from '../../../../transport/failures/requestError';
import { sendRequest, type PelcroRequest } from '../../../../transport/request';
import type { Session } from '../../../../transport/account/session';
import { FieldError } from '../../../../common/fieldError';
import type { PelcroOperation, UpdateNeeds, Upsert } from '../../../shared/types';
import type { ItemCall } from '../../request/itemCall';
import { isEmpty, isPlainObject } from '../../values/isEmpty';
import { attributesNeeded, completed, needsPresent, presentFor } from './completeChange';
import { createOnce } from '../once/createOnce';
import type { KeyFinder, Origin } from '../bulk/keyFinder';
import { matchOf, type KeyMatch, type RecordKey } from '../keys/keyIndex';
import type { KeyLookup } from '../keys/keyLookup';
import { listOf, type RecordList } from '../keys/recordList';
import { isTaken } from '../keys/keyRefusal';
import { refuseStandIn } from '../keys/standIns';
import type { UnchangedRecords } from './unchangedRecords';

/**
 * The key by which the item's record is found: as it is sent.
 *
 * @throws FieldError when the item has no value for it, or one that tells no record from another
 */
export function upsertKey(
	upsert: Upsert,
	{ fields }: Pick<PelcroOperation, 'fields'>,
	{ read, request: { body = {} } }: Pick<ItemCall, 'read' | 'request'>,
): RecordKey {
	const choice = upsert.keys[String(read(upsert.matchBy))];
	if (choice === undefined) {
		throw new FieldError("'Match By' is not one of the choices", 'Choose again what to match by.');
	}
	const value = body[choice.property];
	const label = fields.find(({ name }) => name === choice.field)?.displayName ?? choice.field;
	if (isEmpty(value)) {
		throw new FieldError(
			`The ${label} to match by is empty`,
			'Without it nobody can tell whether the record exists. Check that the item has the data that the field refers to.',
		);
	}
	refuseStandIn(String(value).trim(), label);
	const { property, caseSensitive, parameter, certain } = choice;
	return { property, value: String(value), caseSensitive, parameter, certain };
}

/**
 * Names of what the item's write concerns: all unique keys that it has, whichever of them the record is found by. Writes that
 * share one have to keep the items' order.
 */
export function upsertNames(
	session: Session,
	{ keys }: Upsert,
	{ scope, body = {} }: PelcroRequest,
): string[] {
	return Object.values(keys).flatMap(({ property }) => {
		const value = body[property];
		if (isEmpty(value)) return [];
		return [`${scopeKey(session, scope)} ${property} ${String(value).trim().toLowerCase()}`];
	});
}

/** What 'Create or Update' works with, for all items of a run. */
export interface UpsertTools {
	session: Session;
	lookup: KeyLookup;
	/** What was looked up for all items together. */
	finder: KeyFinder;
	unchanged: UnchangedRecords;
}

/** What became of the item's record. */
export interface Upserted {
	body: unknown;
	change: 'created' | 'updated' | 'unchanged';
	/** Whether the body was read by the record's ID, since nothing else was known of it. */
	isSingle?: boolean;
}

/**
 * Updates the record with the key, or creates it. Pelcro has no such call, so: look it up, then PUT or POST.
 * A record that somebody else creates in between is refused by Pelcro's own unique key, and then looked up
 * again and updated. Reference: 'Idempotency' (unique keys).
 *
 * @param call its request creates, without what it clears; its body is the update's as well, but for what only a
 * create takes
 * @param skipUnchanged whether a record that has all that would be sent comes out as it is
 * @throws as sendRequest; FieldError when several records may be meant
 */
export async function sendUpsert(
	tools: UpsertTools,
	{ request: entered, cleared }: Pick<ItemCall, 'request' | 'cleared'>,
	upsert: Upsert,
	key: RecordKey,
	skipUnchanged: boolean,
): Promise<Upserted> {
	const { session, lookup, finder } = tools;
	const request = withKey(entered, key, key.value);
	const create = { ...request, body: bodyOfCreate(request, cleared) };
	const list = listOf(create, upsert.listPath);
	const update = async (match: KeyMatch, from: Origin = 'list'): Promise<Upserted> =>
		await updateMatch(tools, updateOf(request, upsert, key, match), {
			match,
			from,
			needs: upsert.update.needs,
			skipUnchanged,
		});
	const created = async (): Promise<Upserted> => {
		// What is found after a lost answer may be another's with old values, so it is updated as well.
		const takeOver = async (record: IDataObject): Promise<unknown> => {
			const match = matchOf(record, key);
			return match === undefined ? record : (await update(match)).body;
		};
		return await createOnce(session, { request: create, list, key, takeOver }, lookup).then(
			(body): Upserted => ({ body, change: 'created' }),
			async (refusal: unknown) => {
				if (!isTaken(refusal, key)) throw refusal;
				const meanwhile = await lookup.findTaken(list, key);
				if (meanwhile === undefined) throw takenByNone(refusal, key);
				return await update(meanwhile);
			},
		);
	};
	const upserted = async (): Promise<Upserted> => {
		const { existing, from } = await findMatch(tools, list, key);
		if (existing === undefined) return await created();
		return await update(existing, from).catch(async (refusal: unknown) => {
			if (!(await isGone(session, refusal, updateOf(request, upsert, key, existing))))
				throw refusal;
			const other = await lookup.findOther(list, key, existing);
			return other === undefined ? await created() : await update(other);
		});
	};
	const result = await upserted().catch((error: unknown) => {
		finder.unlearn(list, key);
		throw error;
	});
	const { change } = result;
	const record = recordOf(result.body);
	if (change === 'created') await lookup.remember(list, key, record.id);
	if (isEmpty(record.id)) finder.unlearn(list, key);
	else if (change !== 'unchanged') finder.learn(list, key, record, change);
	else if (result.isSingle) finder.learn(list, key, record, 'single');
	return result;
}

interface MatchUpdate {
	match: KeyMatch;
	from: Origin;
	needs: UpdateNeeds | undefined;
	skipUnchanged: boolean;
}

/** Sends the update of a record that was found, where there is anything to change. */
async function updateMatch(
	{ session, finder, unchanged }: UpsertTools,
	change: PelcroRequest,
	{ match: { id, record }, from, needs, skipUnchanged }: MatchUpdate,
): Promise<Upserted> {
	const isSingle = record === undefined;
	const needed = attributesNeeded(change, needs);
	const compared = skipUnchanged
		? await unchanged.compare(change, record, from, needed)
		: undefined;
	if (compared?.isSame) return { body: compared.present, change: 'unchanged', isSingle };
	if (change.method === 'GET')
		return { body: await sendRequest(session, change), change: 'unchanged' };
	finder.forget(id);
	const present = needsPresent(change, needs)
		? (compared?.present ?? (await unchanged.present(change, record, from, needed)))
		: undefined;
	const whole = await completed(session, change, needs, present);
	return { body: await sendRequest(session, whole), change: 'updated' };
}

/** Whether a record that was found is not there any more: a change can be answered with 404 for other reasons, too. */
async function isGone(session: Session, refusal: unknown, change: PelcroRequest): Promise<boolean> {
	if (!saysNoRecord(refusal)) return false;
	return await sendRequest(session, presentFor(change)).then(() => false, saysNoRecord);
}

async function findMatch(
	{ lookup, finder }: UpsertTools,
	list: RecordList,
	key: RecordKey,
): Promise<{ existing: KeyMatch | undefined; from?: Origin }> {
	const known = finder.take(list, key);
	if (known !== undefined) return { existing: matchOf(known.records[0], key), from: known.from };
	const existing = await lookup.find(list, key);
	// One look-up does for all items of the key.
	if (existing?.record !== undefined) finder.learn(list, key, existing.record, 'list');
	return { existing };
}

/** The key as a text is sent as it was looked for, without blanks around it. */
function withKey(request: PelcroRequest, { property }: RecordKey, value: string): PelcroRequest {
	const sent = request.body?.[property];
	if (isEmpty(sent) || String(sent) === value) return request;
	return { ...request, body: { ...request.body, [property]: value } };
}

function takenByNone(refusal: unknown, { property, value }: RecordKey): unknown {
	if (!(refusal instanceof PelcroRequestError)) return refusal;
	const name = property.replace(/_/g, ' ');
	const advice = `Pelcro calls the ${name} '${value}' taken, but no record in its list has it: it may be a deleted one, or one of another site. Use another ${name}, or ask Pelcro’s support.`;
	return retold(refusal, { description: `${advice}\n${refusal.description}` });
}

/** The key stays as Pelcro has it. A record that the item says nothing more about is only read. */
function updateOf(
	request: PelcroRequest,
	{ update }: Upsert,
	key: RecordKey,
	{ id, stored }: KeyMatch,
): PelcroRequest {
	const body = bodyWithout(withKey(request, key, stored), update.without ?? []);
	const path = update.url.replace('{id}', encodeURIComponent(id));
	const common = { ...request, siteIdIn: undefined, path, expects: 'recordOrNothing' } as const;
	return Object.keys(body).every((name) => name === key.property)
		? { ...common, method: 'GET', body: undefined }
		: { ...common, method: update.method, body };
}

/** A new record has nothing to clear. */
function bodyOfCreate(request: PelcroRequest, cleared: readonly string[]): IDataObject {
	const { metadata, ...body } = bodyWithout(request, cleared);
	if (!isPlainObject(metadata)) return metadata === undefined ? body : { ...body, metadata };
	const entries = Object.entries(metadata).filter(([, value]) => value !== null);
	return entries.length === 0 ? body : { ...body, metadata: Object.fromEntries(entries) };
}

function bodyWithout({ body = {} }: PelcroRequest, names: readonly string[]): IDataObject {
	return Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)));
}
