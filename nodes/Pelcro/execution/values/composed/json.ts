import type { IDataObject } from 'n8n-workflow';

import { isAmountAttribute } from '../../../../common/amounts';
import { isDataObject } from '../../../../transport/dataObject';
import type { PelcroProperty } from '../../../shared/types';
import type { EncodingContext } from '../encoding';
import { isEmpty } from '../isEmpty';
import { toMinorUnits } from '../money';
import { refuse } from '../refusal';

export function toJson(value: unknown, field: PelcroProperty): unknown {
	if (typeof value !== 'string') return value;
	try {
		return JSON.parse(value) as unknown;
	} catch (error) {
		const reason = error instanceof Error ? error.message : '';
		throw refuse(field, value, 'valid JSON', `${reason}. Check quotes, commas and brackets.`);
	}
}

/**
 * A list of objects from an earlier node, or as text, with their amounts in the unit of the form's. A single object is
 * a list of one.
 */
export function toJsonRows(
	value: unknown,
	field: PelcroProperty,
	context: EncodingContext,
): IDataObject[] {
	const entered = toJson(value, field);
	const list: unknown[] = Array.isArray(entered) ? entered : [entered];
	if (list.every(isDataObject)) return list.map((row) => withMinorUnits(row, field, context));
	throw refuse(field, value, 'a list of objects', 'Enter a JSON list, e.g. [{"quantity": 1}].');
}

function withMinorUnits(
	row: IDataObject,
	{ displayName }: PelcroProperty,
	{ amounts: { unit, currency } }: EncodingContext,
): IDataObject {
	const entries = Object.entries(row).map(([name, value]): [string, IDataObject[string]] => {
		if (!isAmountAttribute(name) || isEmpty(value)) return [name, value];
		return [name, toMinorUnits(value, `${name} in ${displayName}`, unit, currency)];
	});
	return Object.fromEntries(entries);
}
