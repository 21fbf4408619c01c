import { FieldChecks } from '../api/answers';
import { plainOperations } from './plain';

export const skus = plainOperations({
	what: 'SKU',
	in: (data) => data.skus,
	defaults: () => ({ metadata: {}, countries: [], entitlements: [], image: null }),
	check: ({ data, body }) => {
		const checks = new FieldChecks();
		const { product_id: productId } = body;
		checks.expect(
			productId === undefined || data.ecommerce_products.get(Number(productId)) !== undefined,
			'product_id',
			'The selected product id is invalid.',
		);
		checks.finish();
	},
});
