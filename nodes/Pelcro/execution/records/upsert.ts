import type { IDataObject } from 'n8n-workflow';

import { recordOf } from '../../../transport/lists/envelope';
import { PelcroRequestError } from '../../../transport/failures/requestError';
import { sendRequest, type PelcroRequest } from '../../../transport/request';
import type { Session } from '../../../transport/account/session';
import { FieldError } from '../../../common/fieldError';
import type { Upsert } from '../../shared/types';
import type { ItemCall } from '../request/itemCall';
import { isEmpty, isPlainObject } from '../values/isEmpty';
import { completed } from './completeChange';
import { createOnce } from './createOnce';
import { matchOf, type KeyMatch, type RecordKey } from './keyIndex';
import { listOf, type KeyLookup } from './keyLookup';
import { isTaken } from './keyRefusal';

/**
 * The key by which the item's record is found: as it is sent.
 *
 * @throws FieldError when the item has no value for it
 */
export function upsertKey(
	upsert: Upsert,
	{ read, request: { body = {} } }: Pick<ItemCall, 'read' | 'request'>,
): RecordKey {
	const choice = upsert.keys[String(read(upsert.matchBy))];
	if (choice === undefined) {
		throw new FieldError("'Match By' is not one of the choices", 'Choose again what to match by.');
	}
	const value = body[choice.property];
	if (isEmpty(value)) {
		throw new FieldError(
			`The ${choice.property.replace(/_/g, ' ')} to match by is empty`,
			'Without it nobody can tell whether the record exists. Check that the item has the data that the field refers to.',
		);
	}
	const { property, caseSensitive, parameter } = choice;
	return { property, value: String(value), caseSensitive, parameter };
}

/**
 * Updates the record with the key, or creates it. Pelcro has no such call, so: look it up, then PUT or POST.
 * A record that somebody else creates in between is refused by Pelcro's own unique key, and then looked up
 * again and updated. Reference: 'Idempotency' (unique keys).
 *
 * @param call its request creates, without what it clears; its body is the update's as well, but for what only a
 * create takes
 * @throws as sendRequest; FieldError when several records may be meant
 */
export async function sendUpsert(
	session: Session,
	{ request: entered, cleared }: Pick<ItemCall, 'request' | 'cleared'>,
	upsert: Upsert,
	key: RecordKey,
	lookup: KeyLookup,
): Promise<unknown> {
	const request = withKey(entered, key, key.value);
	const create = { ...request, body: bodyOfCreate(request, cleared) };
	const list = listOf(create, upsert.listPath);
	const update = async (match: KeyMatch): Promise<unknown> => {
		const change = updateOf(request, upsert, key, match);
		return await sendRequest(session, await completed(session, change, upsert.update.needs));
	};

	const existing = await lookup.find(list, key);
	if (existing !== undefined) return await update(existing);
	// What is found after a lost answer may be another's with old values, so it is updated as well.
	const takeOver = async (record: IDataObject): Promise<unknown> => {
		const match = matchOf(record, key);
		return match === undefined ? record : await update(match);
	};
	const creation = createOnce(session, { request: create, list, key, takeOver }, lookup);
	const body = await creation.catch(async (refusal: unknown) => {
		if (!isTaken(refusal, key)) throw refusal;
		const meanwhile = await lookup.findTaken(list, key);
		if (meanwhile === undefined) throw takenByNone(refusal, key);
		return await update(meanwhile);
	});
	await lookup.remember(list, key, recordOf(body).id);
	return body;
}

/** The key as a text is sent as it was looked for, without blanks around it. */
function withKey(request: PelcroRequest, { property }: RecordKey, value: string): PelcroRequest {
	const sent = request.body?.[property];
	if (isEmpty(sent) || String(sent) === value) return request;
	return { ...request, body: { ...request.body, [property]: value } };
}

function takenByNone(refusal: unknown, { property, value }: RecordKey): unknown {
	if (!(refusal instanceof PelcroRequestError)) return refusal;
	const { message, description, status, outcomeUnknown, fieldErrors } = refusal;
	const name = property.replace(/_/g, ' ');
	const advice = `Pelcro calls the ${name} '${value}' taken, but no record in its list has it: it may be a deleted one, or one of another site. Use another ${name}, or ask Pelcro’s support.`;
	const described = `${advice}\n${description}`;
	return new PelcroRequestError(message, described, status, outcomeUnknown, fieldErrors);
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
