import type { IDataObject } from 'n8n-workflow';

import { isDataObject } from '../../../../transport/dataObject';
import { FieldError } from '../../../../common/fieldError';
import type { PelcroProperty } from '../../../shared/types';
import { isEmpty } from '../isEmpty';

/** The rows of a fixed collection, whatever the name of its only group. */
export function rowsOf(value: unknown): IDataObject[] {
	if (!isDataObject(value)) return [];
	return Object.values(value).flat().filter(isDataObject);
}

/**
 * A repeatable group: each row's fields under their `routing.send.property`; empty ones are left out.
 *
 * @param encodeOne encodes a field of a row
 */
export function toRows(
	value: unknown,
	field: PelcroProperty,
	encodeOne: (content: unknown, own: PelcroProperty) => unknown,
): IDataObject[] {
	const [group] = field.options ?? [];
	const fields = group !== undefined && 'values' in group ? group.values : [];
	return rowsOf(value).map((row, index) => {
		const entries = fields.flatMap((own): Array<[string, IDataObject[string]]> => {
			const content = row[own.name];
			if (!isEmpty(content)) {
				// An encoding returns JSON values only.
				const encoded = encodeOne(content, own) as IDataObject[string];
				return [[own.routing?.send?.property ?? own.name, encoded]];
			}
			if (!own.required) return [];
			throw new FieldError(
				`'${own.displayName}' is empty in row ${index + 1} of '${field.displayName}'`,
				'Enter a value, or remove the row.',
			);
		});
		return Object.fromEntries(entries);
	});
}
