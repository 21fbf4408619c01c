import type { IDataObject } from 'n8n-workflow';

import { isAmountAttribute, isMoney } from '../../../../common/money/amounts';
import { isYesNo, yesOrNo } from '../../../../common/yesNo';
import { FieldError } from '../../../../common/fieldError';
import type { PelcroProperty } from '../../../shared/types';
import type { EncodingContext } from '../encoding';
import { isEmpty } from '../isEmpty';
import { plainAmount, toMinorUnits } from '../money';
import { refuse } from '../refusal';
import { toChoice } from '../single/choices';
import { toText, textOf } from '../single/texts';
import { fieldsOf, rowsOf } from './rows';

/**
 * `filter[ATTRIBUTE]=OPERATOR:VALUE`; rows of the same attribute and operator become one, with the values
 * separated by commas. Reference: 'Sorting and filtering'.
 */
export function toFilters(
	value: unknown,
	field: PelcroProperty,
	context: EncodingContext,
): IDataObject {
	const filters = new Map<string, { operator: string; values: string[] }>();
	for (const row of rowsOf(value, field)) {
		const attribute = filterAttribute(row, field);
		const operator = filterOperator(row, field);
		const filter = filters.get(attribute) ?? { operator, values: [] };
		if (filter.operator !== operator) {
			throw new FieldError(
				`'${field.displayName}' has two conditions for ${attribute}`,
				'Pelcro takes one condition for each attribute. Use the same condition in both rows, or remove one.',
			);
		}
		const text = filterValue(row, attribute, field);
		filter.values.push(
			isCompared(attribute, field) ? amounts(text, operator, attribute, field, context) : text,
		);
		filters.set(attribute, filter);
	}
	return Object.fromEntries(
		[...filters].map(([attribute, { operator, values }]) => [
			attribute,
			`${operator}:${values.join(',')}`,
		]),
	);
}

/** Attributes that take a further name: a metadata key, or one that this node does not list. */
function filterAttribute(row: IDataObject, field: PelcroProperty): string {
	const attribute = textOf(row.attribute ?? '') ?? '';
	const name = textOf(row.attributeName ?? '')?.trim() ?? '';
	const needsName = attribute === 'metadata.' || attribute === 'other';
	if (attribute === '' || (needsName && name === '')) {
		throw new FieldError(
			`'${field.displayName}' has a row without an attribute`,
			'Choose an attribute, or enter its name.',
		);
	}
	// Pelcro’s framework ends the name at the first bracket, and would look for another attribute.
	if (/[[\]]/.test(`${attribute}${name}`)) {
		throw new FieldError(
			`'${field.displayName}' cannot look for '${name || attribute}': it has a bracket`,
			'Pelcro takes no [ or ] in the name of an attribute or a metadata key.',
		);
	}
	return attribute === 'other' ? name : needsName ? `${attribute}${name}` : attribute;
}

function filterOperator(row: IDataObject, field: PelcroProperty): string {
	const own = fieldsOf(field).find(({ name }) => name === 'operator');
	const operator = row.operator ?? own?.default;
	return String(own === undefined ? operator : toChoice(operator, own));
}

/** Several values as a list are separated by commas, as they are typed in. */
function filterValue(row: IDataObject, attribute: string, field: PelcroProperty): string {
	const entered: unknown = row.value;
	const own: PelcroProperty = {
		...field,
		displayName: `${field.displayName}: ${attribute}`,
		typeOptions: undefined,
	};
	const texts = [entered]
		.flat()
		.map((entry) => (isEmpty(entry) ? '' : singleValue(entry, attribute, own)));
	const values = texts.flatMap((text) => text.split(','));
	if (values.length > 0 && values.every((entry) => entry.trim() !== '')) return texts.join(',');
	if (!isEmpty(entered)) {
		throw refuse(
			own,
			entered,
			'a list without empty entries',
			'With an empty entry, Pelcro could return every record.',
		);
	}
	throw new FieldError(
		`'${field.displayName}' has no value for ${attribute}`,
		'Enter the value to look for. Without one, Pelcro could return every record.',
	);
}

/** In a query, Pelcro’s framework writes yes and no as 1 and 0. */
function singleValue(value: unknown, attribute: string, own: PelcroProperty): string {
	if (typeof value === 'boolean') return String(Number(value));
	const text = String(toText(value, own));
	const answer = isYesNo(attribute) ? yesOrNo(text) : text;
	return typeof answer === 'boolean' ? String(Number(answer)) : text;
}

/** One amount or several, separated by commas. */
function amounts(
	text: string,
	operator: string,
	attribute: string,
	{ displayName, routing }: PelcroProperty,
	{ amounts: { unit, currency } }: EncodingContext,
): string {
	// Part of an amount means nothing once its point has moved.
	if (unit === 'decimal' && operator.endsWith('like')) {
		throw new FieldError(
			`'${displayName}' looks for a part of the amount ${attribute}`,
			"Choose 'Equals', or set 'Amounts' in Options to Minor Units.",
		);
	}
	const label = `${attribute} in ${displayName}`;
	// The node compares each record in the record's own currency.
	const encoded = (amount: string) =>
		routing === undefined
			? plainAmount(amount, label)
			: toMinorUnits(amount, label, unit, currency);
	return text.split(',').map(encoded).join(',');
}

/** Whether it is compared as an amount: by Pelcro in minor units, by the node as the user writes it. */
function isCompared(attribute: string, { routing }: PelcroProperty): boolean {
	return routing === undefined ? isMoney(attribute) : isAmountAttribute(attribute);
}
