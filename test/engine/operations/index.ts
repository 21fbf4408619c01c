import { addressCases } from './people/address';
import { chargeCases } from './billing/charge';
import { couponCases } from './billing/coupon';
import { ecommerceProductCases } from './shop/ecommerceProduct';
import { invoiceCases } from './billing/invoice';
import { memberCases } from './people/member';
import { newsletterCases } from './people/newsletter';
import { orderCases } from './shop/order';
import { organizationCases } from './people/organization';
import { paymentMethodCases } from './people/paymentMethod';
import { planCases } from './billing/plan';
import { productCases } from './billing/product';
import { skuCases } from './shop/sku';
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
