import type { IDataObject } from 'n8n-workflow';

import { isAmountAttribute } from '../../../../common/amounts';
import { FieldError } from '../../../../common/fieldError';
import type { PelcroProperty } from '../../../shared/types';
import type { EncodingContext } from '../encoding';
import { isEmpty } from '../isEmpty';
import { toMinorUnits } from '../money';
import { rowsOf } from './rows';

/**
 * `filter[ATTRIBUTE]=OPERATOR:VALUE`; rows of the same attribute and operator become one, with the values
 * separated by commas. Reference: 'Sorting and filtering'.
 */
export function toFilters(
	value: unknown,
	field: PelcroProperty,
	context: EncodingContext,
): IDataObject {
	const filters: Record<string, { operator: string; values: string[] }> = {};
	for (const row of rowsOf(value)) {
		const attribute = filterAttribute(row, field);
		const operator = String(row.operator ?? 'eq');
		const filter = (filters[attribute] ??= { operator, values: [] });
		if (filter.operator !== operator) {
			throw new FieldError(
				`'${field.displayName}' has two conditions for ${attribute}`,
				'Pelcro takes one condition for each attribute. Use the same condition in both rows, or remove one.',
			);
		}
		filter.values.push(filterValue(row, attribute, field, context));
	}
	return Object.fromEntries(
		Object.entries(filters).map(([attribute, { operator, values }]) => [
			attribute,
			`${operator}:${values.join(',')}`,
		]),
	);
}

/** Attributes that take a further name: a metadata key, or one that this node does not list. */
function filterAttribute(row: IDataObject, field: PelcroProperty): string {
	const attribute = String(row.attribute ?? '');
	const name = String(row.attributeName ?? '').trim();
	const needsName = attribute === 'metadata.' || attribute === 'other';
	if (attribute === '' || (needsName && name === '')) {
		throw new FieldError(
			`'${field.displayName}' has a row without an attribute`,
			'Choose an attribute, or enter its name.',
		);
	}
	return attribute === 'other' ? name : needsName ? `${attribute}${name}` : attribute;
}

function filterValue(
	row: IDataObject,
	attribute: string,
	field: PelcroProperty,
	context: EncodingContext,
): string {
	if (isEmpty(row.value)) {
		throw new FieldError(
			`'${field.displayName}' has no value for ${attribute}`,
			'Enter the value to look for. Without one, Pelcro could return every record.',
		);
	}
	const text = String(row.value);
	return isAmountAttribute(attribute) ? amounts(text, row, attribute, field, context) : text;
}

/** One amount or several, separated by commas, in minor units. */
function amounts(
	text: string,
	{ operator }: IDataObject,
	attribute: string,
	{ displayName }: PelcroProperty,
	{ amounts: { unit, currency } }: EncodingContext,
): string {
	// Part of an amount means nothing once its point has moved.
	if (unit === 'decimal' && /like$/.test(String(operator))) {
		throw new FieldError(
			`'${displayName}' looks for a part of the amount ${attribute}`,
			"Choose 'Equals', or set 'Amounts' in Options to Minor Units.",
		);
	}
	return text
		.split(',')
		.map((amount) => toMinorUnits(amount, `${attribute} in ${displayName}`, unit, currency))
		.join(',');
}
