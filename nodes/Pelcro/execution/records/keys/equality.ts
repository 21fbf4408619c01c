import type { IDataObject } from 'n8n-workflow';

import { shifted } from '../../../../common/money/amounts';
import { answerOf } from '../../../../common/yesNo';
import { isDataObject } from '../../../../transport/dataObject';
import { isEmpty } from '../../values/isEmpty';

/** Whether a record says when it was deleted: a list may have it still. */
export function isDeleted({ deleted_at: deletedAt }: IDataObject): boolean {
	return !isEmpty(deletedAt) && deletedAt !== 0;
}

/** As the usual collations of databases compare: without regard to case and accents. */
const collator = new Intl.Collator('en', { sensitivity: 'base' });

/** The text that a value stands for, without blanks around it, which Pelcro's framework cuts off. */
export function textOf(value: unknown): string {
	return String(value ?? '').trim();
}

/**
 * Whether a database may take two values for equal: many know no case, no accents and no blanks at the end.
 * Where Pelcro says that two are equal, this tells whether that can be meant.
 */
export function mayBeEqual(one: unknown, other: unknown): boolean {
	return collator.compare(textOf(one), textOf(other)) === 0;
}

/** A number as people write it: not 01234, which is a postal code, nor 1e2. */
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/**
 * Whether a record's value is what somebody looks for: without regard to case; numbers by their digits; yes and no in
 * all their forms; of a list one entry; of a related record its ID.
 */
export function isSameValue(own: unknown, wanted: string): boolean {
	if (Array.isArray(own)) return own.some((entry) => isSameValue(entry, wanted));
	if (isDataObject(own)) return isSameValue(own.id, wanted);
	if (isSameAnswer(own, wanted)) return true;
	if (typeof own === 'boolean' || textOf(own) === '') return false;
	return mayBeEqual(own, wanted) || isSameNumber(textOf(own), textOf(wanted));
}

/** Whether both say yes, or both no. */
export function isSameAnswer(own: unknown, wanted: unknown): boolean {
	const answer = answerOf(own);
	return answer !== undefined && answer === answerOf(wanted);
}

/** By all digits, however many there are: 10.50 is 10.5. */
export function isSameNumber(one: string, other: string): boolean {
	return NUMBER.test(one) && NUMBER.test(other) && shifted(one, 0) === shifted(other, 0);
}

/** Whether two values are the same JSON, in whatever order their attributes come. */
export function isEqualJson(one: unknown, other: unknown): boolean {
	if (Array.isArray(one)) {
		if (!Array.isArray(other) || one.length !== other.length) return false;
		return one.every((entry, index) => isEqualJson(entry, other[index]));
	}
	if (!isDataObject(one) || !isDataObject(other)) return one === other;
	return (
		Object.keys(one).length === Object.keys(other).length &&
		Object.entries(one).every(
			([name, value]) => Object.hasOwn(other, name) && isEqualJson(value, other[name]),
		)
	);
}
