import type { IDataObject } from 'n8n-workflow';

import { isMoney, shifted } from '../../../../common/money/amounts';
import { decimalPlaces } from '../../../../common/money/currency';
import { FieldError } from '../../../../common/fieldError';
import { relatedIn } from '../../../../common/relatedRecord';
import { isNoTime, isTimeAttribute, pelcroTime } from '../../../../common/times';
import { isYesNo } from '../../../../common/yesNo';
import { isDataObject } from '../../../../transport/dataObject';
import type { RecordCondition } from '../../../shared/types';
import type { AskedCondition } from '../../request/buildRequest';
import { isEmpty } from '../../values/isEmpty';
import { calendarDay, timeSpan } from '../../values/single/dates';
import { isSameAnswer, isSameNumber, isSameValue, textOf } from '../keys/equality';
import { amountAt, valueAt, type Writing } from './attributes';

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
export function conditionsOf(asked: readonly AskedCondition[], writing: Writing): Condition[] {
	return asked.map(({ field, value }) =>
		field.condition === undefined
			? filtersCondition(field.displayName, isDataObject(value) ? value : {}, writing)
			: fieldCondition(field.displayName, field.condition, value, writing),
	);
}

function fieldCondition(
	label: string,
	{ attributes, compare }: RecordCondition,
	value: unknown,
	{ amounts }: Writing,
): Condition {
	const holds = (record: IDataObject): boolean => {
		if (compare === 'is') {
			const { whole, id } = relatedIn(record, { attributes });
			return [value].flat().some((one) => isSameValue(whole?.id ?? id, textOf(one)));
		}
		if (compare === 'since' || compare === 'before') {
			const time = firstTime(record, attributes, label);
			const bound = Number(value) * 1000;
			return time !== undefined && (compare === 'since' ? time >= bound : time < bound);
		}
		const amount = attributes
			.map((name) => amountAt(record, name, amounts, label))
			.find((one) => one !== undefined);
		const bound = Number(asWritten(Number(value), amounts));
		if (amount === undefined) return false;
		return compare === 'atLeast' ? Number(amount) >= bound : Number(amount) <= bound;
	};
	return { label, attributes: [attributes], holds };
}

/** An amount that is in minor units for Pelcro, as the user writes it. */
function asWritten(minor: number, { unit, currency }: Writing['amounts']): string {
	const places = unit === 'minor' ? 0 : (decimalPlaces(currency) ?? 0);
	return shifted(String(minor), -places);
}

/**
 * Of several times the first one that the record has.
 *
 * @throws FieldError for one that nobody can read, since the record would be left out
 */
function firstTime(
	record: IDataObject,
	attributes: readonly string[],
	label: string,
): number | undefined {
	const values = attributes.map((name) => valueAt(record, name));
	const value = values.find((one) => !isEmpty(one) && !isNoTime(one));
	if (value === undefined) return undefined;
	const time = pelcroTime(value);
	if (time !== undefined) return time;
	throw new FieldError(
		`'${label}': Pelcro has answered with a time that cannot be read (ID ${textOf(record.id)})`,
		`It is ${JSON.stringify(value)}. Remove '${label}', and sort the records out with a Filter node of n8n.`,
	);
}

/** All conditions hold, or one of those that are enough. Reference: 'Sorting and filtering'. */
function filtersCondition(label: string, filters: IDataObject, writing: Writing): Condition {
	const rows = Object.entries(filters).map(([attribute, condition]) =>
		filterOf(attribute, String(condition)),
	);
	const any = rows.filter(({ operator }) => operator.startsWith('or'));
	const all = rows.filter(({ operator }) => !operator.startsWith('or'));
	return {
		label,
		attributes: rows.map(({ attribute }) => [attribute]),
		holds: (record) =>
			(all.length > 0 && all.every((filter) => meets(record, filter, label, writing))) ||
			any.some((filter) => meets(record, filter, label, writing)),
	};
}

function filterOf(attribute: string, condition: string): Filter {
	const [operator = '', value = ''] = condition.split(/:(.*)/s);
	return { attribute, operator, values: value.split(',').map((one) => one.trim()) };
}

function meets(
	record: IDataObject,
	{ attribute, operator, values }: Filter,
	label: string,
	writing: Writing,
): boolean {
	const own = valueAt(record, attribute);
	if (operator.endsWith('has')) {
		return isDataObject(own) && values.some((key) => Object.hasOwn(own, key));
	}
	if (operator.endsWith('like')) {
		const text = textOf(own).toLowerCase();
		return text !== '' && values.some((part) => text.includes(part.toLowerCase()));
	}
	const compare = comparisonOf(record, attribute, own, label, writing);
	return compare !== undefined && values.some(compare);
}

/** How a record's value is compared with one that is looked for; undefined where there is nothing to compare. */
function comparisonOf(
	record: IDataObject,
	attribute: string,
	own: unknown,
	label: string,
	{ amounts, timezone }: Writing,
): ((wanted: string) => boolean) | undefined {
	// No answer is a no.
	if ((own === null || own === '') && isYesNo(nameOf(attribute)))
		return (wanted) => isSameAnswer(false, wanted);
	if (isEmpty(own)) return undefined;
	if (isMoney(attribute)) {
		const amount = amountAt(record, attribute, amounts, label);
		if (amount !== undefined) return (wanted) => isSameNumber(amount, wanted);
	}
	return (wanted) =>
		isSameValue(own, wanted) || (isTimeAttribute(attribute) && isWithin(own, wanted, timezone));
}

/** Whether a time is in the second or on the day that is looked for. */
function isWithin(own: unknown, wanted: string, timezone: string): boolean {
	const span = timeSpan(wanted, timezone);
	if (span === undefined || isNoTime(own)) return false;
	// A day has no zone, and is no moment.
	if (/^\d{4}-\d\d-\d\d$/.test(textOf(own))) return textOf(own) === calendarDay(wanted, timezone);
	const time = pelcroTime(own);
	return time !== undefined && time >= span.from && time < span.until;
}

function nameOf(attribute: string): string {
	return attribute.split('.').at(-1) ?? '';
}
