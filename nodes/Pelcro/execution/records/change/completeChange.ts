import type { IDataObject } from 'n8n-workflow';

import { isDataObject } from '../../../../transport/dataObject';
import { recordOf } from '../../../../transport/lists/envelope';
import { sendRequest, type PelcroRequest } from '../../../../transport/request';
import type { Session } from '../../../../transport/account/session';
import type { UpdateNeeds } from '../../../shared/types';
import { isEmpty } from '../../values/isEmpty';

/**
 * A change with what Pelcro wants of the present record beside it, where it is no partial one.
 *
 * @param change the PUT, whose path is the record's own
 * @param present the record as Pelcro has it now; read here where it is not at hand
 * @throws as sendRequest
 */
export async function completed(
	session: Session,
	change: PelcroRequest,
	needs: UpdateNeeds | undefined,
	present?: IDataObject,
): Promise<PelcroRequest> {
	if (needs === undefined || !needsPresent(change, needs)) return change;
	return withPresent(
		change,
		needs,
		present ?? recordOf(await sendRequest(session, presentFor(change))),
	);
}

/** What the user changes wins; what the record does not have is left out. */
export function withPresent(
	change: PelcroRequest,
	{ body, query = {} }: UpdateNeeds,
	present: IDataObject,
): PelcroRequest {
	const kept = body.map((name): [string, unknown] => [name, present[name]]);
	const named = Object.entries(query).map(([name, attributes]): [string, unknown] => [
		name,
		attributes.map((attribute) => idIn(present[attribute])).find((id) => !isEmpty(id)),
	]);
	return {
		...change,
		query: { ...entered(named), ...change.query },
		body: { ...entered(kept), ...change.body },
	};
}

/** Whether Pelcro wants something of the present record that the change does not have. */
export function needsPresent(
	{ body = {}, query = {} }: PelcroRequest,
	needs: UpdateNeeds | undefined,
): boolean {
	if (needs === undefined) return false;
	const named = Object.keys(needs.query ?? {});
	return !needs.body.every((name) => name in body) || !named.every((name) => name in query);
}

/** The attributes of the present record that a change sends along, each by the names that it may have. */
export function attributesNeeded(
	change: PelcroRequest,
	needs: UpdateNeeds | undefined,
): ReadonlyArray<readonly string[]> {
	if (needs === undefined || !needsPresent(change, needs)) return [];
	const { body = {} } = change;
	const kept = needs.body.filter((name) => !(name in body)).map((name) => [name]);
	return [...kept, ...Object.values(needs.query ?? {})];
}

/** The request that reads the present record of a change. */
export function presentFor({ path, scope }: PelcroRequest): PelcroRequest {
	return { method: 'GET', path, scope, expects: 'record' };
}

/** JSON values, as they came. */
function entered(entries: Array<[string, unknown]>): IDataObject {
	return Object.fromEntries(entries.filter(([, value]) => !isEmpty(value))) as IDataObject;
}

/** An ID, or that of a record in its place. */
function idIn(value: unknown): unknown {
	return isDataObject(value) ? value.id : value;
}
