import type { IDataObject } from 'n8n-workflow';

import { isAmountAttribute } from '../../../../common/amounts';
import { decimalPlaces } from '../../../../common/currency';
import { pelcroTime } from '../../../../common/times';
import { isDataObject } from '../../../../transport/dataObject';
import { isEmpty } from '../../values/isEmpty';
import { valueAt } from './conditions';

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

/** Taken while the record is whole; amounts of several currencies count as people write them. */
export function sortKeys(record: IDataObject, rules: readonly SortRule[]): SortKeys {
	return rules.map(({ attribute }) => {
		const names = [attribute, ...(OTHER_NAMES[attribute] ?? [])];
		const value = names.map((name) => valueAt(record, name)).find((one) => !isEmpty(one));
		return keyOf(isDataObject(value) ? value.id : value, attribute, record);
	});
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

function keyOf(value: unknown, attribute: string, record: IDataObject): SortKeys[number] {
	if (typeof value === 'boolean') return Number(value);
	if (typeof value !== 'number' && typeof value !== 'string') return undefined;
	if (typeof value === 'number' || NUMBER.test(value.trim())) {
		const places = isAmountAttribute(attribute) ? (decimalPlaces(record.currency) ?? 0) : 0;
		return Number(value) / 10 ** places;
	}
	return pelcroTime(value) === undefined ? value : Number(pelcroTime(value)) / 1000;
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
