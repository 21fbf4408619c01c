import type { Operation, Operations } from '../api/call';
import { addresses } from './audience/addresses';
import { bills } from './office/bills';
import { campaigns } from './office/campaigns';
import { charges } from './billing/charges';
import { coupons } from './catalogue/coupons';
import { customers } from './audience/customers';
import { ecommerceProducts } from './shop/ecommerce-products';
import { exportFiles } from './office/exports';
import { invoices } from './billing/invoices';
import { memberships } from './audience/memberships';
import { newsletters } from './audience/newsletters';
import { orders } from './shop/orders';
import { organizations } from './audience/organizations';
import { plans } from './catalogue/plans';
import { products } from './catalogue/products';
import { refunds } from './billing/refunds';
import { skus } from './shop/skus';
import { sources } from './audience/sources';
import { subscriptions } from './subscriptions/subscriptions';
import { vendors } from './office/vendors';
import { webhooks } from './office/webhooks';

const resources: Record<string, Operations> = {
	addresses,
	bills,
	campaigns,
	charges,
	coupons,
	customers,
	exports: exportFiles,
	invoices,
	memberships,
	newsletters,
	orders,
	organizations,
	plans,
	products,
	refunds,
	skus,
	sources,
	subscriptions,
	vendors,
	webhooks,
	ecommerce_products: ecommerceProducts,
};

/** Every operation by the contract's operationId, `<resource>.<operation>`. */
export const operations: Record<string, Operation> = Object.fromEntries(
	Object.entries(resources).flatMap(([resource, named]) =>
		Object.entries(named).map(([name, operation]) => [`${resource}.${name}`, operation]),
	),
);
