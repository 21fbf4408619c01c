import type { Operation, Operations } from '../api/call';
import { addresses } from './addresses';
import { bills } from './bills';
import { campaigns } from './campaigns';
import { charges } from './charges';
import { coupons } from './coupons';
import { customers } from './customers';
import { ecommerceProducts } from './ecommerce-products';
import { exportFiles } from './exports';
import { invoices } from './invoices';
import { memberships } from './memberships';
import { newsletters } from './newsletters';
import { orders } from './orders';
import { organizations } from './organizations';
import { plans } from './plans';
import { products } from './products';
import { refunds } from './refunds';
import { skus } from './skus';
import { sources } from './sources';
import { subscriptions } from './subscriptions';
import { vendors } from './vendors';
import { webhooks } from './webhooks';

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
