import { addressCases } from './address';
import { chargeCases } from './charge';
import { couponCases } from './coupon';
import { ecommerceProductCases } from './ecommerceProduct';
import { invoiceCases } from './invoice';
import { memberCases } from './member';
import { newsletterCases } from './newsletter';
import { orderCases } from './order';
import { organizationCases } from './organization';
import { paymentMethodCases } from './paymentMethod';
import { planCases } from './plan';
import { productCases } from './product';
import { skuCases } from './sku';
import type { WireCase } from './wireCase';

/** By resource. */
export const WIRE_CASES: Readonly<Record<string, readonly WireCase[]>> = {
	address: addressCases,
	charge: chargeCases,
	coupon: couponCases,
	ecommerceProduct: ecommerceProductCases,
	invoice: invoiceCases,
	member: memberCases,
	newsletter: newsletterCases,
	order: orderCases,
	organization: organizationCases,
	paymentMethod: paymentMethodCases,
	plan: planCases,
	product: productCases,
	sku: skuCases,
};
