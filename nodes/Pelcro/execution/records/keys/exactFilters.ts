import type { IDataObject } from 'n8n-workflow';

import { isDataObject } from '../../../../transport/dataObject';
import { FieldError } from '../../../../common/fieldError';
import { isSameAnswer, mayBeEqual, textOf } from './equality';

interface WatchedFilter {
	attribute: string;
	/** Whether a record's value can be meant by the filter. */
	mayMeet: (value: unknown) => boolean;
}

const FILTER = /^filter\[(.+)\]$/;
const EXACT = /^(?:eq:)?(?!(?:or)?(?:eq|like|has):)(.*)$/s;
const CONTAINS = /^like:(.*)$/s;
const ALTERNATIVE = /^or(?:eq|like|has):/;

/**
 * Times are filtered in forms of their own (a date for a Unix time), so nothing can be told from them; nor from
 * amounts with decimals, which records have in minor units.
 */
const OTHER_FORMS = /^\d{4}-\d\d|^-?\d*\.\d+$/;

/**
 * Makes a watch on a list's records: one that contradicts a filter shows that the list ignores it, so that all its records would pass for matches, and the next node might delete them.
 * Reference: 'Sorting and filtering' (which attributes a list can be filtered by is not told for every list).
 *
 * @param query the list's query with its `filter[…]` parameters
 * @returns a function that throws FieldError for such a record
 */
export function watchFilters(query: IDataObject = {}): (record: IDataObject) => void {
	const filters = watchedFilters(query);
	return (record) => {
		for (const { attribute, mayMeet } of filters) {
			const value = comparableAt(record, attribute);
			if (value === undefined || mayMeet(value)) continue;
			throw new FieldError(
				`Pelcro does not filter this list by '${attribute}'`,
				`It has returned a record with '${textOf(value)}' (ID ${textOf(record.id)}), which does not meet the condition. Remove the condition, and sort the records out with a Filter node of n8n. Nothing was put out, so that no record passes for a match that is none.`,
			);
		}
	};
}

/** With an alternative (or …), a record need not meet the others. */
function watchedFilters(query: IDataObject): WatchedFilter[] {
	const conditions = Object.entries(query).flatMap(([name, condition]) => {
		const attribute = FILTER.exec(name)?.[1];
		return attribute === undefined ? [] : [{ attribute, condition: String(condition) }];
	});
	if (conditions.some(({ condition }) => ALTERNATIVE.test(condition))) return [];
	return conditions.flatMap(({ attribute, condition }) => {
		const part = CONTAINS.exec(condition)?.[1];
		const value = part ?? EXACT.exec(condition)?.[1];
		if (value === undefined || OTHER_FORMS.test(value)) return [];
		const values = [value, ...value.split(',')];
		const meets = part === undefined ? isSame : mayContain;
		return [{ attribute, mayMeet: (own) => values.some((wanted) => meets(own, wanted)) }];
	});
}

/**
 * As a database looks for a part: without regard to case and accents, `%` and `_` standing for anything. Of what is no
 * text, nothing can be told.
 */
function mayContain(own: unknown, part: string): boolean {
	if (typeof own !== 'string' || own.trim() === '') return true;
	const pieces = plain(part).split(/[%_]+/);
	const text = plain(own);
	return pieces.every((piece) => text.includes(piece));
}

function plain(text: string): string {
	return text.normalize('NFKD').replace(/\p{M}/gu, '').trim().toLowerCase();
}

/**
 * The record's own value at `attribute` or `metadata.key`: of an expanded record its ID.
 *
 * @returns undefined where nothing can be told: the record does not show it, or it is a list or a time
 */
function comparableAt(record: IDataObject, attribute: string): unknown {
	if (attribute.endsWith('_at')) return undefined;
	const [first = '', key] = attribute.split(/\.(.*)/s);
	if (!Object.hasOwn(record, first)) return undefined;
	const { [first]: value } = record;
	if (first === 'metadata' && key !== undefined)
		return isDataObject(value) ? (value[key] ?? null) : null;
	if (key !== undefined) return undefined;
	if (isDataObject(value)) return value.id;
	return Array.isArray(value) ? undefined : value;
}

function isSame(value: unknown, wanted: string): boolean {
	if (typeof value === 'boolean') return isSameAnswer(value, wanted);
	if (mayBeEqual(value, wanted)) return true;
	return textOf(wanted) !== '' && Number(value) === Number(wanted);
}
