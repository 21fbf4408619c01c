import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { isAmountAttribute } from '../../../../common/money/amounts';
import { decimalPlaces } from '../../../../common/money/currency';
import { INCLUDED } from '../../../shared/included';

/** Whose money it is; what has none of these is an offer, such as a plan, and nobody adds up prices. */
const PAID_BY = ['user_id', 'customer_id'];

/** Attributes that say a currency, each with how one knows the amounts in it. */
const SAID_BY: ReadonlyArray<[currency: string, isAmount: (name: string) => boolean]> = [
	['currency', isAmountAttribute],
	['plan_currency', (name) => INCLUDED.plan.attributes.includes(name) && name.endsWith('_amount')],
];

/**
 * The currencies of what the items say that somebody pays, in capital letters and sorted. A sum over several of them is no money: 10
 * dollars and 1000 yen are not 1010 of anything.
 */
export function currenciesOf(items: readonly INodeExecutionData[]): string[] {
	// As they were written: of a long list in one currency, the first item alone is looked into.
	const seen = new Set<unknown>();
	for (const { json } of items) {
		for (const [name, isAmount] of SAID_BY) {
			const { [name]: currency } = json;
			if (!currency || seen.has(currency) || !PAID_BY.some((owner) => owner in json)) continue;
			if (decimalPlaces(currency) !== undefined && hasAmount(json, isAmount)) seen.add(currency);
		}
	}
	return [...new Set([...seen].map((currency) => String(currency).trim().toUpperCase()))].sort();
}

/** Nothing is nothing in every currency. */
function hasAmount(json: IDataObject, isAmount: (name: string) => boolean): boolean {
	return Object.entries(json).some(([name, value]) => isAmount(name) && Number(value ?? 0) !== 0);
}
