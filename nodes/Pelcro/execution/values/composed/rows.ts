import type { IDataObject } from 'n8n-workflow';

import { FieldError } from '../../../../common/fieldError';
import type { PelcroProperty } from '../../../shared/types';
import { isEmpty, isPlainObject } from '../isEmpty';
import { refuse } from '../refusal';

/**
 * The rows of a repeatable group: as the form has them, whatever the name of its only group, or as the list that
 * an expression gives.
 *
 * @throws FieldError when it is neither
 */
export function rowsOf(value: unknown, field: PelcroProperty): IDataObject[] {
	const rows: unknown[] = isPlainObject(value) ? Object.values(value).flat() : [value].flat();
	if (rows.every(isPlainObject)) return rows;
	throw refuse(
		field,
		value,
		'a list of rows',
		'Enter the rows one by one, or use an expression that gives a list of objects.',
	);
}

/** The fields of a row of a repeatable group. */
export function fieldsOf({ options = [] }: PelcroProperty): PelcroProperty[] {
	const [group] = options;
	return group !== undefined && 'values' in group ? group.values : [];
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
	const fields = fieldsOf(field);
	return rowsOf(value, field).map((row, index) => {
		refuseUnknown(row, fields, field, index);
		const entries = fields.flatMap((own): Array<[string, IDataObject[string]]> => {
			const property = propertyOf(own);
			const content = row[own.name] ?? row[property];
			if (!isEmpty(content)) {
				// An encoding returns JSON values only.
				return [[property, encodeOne(content, own) as IDataObject[string]]];
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

function propertyOf({ name, routing }: PelcroProperty): string {
	return routing?.send?.property ?? name;
}

/** Of a list that an expression gives: what would be lost. */
function refuseUnknown(
	row: IDataObject,
	fields: PelcroProperty[],
	field: PelcroProperty,
	index: number,
): void {
	const known = fields.flatMap((own) => [own.name, propertyOf(own)]);
	const unknown = Object.keys(row).find((key) => !known.includes(key) && !isEmpty(row[key]));
	if (unknown === undefined) return;
	throw new FieldError(
		`'${field.displayName}' has no field '${unknown}', which row ${index + 1} has`,
		`Its fields are ${fields.map(propertyOf).join(', ')}.`,
	);
}
