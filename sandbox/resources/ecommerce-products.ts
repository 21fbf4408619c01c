import { plainOperations } from './plain';

export const ecommerceProducts = plainOperations({
	what: 'E-commerce product',
	in: (data) => data.ecommerce_products,
	defaults: () => ({
		type: 'good',
		description: null,
		caption: null,
		shippable: false,
		countries: [],
		image: null,
	}),
});
