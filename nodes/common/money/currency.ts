/**
 * Digits after the point of currencies that do not have two. Those without any are Pelcro's own list (its interface
 * counts all others in hundredths, ISK too). That currencies with thousandths and less are counted in these is a
 * guess: ISO 4217 and the payment gateways do so, and Pelcro's reference is silent.
 */
const PLACES: Readonly<Record<string, number>> = {
	...places(0, 'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF UGX VND VUV XAF XOF XPF'),
	...places(3, 'BHD IQD JOD KWD LYD OMR TND'),
	...places(4, 'CLF UYW'),
};

/** @returns how many digits the currency has after the point; undefined for what is no three-letter code */
export function decimalPlaces(currency: unknown): number | undefined {
	const code = typeof currency === 'string' ? currency.trim().toUpperCase() : '';
	return /^[A-Z]{3}$/.test(code) ? (PLACES[code] ?? 2) : undefined;
}

function places(count: number, currencies: string): Record<string, number> {
	return Object.fromEntries(currencies.split(' ').map((currency) => [currency, count]));
}
