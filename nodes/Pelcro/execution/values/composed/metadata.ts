import type { IDataObject } from 'n8n-workflow';

import { FieldError } from '../../../../common/fieldError';
import type { PelcroProperty } from '../../../shared/types';
import type { EncodingContext } from '../encoding';
import { isEmpty, isPlainObject } from '../isEmpty';
import { refuse } from '../refusal';
import { textOf } from '../single/texts';
import { toJson, toJsonValue } from './json';
import { rowsOf } from './rows';

/**
 * Key-value pairs, or JSON. Pairs follow the rule of all fields: an empty value removes the entry, one that the
 * item lacks (undefined) leaves it. In JSON, null removes an entry. Reference: 'Metadata'.
 *
 * @returns undefined where no pair says anything: an empty object would clear all of a coupon's metadata
 */
export function toMetadata(
	value: unknown,
	field: PelcroProperty,
	context: EncodingContext,
): IDataObject | undefined {
	if (field.type !== 'json') return fromPairs(value, field, context);
	const entered = toJson(value, field);
	if (isPlainObject(entered)) return entered;
	throw refuse(field, value, 'a JSON object', 'Enter an object, e.g. {"campaign": "spring"}.');
}

function fromPairs(
	value: unknown,
	field: PelcroProperty,
	{ emptied }: EncodingContext,
): IDataObject | undefined {
	const metadata = new Map<string, IDataObject[string]>();
	for (const { key, value: content } of rowsOf(value, field)) {
		const name = isEmpty(key) ? undefined : textOf(key)?.trim();
		if (name === undefined || metadata.has(name)) throw refuseKey(name, field);
		if (!isEmpty(content)) {
			// The cast: it returns JSON values only.
			metadata.set(name, toJsonValue(content, field.displayName) as IDataObject[string]);
		} else if (content !== undefined && emptied === 'cleared') metadata.set(name, null);
	}
	return metadata.size === 0 ? undefined : Object.fromEntries(metadata);
}

function refuseKey(name: string | undefined, { displayName }: PelcroProperty): FieldError {
	return name === undefined
		? new FieldError(
				`'${displayName}' has a value without a key`,
				'Enter a key for each value, or remove the row.',
			)
		: new FieldError(`'${displayName}' has the key '${name}' twice`, 'Remove one of the two rows.');
}
