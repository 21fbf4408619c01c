import type { IDataObject } from 'n8n-workflow';

import type { Session } from '../../../transport/account/session';
import { isDataObject } from '../../../transport/dataObject';
import { recordOf } from '../../../transport/lists/envelope';
import { sendRequest, type PelcroRequest } from '../../../transport/request';
import type { RecordDefault } from '../../shared/types';
import { isEmpty } from '../values/isEmpty';

/**
 * The request with what the user left to a record, e.g. the customer's default payment method. Where the record has
 * none, or does not exist, the request goes as it is: Pelcro says what is missing.
 *
 * @throws as sendRequest
 */
export async function withRecordDefault(
	session: Session,
	request: PelcroRequest,
	fillFrom: RecordDefault | undefined,
): Promise<PelcroRequest> {
	const { body } = request;
	if (fillFrom === undefined || body === undefined || !isWanted(body, fillFrom)) return request;
	const path = pathFor(body, fillFrom);
	if (path === undefined) return request;
	const answer = await sendRequest(session, { method: 'GET', path, scope: request.scope });
	const record = recordOf(answer);
	const value = fillFrom.attributes.map((name) => idIn(record[name])).find((id) => !isEmpty(id));
	if (value === undefined) return request;
	return { ...request, body: { ...body, [fillFrom.property]: value } };
}

function isWanted(body: IDataObject, { when, unless }: RecordDefault): boolean {
	return (
		Object.entries(when).every(([name, value]) => body[name] === value) &&
		unless.every((name) => isEmpty(body[name]))
	);
}

/** @returns undefined where the body does not name the record */
function pathFor(body: IDataObject, { path }: RecordDefault): string | undefined {
	const name = /\{(\w+)\}/.exec(path)?.[1] ?? '';
	const id = body[name];
	return isEmpty(id) ? undefined : path.replace(`{${name}}`, encodeURIComponent(String(id)));
}

/** An ID as it is, that of an object, or that of a list's first. */
function idIn(value: IDataObject[string]): IDataObject[string] {
	const first: unknown = Array.isArray(value) ? value[0] : value;
	return isDataObject(first) ? first.id : (first as IDataObject[string]);
}
