import type { IDataObject } from 'n8n-workflow';

import { pelcroTime } from '../../../../common/times';
import { isDataObject } from '../../../../transport/dataObject';
import type { RecordCondition } from '../../../shared/types';
import type { AskedCondition } from '../../request/buildRequest';
import { isEmpty } from '../../values/isEmpty';
import { mayBeEqual, textOf } from '../equality';

/** What is asked of a record. */
export interface Condition {
	/** As the form calls it. */
	label: string;
	/** The attributes that it is about, each with the names that it may have. */
	attributes: ReadonlyArray<readonly string[]>;
	holds: (record: IDataObject) => boolean;
}

/** One row of filters: `filter[attribute]=operator:value`. */
interface Filter {
	attribute: string;
	operator: string;
	values: readonly string[];
}

/** What the fields of a list ask of its records. */
export function conditionsOf(asked: readonly AskedCondition[]): Condition[] {
	return asked.map(({ field, value }) =>
		field.condition === undefined
			? filtersCondition(field.displayName, isDataObject(value) ? value : {})
			: fieldCondition(field.displayName, field.condition, value),
	);
}

/**
 * The value of a record at an attribute, or at a key of its metadata (`metadata.campaign`).
 *
 * @returns undefined where the record does not show it
 */
export function valueAt(record: IDataObject, attribute: string): unknown {
	if (Object.hasOwn(record, attribute)) return record[attribute];
	const [first = '', key] = attribute.split(/\.(.*)/s);
	const inner = record[first];
	return key !== undefined && isDataObject(inner) ? inner[key] : undefined;
}

function fieldCondition(
	label: string,
	{ attributes, compare }: RecordCondition,
	value: unknown,
): Condition {
	const wanted = [value].flat().map(textOf);
	const test = (own: unknown): boolean => {
		if (compare === 'is') return wanted.some((one) => isSame(own, one));
		const time = isEmpty(own) ? undefined : pelcroTime(own);
		const bound = Number(value) * 1000;
		return time !== undefined && (compare === 'since' ? time >= bound : time < bound);
	};
	return {
		label,
		attributes: [attributes],
		holds: (record) => test(firstValue(record, attributes)),
	};
}

/** Of several names the first one that the record has a value under. */
function firstValue(record: IDataObject, attributes: readonly string[]): unknown {
	return attributes.map((name) => valueAt(record, name)).find((value) => !isEmpty(value));
}

/** All conditions hold, or one of those that are enough. Reference: 'Sorting and filtering'. */
function filtersCondition(label: string, filters: IDataObject): Condition {
	const rows = Object.entries(filters).map(([attribute, condition]) =>
		filterOf(attribute, String(condition)),
	);
	const any = rows.filter(({ operator }) => operator.startsWith('or'));
	const all = rows.filter(({ operator }) => !operator.startsWith('or'));
	return {
		label,
		attributes: rows.map(({ attribute }) => [attribute]),
		holds: (record) =>
			(all.length > 0 && all.every((filter) => meets(record, filter))) ||
			any.some((filter) => meets(record, filter)),
	};
}

function filterOf(attribute: string, condition: string): Filter {
	const [operator = '', value = ''] = condition.split(/:(.*)/s);
	return { attribute, operator, values: value.split(',').map((one) => one.trim()) };
}

function meets(record: IDataObject, { attribute, operator, values }: Filter): boolean {
	const own = valueAt(record, attribute);
	if (isEmpty(own)) return false;
	if (operator.endsWith('has')) {
		return isDataObject(own) && values.some((key) => Object.hasOwn(own, key));
	}
	if (!operator.endsWith('like')) return values.some((one) => isSame(own, one));
	const text = textOf(own).toLowerCase();
	return values.some((part) => text.includes(part.toLowerCase()));
}

/** As Pelcro compares: without regard to case; numbers by what they are; yes and no as 1 and 0, too. */
function isSame(own: unknown, wanted: string): boolean {
	if (Array.isArray(own)) return own.some((entry) => isSame(entry, wanted));
	if (isDataObject(own)) return isSame(own.id, wanted);
	if (typeof own === 'boolean') return /^(?:true|1|yes)$/i.test(wanted) === own;
	if (isEmpty(own)) return false;
	return mayBeEqual(own, wanted) || (wanted !== '' && Number(own) === Number(wanted));
}
