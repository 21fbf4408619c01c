import type { IDataObject } from 'n8n-workflow';

import { FieldError } from '../../../../common/fieldError';
import { isDataObject } from '../../../../transport/dataObject';
import type { PelcroRequest } from '../../../../transport/request';
import type { OnceKeyLookup } from '../../../shared/types';
import { isEmpty } from '../../values/isEmpty';

/**
 * Checks that an item with a key names its owner by the ID that records have: what was made for somebody under another
 * name could not be told from what was made for others.
 *
 * @throws FieldError where only another name is given
 */
export function checkOwner({ body = {} }: PelcroRequest, { owner }: OnceKeyLookup): void {
	if (owner === undefined || !isEmpty(body[owner.property])) return;
	throw new FieldError(
		`'Once Key' needs the ${owner.words} to be chosen in '${owner.field}'`,
		`The key counts for each ${owner.words} by itself, and records show the ID of theirs alone. Choose it in '${owner.field}', which finds it By Old Provider ID, too, and leave '${owner.field} Old Provider ID' empty.`,
	);
}

/** A key counts for each owner by itself; '' where a creation has none. */
export function ownerName({ body = {} }: PelcroRequest, { owner }: OnceKeyLookup): string {
	return owner === undefined ? '' : `${owner.property} ${String(body[owner.property])}`;
}

/** Whether a record may be the owner's: it is not where it names another one. */
export function mayBelongTo(
	record: IDataObject,
	{ body = {} }: PelcroRequest,
	{ owner }: OnceKeyLookup,
): boolean {
	if (owner === undefined) return true;
	const named = ownersOf(record, owner.attributes);
	return named.length === 0 || named.includes(String(body[owner.property]));
}

/** The owners that a record names, by their IDs only: an attribute may have another name of the owner, e.g. that of a payment service. */
export function ownersOf(record: IDataObject, attributes: readonly string[]): string[] {
	return attributes
		.map((name) => record[name])
		.map((value) => String(isDataObject(value) ? value.id : value))
		.filter((id) => /^\d+$/.test(id));
}
