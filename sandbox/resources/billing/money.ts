import { type FieldChecks } from '../../api/answers';
import type { Customer } from '../../model/records';

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));

/**
 * Notes an error when a currency is none, or is not the one that the customer pays in.
 *
 * @param currency ISO code in any case
 * @param customer who pays; a customer without a currency takes any
 */
export function checkCurrency(checks: FieldChecks, currency: string, customer: Customer): void {
	const known = CURRENCIES.has(currency.toUpperCase());
	checks.expect(known, 'currency', 'The selected currency is invalid.');
	const own = customer.currency === null || customer.currency === currency.toLowerCase();
	checks.expect(own, 'currency', `The customer pays in ${String(customer.currency)}.`);
}
