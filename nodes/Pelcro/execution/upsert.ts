import { fetchRecords } from '../../transport/paging';
import { sendRequest, type PelcroRequest } from '../../transport/request';
import { PelcroRequestError } from '../../transport/requestError';
import type { Session } from '../../transport/session';
import { FieldError } from '../shared/fieldError';
import type { Upsert } from '../shared/types';
import { isEmpty } from './encodings';

/** Records with the key that are looked at: with an exact filter there is one, or none. */
const CANDIDATES = 10;

export interface UpsertKey {
	/** Pelcro's name of the attribute. */
	property: string;
	value: string;
	caseSensitive: boolean;
}

/**
 * The key by which the item's record is found.
 *
 * @throws FieldError when the item has no value for it
 */
export function upsertKey(upsert: Upsert, read: (name: string) => unknown): UpsertKey {
	const choice = upsert.keys[String(read(upsert.matchBy))];
	if (choice === undefined) throw new FieldError("'Match By' is not one of the choices", '');
	const value = read(choice.field);
	if (isEmpty(value)) {
		throw new FieldError(
			`The ${choice.property.replace(/_/g, ' ')} to match by is empty`,
			'Without it Pelcro could not tell whether the record exists. Check that the item has the data that the field refers to.',
		);
	}
	const { property, caseSensitive } = choice;
	return { property, value: String(value).trim(), caseSensitive };
}

/**
 * Updates the record with the key, or creates it. Pelcro has no such call, so: look it up, then PUT or POST.
 * A record that somebody else creates in between is refused by Pelcro's own unique key, and then looked up
 * again and updated. Reference: 'Idempotency' (unique keys).
 *
 * @param create the request that creates; its body is the update's body as well
 */
export async function sendUpsert(
	session: Session,
	create: PelcroRequest,
	upsert: Upsert,
	key: UpsertKey,
): Promise<unknown> {
	const update = async (id: string): Promise<unknown> =>
		await sendRequest(session, {
			...create,
			method: upsert.update.method,
			path: upsert.update.url.replace('{id}', encodeURIComponent(id)),
		});
	const existing = await findByKey(session, create, upsert, key);
	if (existing !== undefined) return await update(existing);
	return await sendRequest(session, create).catch(async (refusal: unknown) => {
		const meanwhile = isTaken(refusal, key)
			? await findByKey(session, create, upsert, key)
			: undefined;
		if (meanwhile === undefined) throw refusal;
		return await update(meanwhile);
	});
}

/** The ID of the record whose key is exactly this, whatever else the list returns. */
async function findByKey(
	session: Session,
	{ siteId, timeoutMs }: PelcroRequest,
	{ listPath }: Upsert,
	{ property, value, caseSensitive }: UpsertKey,
): Promise<string | undefined> {
	const query = { [`filter[${property}]`]: `eq:${value}` };
	const request: PelcroRequest = { method: 'GET', path: listPath, query, siteId, timeoutMs };
	const records = await fetchRecords(session, request, CANDIDATES);
	const match = records.find((record) => {
		const present = String(record[property] ?? '');
		return caseSensitive ? present === value : present.toLowerCase() === value.toLowerCase();
	});
	return isEmpty(match?.id) ? undefined : String(match?.id);
}

function isTaken(error: unknown, { property }: UpsertKey): boolean {
	return (
		error instanceof PelcroRequestError &&
		(error.status === 400 || error.status === 409 || error.status === 422) &&
		(property in error.fieldErrors || /taken|already/i.test(error.message))
	);
}
