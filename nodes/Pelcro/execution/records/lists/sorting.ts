import type { IDataObject } from 'n8n-workflow';

import { isMoney } from '../../../../common/money/amounts';
import { FieldError } from '../../../../common/fieldError';
import { isNoTime, isTimeAttribute, pelcroTime } from '../../../../common/times';
import { isDataObject } from '../../../../transport/dataObject';
import { isEmpty } from '../../values/isEmpty';
import { textOf } from '../keys/equality';
import { amountAt, valueAt, type Writing } from './attributes';

/** What a record is sorted by, for each rule; undefined where it has no value. */
export type SortKeys = ReadonlyArray<number | string | undefined>;

interface SortRule {
	attribute: string;
	descending: boolean;
}

/** A number as text, e.g. of an older API. */
const NUMBER = /^-?\d+(?:\.\d+)?$/;

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Other names of what is wanted, where objects of one kind do not agree. Reference: object attributes. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
	created_at: ['created'],
	created: ['created_at'],
};

/** @param order as Pelcro would be asked for it: `-total,id` */
export function sortRules(order: string): SortRule[] {
	return order.split(',').map((rule) => ({
		attribute: rule.replace(/^-/, ''),
		descending: rule.startsWith('-'),
	}));
}

/** Reads what records are sorted by, and knows afterwards which attributes none of them has. */
export class SortKeyReader {
	private hidden: readonly SortRule[];
	private read = 0;

	constructor(
		private readonly rules: readonly SortRule[],
		private readonly writing: Writing,
	) {
		this.hidden = rules;
	}

	/**
	 * Taken while the record is whole; amounts of several currencies count as people write them.
	 *
	 * @throws FieldError for an amount whose currency nobody knows
	 */
	keysOf(record: IDataObject): SortKeys {
		this.read += 1;
		this.hidden = this.hidden.filter(({ attribute }) =>
			namesOf(attribute).every((name) => valueAt(record, name) === undefined),
		);
		return this.rules.map(({ attribute }) => {
			const values = namesOf(attribute).map((name) => valueAt(record, name));
			const value = values.find((one) => !isEmpty(one));
			return keyOf(value, attribute, record, this.writing);
		});
	}

	/** @throws FieldError where no record has an attribute, so that the list was in no order at all */
	refuseUnknown(): void {
		const [unknown] = this.read > 0 ? this.hidden : [];
		if (unknown === undefined) return;
		throw new FieldError(
			`'Sort': Pelcro’s records have no '${unknown.attribute}'`,
			'Remove the rule, or name an attribute that they have.',
		);
	}
}

function namesOf(attribute: string): string[] {
	return [attribute, ...(OTHER_NAMES[attribute] ?? [])];
}

/** @returns how two records stand to each other; those without a value come last either way */
export function comparedBy(rules: readonly SortRule[]): (one: SortKeys, other: SortKeys) => number {
	return (one, other) => {
		for (const [index, { descending }] of rules.entries()) {
			const order = compared(one[index], other[index], descending);
			if (order !== 0) return order;
		}
		return 0;
	};
}

function keyOf(
	value: unknown,
	attribute: string,
	record: IDataObject,
	{ amounts }: Writing,
): SortKeys[number] {
	if (isMoney(attribute) && !isEmpty(value)) {
		const amount = amountAt(record, attribute, { ...amounts, unit: 'decimal' }, 'Sort');
		if (amount !== undefined) return Number(amount);
	}
	const isTime = isTimeAttribute(attribute);
	if (isTime && isNoTime(value)) return undefined;
	const time = isTime || typeof value === 'string' ? pelcroTime(value) : undefined;
	const single = isDataObject(value) ? value.id : value;
	if (typeof single === 'boolean') return Number(single);
	const isNumber = typeof single === 'number' || NUMBER.test(textOf(single));
	if (isNumber && !isTime) return Number(single);
	if (time !== undefined) return time / 1000;
	return typeof single === 'number' || typeof single === 'string' ? single : undefined;
}

function compared(one: SortKeys[number], other: SortKeys[number], descending: boolean): number {
	if (one === undefined || other === undefined) {
		return Number(one === undefined) - Number(other === undefined);
	}
	const order =
		typeof one === 'number' && typeof other === 'number'
			? one - other
			: collator.compare(String(one), String(other));
	return descending ? -order : order;
}
