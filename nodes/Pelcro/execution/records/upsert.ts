import type { IDataObject } from 'n8n-workflow';

import { recordOf } from '../../../transport/lists/envelope';
import { sendRequest, type PelcroRequest } from '../../../transport/request';
import type { Session } from '../../../transport/account/session';
import { FieldError } from '../../../common/fieldError';
import type { Upsert } from '../../shared/types';
import type { ReadField } from '../request/buildRequest';
import { createOnce, isTaken } from './createOnce';
import { isEmpty } from '../values/isEmpty';
import { listOf, type KeyLookup, type RecordKey } from './keyLookup';

/**
 * The key by which the item's record is found.
 *
 * @throws FieldError when the item has no value for it
 */
export function upsertKey(upsert: Upsert, read: ReadField): RecordKey {
	const choice = upsert.keys[String(read(upsert.matchBy))];
	if (choice === undefined) {
		throw new FieldError("'Match By' is not one of the choices", 'Choose again what to match by.');
	}
	const value = read(choice.field);
	if (isEmpty(value)) {
		throw new FieldError(
			`The ${choice.property.replace(/_/g, ' ')} to match by is empty`,
			'Without it nobody can tell whether the record exists. Check that the item has the data that the field refers to.',
		);
	}
	const { property, caseSensitive, parameter } = choice;
	return { property, value: String(value).trim(), caseSensitive, parameter };
}

/**
 * Updates the record with the key, or creates it. Pelcro has no such call, so: look it up, then PUT or POST.
 * A record that somebody else creates in between is refused by Pelcro's own unique key, and then looked up
 * again and updated. Reference: 'Idempotency' (unique keys).
 *
 * @param create the request that creates; its body is the update's as well, but for what only a create takes
 * @throws as sendRequest
 */
export async function sendUpsert(
	session: Session,
	create: PelcroRequest,
	upsert: Upsert,
	key: RecordKey,
	lookup: KeyLookup,
): Promise<unknown> {
	const list = listOf(create, upsert.listPath);
	const update = async (id: string): Promise<unknown> =>
		await sendRequest(session, {
			...create,
			siteIdIn: undefined,
			expects: 'recordOrNothing',
			body: bodyWithout(create, upsert.update.without ?? []),
			method: upsert.update.method,
			path: upsert.update.url.replace('{id}', encodeURIComponent(id)),
		});

	const existing = await lookup.find(list, key);
	if (existing !== undefined) return await update(existing);
	const creation = createOnce(session, create, list, key, lookup);
	const body = await creation.catch(async (refusal: unknown) => {
		const meanwhile = isTaken(refusal, key) ? await lookup.findAnew(list, key) : undefined;
		if (meanwhile === undefined) throw refusal;
		return await update(meanwhile);
	});
	await lookup.remember(list, key, recordOf(body).id);
	return body;
}

function bodyWithout({ body = {} }: PelcroRequest, names: readonly string[]): IDataObject {
	return Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)));
}
