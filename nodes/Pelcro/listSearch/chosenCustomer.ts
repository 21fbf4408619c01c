import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';

import { FieldError } from '../../common/fieldError';
import { isDataObject } from '../../transport/dataObject';
import { PelcroRequestError } from '../../transport/failures/requestError';
import { CUSTOMER_PAGES, MAX_PAGE_SIZE } from '../../transport/limits';
import type { Page } from '../../transport/lists/envelope';
import { addressPattern, customerLocator } from '../shared/recordLocator';
import type { ChoiceKey } from '../shared/types';
import { cachedPage, hasMore, type Asking } from './listPages';
import { text } from './labels';

const CHOICE = customerLocator().chosenBy;

/**
 * The customer chosen in the node, for lists of what belongs to a customer.
 *
 * @returns the ID as text; undefined where none is chosen, or an expression chooses one
 * @throws FieldError where no customer, or more than one, has the key that is entered; as sendRequest
 */
export async function chosenCustomer(
	context: ILoadOptionsFunctions,
	asking: Asking,
): Promise<string | undefined> {
	const locator: unknown = context.getCurrentNodeParameter('customerId');
	const { mode, value }: IDataObject = isDataObject(locator) ? locator : { mode: 'id' };
	const entered = text(isDataObject(locator) ? value : locator).trim();
	if (entered === '' || entered.startsWith('=')) return undefined;
	const key = CHOICE?.keys[text(mode)];
	if (key !== undefined) return await idByKey(asking, key, entered);
	return /^\d+$/.test(entered)
		? entered
		: new RegExp(addressPattern('customers')).exec(entered)?.[1];
}

async function idByKey(asking: Asking, key: ChoiceKey, entered: string): Promise<string> {
	const { property, caseSensitive, words } = key;
	const compared = (value: unknown): string =>
		caseSensitive ? text(value).trim() : text(value).trim().toLowerCase();
	const having = (page: Page | undefined): IDataObject[] =>
		page?.records.filter((customer) => compared(customer[property]) === compared(entered)) ?? [];
	const filter = { [`filter[${property}]`]: `eq:${entered}` };
	const filtered = entered.includes(',') ? undefined : await unlessRefused(asking, filter);
	const found = having(filtered);
	const isFiltered = filtered !== undefined && found.length === filtered.records.length;
	const all = found.length > 0 || isFiltered ? found : await lookThrough(asking, having);
	const [only, ...others] = all;
	if (only !== undefined && others.length === 0) return String(only.id);
	throw new FieldError(
		`'Customer': ${only === undefined ? 'no customer was found by' : 'several customers have'} the ${words} ${entered}`,
		'This list shows what belongs to the customer: choose the customer From List or By ID.',
	);
}

/** The first pages of the list, where Pelcro does not look for the key itself. */
async function lookThrough(
	asking: Asking,
	having: (page: Page) => IDataObject[],
): Promise<IDataObject[]> {
	let seen = 0;
	for (let number = 1; number <= CUSTOMER_PAGES; number += 1) {
		const page = await cachedPage(asking, '/customers', {}, number, MAX_PAGE_SIZE);
		const found = having(page);
		seen += page.records.length;
		if (found.length > 0 || !hasMore(page, number, MAX_PAGE_SIZE, seen)) return found;
	}
	return [];
}

/** @returns undefined where the list cannot be filtered so */
async function unlessRefused(asking: Asking, filter: IDataObject): Promise<Page | undefined> {
	return await cachedPage(asking, '/customers', filter, 1, MAX_PAGE_SIZE).catch(
		(refusal: unknown) => {
			const isRefused =
				refusal instanceof PelcroRequestError && [400, 422].includes(refusal.status ?? 0);
			if (isRefused) return undefined;
			throw refusal;
		},
	);
}
