import type { INodePropertyOptions } from 'n8n-workflow';

/** ISO 4217, without metals, funds and units of account. */
const CODES =
	'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW';

const names = new Intl.DisplayNames(['en'], { type: 'currency' });

/** All currencies, by their English names; Pelcro keeps the codes in lower case. Reference: charges, plans, exports. */
export const CURRENCIES: INodePropertyOptions[] = CODES.split(' ')
	.map((code) => ({ name: `${names.of(code) ?? code} (${code})`, value: code.toLowerCase() }))
	.sort((one, other) => one.name.localeCompare(other.name));
