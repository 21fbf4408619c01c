import type { IDataObject } from 'n8n-workflow';

import { isDataObject } from '../../../../transport/dataObject';
import type { PelcroRequest } from '../../../../transport/request';
import type { OnceKeyLookup } from '../../../shared/types';
import { isEmpty } from '../../values/isEmpty';

/** A key counts for each owner by itself; '' for a creation that names none. */
export function ownerName({ body = {} }: PelcroRequest, { owner }: OnceKeyLookup): string {
	const property = owner?.properties.find((name) => !isEmpty(body[name]));
	return property === undefined ? '' : `${property} ${String(body[property])}`;
}

/** Whether a record may be the owner's: it is not where it names another one. */
export function mayBelongTo(
	record: IDataObject,
	{ body = {} }: PelcroRequest,
	{ owner }: OnceKeyLookup,
): boolean {
	if (owner === undefined) return true;
	const wanted = body[owner.properties[0]];
	const named = ownersOf(record, owner.attributes);
	return isEmpty(wanted) || named.length === 0 || named.includes(String(wanted));
}

/** IDs only: an attribute may have another name of the owner, e.g. that of a payment service. */
function ownersOf(record: IDataObject, attributes: readonly string[]): string[] {
	return attributes
		.map((name) => record[name])
		.map((value) => String(isDataObject(value) ? value.id : value))
		.filter((id) => /^\d+$/.test(id));
}
