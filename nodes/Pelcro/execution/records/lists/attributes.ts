import type { IDataObject } from 'n8n-workflow';

import { convertAmounts, type AmountUnit } from '../../../../common/money/amounts';
import { FieldError } from '../../../../common/fieldError';
import { isDataObject } from '../../../../transport/dataObject';
import { isEmpty } from '../../values/isEmpty';
import { textOf } from '../keys/equality';

/** How the user writes what records are compared with. */
export interface Writing {
	timezone: string;
	/** The unit of amounts, and the currency of those that do not say theirs. */
	amounts: { unit: AmountUnit; currency: string };
}

/**
 * The value of a record at an attribute, of a part (`amounts.total`), or at a key of its metadata
 * (`metadata.campaign`).
 *
 * @returns undefined where the record does not show it
 */
export function valueAt(record: IDataObject, attribute: string): unknown {
	if (Object.hasOwn(record, attribute)) return record[attribute];
	const [first = '', key] = attribute.split(/\.(.*)/s);
	const inner = Object.hasOwn(record, first) ? record[first] : undefined;
	return key !== undefined && isDataObject(inner) ? valueAt(inner, key) : undefined;
}

/**
 * An amount of a record as it comes out of the node: in the currency that the record has.
 *
 * @param label the field that asks for it, as in the form
 * @returns undefined where there is no amount
 * @throws FieldError where nobody knows its currency, without which it could be a hundred times as much
 */
export function amountAt(
	record: IDataObject,
	attribute: string,
	amounts: Writing['amounts'],
	label: string,
): string | undefined {
	const value = valueAt(convertAmounts(record, amounts), attribute);
	if (value === undefined && !isEmpty(valueAt(record, attribute))) {
		throw new FieldError(
			`'${label}': the currency of '${attribute}' is not known (ID ${textOf(record.id)})`,
			"Enter the currency of amounts that do not say theirs in Options under 'Currency of Amounts'.",
		);
	}
	const text = textOf(value);
	return /^-?\d+(?:\.\d+)?$/.test(text) ? text : undefined;
}
