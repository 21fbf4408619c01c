import type { IDataObject } from 'n8n-workflow';

import { convertAmounts, type AmountOutput, outputNames } from '../../../common/money/amounts';
import { nameOfPerson } from '../../../common/personName';
import { isDataObject } from '../../../transport/dataObject';
import { INCLUDED } from '../../shared/included';
import type { IncludedKind, Inclusion } from '../../shared/types';
import type { AskedInclusion } from '../request/inclusions';

/** What is put beside a record of a related one. */
const ATTRIBUTES: Readonly<
	Record<IncludedKind, (record: IDataObject, amounts: AmountOutput) => IDataObject>
> = {
	customer: (customer) => ({
		customer_email: customer.email ?? null,
		customer_name: nameOfPerson(customer) || null,
	}),
	plan: (plan, amounts) => ({
		plan_name: plan.nickname ?? plan.name ?? null,
		...amountOf(plan, amounts),
		plan_currency: plan.currency ?? null,
		plan_interval: plan.interval ?? null,
		plan_interval_count: plan.interval_count ?? null,
	}),
};

/** An amount whose currency nobody knows has its unit in its name, as everywhere. */
function amountOf(plan: IDataObject, amounts: AmountOutput): IDataObject {
	const converted = convertAmounts(plan, amounts);
	const name = outputNames('amount').find((candidate) => candidate in converted) ?? 'amount';
	return { [`plan_${name}`]: converted[name] ?? null };
}

/** The attributes of a related record that stand beside the record. */
export function attributesOf(
	kind: IncludedKind,
	related: IDataObject,
	amounts: AmountOutput,
): IDataObject {
	return ATTRIBUTES[kind](related, amounts);
}

/** The same attributes with nothing in them, for a record that has no related one. */
export function noAttributes(kind: IncludedKind): IDataObject {
	return Object.fromEntries(INCLUDED[kind].attributes.map((name) => [name, null]));
}

/** Of a record only what names its related ones, so that a long list need not be held whole. */
export function namesOfRelated(record: IDataObject, included: readonly Inclusion[]): IDataObject {
	const names = included.flatMap(({ attributes }) =>
		attributes.map((path) => path.split('.')[0] ?? path),
	);
	return Object.fromEntries(
		names.filter((name) => Object.hasOwn(record, name)).map((name) => [name, record[name]]),
	);
}

/** The record as it is without the relations that were expanded for the sake of a few attributes alone. */
export function withoutExpansions(
	record: IDataObject,
	asked: readonly AskedInclusion[],
): IDataObject {
	return asked.filter(({ isExpandedHere }) => isExpandedHere).reduce(withoutExpansion, record);
}

function withoutExpansion(
	record: IDataObject,
	{ attributes, expand }: AskedInclusion,
): IDataObject {
	const present = attributes.filter((name) => Object.hasOwn(record, name));
	const isNamedElsewhere = present.some((name) => name !== expand);
	const entries = Object.entries(record).flatMap(([name, value]): Array<[string, unknown]> => {
		if (!present.includes(name)) return [[name, value]];
		if (name === expand && isNamedElsewhere) return [];
		return [[name, isDataObject(value) ? (value.id ?? null) : value]];
	});
	return Object.fromEntries(entries) as IDataObject;
}
